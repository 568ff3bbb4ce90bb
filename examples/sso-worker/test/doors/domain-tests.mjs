// A domain belongs to the one organisation that proved it, and single sign-on is enforced only where it works.
import { equal } from "../../../../tests/js/lib/check.mjs";
import { formOf } from "./messages.mjs";
import { expect } from "./organisation.mjs";
import { textOf } from "./page.mjs";

const verifiedBy = async (stage, name) =>
  (await stage.database.prepare("SELECT organisation_id FROM domains WHERE name = ? AND verified_at IS NOT NULL").bind(name).all()).results.map((row) => row.organisation_id);

const domainOf = async (stage, id) => await stage.row("SELECT verified_at, profile_id, enforced FROM domains WHERE id = ?", id);

const post = async (organisation, id, action, fields) => (await organisation.administrator.post(`/console/domains/${id}/${action}`, fields)).status;

/** Two organisations that claim one domain. */
async function rivals(stage) {
  const name = stage.fresh("contested") + ".example";
  const [one, other] = [await stage.organisation(), await stage.organisation()];
  const [mine, theirs] = [await one.claim(name), await other.claim(name)];
  return { name, one, other, mine, theirs, proofs: [await one.proof(mine), await other.proof(theirs)] };
}

export const domainTests = {
  async "domain: what is not proved is not verified"(stage) {
    const { name, one, mine, proofs } = await rivals(stage);
    const [proof, foreign] = proofs;
    for (const texts of [[], [""], [foreign], [`${proof}x`], [`x${proof}`], [proof.toUpperCase()], [proof.slice(0, -1)], ["saml-edge-verification="], [`${proof}; ${foreign}`]]) {
      stage.names.set(name, ...texts);
      equal([await post(one, mine, "verify"), await verifiedBy(stage, name)], [422, []], texts.join());
    }
    stage.names.set(name, "v=spf1 -all", proof);
    equal([await post(one, mine, "verify"), await verifiedBy(stage, name)], [303, [one.id]], "among others");
  },

  async "domain: the proof stands for its own name, not for those below or above"(stage) {
    const organisation = await stage.organisation();
    const name = stage.fresh("above") + ".example";
    const [above, below] = [await organisation.claim(name), await organisation.claim(`sub.${name}`)];
    stage.names.set(name, await organisation.proof(below));
    stage.names.set(`sub.${name}`, await organisation.proof(above));
    equal([await post(organisation, above, "verify"), await post(organisation, below, "verify")], [422, 422], "answers");
  },

  async "domain: another organisation's proof does not help"(stage) {
    const { name, one, other, mine, theirs, proofs } = await rivals(stage);
    stage.names.set(name, proofs[0]);
    equal([await post(other, theirs, "verify"), await verifiedBy(stage, name)], [422, []], "theirs");
    equal([await post(one, mine, "verify"), await verifiedBy(stage, name)], [303, [one.id]], "mine");
  },

  async "domain: of two who prove it at once one has it"(stage) {
    const { name, one, other, mine, theirs, proofs } = await rivals(stage);
    stage.names.set(name, ...proofs);
    const tokens = [await one.administrator.token(), await other.administrator.token()];
    const answers = await Promise.all([
      one.administrator.post(`/console/domains/${mine}/verify`, {}, { token: tokens[0] }),
      other.administrator.post(`/console/domains/${theirs}/verify`, {}, { token: tokens[1] }),
    ]);
    equal([answers.map(({ status }) => status).sort(), (await verifiedBy(stage, name)).length], [[303, 422], 1], "answers");
  },

  async "domain: one that is verified elsewhere is not to be had before it is released"(stage) {
    const { name, one, other, mine, theirs, proofs } = await rivals(stage);
    stage.names.set(name, ...proofs);
    equal([await post(one, mine, "verify"), await post(other, theirs, "verify"), await verifiedBy(stage, name)], [303, 422, [one.id]], "first");
    equal([await post(one, mine, "release"), await post(other, theirs, "verify"), await verifiedBy(stage, name)], [303, 303, [other.id]], "released");
  },

  async "domain: unverified it sends nobody anywhere"(stage) {
    const organisation = await stage.organisation();
    const { profile } = await organisation.singleSignOn();
    const name = stage.fresh("squatted") + ".example";
    const id = await organisation.claim(name);
    await post(organisation, id, "profile", { profile: profile.id });
    await post(organisation, id, "enforce");
    equal((await domainOf(stage, id)).enforced, 0, "enforced");
    const { location } = await expect(303, await stage.browser().post("/login", { email: `jane@${name}`, to: "/" }));
    equal(new URL(location, stage.url).pathname, "/login/key", "location");
  },

  async "domain: what is none is not added"(stage) {
    const { administrator, id } = await stage.organisation();
    for (const domain of ["", "com", "localhost", "127.0.0.1", "[::1]", "2130706433", "a b.example", "<script>.example", "a/b.example", "a.example:80", "a.example?", "*.example", "a..example", ".example", "a.example.", "a@", "xn--.example"])
      equal((await administrator.post("/console/domains", { domain })).status, 422, domain);
    equal((await stage.row("SELECT count(*) AS count FROM domains WHERE organisation_id = ?", id)).count, 0, "rows");
    for (const domain of ["Same.Example", "@same.example", "jane@SAME.example"]) equal((await administrator.post("/console/domains", { domain })).status, 303, domain);
    equal((await stage.row("SELECT count(*) AS count FROM domains WHERE organisation_id = ?", id)).count, 1, "rows");
  },

  async "enforcement: only with a test that passed with the settings of now"(stage) {
    const organisation = await stage.organisation();
    const profile = await organisation.profile();
    const name = stage.fresh("enforced") + ".example";
    const id = await organisation.domain(name);
    const enforced = async (status) => [await post(organisation, id, "enforce"), (await domainOf(stage, id)).enforced].join() === [status, Number(status === 303)].join();
    equal(await enforced(422), true, "no profile");
    await post(organisation, id, "profile", { profile: profile.id });
    equal(await enforced(422), true, "no test");
    await profile.answer(organisation.administrator, { inResponseTo: await profile.startTest(), nameId: `tester@${name}` });
    equal(await enforced(422), true, "a red test");
    await profile.setRules({ provisioning: "create" });
    await profile.pass(`tester@${name}`);
    for (const change of [() => profile.setRules({ provisioning: "create", idpInitiated: "convert" }), () => profile.enterIdp({ ssoUrl: "https://idp.example.com/other" }), () => profile.enterIdp()]) {
      await change();
      equal(await enforced(422), true, "changed since");
      await profile.pass(`tester@${name}`);
    }
    equal(await enforced(303), true, "a green test");
  },

  async "enforcement: whoever enforces keeps a way in, and others have single sign-on alone"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain, domainId } = await organisation.singleSignOn();
    const [second, member] = [await organisation.person(`second@${domain}`, "administrator"), await organisation.person(`member@${domain}`)];
    const administrator = await stage.signInWithKey(second);
    await expect(303, await administrator.post(`/console/domains/${domainId}/enforce`));
    const byKey = async ({ email, accessKey }) => (await stage.browser().post("/login/key", { email, key: accessKey })).status;
    equal([await byKey(second), await byKey(member)], [303, 403], "by key");
    // Somebody whose address lies elsewhere is not meant.
    equal(await byKey(organisation), 303, "of another domain");
    equal((await profile.signIn(member.email)).response.status, 303, "by single sign-on");
    await administrator.post(`/console/domains/${domainId}/relax`);
    equal(await byKey(member), 303, "relaxed");
  },

  async "enforcement: whoever has no access key does not enforce"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain, domainId } = await organisation.singleSignOn();
    const { browser } = await profile.signIn(`keyless@${domain}`);
    const { id } = await stage.row("SELECT id FROM people WHERE email = ?", `keyless@${domain}`);
    await organisation.administrator.post(`/console/people/${id}/role`, { role: "administrator" });
    const { status, text } = await browser.post(`/console/domains/${domainId}/enforce`);
    equal([status, textOf(text).includes("You have no access key"), (await domainOf(stage, domainId)).enforced], [422, true, 0], "answer");
  },

  async "enforcement: it goes with the profile, and with the domain"(stage) {
    const organisation = await stage.organisation();
    const enforced = async () => {
      const all = await organisation.singleSignOn();
      await organisation.enforce(all.domainId);
      equal((await domainOf(stage, all.domainId)).enforced, 1, "enforced");
      return all;
    };
    // To one that did not pass its test people would be sent at once, and to none they could not come in.
    const { profile: other } = await organisation.singleSignOn();
    await other.setRules({ provisioning: "create" });
    for (const profile of [other.id, ""]) {
      const { domainId, profile: own } = await enforced();
      equal((await post(organisation, domainId, "profile", { profile })), 422, `profile ${profile}`);
      const { enforced: still, profile_id: left } = await domainOf(stage, domainId);
      equal([still, left], [1, own.id], `profile ${profile}`);
      await post(organisation, domainId, "relax");
      await post(organisation, domainId, "profile", { profile });
      equal((await domainOf(stage, domainId)).profile_id, profile || null, "not enforced any more");
    }
    const kept = await enforced();
    await post(organisation, kept.domainId, "profile", { profile: kept.profile.id });
    equal((await domainOf(stage, kept.domainId)).enforced, 1, "the same profile");
    const removed = await enforced();
    await organisation.administrator.post(`${removed.profile.path}/remove`);
    const { enforced: left, profile_id: profile, verified_at: verified } = await domainOf(stage, removed.domainId);
    equal([left, profile, verified !== null], [0, null, true], "removed profile");
    const released = await enforced();
    await post(organisation, released.domainId, "release");
    const again = await organisation.domain(released.domain, released.profile);
    equal((await domainOf(stage, again)).enforced, 0, "released domain");
  },

  async "enforcement: a domain that is released takes its sign-ins with it"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain, domainId } = await organisation.singleSignOn();
    const browser = stage.browser();
    const nameId = `jane@${domain}`;
    const inResponseTo = await profile.begin(browser, nameId);
    await post(organisation, domainId, "release");
    const { status } = await browser.postFromElsewhere(profile.acs, formOf(await profile.idp.response({ inResponseTo, nameId })));
    equal([status, await browser.person()], [403, null], "answer");
  },
};
