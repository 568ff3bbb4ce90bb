// Every form carries the token of its browser.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { key } from "./publisher.mjs";
import { differences, everything } from "./records.mjs";
import { FIELDS, filled, readRoutes } from "./routes.mjs";
import { attribute, tagsOf } from "./page.mjs";

async function scene(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const person = await organisation.person(`jane@${domain}`);
  const values = { profile: profile.id, domain: domainId, person: person.id, test: "_", connection: profile.connectionId, product: "okta", token: (await stage.setupLink()).split("/").at(-1) };
  const routes = (await readRoutes()).filter(({ method, access }) => method === "POST" && access !== "idp");
  ok(routes.length > 20, `only ${routes.length} forms`);
  return { organisation, routes, values, fields: { ...FIELDS, email: organisation.email, key: organisation.accessKey, certificate: key("idp-next.crt.pem") } };
}

/** Each form, as `more` has it posted by the administrator: refused, and nothing is changed. */
async function refusesAll(stage, { organisation, routes, values, fields }, more) {
  const before = await everything(stage.database);
  for (const { path } of routes) {
    const { status, cookies, location } = await organisation.administrator.post(filled(path, values), fields, await more(path));
    equal([status, location, cookies.filter((cookie) => cookie.startsWith(SESSION))], [403, null, []], path);
    equal(differences(before, await everything(stage.database)), [], `${path} changed`);
  }
}

export const csrfTests = {
  async "csrf: no form works without a token, or with an empty one"(stage) {
    const set = await scene(stage);
    await refusesAll(stage, set, () => ({ token: null }));
    await refusesAll(stage, set, () => ({ token: "" }));
  },

  async "csrf: no form works with the token of another browser"(stage) {
    const set = await scene(stage);
    const token = await stage.browser().token();
    await refusesAll(stage, set, () => ({ token }));
    const other = await (await stage.organisation()).administrator.token();
    await refusesAll(stage, set, () => ({ token: other }));
  },

  async "csrf: no form works with the token from before the sign-in"(stage) {
    const set = await scene(stage);
    const browser = stage.browser();
    const token = await browser.token();
    await stage.signInWithKey({ email: set.organisation.email, accessKey: set.organisation.accessKey }, browser);
    await refusesAll(stage, { ...set, organisation: { administrator: browser } }, () => ({ token }));
  },

  async "csrf: no form works from another site, even with the right token"(stage) {
    const set = await scene(stage);
    const token = await set.organisation.administrator.token();
    for (const headers of [{ origin: "https://attacker.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: stage.url.replace("http:", "https:") }])
      await refusesAll(stage, set, () => ({ token, headers }));
  },

  async "csrf: the right token opens the same forms"(stage) {
    const { organisation, routes, values, fields } = await scene(stage);
    for (const { path } of routes) {
      const browser = await stage.signInWithKey(organisation);
      const { status } = await browser.post(filled(path, values), path === "/setup/:token" ? { ...fields, organisation: "" } : fields);
      // Sign-in forms of somebody who is signed in, and what is gone by then, have answers of their own.
      ok(status !== 403 || path === "/login/key", `${path}: ${status}`);
    }
  },

  async "csrf: every form of every page posts the token, and to this site alone"(stage) {
    const { organisation, values } = await scene(stage);
    let forms = 0;
    for (const { method, path } of await readRoutes()) {
      if (method !== "GET" || path.startsWith("/saml/")) continue;
      for (const browser of [organisation.administrator, stage.browser()]) {
        const { text } = await browser.get(filled(path, values));
        for (const form of text.match(/<form\b.*?<\/form>/gs) ?? []) {
          const [tag, ...inner] = tagsOf(form);
          equal(attribute(tag, "method"), "post", `${path}: method`);
          ok(/^\/(?!\/)/.test(attribute(tag, "action")), `${path}: ${attribute(tag, "action")}`);
          ok(inner.some((field) => attribute(field, "name") === "csrf" && attribute(field, "value").length > 40), `${path}: no token`);
          forms += 1;
        }
      }
    }
    ok(forms > 30, `only ${forms} forms`);
  },

  async "csrf: no GET changes anything"(stage) {
    const { organisation, values } = await scene(stage);
    const before = await everything(stage.database);
    for (const { method, path, access } of await readRoutes()) {
      if (method !== "GET" || access === "idp") continue;
      const response = await organisation.administrator.get(filled(path, values));
      ok(response.status < 500, `${path}: ${response.status}`);
      equal(differences(before, await everything(stage.database)), [], `${path} changed`);
    }
  },
};
