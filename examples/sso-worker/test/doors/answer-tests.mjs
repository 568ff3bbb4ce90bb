// Answers of an IdP: each is used once, in the browser that asked, and nobody is signed in by a link of somebody else.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { formOf, sentRequest } from "./messages.mjs";
import { key } from "./publisher.mjs";

async function scene(stage, rules) {
  const organisation = await stage.organisation();
  const { profile, domain } = await organisation.singleSignOn({ rules });
  return { organisation, profile, domain, nameId: `jane@${domain}` };
}

/** Refused, and there is no session in it. */
async function requireRefused(browser, { status, cookies }, name = "answer") {
  equal([status, cookies.filter((cookie) => cookie.startsWith(SESSION)), await browser.person()], [403, [], null], name);
}

const sessions = async (stage) => (await stage.row("SELECT count(*) AS count FROM sessions")).count;

export const answerTests = {
  async "answer: that of another browser's sign-in is refused"(stage) {
    const { profile, nameId } = await scene(stage);
    const [attacker, victim] = [stage.browser(), stage.browser()];
    const inResponseTo = await profile.begin(attacker, nameId);
    await requireRefused(victim, await profile.answer(victim, { inResponseTo, nameId }), "a browser without a sign-in");
    await profile.begin(victim, nameId);
    await requireRefused(victim, await profile.answer(victim, { inResponseTo, nameId }), "a browser with one of its own");
    equal((await profile.answer(attacker, { inResponseTo, nameId })).status, 303, "the browser that asked");
  },

  async "answer: one is used once, and its request is answered once"(stage) {
    const { profile, nameId } = await scene(stage);
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, nameId);
    const form = formOf(await profile.idp.response({ inResponseTo, nameId }));
    equal((await browser.postFromElsewhere(profile.acs, form)).location, "/", "first");
    const before = await sessions(stage);
    const again = await browser.postFromElsewhere(profile.acs, form);
    equal([again.status, again.location, again.cookies.some((cookie) => cookie.startsWith(SESSION))], [303, "/?again=1", false], "again");
    const another = await profile.answer(browser, { inResponseTo, nameId });
    ok(!another.cookies.some((cookie) => cookie.startsWith(SESSION)), "another answer");
    equal(await sessions(stage), before, "sessions");
    await requireRefused(stage.browser(), await stage.browser().postFromElsewhere(profile.acs, form), "elsewhere");
  },

  async "answer: two at once make one session"(stage) {
    const { profile, nameId } = await scene(stage);
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, nameId);
    const form = formOf(await profile.idp.response({ inResponseTo, nameId }));
    const before = await sessions(stage);
    await Promise.all([1, 2, 3, 4].map(() => browser.postFromElsewhere(profile.acs, form)));
    equal((await sessions(stage)) - before, 1, "sessions");
  },

  async "answer: what is wrong with it signs nobody in"(stage) {
    const { profile, nameId } = await scene(stage);
    for (const fault of ["wrong-audience", "expired", "wrong-recipient", "altered", "other-key", "unsigned", "unsolicited"]) {
      const browser = stage.browser();
      const inResponseTo = await profile.begin(browser, nameId);
      await requireRefused(browser, await profile.answer(browser, { inResponseTo, nameId, fault }), fault);
    }
    const browser = stage.browser();
    for (const form of [new URLSearchParams(), new URLSearchParams({ SAMLResponse: "" }), formOf("<x/>"), formOf(""), new URLSearchParams([["SAMLResponse", "AAAA"], ["SAMLResponse", "AAAA"]])])
      await requireRefused(browser, await browser.postFromElsewhere(profile.acs, form), String(form));
    equal((await browser.postFromElsewhere("/saml/acs/none", formOf("<x/>"))).status, 404, "no connection");
  },

  async "answer: a certificate that was removed signs nobody in any more"(stage) {
    const { organisation, profile, nameId } = await scene(stage);
    equal((await profile.signIn(nameId)).response.status, 303, "before");
    await profile.enterIdp({ certificate: key("idp-next.crt.pem") });
    const { browser, response } = await profile.signIn(nameId);
    await requireRefused(browser, response, "after");
    await organisation.administrator.post(`${profile.path}/certificates`, { certificate: key("idp.crt.pem") });
    equal((await profile.signIn(nameId)).response.status, 303, "again");
  },

  async "answer: one that nobody asked for is refused unless the profile says otherwise"(stage) {
    const { profile, nameId } = await scene(stage);
    const browser = stage.browser();
    await requireRefused(browser, await profile.answer(browser, { nameId, relayState: "/console/profiles" }));
  },

  async "answer: one that nobody asked for becomes a sign-in of ours, with its page where that is here"(stage) {
    const { profile, nameId } = await scene(stage, { idpInitiated: "convert" });
    for (const [relayState, to] of [["/console/people?x=1", "/console/people?x=1"], [`${stage.url}/console/audit`, "/console/audit"], ["https://attacker.example/", "/"], ["//attacker.example", "/"], ["/logout", "/"], ["/saml/slo/x", "/"], [undefined, "/"]]) {
      const browser = stage.browser();
      const converted = await profile.answer(browser, { nameId, relayState });
      equal([converted.status, converted.cookies.some((cookie) => cookie.startsWith(SESSION)), await browser.person()], [302, false, null], "converted");
      const signedIn = await profile.answer(browser, { inResponseTo: sentRequest(converted.location).id, nameId });
      equal([signedIn.status, signedIn.location, await browser.person()], [303, to, nameId], String(relayState));
    }
    const browser = stage.browser();
    await requireRefused(browser, await profile.answer(browser, { nameId, fault: "unsigned" }), "unsigned");
  },

  async "answer: one that nobody asked for is taken once where the profile accepts it, and that is written down"(stage) {
    const { organisation, profile, nameId } = await scene(stage, { idpInitiated: "accept" });
    const browser = stage.browser();
    const form = formOf(await profile.idp.response({ nameId }), "/console/people");
    const first = await browser.postFromElsewhere(profile.acs, form);
    equal([first.status, first.location, await browser.person()], [303, "/console/people", nameId], "first");
    const other = stage.browser();
    const again = await other.postFromElsewhere(profile.acs, form);
    equal([again.location, await other.person()], ["/?again=1", null], "again");
    const { details } = await stage.row("SELECT details FROM audit WHERE organisation_id = ? AND kind = 'sign-in' AND actor = ? ORDER BY id DESC", organisation.id, nameId);
    equal(JSON.parse(details).relaxed, "idpInitiated", "trail");
    // What names a request is held to it also here.
    const inResponseTo = await profile.begin(stage.browser(), nameId);
    const third = stage.browser();
    await requireRefused(third, await profile.answer(third, { inResponseTo, nameId }), "of another browser");
  },
};
