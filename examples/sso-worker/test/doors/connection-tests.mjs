// Connection tests: their answers sign nobody in, and are green for the settings that they tested.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { formOf } from "./messages.mjs";
import { key } from "./publisher.mjs";

async function scene(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  // Something that is tested anew.
  await profile.setRules({ provisioning: "create", clockSkewSeconds: "60" });
  return { organisation, administrator: organisation.administrator, profile, domainId, nameId: `jane@${domain}` };
}

const testOf = async (stage, id) => await stage.row("SELECT outcome, findings FROM connection_tests WHERE id = ?", id);

const isTested = async (stage, { id }) => (await stage.row("SELECT revision = tested_revision AS tested FROM profiles WHERE id = ?", id)).tested === 1;

const sessions = async (stage) => (await stage.database.prepare("SELECT token_hash FROM sessions ORDER BY token_hash").all()).results.map((row) => row.token_hash);

/** Whatever `send` does, nobody is signed in by it, and whoever was stays. */
async function signsNobodyIn(stage, browser, send, name) {
  const before = await sessions(stage);
  const person = await browser.person();
  const response = await send();
  ok(!response.cookies.some((cookie) => cookie.startsWith(SESSION)), `${name}: a session`);
  equal([await sessions(stage), await browser.person()], [before, person], name);
  return response;
}

export const connectionTests = {
  async "test: its answer signs nobody in, however often it comes"(stage) {
    const { administrator, profile, nameId } = await scene(stage);
    const inResponseTo = await profile.startTest();
    const form = formOf(await profile.idp.response({ inResponseTo, nameId }));
    const first = await signsNobodyIn(stage, administrator, () => administrator.postFromElsewhere(profile.acs, form), "first");
    equal([first.location, (await testOf(stage, inResponseTo)).outcome], [`${profile.path}/tests/${inResponseTo}`, "green"], "first");
    for (const again of [form, formOf(await profile.idp.response({ inResponseTo, nameId })), formOf(await profile.idp.response({ inResponseTo, nameId: "other@attacker.example" }))])
      await signsNobodyIn(stage, administrator, () => administrator.postFromElsewhere(profile.acs, again), "again");
    const { outcome, findings } = await testOf(stage, inResponseTo);
    equal([outcome, JSON.parse(findings).email], ["green", nameId], "the first answer counts");
  },

  async "test: from another browser nothing becomes of it, whatever the message is"(stage) {
    const { administrator, profile, nameId } = await scene(stage);
    const inResponseTo = await profile.startTest();
    const other = stage.browser();
    for (const fault of ["none", "unsigned", "altered", "expired", "other-key", "wrong-audience"]) {
      const { status } = await signsNobodyIn(stage, other, () => profile.answer(other, { inResponseTo, nameId, fault }), fault);
      equal([status, await testOf(stage, inResponseTo), await isTested(stage, profile)], [403, { outcome: null, findings: null }, false], fault);
    }
    await profile.answer(administrator, { inResponseTo, nameId });
    equal((await testOf(stage, inResponseTo)).outcome, "green", "in its own");
  },

  async "test: another's test is not answered, of whatever profile it is"(stage) {
    const { organisation, administrator, profile, nameId } = await scene(stage);
    const second = await organisation.singleSignOn({ name: "Second" });
    const foreign = await (await stage.organisation()).singleSignOn();
    for (const { profile: theirs } of [second, foreign]) {
      const id = await theirs.startTest();
      await signsNobodyIn(stage, administrator, () => profile.answer(administrator, { inResponseTo: id, nameId }), "at ours");
      const stranger = stage.browser();
      for (const from of [profile, theirs]) await signsNobodyIn(stage, stranger, async () => stranger.postFromElsewhere(theirs.acs, await from.idp.respond({ inResponseTo: id, nameId })), "at theirs");
      equal(await testOf(stage, id), { outcome: null, findings: null }, "test");
    }
  },

  async "test: an envelope that names a login does not turn its answer into one, nor the other way"(stage) {
    const { administrator, profile, nameId } = await scene(stage);
    const [test, login] = [await profile.startTest(), await profile.begin(administrator, nameId)];
    for (const [inside, outside] of [[test, login], [test, undefined], [login, test]]) {
      const xml = (await profile.idp.response({ inResponseTo: inside, nameId })).replace(/(<samlp:Response [^>]*) InResponseTo="[^"]*"/, outside === undefined ? "$1" : `$1 InResponseTo="${outside}"`);
      const { status } = await signsNobodyIn(stage, administrator, () => administrator.postFromElsewhere(profile.acs, formOf(xml)), `${inside === test ? "test" : "login"} inside`);
      ok(status === 403 || status === 303, `${inside}, ${outside}: ${status}`);
      equal(await isTested(stage, profile), false, "tested");
    }
  },

  async "test: settings that change before the answer are not green by it"(stage) {
    const { administrator, profile, nameId } = await scene(stage);
    const changes = [() => profile.enterIdp({ ssoUrl: "https://idp.example.com/new" }), () => profile.setRules({ provisioning: "create", idpInitiated: "accept" })];
    for (const change of changes) {
      const inResponseTo = await profile.startTest();
      await change();
      await profile.answer(administrator, { inResponseTo, nameId });
      equal([(await testOf(stage, inResponseTo)).outcome, await isTested(stage, profile)], ["green", false], "tested");
    }
    await profile.pass(nameId);
  },

  async "test: a green one is of its revision alone"(stage) {
    const { organisation, profile, nameId } = await scene(stage);
    await profile.pass(nameId);
    for (const change of [
      () => profile.enterIdp(),
      () => profile.setRules({ provisioning: "create" }),
      () => organisation.administrator.post(`${profile.path}/certificates`, { certificate: key("idp-next.crt.pem") }),
    ]) {
      await change();
      equal(await isTested(stage, profile), false, String(change));
      await profile.pass(nameId);
    }
    // A name decides nothing.
    await organisation.administrator.post(`${profile.path}/name`, { name: "Renamed" });
    equal(await isTested(stage, profile), true, "renamed");
  },

  async "test: what would not come in is not green"(stage) {
    const { organisation, administrator, profile, domainId, nameId } = await scene(stage);
    const refuses = async (signIn, name) => {
      const inResponseTo = await profile.startTest();
      await profile.answer(administrator, { inResponseTo, nameId, ...signIn });
      equal([(await testOf(stage, inResponseTo)).outcome, await isTested(stage, profile)], ["refused", false], name);
    };
    for (const fault of ["wrong-audience", "wrong-recipient", "altered", "other-key", "unsigned", "expired"]) await refuses({ fault }, fault);
    await refuses({ nameId: "jane@attacker.example" }, "address outside");
    await refuses({ nameId: "jane" }, "no address");
    await profile.setRules({ provisioning: "existing" });
    await refuses({}, "nobody");
    await organisation.person(nameId);
    // Another domain of the organisation will do, so that nobody is moved before the test; none will not.
    await administrator.post(`/console/domains/${domainId}/profile`, { profile: "" });
    await profile.pass(nameId);
    await profile.setRules({ provisioning: "create" });
    await administrator.post(`/console/domains/${domainId}/release`);
    await refuses({}, "no domain");
  },

  async "test: it is started by a form of the console alone"(stage) {
    const { administrator, profile } = await scene(stage);
    const count = async () => (await stage.row("SELECT count(*) AS count FROM connection_tests")).count;
    const before = await count();
    equal((await administrator.get(`${profile.path}/test`)).status, 405, "GET");
    equal((await administrator.post(`${profile.path}/test`, {}, { token: "x" })).status, 403, "token");
    equal((await stage.browser().post(`${profile.path}/test`)).location, "/login", "nobody");
    equal(await count(), before, "tests");
  },
};

