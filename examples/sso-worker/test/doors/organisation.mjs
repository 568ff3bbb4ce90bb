// An organisation with its administrator, profiles, domains and people, made by the console's own forms.
import { TestIdp } from "../../../../tests/js/lib/test-idp.mjs";
import { formOf, sentRequest } from "./messages.mjs";
import { textOf } from "./page.mjs";
import { key } from "./publisher.mjs";

export class Organisation {
  constructor(stage, { id, name, email, accessKey, administrator }) {
    Object.assign(this, { stage, id, name, email, accessKey, administrator });
  }

  /** A profile whose IdP is known, unless `idp` is null. */
  async profile({ name = "Okta", entityId = "https://idp.example.com", idp = {}, rules } = {}) {
    const { location } = await this.administrator.post("/console/profiles", { name });
    const id = location.split("/").at(-1);
    const { connection_id: connectionId } = await this.stage.row("SELECT connection_id FROM profiles WHERE id = ?", id);
    const profile = new Profile(this, { id, connectionId, entityId });
    if (idp !== null) await profile.enterIdp(idp);
    if (rules !== undefined) await profile.setRules(rules);
    return profile;
  }

  /** A verified domain of this organisation, by its record in the DNS. */
  async domain(name, profile) {
    const id = await this.claim(name);
    this.stage.names.set(name, await this.proof(id));
    await expect(303, await this.administrator.post(`/console/domains/${id}/verify`));
    if (profile !== undefined) await expect(303, await this.administrator.post(`/console/domains/${id}/profile`, { profile: profile.id }));
    return id;
  }

  /** A domain that is not verified yet. */
  async claim(name) {
    await expect(303, await this.administrator.post("/console/domains", { domain: name }));
    return (await this.stage.row("SELECT id FROM domains WHERE organisation_id = ? ORDER BY created_at DESC, rowid DESC", this.id)).id;
  }

  proof = async (domainId) => (await this.stage.row("SELECT proof FROM domains WHERE id = ?", domainId)).proof;

  /** `{ id, email, accessKey }`. */
  async person(email, role = "member") {
    await expect(303, await this.administrator.post("/console/people", { email, role }));
    const { id } = await this.stage.row("SELECT id FROM people WHERE organisation_id = ? ORDER BY created_at DESC, rowid DESC", this.id);
    const accessKey = keyIn((await expect(200, await this.administrator.post(`/console/people/${id}/key`))).text);
    return { id, email, accessKey };
  }

  /** A profile with its own domain, tested: `{ profile, domain, domainId }`. */
  async singleSignOn({ domain = this.stage.fresh("domain") + ".example", rules, ...more } = {}) {
    const profile = await this.profile(more);
    const domainId = await this.domain(domain, profile);
    await profile.setRules({ provisioning: "create", ...rules });
    await profile.pass(`tester@${domain}`);
    return { profile, domain, domainId };
  }

  enforce = async (domainId) => await expect(303, await this.administrator.post(`/console/domains/${domainId}/enforce`));
}

class Profile {
  constructor(organisation, { id, connectionId, entityId }) {
    Object.assign(this, { organisation, id, connectionId, entityId });
    const { url } = organisation.stage;
    this.acs = `/saml/acs/${connectionId}`;
    this.slo = `/saml/slo/${connectionId}`;
    this.path = `/console/profiles/${id}`;
    const sp = { entityId: `urn:console:${connectionId}`, acsUrl: url + this.acs, sloUrl: url + this.slo };
    this.idp = new TestIdp({ idp: { entityId }, sp }, key("idp.key.pem"));
  }

  async enterIdp({ issuer = this.entityId, ssoUrl = "https://idp.example.com/sso", sloUrl = "https://idp.example.com/slo", certificate = key("idp.crt.pem") } = {}) {
    await expect(303, await this.organisation.administrator.post(`${this.path}/idp`, { issuer, ssoUrl, sloUrl, certificate }));
  }

  async setRules(rules) {
    await expect(303, await this.organisation.administrator.post(`${this.path}/rules`, rules));
  }

  /** Sends the administrator to the IdP with a test. The ID of the request, which is the test's. */
  async startTest(browser = this.organisation.administrator) {
    return sentRequest((await expect(302, await browser.post(`${this.path}/test`))).location).id;
  }

  /** A green test with the settings of now. */
  async pass(nameId, more = {}) {
    const inResponseTo = await this.startTest();
    await expect(303, await this.answer(this.organisation.administrator, { inResponseTo, nameId, ...more }));
    const { revision, tested_revision: tested } = await this.organisation.stage.row("SELECT revision, tested_revision FROM profiles WHERE id = ?", this.id);
    if (tested !== revision) throw new Error(`the test is not green: ${JSON.stringify(await this.organisation.stage.row("SELECT findings FROM connection_tests WHERE id = ?", inResponseTo))}`);
    return inResponseTo;
  }

  /** The ID of a login's request, from the sign-in page. */
  async begin(browser, email, to = "/") {
    return sentRequest((await expect(302, await browser.post("/login", { email, to }))).location).id;
  }

  /** What the ACS says to the IdP's answer. */
  async answer(browser, { relayState, ...signIn } = {}) {
    return await browser.postFromElsewhere(this.acs, formOf(await this.idp.response(signIn), relayState));
  }

  /** A whole sign-in. */
  async signIn(email, { browser = this.organisation.stage.browser(), to, ...signIn } = {}) {
    const inResponseTo = await this.begin(browser, email, to);
    return { browser, inResponseTo, response: await this.answer(browser, { inResponseTo, nameId: email, ...signIn }) };
  }
}

/** The access key that a page shows. */
export const keyIn = (html) => /id="access-key">([^<]+)</.exec(html)?.[1];

export async function expect(status, response) {
  const { status: found, text, location } = response;
  if (found === status) return response;
  throw new Error(`expected ${status}, found ${found} ${location ?? ""} ${textOf(text.slice(text.indexOf("<main"))).replace(/\s+/g, " ").slice(0, 400)}`);
}
