// Metadata: from the address that was entered, of a decent size, and not beyond its end.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { TestIdp } from "../../../../tests/js/lib/test-idp.mjs";
import { formOf } from "./messages.mjs";
import { expect } from "./organisation.mjs";
import { key, metadataOf } from "./publisher.mjs";
import { Stage } from "./stage.mjs";

const settingsOf = async (stage, { id }) => {
  const { revision, idp, metadata_url: url, metadata_error: error } = await stage.row("SELECT revision, idp, metadata_url, metadata_error FROM profiles WHERE id = ?", id);
  return { revision, idp: JSON.parse(idp), url, error };
};

const XML = "application/samlmetadata+xml";

/** A profile that reads its metadata from the publisher, with a domain, tested. */
async function published(stage, more = {}) {
  const organisation = await stage.organisation();
  const { profile, domain } = await organisation.singleSignOn();
  const path = `/${stage.fresh("metadata")}`;
  const publish = (changes = {}) => stage.publisher.set(path, { headers: { "content-type": XML }, body: metadataOf({ entityId: profile.entityId, ...more, ...changes }) });
  const url = publish();
  await expect(303, await organisation.administrator.post(`${profile.path}/metadata`, { url }));
  await profile.pass(`tester@${domain}`);
  return { organisation, profile, domain, path, url, publish, nameId: `jane@${domain}` };
}

/** As if its time had come. */
async function refresh(stage, { id }) {
  await stage.run("UPDATE profiles SET metadata_refresh_at = 1 WHERE id = ?", id);
  await stage.scheduled();
}

/** Whether the answer of an IdP with this key signs in. */
async function signsIn(profile, nameId, keyName = "idp") {
  const browser = profile.organisation.stage.browser();
  const idp = new TestIdp(profile.idp.connection, key(`${keyName}.key.pem`));
  const inResponseTo = await profile.begin(browser, nameId);
  await browser.postFromElsewhere(profile.acs, formOf(await idp.response({ inResponseTo, nameId })));
  return (await browser.person()) === nameId;
}

export const metadataTests = {
  async "metadata: what is not decent is refused, and changes nothing"(stage) {
    const { organisation, profile, nameId } = await published(stage);
    const before = await settingsOf(stage, profile);
    const good = metadataOf({ entityId: "https://attacker.example" });
    const at = (name, answer) => stage.publisher.set(`/${name}`, answer);
    const target = at("target", { body: good });
    const cases = {
      "a redirect": at("redirect", { status: 302, headers: { location: target } }),
      "a redirect to this machine": at("elsewhere", { status: 307, headers: { location: "http://127.0.0.1/" } }),
      "HTML": at("html", { headers: { "content-type": "text/html" }, body: "<!doctype html><html><body>Sign in</body></html>" }),
      "nothing": at("empty", { body: "" }),
      "no answer": at("gone", { status: 404, body: good }),
      "a failure": at("failing", { status: 500, body: good }),
      "too much": at("large", { body: good.replace("<md:IDPSSODescriptor", `<!--${"x".repeat(3 * 1024 * 1024)}--><md:IDPSSODescriptor`) }),
      "too much after it": at("padded", { body: good + " ".repeat(3 * 1024 * 1024) }),
      "an entity declaration": at("dtd", { body: `<!DOCTYPE x [<!ENTITY e "x">]>${good}` }),
      "no address to sign in at": at("mute", { body: good.replace(/<md:SingleSignOnService [^>]*><\/md:SingleSignOnService>/g, "") }),
      "what has ended": at("ended", { body: metadataOf({ entityId: "https://attacker.example", validUntil: "2020-01-01T00:00:00Z" }) }),
      "http": "http://attacker.example/metadata",
      "another scheme": "file:///etc/passwd",
      "data": `data:application/xml,${encodeURIComponent(good)}`,
      "a user": "https://user:word@attacker.example/metadata",
      "no address": "metadata",
      "nobody there": "http://localhost:1/metadata",
    };
    for (const [name, url] of Object.entries(cases)) {
      const asked = stage.publisher.asked.length;
      equal((await organisation.administrator.post(`${profile.path}/metadata`, { url })).status, 422, name);
      equal(await settingsOf(stage, profile), before, `${name} changed`);
      if (name.startsWith("a redirect")) equal(stage.publisher.asked.length, asked + 1, `${name} was followed`);
    }
    equal((await organisation.administrator.post(`${profile.path}/metadata`, { url: target, entityId: "https://other.example" })).status, 422, "another entity");
    equal((await organisation.administrator.post(`${profile.path}/metadata`, { text: "x".repeat(100) })).status, 422, "no XML");
    equal(await signsIn(profile, nameId), true, "still");
  },

  async "metadata: on a public site no address of this machine is read"() {
    // One that thinks itself public: its forms are judged by its public origin.
    await Stage.with({ PUBLIC_URL: "https://sso.example.com" }, async (stage) => {
      const browser = stage.browser();
      const send = async (path, fields) => await browser.post(path, fields, { headers: { origin: "https://sso.example.com" } });
      await expect(200, await send(await stage.setupLink(), { organisation: "Public", email: "admin@public.example" }));
      const { location } = await send("/console/profiles", { name: "Okta" });
      for (const url of [stage.publisher.set("/local", { body: metadataOf({ entityId: "https://idp.example.com" }) }), "http://127.0.0.1/", "http://[::1]/"]) equal((await send(`${location}/metadata`, { url })).status, 422, url);
      equal(stage.publisher.asked, [], "asked");
    });
  },

  async "metadata: a new certificate arrives by itself, the old one goes, and the test counts no more"(stage) {
    const { organisation, profile, nameId, publish } = await published(stage);
    const before = await settingsOf(stage, profile);
    publish({ certificates: [key("idp.crt.pem"), key("idp-next.crt.pem")] });
    await refresh(stage, profile);
    equal([await signsIn(profile, nameId), await signsIn(profile, nameId, "idp-next")], [true, true], "both");
    publish({ certificates: [key("idp-next.crt.pem")] });
    await refresh(stage, profile);
    equal([await signsIn(profile, nameId), await signsIn(profile, nameId, "idp-next")], [false, true], "the next");
    const { revision } = await settingsOf(stage, profile);
    equal(revision, before.revision + 2, "revision");
    const { tested_revision: tested } = await stage.row("SELECT tested_revision FROM profiles WHERE id = ?", profile.id);
    ok(tested < revision, "tested");
    equal((await stage.row("SELECT count(*) AS count FROM audit WHERE organisation_id = ? AND kind = 'metadata.changed'", organisation.id)).count, 2, "trail");
  },

  async "metadata: another entity, a failure or too much changes nothing but the note"(stage) {
    const { profile, nameId, path } = await published(stage);
    const { error: _, ...before } = await settingsOf(stage, profile);
    for (const answer of [
      { status: 500 },
      { body: "<html></html>" },
      { body: metadataOf({ entityId: "https://attacker.example", certificates: [key("attacker.crt.pem")] }) },
      { body: metadataOf({ entityId: profile.entityId, certificates: [key("attacker.crt.pem")] }) + " ".repeat(3 * 1024 * 1024) },
      { status: 302, headers: { location: "http://attacker.example/metadata" } },
    ]) {
      stage.publisher.set(path, answer);
      await refresh(stage, profile);
      const { error, ...after } = await settingsOf(stage, profile);
      equal([after, typeof error], [before, "string"], JSON.stringify(answer).slice(0, 80));
    }
    equal(await signsIn(profile, nameId), true, "still");
  },

  async "metadata: what is not due is not read"(stage) {
    const { profile, path } = await published(stage);
    const asked = stage.publisher.asked.length;
    await stage.scheduled();
    equal(stage.publisher.asked.length, asked, "asked");
    await refresh(stage, profile);
    await stage.scheduled();
    equal(stage.publisher.asked.slice(asked), [path], "asked once");
  },

  async "metadata: after its end it signs nobody in, and a test is not green"(stage) {
    const { organisation, profile, nameId, path } = await published(stage, { validUntil: new Date(Date.now() + 86_400_000).toISOString() });
    equal(await signsIn(profile, nameId), true, "before");
    stage.publisher.set(path, { status: 500 });
    await stage.run("UPDATE profiles SET metadata_copy = json_set(metadata_copy, '$.validUntil', ?) WHERE id = ?", new Date(Date.now() - 181_000).toISOString(), profile.id);
    equal(await signsIn(profile, nameId), false, "after");
    await refresh(stage, profile);
    equal(await signsIn(profile, nameId), false, "after a refresh that failed");
    const inResponseTo = await profile.startTest();
    await profile.answer(organisation.administrator, { inResponseTo, nameId });
    equal((await stage.row("SELECT outcome FROM connection_tests WHERE id = ?", inResponseTo)).outcome, "refused", "test");
    stage.publisher.set(path, { body: metadataOf({ entityId: profile.entityId }) });
    await refresh(stage, profile);
    equal(await signsIn(profile, nameId), true, "read again");
  },

  async "metadata: a refresh that was under way does not undo what the administrator entered"(stage) {
    const { organisation, profile, nameId, path } = await published(stage);
    const { administrator } = organisation;
    stage.publisher.set(path, async () => {
      await profile.enterIdp({ certificate: key("idp-next.crt.pem") });
      return { body: metadataOf({ entityId: profile.entityId, certificates: [key("attacker.crt.pem")] }) };
    });
    await refresh(stage, profile);
    const { url } = await settingsOf(stage, profile);
    equal([url, await signsIn(profile, nameId, "idp-next"), await signsIn(profile, nameId, "attacker")], [null, true, false], "by hand");
    equal((await administrator.get(profile.path)).status, 200, "page");
    // The same where the refresh fails: nothing is left that would be due for ever.
    await expect(303, await administrator.post(`${profile.path}/metadata`, { url: stage.publisher.set(path, { body: metadataOf({ entityId: profile.entityId }) }) }));
    stage.publisher.set(path, async () => {
      await profile.enterIdp({ certificate: key("idp-next.crt.pem") });
      return { status: 500 };
    });
    await refresh(stage, profile);
    equal(await stage.row("SELECT metadata_refresh_at, metadata_copy FROM profiles WHERE id = ?", profile.id), { metadata_refresh_at: null, metadata_copy: null }, "left over");
  },

  async "metadata: one that hangs or fails keeps no other waiting"(stage) {
    const [one, other] = [await published(stage), await published(stage)];
    stage.publisher.set(one.path, { status: 500 });
    other.publish({ certificates: [key("idp-next.crt.pem")] });
    await stage.run("UPDATE profiles SET metadata_refresh_at = 1 WHERE id IN (?, ?)", one.profile.id, other.profile.id);
    await stage.scheduled();
    equal(await signsIn(other.profile, other.nameId, "idp-next"), true, "the other");
  },

  async "metadata: ours says nothing that is not for everybody"(stage) {
    const { organisation, profile, domain } = await published(stage);
    const { status, headers, text } = await stage.browser().get(`/saml/metadata/${profile.connectionId}`);
    equal([status, headers.get("content-disposition").startsWith("attachment")], [200, true], "file");
    for (const secret of [organisation.name, domain, profile.id, profile.entityId, "PRIVATE"]) ok(!text.includes(secret), secret);
    for (const path of ["/saml/metadata/none", `/saml/metadata/${profile.id}`]) equal((await stage.browser().get(path)).status, 404, path);
  },
};
