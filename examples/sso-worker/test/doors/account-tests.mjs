// Whom a name at the IdP belongs to.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { editedResponse, formOf, PERSISTENT, withoutNameId } from "./messages.mjs";
import { sha256 } from "./stage.mjs";

async function scene(stage, rules = { emailAttribute: "mail" }) {
  const organisation = await stage.organisation();
  const { profile, domain } = await organisation.singleSignOn({ rules: {} });
  await profile.setRules({ provisioning: "create", ...rules });
  return { organisation, profile, domain };
}

/** By a persistent name, with the address beside it: who is signed in. */
async function byName(profile, nameId, mail, more = {}) {
  const { browser } = await profile.signIn(mail, { nameId, nameIdFormat: PERSISTENT, attributes: [["mail", mail]], ...more });
  return await browser.person();
}

const people = async (stage, organisation) =>
  (await stage.database.prepare("SELECT email FROM people WHERE organisation_id = ? AND email <> ? AND email NOT LIKE 'tester@%' ORDER BY email").bind(organisation.id, organisation.email).all()).results.map(({ email }) => email);

const personId = async (stage, organisation, email) => (await stage.row("SELECT id FROM people WHERE organisation_id = ? AND email = ?", organisation.id, email)).id;

export const accountTests = {
  async "account: a name keeps its person when the address changes"(stage) {
    const { organisation, profile, domain } = await scene(stage);
    equal([await byName(profile, "n-1", `ann@${domain}`), await byName(profile, "n-1", `ann.new@${domain}`)], [`ann@${domain}`, `ann@${domain}`], "person");
    equal(await people(stage, organisation), [`ann@${domain}`], "people");
  },

  async "account: an address that goes to another name opens nothing until the old one is forgotten"(stage) {
    const { organisation, profile, domain } = await scene(stage);
    const email = `ann@${domain}`;
    equal([await byName(profile, "n-1", email), await byName(profile, "n-2", email)], [email, null], "first and second");
    const id = await personId(stage, organisation, email);
    await organisation.administrator.post(`/console/people/${id}/forget`);
    equal([await byName(profile, "n-2", email), await byName(profile, "n-1", email)], [email, null], "afterwards");
    equal(await people(stage, organisation), [email], "people");
  },

  async "account: a name with another format or qualifier is another name"(stage) {
    const { profile, domain } = await scene(stage);
    equal(await byName(profile, "n-1", `ann@${domain}`), `ann@${domain}`, "first");
    equal(await byName(profile, "n-1", `bob@${domain}`, { nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" }), `bob@${domain}`, "another format");
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, `eve@${domain}`);
    const signIn = { inResponseTo, nameId: "n-1", nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", attributes: [["mail", `eve@${domain}`]] };
    const xml = await editedResponse(profile.idp, signIn, (text) => text.replace(/(<saml:NameID Format="[^"]*")>/, '$1 NameQualifier="elsewhere">'));
    await browser.postFromElsewhere(profile.acs, formOf(xml));
    equal(await browser.person(), `eve@${domain}`, "another qualifier");
  },

  async "account: where the IdP sends no name, each address is a person of its own"(stage) {
    const { profile, domain } = await scene(stage);
    for (const email of [`ann@${domain}`, `bob@${domain}`, `ann@${domain}`]) {
      const browser = stage.browser();
      const inResponseTo = await profile.begin(browser, email);
      const xml = await editedResponse(profile.idp, { inResponseTo, attributes: [["mail", email]] }, withoutNameId);
      await browser.postFromElsewhere(profile.acs, formOf(xml));
      equal(await browser.person(), email, "person");
    }
  },

  async "account: names that are new each time come in by their address"(stage) {
    const { organisation, profile, domain } = await scene(stage);
    const nameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    equal([await byName(profile, "t-1", `ann@${domain}`, { nameIdFormat }), await byName(profile, "t-2", `ann@${domain}`, { nameIdFormat }), await byName(profile, "t-2", `bob@${domain}`, { nameIdFormat })], [`ann@${domain}`, `ann@${domain}`, `bob@${domain}`], "people");
    equal(await people(stage, organisation), [`ann@${domain}`, `bob@${domain}`], "people");
  },

  async "account: a name that holds an address is not taken for that address"(stage) {
    const { profile, domain } = await scene(stage);
    const nameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    equal(await byName(profile, "t-1", `ann@${domain}`, { nameIdFormat }), `ann@${domain}`, "by address");
    equal(await byName(profile, `ann@${domain}`, `bob@${domain}`), `bob@${domain}`, "by a name that looks like it");
  },

  async "account: one that must be added before is refused until it is"(stage) {
    const { organisation, profile, domain } = await scene(stage, { provisioning: "existing" });
    const email = `ann@${domain}`;
    const before = await people(stage, organisation);
    equal([(await profile.signIn(email)).response.status, await people(stage, organisation)], [403, before], "before");
    await organisation.person(email);
    equal((await profile.signIn(email)).response.status, 303, "added");
  },

  async "account: whoever is created is a member, once"(stage) {
    const { organisation, profile, domain } = await scene(stage, {});
    const email = `ann@${domain}`;
    const browsers = [1, 2, 3].map(() => stage.browser());
    const forms = await Promise.all(browsers.map(async (browser) => formOf(await profile.idp.response({ inResponseTo: await profile.begin(browser, email), nameId: email }))));
    await Promise.all(browsers.map((browser, at) => browser.postFromElsewhere(profile.acs, forms[at])));
    equal(await Promise.all(browsers.map((browser) => browser.person())), [email, email, email], "signed in");
    const { results } = await stage.database.prepare("SELECT role FROM people WHERE organisation_id = ? AND email = ?").bind(organisation.id, email).all();
    equal(results, [{ role: "member" }], "rows");
    equal((await browsers[0].get("/console/profiles")).status, 404, "console");
  },

  async "account: letters of either case are one address"(stage) {
    const { organisation, profile, domain } = await scene(stage, {});
    for (const email of [`Ann.Doe@${domain}`, `ann.doe@${domain.toUpperCase()}`, `ANN.DOE@${domain}`]) equal((await profile.signIn(email)).response.status, 303, email);
    equal(await people(stage, organisation), [`ann.doe@${domain}`], "people");
    equal((await organisation.administrator.post("/console/people", { email: `ANN.doe@${domain}`, role: "administrator" })).status, 422, "added again");
  },

  async "account: letters that only look alike are another address"(stage) {
    const { organisation, profile, domain } = await scene(stage, {});
    const kate = await organisation.person(`kate@${domain}`, "administrator");
    for (const lookalike of [`\u212aate@${domain}`, `kat\u0435@${domain}`, `ka\u0301te@${domain}`, `kate\u200b@${domain}`, `\uff4bate@${domain}`]) {
      const { browser } = await profile.signIn(`x@${domain}`, { nameId: lookalike });
      ok((await browser.person()) !== kate.email, `${JSON.stringify(lookalike)} is ${kate.email}`);
      equal((await browser.get("/console/people")).status === 200, false, "console");
    }
    const { status } = await stage.browser().post("/login/key", { email: `\u212aate@${domain}`, key: kate.accessKey });
    equal(status, 403, "by key");
  },

  async "account: a domain beyond ASCII is the one that DNS has"(stage) {
    const organisation = await stage.organisation();
    const profile = await organisation.profile();
    const label = stage.fresh("bücher");
    const ascii = new URL(`https://${label}.example`).hostname;
    const id = await organisation.claim(`${label.toUpperCase()}.example`);
    equal((await stage.row("SELECT name FROM domains WHERE id = ?", id)).name, ascii, "name");
    equal((await stage.row("SELECT count(*) AS count FROM domains WHERE name = ?", ascii)).count, 1, "rows");
    stage.names.set(ascii, await organisation.proof(id));
    await organisation.administrator.post(`/console/domains/${id}/verify`);
    await organisation.administrator.post(`/console/domains/${id}/profile`, { profile: profile.id });
    await profile.setRules({ provisioning: "create" });
    await profile.pass(`tester@${ascii}`);
    const { browser } = await profile.signIn(`ann@${label}.example`, { nameId: `ann@${ascii}` });
    equal(await browser.person(), `ann@${ascii}`, "person");
  },

  async "account: an address that is known in two organisations is a person in each"(stage) {
    const { organisation, profile, domain } = await scene(stage, {});
    const other = await stage.organisation();
    const email = `shared@${domain}`;
    const there = await other.person(email, "administrator");
    const { browser } = await profile.signIn(email);
    const { organisation_id: id, person_id: person } = await stage.row("SELECT organisation_id, person_id FROM sessions WHERE token_hash = ?", sha256(browser.cookie(SESSION)));
    equal([id, person === there.id], [organisation.id, false], "session");
    equal((await browser.get("/console/profiles")).status, 404, "console");
    const byKey = await stage.signInWithKey(there);
    ok((await byKey.get("/")).text.includes(other.name), "by the other's key");
  },
};
