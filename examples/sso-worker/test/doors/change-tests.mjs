// What was right when it began, and is not any more: profiles, domains, IdPs and people that change under those who use them.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { PERSISTENT } from "./messages.mjs";
import { expect, keyIn } from "./organisation.mjs";

const mail = (address) => ({ nameIdFormat: PERSISTENT, attributes: [["mail", address]] });

/** Somebody whom the IdP knows by a lasting name, signed in once. */
async function linked(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  await profile.setRules({ provisioning: "create", emailAttribute: "mail" });
  await profile.pass("tester", mail(`tester@${domain}`));
  const boss = `boss@${domain}`;
  equal((await profile.signIn(boss, { nameId: "u-1", ...mail(boss) })).response.status, 303, "first sign-in");
  return { organisation, profile, domain, domainId, boss };
}

const codeOf = async (stage, { id }) =>
  JSON.parse((await stage.row("SELECT details FROM audit WHERE organisation_id = ? AND kind = 'sign-in.refused' ORDER BY id DESC", id)).details).code;

export const changeTests = {
  async "change: a name that the IdP knows opens no account outside of the profile's domains"(stage) {
    const { organisation, profile, domainId } = await linked(stage);
    const other = stage.fresh("other") + ".example";
    await organisation.domain(other, profile);
    await expect(303, await organisation.administrator.post(`/console/domains/${domainId}/profile`, { profile: "" }));
    const { response } = await profile.signIn(`x@${other}`, { nameId: "u-1", ...mail(`x@${other}`) });
    equal([response.status, await codeOf(stage, organisation)], [403, "OTHER_DOMAIN"]);
  },

  async "change: a name at one IdP is nobody's at the next, and its sessions end"(stage) {
    const { organisation, profile, domain, boss } = await linked(stage);
    const { browser } = await profile.signIn(boss, { nameId: "u-1", ...mail(boss) });
    equal((await browser.get("/")).status, 200, "signed in");
    await profile.enterIdp({ issuer: "https://next.example.com" });
    equal((await browser.get("/")).location, "/login", "the session of the IdP of before");
    profile.idp.connection.idp.entityId = "https://next.example.com";
    const { response } = await profile.signIn(`john@${domain}`, { nameId: "u-1", ...mail(`john@${domain}`) });
    equal(response.status, 303, "another person");
    const { count } = await stage.row("SELECT count(*) AS count FROM sessions JOIN people ON people.id = sessions.person_id WHERE people.email = ? AND people.organisation_id = ?", boss, organisation.id);
    equal(count, 0, "the account of the person of before");
  },

  async "change: a test is not green where the person would be refused"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    await profile.setRules({ provisioning: "create", emailAttribute: "mail" });
    const inResponseTo = await profile.startTest();
    // `singleSignOn` tested with an address, and nobody signed in: the name is free. Then it is not.
    await profile.signIn(`jane@${domain}`, { nameId: "p-1", ...mail(`jane@${domain}`) });
    await profile.answer(organisation.administrator, { inResponseTo, nameId: "p-2", ...mail(`jane@${domain}`) });
    const { outcome, findings } = await stage.row("SELECT outcome, findings FROM connection_tests WHERE id = ?", inResponseTo);
    equal([outcome, findings.includes("another name at the IdP")], ["refused", true]);
  },

  async "change: somebody stays administrator, whoever is quicker"(stage) {
    const organisation = await stage.organisation();
    const { id, email, accessKey } = await organisation.person(`second@${stage.fresh("d")}.example`, "administrator");
    const second = stage.browser();
    await expect(303, await second.post("/login/key", { email, key: accessKey }));
    const first = await stage.row("SELECT id FROM people WHERE organisation_id = ? AND email = ?", organisation.id, organisation.email);
    const [mine, theirs] = [await organisation.administrator.token(), await second.token()];
    ok(mine !== theirs, "tokens");
    await Promise.all([organisation.administrator.post(`/console/people/${id}/role`, { role: "member" }), second.post(`/console/people/${first.id}/role`, { role: "member" })]);
    const { count } = await stage.row("SELECT count(*) AS count FROM people WHERE organisation_id = ? AND role = 'administrator'", organisation.id);
    equal(count, 1, "administrators");
  },

  async "change: with a new access key end the sessions of the one before"(stage) {
    const organisation = await stage.organisation();
    const { id, email, accessKey } = await organisation.person(`p@${stage.fresh("d")}.example`);
    const browser = stage.browser();
    await expect(303, await browser.post("/login/key", { email, key: accessKey }));
    equal((await browser.get("/")).status, 200, "signed in");
    ok(keyIn((await expect(200, await organisation.administrator.post(`/console/people/${id}/key`))).text) !== accessKey, "another key");
    equal((await browser.get("/")).location, "/login", "the session of before");
  },
};
