// What every answer says to the browser.
import { createHash } from "node:crypto";

import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { inlineOf, tagsOf } from "./page.mjs";
import { metadataOf } from "./publisher.mjs";
import { filled, readRoutes } from "./routes.mjs";
import { Stage } from "./stage.mjs";

/** Every page there is to get, by an administrator, a member and nobody, and those that say no. */
async function* answers(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const person = await organisation.person(`jane@${domain}`);
  const test = await profile.pass(`tester@${domain}`);
  await profile.signIn(`jane@${domain}`);
  const member = await stage.signInWithKey(person);
  const values = { profile: profile.id, domain: domainId, person: person.id, test, connection: profile.connectionId, product: "okta", token: (await stage.setupLink()).split("/").at(-1) };
  for (const { method, path } of await readRoutes()) {
    for (const browser of [organisation.administrator, member, stage.browser()]) {
      if (method === "GET") yield [path, await browser.get(filled(path, values))];
      else yield [`${path} by GET`, await browser.send(filled(path, values), { method: "PUT" })];
    }
  }
  const { administrator } = organisation;
  yield ["foreign form", await administrator.post("/console/profiles", {}, { token: "x" })];
  yield ["mistake in a domain", await administrator.post("/console/domains", { domain: "no domain" })];
  yield ["mistake in an IdP", await administrator.post(`${profile.path}/idp`, { issuer: "", ssoUrl: "x", certificate: "x" })];
  yield ["mistake in an address", await stage.browser().post("/login", { email: "no address" })];
  yield ["wrong key", await stage.browser().post("/login/key", { email: "a@b.example", key: "x" })];
  yield ["refused sign-in", await stage.browser().postFromElsewhere(profile.acs, new URLSearchParams({ SAMLResponse: "AAAA" }))];
  yield ["refused sign-out", await stage.browser().get(`${profile.slo}?SAMLRequest=AAAA`)];
  yield ["no such connection", await stage.browser().postFromElsewhere("/saml/acs/none", new URLSearchParams())];
  yield ["new key", await administrator.post(`/console/people/${person.id}/key`)];
  for (const path of ["/none", "/console", "/console/none", "/assets/none", "/saml/acs/", "/console/profiles/"]) yield [path, await administrator.get(path)];
}

const isHtml = ({ headers }) => headers.get("content-type")?.startsWith("text/html");

/** The directives of a policy. */
const directives = (policy) => new Map(policy.split(";").map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));

export const headerTests = {
  async "headers: every page has a policy that lets nothing inline and nothing foreign run"(stage) {
    let pages = 0;
    for await (const [name, answer] of answers(stage)) {
      if (!isHtml(answer)) continue;
      pages += 1;
      const policy = directives(answer.headers.get("content-security-policy") ?? "");
      equal(policy.get("default-src"), ["'none'"], `${name}: default-src`);
      for (const directive of ["script-src", "style-src", "img-src"]) equal(policy.get(directive), ["'self'"], `${name}: ${directive}`);
      for (const directive of ["base-uri", "frame-ancestors"]) equal(policy.get(directive), ["'none'"], `${name}: ${directive}`);
      ok(policy.get("form-action")?.includes("'self'"), `${name}: form-action`);
      ok(!/unsafe|data:|blob:|\*(?!:)(?![\s;]|$)/.test(answer.headers.get("content-security-policy")), `${name}: ${answer.headers.get("content-security-policy")}`);
      equal(inlineOf(answer.text), [], `${name}: inline`);
    }
    ok(pages > 60, `only ${pages} pages`);
  },

  async "headers: no page is kept, sniffed or told of elsewhere"(stage) {
    for await (const [name, { status, headers }] of answers(stage)) {
      equal(headers.get("x-content-type-options"), "nosniff", `${name} (${status}): x-content-type-options`);
      const isPublic = /^\/saml\/(?:metadata|certificate)/.test(name) && status === 200;
      equal(headers.get("cache-control"), isPublic ? "no-cache" : "no-store", `${name} (${status}): cache-control`);
      if (isHtml({ headers })) equal([headers.get("referrer-policy"), headers.get("cross-origin-opener-policy")], ["same-origin", "same-origin"], name);
      equal(headers.get("access-control-allow-origin"), null, name);
    }
  },

  async "headers: over http nothing is said about https"(stage) {
    equal((await stage.browser().get("/login")).headers.get("strict-transport-security"), null, "strict-transport-security");
  },

  async "headers: over https every answer says to stay there"() {
    await Stage.with({ PUBLIC_URL: "https://sso.example.com" }, async (stage) => {
      const browser = stage.browser();
      for (const path of ["/", "/login", "/login/key", "/none", "/console/profiles", "/setup/none", "/signed-out", "/saml/certificate", "/saml/metadata/none", "/assets/style.css", "/assets/console.js"])
        ok(/^max-age=\d{7,}/.test((await browser.get(path)).headers.get("strict-transport-security") ?? ""), path);
      const put = await browser.send("/login", { method: "PUT" });
      ok(/^max-age=\d{7,}/.test(put.headers.get("strict-transport-security") ?? ""), "PUT");
      const policy = (await browser.get("/login")).headers.get("content-security-policy");
      ok(!policy.includes("http:") && !policy.includes("localhost"), policy);
    });
  },

  async "headers: files of the console are what they say"(stage) {
    for (const [path, type] of [["/assets/style.css", "text/css"], ["/assets/console.js", "text/javascript"], ["/assets/icon.svg", "image/svg+xml"]]) {
      const { status, headers } = await stage.browser().get(path);
      equal([status, headers.get("content-type").split(";")[0], headers.get("x-content-type-options")], [200, type, "nosniff"], path);
    }
    for (const path of ["/assets/constructor", "/assets/__proto__", "/assets/../src/index.ts"]) equal((await stage.browser().get(path)).status, 404, path);
  },

  async "headers: the page that posts a request to an IdP runs its one script by its digest"(stage) {
    const organisation = await stage.organisation();
    const profile = await organisation.profile();
    const xml = metadataOf({ entityId: profile.entityId }).replace(/<md:SingleSignOnService [^>]*HTTP-Redirect[^>]*><\/md:SingleSignOnService>/, "");
    equal((await organisation.administrator.post(`${profile.path}/metadata`, { text: xml })).status, 303, "metadata");
    const { status, headers, text } = await organisation.administrator.post(`${profile.path}/test`);
    const scripts = tagsOf(text).filter(({ name }) => name === "script");
    equal([status, scripts.length], [200, 1], "page");
    const digest = createHash("sha256").update(scripts[0].text).digest("base64");
    const policy = directives(headers.get("content-security-policy"));
    equal([policy.get("default-src"), policy.get("script-src"), policy.get("frame-ancestors")], [["'none'"], [`'sha256-${digest}'`], ["'none'"]], "policy");
    equal([headers.get("cache-control"), headers.get("x-content-type-options")], ["no-store", "nosniff"], "headers");
  },
};
