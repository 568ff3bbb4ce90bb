// What one profile's IdP says counts for that profile and its domains alone.
import { equal } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { editedResponse, formOf, PERSISTENT } from "./messages.mjs";
import { differences, everything } from "./records.mjs";

/** Nobody is signed in, and nothing is written but the refusal. */
async function requireRefused(stage, browser, send, name) {
  const { audit: _, ...before } = await everything(stage.database);
  const { status, cookies } = await send();
  const { audit: __, ...after } = await everything(stage.database);
  equal([status, cookies.filter((cookie) => cookie.startsWith(SESSION)), await browser.person(), differences(before, after)], [403, [], null, []], name);
}

/** The answer of `one`'s IdP, taken to the address of the other, by a browser that has begun a sign-in at both. */
async function crossed(stage, [one, other]) {
  for (const [from, to] of [[one, other], [other, one]]) {
    const nameId = `jane@${to.domain}`;
    for (const asked of [from, to]) {
      const browser = stage.browser();
      const ids = new Map([[from, await from.profile.begin(browser, `jane@${from.domain}`)], [to, await to.profile.begin(browser, nameId)]]);
      const xml = await from.profile.idp.response({ inResponseTo: ids.get(asked), nameId, signs: "both" });
      await requireRefused(stage, browser, () => browser.postFromElsewhere(to.profile.acs, formOf(xml)), "as it is");
      // Only the Assertion is signed: whoever has it can address the envelope anew.
      const inside = (await from.profile.idp.response({ inResponseTo: ids.get(asked), nameId })).replace(` Destination="${stage.url}${from.profile.acs}"`, ` Destination="${stage.url}${to.profile.acs}"`);
      await requireRefused(stage, browser, () => browser.postFromElsewhere(to.profile.acs, formOf(inside)), "with another envelope");
    }
  }
}

export const profileTests = {
  async "profile: of two in one organisation with the same IdP, neither takes the other's answers"(stage) {
    const organisation = await stage.organisation();
    await crossed(stage, [await organisation.singleSignOn(), await organisation.singleSignOn({ name: "Second" })]);
  },

  async "profile: of two organisations with the same IdP, neither takes the other's answers"(stage) {
    await crossed(stage, [await (await stage.organisation()).singleSignOn(), await (await stage.organisation()).singleSignOn()]);
  },

  async "profile: another issuer with the same key is another IdP"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, `jane@${domain}`);
    const rename = (xml) => xml.replaceAll(`>${profile.entityId}<`, ">https://other.example<");
    const xml = await editedResponse(profile.idp, { inResponseTo, nameId: `jane@${domain}` }, rename);
    await requireRefused(stage, browser, () => browser.postFromElsewhere(profile.acs, formOf(xml)), "issuer");
  },

  async "profile: addresses outside of its verified domains are refused"(stage) {
    const [organisation, other] = [await stage.organisation(), await stage.organisation()];
    const { profile, domain } = await organisation.singleSignOn();
    const { domain: second } = await organisation.singleSignOn({ name: "Second" });
    const { domain: foreign } = await other.singleSignOn();
    const unverified = stage.fresh("claimed") + ".example";
    const id = await organisation.claim(unverified);
    await organisation.administrator.post(`/console/domains/${id}/profile`, { profile: profile.id });
    const addresses = [second, foreign, unverified, `sub.${domain}`, `${domain}.attacker.example`, `x${domain}`, domain.slice(1), "example"].map((outside) => `jane@${outside}`);
    for (const nameId of [...addresses, `jane@${domain}@attacker.example`, `jane@attacker.example,jane@${domain}`, `"jane@${domain}"@attacker.example`, `jane@attacker.example%00@${domain}`, `${domain}`, "@", organisation.email]) {
      const browser = stage.browser();
      const inResponseTo = await profile.begin(browser, `jane@${domain}`);
      await requireRefused(stage, browser, () => profile.answer(browser, { inResponseTo, nameId }), nameId);
    }
  },

  async "profile: the same where the address is an attribute, whatever the NameID says"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    await profile.setRules({ provisioning: "create", emailAttribute: "mail" });
    const inside = `jane@${domain}`;
    const cases = {
      "attribute outside": { nameId: inside, attributes: [["mail", "ceo@attacker.example"]] },
      "attribute outside, persistent NameID": { nameId: "p-1", nameIdFormat: PERSISTENT, attributes: [["mail", organisation.email]] },
      "NameID outside": { nameId: "ceo@attacker.example", attributes: [["mail", inside]] },
      "two values, the second outside": { nameId: "p-2", nameIdFormat: PERSISTENT, attributes: [["mail", inside, "ceo@attacker.example"]] },
      "two attributes": { nameId: "p-3", nameIdFormat: PERSISTENT, attributes: [["mail", inside], ["mail", "ceo@attacker.example"]] },
      "another attribute": { nameId: inside, attributes: [["Mail", inside]] },
      "no value": { nameId: inside, attributes: [["mail"]] },
      "an empty value": { nameId: inside, attributes: [["mail", ""]] },
    };
    for (const [name, signIn] of Object.entries(cases)) {
      const browser = stage.browser();
      const inResponseTo = await profile.begin(browser, inside);
      await requireRefused(stage, browser, () => profile.answer(browser, { inResponseTo, ...signIn }), name);
    }
    const { browser } = await profile.signIn(inside, { nameId: "p-4", nameIdFormat: PERSISTENT, attributes: [["mail", inside]] });
    equal(await browser.person(), inside, "the right one");
  },

  async "profile: without a verified domain it signs nobody in"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain, domainId } = await organisation.singleSignOn({ rules: { idpInitiated: "accept" } });
    await organisation.administrator.post(`/console/domains/${domainId}/profile`, { profile: "" });
    const browser = stage.browser();
    await requireRefused(stage, browser, () => profile.answer(browser, { nameId: `jane@${domain}` }), "answer");
  },

  async "profile: one that was removed is nowhere any more"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn({ rules: { idpInitiated: "accept" } });
    const { browser: before } = await profile.signIn(`jane@${domain}`);
    await organisation.administrator.post(`${profile.path}/remove`);
    const browser = stage.browser();
    equal([(await profile.answer(browser, { nameId: `jane@${domain}` })).status, await browser.person(), await before.person()], [404, null, null], "answer");
    equal((await browser.get(`/saml/metadata/${profile.connectionId}`)).status, 404, "metadata");
  },

  async "profile: where encryption is required, what comes in the clear is refused"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    await profile.setRules({ provisioning: "create", requireEncrypted: "yes" });
    const { browser } = await profile.signIn(`jane@${domain}`);
    equal(await browser.person(), null, "signed in");
  },
};
