// A console that is not set up says what is missing, and nothing else.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { Stage } from "./stage.mjs";

/** Wrong, and the word by which the page names it. */
const WRONG = [
  ["PUBLIC_URL", ["", "sso.example.com", "http://sso.example.com", "https://sso.example.com/path", "https://user@sso.example.com", "javascript:alert(1)"]],
  ["APP_SECRET", [undefined, "", "short-secret-word", `${"a".repeat(40)},short-secret-word`]],
  ["SAML_KEY", [undefined, ""]],
  ["SAML_CERTIFICATE", [undefined, ""]],
  ["DNS_RESOLVER", ["no address"]],
  ["SESSION_HOURS", ["never", "0", "-1"]],
  ["LIMIT_PER_ADDRESS", ["many", "0"]],
  ["LIMIT_PER_ORGANISATION", ["many", "NaN"]],
];

function requirePlain({ status, headers, text }, name) {
  equal([status, headers.get("content-type"), headers.get("cache-control"), headers.get("x-content-type-options"), headers.getSetCookie()], [500, "text/plain; charset=utf-8", "no-store", "nosniff", []], name);
  ok(text.length < 300 && !/\bat \S+:\d+|worker\.mjs|Error:|SQLITE|D1_/.test(text), `${name}: ${text}`);
}

async function requireNamed(variable, value) {
  await Stage.with({ [variable]: value }, async (stage) => {
    for (const [path, method] of [["/", "GET"], ["/login", "GET"], ["/saml/acs/x", "POST"]]) {
      const answer = await stage.browser().send(path, { method });
      requirePlain(answer, `${variable}=${value}`);
      ok(answer.text.includes(variable) && !answer.text.includes("short-secret-word"), answer.text);
    }
    ok(!stage.log.join("").includes("short-secret-word"), "log");
  });
}

export const configurationTests = {
  async "configuration: what is missing or wrong is named, by a page without a stack"() {
    for (const [variable, values] of WRONG) await Promise.all(values.map((value) => requireNamed(variable, value)));
  },

  async "configuration: a database without its tables is a page without a stack"() {
    await Stage.with({}, async (stage) => {
      await stage.run("DROP TABLE setup_links");
      requirePlain(await stage.browser().get("/login"), "/login");
    });
  },

  async "configuration: a key that is none does not get onto a page"() {
    await Stage.with({ SAML_KEY: "no-key-word", SAML_CERTIFICATE: "no-certificate-word" }, async (stage) => {
      const organisation = await stage.organisation();
      const profile = await organisation.profile();
      await profile.setRules({ signsRequests: "yes" });
      for (const answer of [await organisation.administrator.post(`${profile.path}/test`), await stage.browser().get(`/saml/metadata/${profile.connectionId}`)]) {
        requirePlain(answer, "answer");
        ok(!answer.text.includes("no-key-word") && !answer.text.includes("no-certificate-word"), answer.text);
      }
      ok(!stage.log.join("").includes("no-key-word"), "log");
    });
  },

  async "configuration: an older secret still verifies what it began"() {
    const [old, fresh] = ["o".repeat(40), "n".repeat(40)];
    await Stage.with({ APP_SECRET: `${fresh},${old}` }, async (stage) => {
      const organisation = await stage.organisation();
      const { profile, domain } = await organisation.singleSignOn();
      equal((await profile.signIn(`jane@${domain}`)).response.status, 303, "sign-in");
    });
  },
};
