// A console that is not set up says what is missing, and nothing else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { Stage } from "./stage.mjs";

/** Wrong, and the word by which the page names it. */
const WRONG = [
  ["PUBLIC_URL", ["", "sso.example.com", "http://sso.example.com", "https://sso.example.com/path", "https://user@sso.example.com", "javascript:alert(1)"]],
  ["APP_SECRET", [undefined, "", "short-secret-word", `${"a".repeat(40)},short-secret-word`]],
  ["SAML_KEY", [undefined, "", "no key"]],
  ["SAML_CERTIFICATE", [undefined, "", "none", "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMII"]],
  ["DNS_RESOLVER", ["no address"]],
  ["DEBUGGER_URL", ["http://example.com/", "javascript:alert(1)", "https://example.com/#rule=C06", "https://example.com/#", "https://user@example.com/"]],
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
    await Stage.with({ SAML_KEY: "-----BEGIN PRIVATE KEY-----\nno-key-word\n-----END PRIVATE KEY-----" }, async (stage) => {
      const organisation = await stage.organisation();
      const { location } = await organisation.administrator.post("/console/profiles", { name: "Okta" });
      const certificate = readFileSync(join(import.meta.dirname, "../../../../tests/vectors/keys/idp.crt.pem"), "utf8");
      const fields = { issuer: "urn:idp", ssoUrl: "https://idp.example/sso", sloUrl: "https://idp.example/slo", certificate };
      const answer = await organisation.administrator.post(`${location}/idp`, fields);
      equal([answer.status, answer.text.includes("private key"), answer.text.includes("no-key-word")], [422, true, false], "a profile");
      ok(!stage.log.join("").includes("no-key-word"), "log");
    });
  },

  async "configuration: rules link to the debugger page where there is one, and carry nothing"() {
    for (const [given, expected] of [["https://tools.example/saml-debugger.html", "https://tools.example/saml-debugger.html"], ["/saml-debugger.html", "http://localhost:PORT/saml-debugger.html"], [undefined, null]]) {
      await Stage.with({ DEBUGGER_URL: given }, async (stage) => {
        const organisation = await stage.organisation();
        const { profile, domain } = await organisation.singleSignOn();
        const { response } = await profile.signIn(`jane@${domain}`, { fault: "wrong-audience" });
        equal(response.status, 403, "refused");
        const port = new URL(stage.url).port;
        for (const path of ["/console/audit", "/console/health"]) {
          const { text } = await organisation.administrator.get(path);
          const links = [...text.matchAll(/href="([^"]*#rule=[^"]*)" target="_blank" rel="noreferrer"/g)].map(([, link]) => link);
          equal(links, expected === null ? [] : [`${expected.replace("PORT", port)}#rule=C06`], path);
          ok(text.includes("C06"), path);
        }
      });
    }
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
