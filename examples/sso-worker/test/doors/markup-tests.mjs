// Whatever others write is text on our pages.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { importKey } from "../../../../tests/js/lib/test-idp.mjs";
import { refusal } from "../../../dev-idp/src/identity-provider.mjs";
import { formOf } from "./messages.mjs";
import { inlineOf, tagsOf, textOf } from "./page.mjs";
import { key, metadataOf } from "./publisher.mjs";

const MARK = `"'><script>mark(1)</script><img src=x onerror=mark(2)>`;

/** The page has the mark as text or as the value of a field, and no tag of it. */
function requireShown({ text, status }, name, shown = MARK) {
  requireHarmless({ text, status }, name);
  ok(textOf(text).includes(shown) || tagsOf(text).some((tag) => tag.attributes.some(([, value]) => value.includes(shown))), `${name} (${status}) does not show it`);
}

function requireHarmless({ text, status }, name) {
  ok(status < 500, `${name}: ${status}`);
  equal(inlineOf(text), [], name);
  equal(tagsOf(text).filter((tag) => ["img", "b"].includes(tag.name) && tag.attributes.length > 0), [], name);
  // Nothing breaks out of where it stands: there are no attributes but ours.
  const strange = tagsOf(text).flatMap((tag) => tag.attributes.map(([attribute]) => attribute)).filter((attribute) => !/^[a-z][a-z-]*$/.test(attribute));
  equal(strange, [], `${name}: attributes`);
}

/** A profile with markup in all of its settings. */
async function marked(stage) {
  const organisation = await stage.organisation();
  await stage.run("UPDATE organisations SET name = ? WHERE id = ?", MARK, organisation.id);
  const { profile, domain, domainId } = await organisation.singleSignOn({ name: MARK, entityId: `urn:${MARK}` });
  return { organisation, administrator: organisation.administrator, profile, domain, domainId };
}

const certificate = () => readFileSync(join(import.meta.dirname, "markup.crt.pem"), "utf8");

export const markupTests = {
  async "markup: the tests' reader of pages finds it"() {
    ok(inlineOf(`<p>${MARK}</p>`).length >= 2, "in text");
    ok(inlineOf(`<input value="${MARK}">`).length >= 2, "in an attribute");
    ok(inlineOf(`<textarea></textarea><script>mark()</script></textarea>`).length > 0, "in a field");
    equal(inlineOf(`<p>${MARK.replace(/[<>"']/g, (c) => `&#${c.charCodeAt(0)};`)}</p>`), [], "escaped");
  },

  async "markup: names of organisations and profiles, and issuers"(stage) {
    const { administrator, profile, domain } = await marked(stage);
    requireShown(await administrator.get("/"), "home");
    for (const path of ["/console/profiles", profile.path, `${profile.path}/rules`, `${profile.path}/guide/okta`, "/console/domains", "/console/health", "/console/audit"]) requireShown(await administrator.get(path), path);
    for (const path of ["/console/profiles", profile.path, "/console/audit"]) requireShown(await administrator.get(path), path, `urn:${MARK}`);
    const { browser } = await profile.signIn(`jane@${domain}`, { sessionIndex: MARK });
    requireShown(await browser.get("/"), "session index");
    // As they come in by forms.
    const link = await stage.setupLink();
    requireShown(await stage.browser().post(link, { organisation: MARK, email: MARK }), "setup, refused");
    requireHarmless(await stage.browser().post(link, { organisation: MARK, email: "a'&b@markup.example" }), "setup");
    requireHarmless(await administrator.post("/console/profiles", { name: MARK }), "profile");
  },

  async "markup: subjects of certificates"(stage) {
    const { administrator, profile } = await marked(stage);
    equal((await administrator.post(`${profile.path}/certificates`, { certificate: certificate() })).status, 303, "added");
    const subject = "<script>mark(1)</script".replaceAll("<", "\\<").replaceAll(">", "\\>");
    for (const path of [profile.path, "/console/health"]) requireShown(await administrator.get(path), path, subject);
    requireHarmless(await administrator.post(`${profile.path}/certificates`, { certificate: MARK }), "none");
  },

  async "markup: attributes and names in a connection test"(stage) {
    const { administrator, profile, domain } = await marked(stage);
    const test = await profile.pass(`o'neil&co@${domain}`, { attributes: [[MARK, MARK, "<b onclick=mark()>"]] });
    const page = await administrator.get(`${profile.path}/tests/${test}`);
    requireShown(page, "test");
    requireShown(page, "value", "<b onclick=mark()>");
    requireShown(page, "address", `o'neil&co@${domain}`);
    await profile.setRules({ provisioning: "create", emailAttribute: MARK });
    for (const path of [profile.path, `${profile.path}/rules`]) requireShown(await administrator.get(path), path);
    const failing = await profile.startTest();
    await profile.answer(administrator, { inResponseTo: failing, nameId: MARK, attributes: [[MARK, MARK]] });
    for (const path of [`${profile.path}/tests/${failing}`, "/console/audit"]) requireShown(await administrator.get(path), path);
  },

  async "markup: what an IdP says when it refuses, and in whose name"(stage) {
    const { administrator, profile, domain } = await marked(stage);
    const idp = { entityId: profile.entityId, signer: { key: await importKey(key("idp.key.pem")) } };
    const say = (inResponseTo) => refusal(idp, profile.idp.connection.sp, { inResponseTo, codes: ["Responder", "RequestDenied"], message: MARK });
    const test = await profile.startTest();
    await administrator.postFromElsewhere(profile.acs, formOf(await say(test), MARK));
    requireShown(await administrator.get(`${profile.path}/tests/${test}`), "test");
    const browser = stage.browser();
    const answer = await browser.postFromElsewhere(profile.acs, formOf(await say(await profile.begin(browser, `jane@${domain}`)), MARK));
    requireHarmless(answer, "sign-in");
    ok(!textOf(answer.text).includes("mark(1)"), "nothing of the message");
    for (const path of ["/console/audit", "/console/health"]) requireShown(await administrator.get(path), path);
    for (const nameId of [MARK, `${MARK}@${domain}`, `jane@${MARK}`]) {
      const other = stage.browser();
      requireHarmless(await profile.answer(other, { inResponseTo: await profile.begin(other, `jane@${domain}`), nameId, relayState: MARK }), nameId);
    }
    requireShown(await administrator.get("/console/audit"), "names");
    requireHarmless(await stage.browser().postFromElsewhere(profile.acs, new URLSearchParams({ SAMLResponse: MARK, RelayState: MARK })), "no message");
  },

  async "markup: addresses, keys and destinations of the sign-in page"(stage) {
    const browser = stage.browser();
    const fields = { email: MARK, key: MARK, to: MARK };
    requireShown(await browser.get(`/login?${new URLSearchParams(fields)}`), "sign-in page");
    requireShown(await browser.get(`/login/key?${new URLSearchParams(fields)}`), "key page");
    requireShown(await browser.post("/login", fields), "sign-in");
    requireShown(await browser.post("/login/key", fields), "key");
    for (const path of [`/${encodeURIComponent(MARK)}`, `/setup/${encodeURIComponent(MARK)}`, `/saml/metadata/${encodeURIComponent(MARK)}`, `/signed-out?partly=${encodeURIComponent(MARK)}`]) requireHarmless(await browser.get(path), path);
    requireHarmless(await browser.post(`/console/${encodeURIComponent(MARK)}/x`, {}, { token: "x" }), "foreign form");
  },

  async "markup: domains, and what DNS says of them"(stage) {
    const { organisation, administrator } = await marked(stage);
    const name = stage.fresh("markup") + ".example";
    const id = await organisation.claim(name);
    stage.names.set(name, MARK);
    requireShown(await administrator.post(`/console/domains/${id}/verify`), "TXT");
    for (const domain of [MARK, `${MARK}.example`, `a.example"onclick="mark()`]) requireHarmless(await administrator.post("/console/domains", { domain }), domain);
    requireHarmless(await administrator.get("/console/domains"), "domains");
    requireHarmless(await administrator.post("/console/people", { email: `${MARK}@${name}` }), "person");
    await organisation.person(`o'neil&co@${name}`);
    requireShown(await administrator.get("/console/people"), "people", `o'neil&co@${name}`);
  },

  async "markup: what is wrong with settings"(stage) {
    const { administrator, profile } = await marked(stage);
    requireShown(await administrator.post(`${profile.path}/idp`, { issuer: MARK, ssoUrl: MARK, sloUrl: MARK, certificate: MARK }), "by hand");
    const xml = metadataOf({ entityId: "https://idp.example.com" });
    requireShown(await administrator.post(`${profile.path}/metadata`, { text: xml, entityId: MARK }), "another entity");
    requireHarmless(await administrator.post(`${profile.path}/metadata`, { text: MARK }), "no metadata");
    requireHarmless(await administrator.post(`${profile.path}/metadata`, { url: `https://${MARK}/` }), "address");
    const url = `${stage.publisher.set("/marked", { body: metadataOf({ entityId: "urn:x", ssoUrl: `https://idp.example.com/?x=${encodeURIComponent(MARK)}&y='` }) })}?${MARK}`;
    equal((await administrator.post(`${profile.path}/metadata`, { url })).status, 303, "read");
    requireHarmless(await administrator.get(profile.path), "read");
    for (const done of [MARK, "constructor", "__proto__", "toString"]) requireHarmless(await administrator.get(`${profile.path}?${new URLSearchParams({ done })}`), done);
    for (const before of [MARK, "-1", "NaN", "1e400", "0x1"]) requireHarmless(await administrator.get(`/console/audit?${new URLSearchParams({ before })}`), before);
    for (const product of ["constructor", "__proto__"]) equal((await administrator.get(`${profile.path}/guide/${product}`)).status, 404, product);
  },
};
