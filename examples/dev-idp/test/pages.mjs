// What people and administrators see.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { addApplication, certificates, library, put } from "./application.mjs";
import { Visitor } from "./visitor.mjs";

const MARKUP = `<img src=x onerror=alert(1)>"'&amp;`;

export const pageTests = {
  async "names full of markup are text, in every page and message"({ url }) {
    const application = await addApplication(url, { settings: { name: MARKUP, entityId: `urn:${MARKUP}`, assigned: ["jane.doe@example.com", "a@<b>"] } });
    application.connection.sp.entityId = `urn:${MARKUP}`;
    const visitor = new Visitor(url);
    const people = { email: `"<i>"@example.com`, firstName: MARKUP, lastName: MARKUP, groups: MARKUP };
    equal((await visitor.post("/people", people)).status, 303);
    const start = await visitor.get(`/start/${application.id}?RelayState=${encodeURIComponent(MARKUP)}`);
    const message = await visitor.signIn(start, { person: "jane.doe@example.com" });
    const pages = [start, message, await visitor.get("/"), await visitor.get(`/apps/${application.id}`), await visitor.get(`/apps/new?entityId=${encodeURIComponent(MARKUP)}`)];
    pages.push(await visitor.signIn(start, { person: "", address: MARKUP }), await visitor.post("/apps", { entityId: "urn:x", acsUrl: MARKUP }));
    for (const { text } of pages) {
      ok(!/<(img|i|b)\b|&amp;/.test(text), text);
      ok(text.includes("&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;amp;"), text);
    }
    equal(message.fields.get("RelayState"), MARKUP);
    await put(url, `/api/apps/${application.id}`, { entityId: "urn:escaped", acsUrl: application.connection.sp.acsUrl });
    equal((await visitor.post("/people/remove", { email: people.email })).status, 303);
  },

  async "names full of markup arrive as they are"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const email = `o'neill&"<i>"@example.com`;
    await visitor.post("/people", { email, firstName: "<b>&amp;", lastName: "]]>", groups: "a<b, c&d" });
    const login = await application.signIn(visitor, { person: email });
    equal([login.nameId, Object.fromEntries(login.attributes)], [email, { email: [email], firstName: ["<b>&amp;"], lastName: ["]]>"], groups: ["Everyone", "a<b", "c&d"] }]);
    await visitor.post("/people/remove", { email });
  },

  async "every page is under a policy without inline scripts, in no frame and in no cache"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const own = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    const start = await visitor.get(`/start/${application.id}`);
    const message = await visitor.signIn(start, { person: "jane.doe@example.com" });
    for (const page of [start, message, await visitor.get("/"), await visitor.get("/apps/new"), await visitor.get("/nowhere")]) {
      equal(page.headers.get("content-security-policy"), page === message ? own : `${own}; form-action 'self'`);
      equal(page.headers.get("cache-control"), "no-store");
      page.is(page.status, "For development only.");
      ok(!/<style|style=|<script>|\son\w+=/.test(page.text), page.text);
    }
    const cookie = message.headers.get("set-cookie");
    ok(/^__Host-dev-idp-\d+=_[\w-]+; Path=\/; Secure; HttpOnly; SameSite=None$/.test(cookie), cookie);
  },

  async "the start shows what an application has to know"({ url }) {
    const page = await new Visitor(url).get("/");
    const { certificate } = await (await fetch(`${url}/api/setup`)).json();
    for (const [label, value] of [
      ["Identity Provider Issuer", `${url}/entity`],
      ["Identity Provider Single Sign-On URL", `${url}/sso`],
      ["Identity Provider Single Logout URL", `${url}/slo`],
      ["X.509 Certificate", certificate.trim()],
    ])
      ok(new RegExp(`<dt>${label}</dt><dd><code [^>]*>${value.replace(/[+/.]/g, "\\$&")}</code>`).test(page.text), `${label}: ${page.text}`);
  },

  async "an application is added by its form, edited and removed"({ url }) {
    const visitor = new Visitor(url);
    const fields = { name: "My App", entityId: "urn:my-app", acsUrl: "http://127.0.0.1:9/acs", assigned: "chosen", people: "john.roe@example.com", signs: "assertion" };
    equal((await visitor.post("/apps", fields)).location, "/#applications");
    const edit = await visitor.get("/apps/my-app");
    for (const words of ['value="urn:my-app"', '<option value="assertion" selected>', 'value="chosen" checked', 'value="john.roe@example.com" checked']) edit.is(200, words);
    (await visitor.post("/apps", fields)).is(400, "Another application has this Audience");
    (await visitor.post("/apps/my-app", { ...fields, acsUrl: "javascript:alert(1)" })).is(400, "is no absolute http or https URL");
    (await visitor.get("/apps/my-app")).is(200, 'value="http://127.0.0.1:9/acs"');
    await visitor.post("/apps/my-app", { ...fields, assigned: "all" });
    (await visitor.get("/apps/my-app")).is(200, 'value="all" checked');
    await visitor.post("/apps/my-app/remove", {});
    (await visitor.get("/apps/my-app")).is(404, "no such application");
  },

  async "an application is filled in from its metadata"({ url }) {
    const visitor = new Visitor(url);
    const sp = { entityId: "urn:imported", acsUrl: "https://sp.example.com/acs", sloUrl: "https://sp.example.com/slo" };
    const metadata = await library.spMetadata(sp, { signingCertificates: [certificates.ec], encryptionCertificates: [certificates.sp], displayName: "Imported & more" });
    const page = await visitor.post("/apps/import", { metadata });
    for (const words of ["Imported &#38; more", 'value="urn:imported"', `value="${sp.acsUrl}"`, `value="${sp.sloUrl}"`]) page.is(200, words);
    const [signature, encryption] = [...page.text.matchAll(/<textarea name="\w+Certificate"[^>]*>([^<]*)</g)].map(([, text]) => text.trim());
    equal([signature, encryption], [certificates.ec.trim(), certificates.sp.trim()]);
    for (const [text, words] of [
      ["", "This is no"],
      ["<a", "no well-formed XML"],
      [`<!DOCTYPE a>${metadata}`, "document type"],
      ["<EntityDescriptor/>", "no metadata of one entity"],
      [await (await fetch(`${url}/metadata`)).text(), "no SPSSODescriptor"],
    ])
      (await visitor.post("/apps/import", { metadata: text })).is(400, words);
  },

  async "certificates are rotated, and old ones removed"({ url }) {
    const visitor = new Visitor(url);
    await visitor.post("/keys/rotate", {});
    const keyIds = async () => [...(await visitor.get("/")).text.matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id);
    const before = await keyIds();
    await visitor.post("/keys/remove", { id: before[0] });
    equal(await keyIds(), before.slice(1));
  },
};
