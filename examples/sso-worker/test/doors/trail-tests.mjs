// The audit trail has who did what, and nothing that opens a door or was in a message.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { TestIdp } from "../../../../tests/js/lib/test-idp.mjs";
import { SESSION } from "./client.mjs";
import { editedResponse, formOf } from "./messages.mjs";
import { key } from "./publisher.mjs";

const rowsOf = async (stage, { id }) => (await stage.database.prepare("SELECT * FROM audit WHERE organisation_id = ? ORDER BY id").bind(id).all()).results;

/** Everything that is written down, with all that must not be among it. */
async function eventful(stage) {
  const link = await stage.setupLink();
  const organisation = await stage.organisation();
  const { administrator } = organisation;
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const secrets = [link.split("/").at(-1), organisation.accessKey, administrator.cookie(SESSION), await administrator.token(), await organisation.proof(domainId)];
  const member = await organisation.person(`member@${domain}`);
  secrets.push(member.accessKey, (await stage.signInWithKey(member)).cookie(SESSION));
  const messages = [];
  const send = async (browser, xml) => {
    messages.push(xml);
    return await browser.postFromElsewhere(profile.acs, formOf(xml, "relay-state-word"));
  };
  for (const fault of ["none", "wrong-audience", "expired", "wrong-recipient", "altered", "other-key", "unsigned", "unsolicited"]) {
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, `jane@${domain}`);
    await send(browser, await profile.idp.response({ inResponseTo, nameId: `jane@${domain}`, attributes: [["secret", "attribute-word"]], fault }));
    secrets.push(browser.cookie(SESSION) ?? "no session");
  }
  const browser = stage.browser();
  const inResponseTo = await profile.begin(browser, `jane@${domain}`);
  await send(browser, await editedResponse(profile.idp, { inResponseTo, nameId: `jane@${domain}`, attributes: [["secret", "attribute-word"]] }, (xml) => xml.replace("<saml:Conditions", "<saml:Nonsense></saml:Nonsense><saml:Conditions")));
  await send(browser, "<no message/>");
  await stage.browser().post("/login/key", { email: `member@${domain}`, key: "wrong-key-word" });
  await administrator.post(`${profile.path}/idp`, { issuer: profile.entityId, ssoUrl: "https://idp.example.com/sso", certificate: key("idp.key.pem") });
  await administrator.post(`${profile.path}/certificates`, { certificate: key("idp-next.crt.pem") });
  await administrator.post(`/console/people/${member.id}/key`);
  await administrator.post(`/console/people/${member.id}/forget`);
  await organisation.singleSignOn({ name: "Second" });
  await organisation.administrator.post(`/console/domains/${domainId}/release`);
  await stage.browser().get(`${profile.slo}?${await profile.idp.logoutQuery("LogoutRequest", profile.idp.nameId(`jane@${domain}`))}`);
  await stage.browser().get(`${profile.slo}?SAMLRequest=AAAA`);
  return { organisation, secrets, messages };
}

export const trailTests = {
  async "trail: no secret and no message is among it"(stage) {
    const { organisation, secrets, messages } = await eventful(stage);
    const rows = await rowsOf(stage, organisation);
    ok(rows.length > 25, `only ${rows.length} entries`);
    const trail = JSON.stringify(rows);
    for (const secret of secrets) ok(secret.length > 9 && !trail.includes(secret), `a secret: ${secret}`);
    for (const word of ["attribute-word", "relay-state-word", "wrong-key-word", "PRIVATE KEY", "<saml", "<samlp", "<ds:", "SignatureValue>"]) ok(!trail.includes(word), word);
    for (const xml of messages) {
      const base64 = Buffer.from(xml).toString("base64");
      for (let at = 0; at + 40 <= base64.length; at += 40) ok(!trail.includes(base64.slice(at, at + 40)), `a message: ${xml.slice(0, 100)}`);
    }
    const long = /[A-Za-z0-9+/_-]{100,}/.exec(trail);
    equal(long, null, "something encoded");
  },

  async "trail: nor is it in what the Worker prints"(stage) {
    const { secrets, messages } = await eventful(stage);
    const log = stage.log.join("");
    for (const secret of secrets) ok(!log.includes(secret), "a secret");
    for (const xml of messages) ok(!log.includes(Buffer.from(xml).toString("base64").slice(0, 40)), "a message");
    ok(!log.includes("attribute-word") && !log.includes("PRIVATE"), "words");
  },

  async "trail: what decides is written down, with who did it"(stage) {
    const { organisation } = await eventful(stage);
    const rows = await rowsOf(stage, organisation);
    const kinds = new Set(rows.map(({ kind }) => kind));
    for (const kind of ["organisation.created", "sign-in", "sign-in.refused", "sign-out.by-idp", "sign-out.refused", "test.green", "profile.created", "profile.changed", "domain.added", "domain.verified", "domain.changed", "domain.released", "person.added", "person.changed"])
      ok(kinds.has(kind), `no ${kind}`);
    const byAdministrator = rows.filter(({ kind }) => /^(?:profile|domain)\./.test(kind));
    equal(byAdministrator.filter(({ actor }) => actor !== organisation.email), [], "actor");
  },

  async "trail: what people are told of a refusal is its number, and no more"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, `jane@${domain}`);
    const { text } = await profile.answer(browser, { inResponseTo, nameId: "ceo@attacker.example", attributes: [["secret", "attribute-word"]] });
    const { id } = (await rowsOf(stage, organisation)).at(-1);
    ok(text.includes(`<strong>${id}</strong>`), "number");
    for (const word of ["ceo@attacker", "attribute-word", domain, profile.connectionId, "A10"]) ok(!text.includes(word), word);
  },

  async "trail: long words of others are cut"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    for (const nameId of [`${"x".repeat(5000)}@attacker.example`, "y".repeat(5000)]) {
      const browser = stage.browser();
      await profile.answer(browser, { inResponseTo: await profile.begin(browser, `jane@${domain}`), nameId });
    }
    await profile.enterIdp({ issuer: `urn:${"z".repeat(1000)}` });
    const long = new TestIdp({ ...profile.idp.connection, idp: { entityId: `urn:${"z".repeat(1000)}` } }, key("idp.key.pem"));
    await stage.browser().get(`${profile.slo}?${await long.logoutQuery("LogoutRequest", long.nameId("n".repeat(2000)))}`);
    ok((await rowsOf(stage, organisation)).some(({ kind }) => kind === "sign-out.by-idp"), "the sign-out");
    for (const { details, actor } of await rowsOf(stage, organisation)) for (const value of [actor ?? "", ...Object.values(JSON.parse(details))]) ok(value.length <= 600, `${value.length}`);
  },
};
