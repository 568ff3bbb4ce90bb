// Single logout: an IdP ends sessions of its own profile, and nobody else does.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { TestIdp } from "../../../../tests/js/lib/test-idp.mjs";
import { SESSION } from "./client.mjs";
import { PERSISTENT, sentRequest } from "./messages.mjs";
import { key } from "./publisher.mjs";

const index = (value) => `<samlp:SessionIndex>${value}</samlp:SessionIndex>`;

async function scene(stage) {
  const organisation = await stage.organisation();
  const { profile, domain } = await organisation.singleSignOn();
  const email = `jane@${domain}`;
  const { browser } = await profile.signIn(email, { sessionIndex: "_one" });
  return { organisation, profile, domain, email, browser };
}

/** What the address says to a LogoutRequest that some browser brings. */
async function ask(profile, content, { idp = profile.idp, browser = profile.organisation.stage.browser(), ...options } = {}) {
  return await browser.get(`${profile.slo}?${await idp.logoutQuery("LogoutRequest", content, options)}`);
}

export const logoutTests = {
  async "logout: an IdP ends the sessions that it means, and others stay"(stage) {
    const { profile, domain, email, browser } = await scene(stage);
    const { browser: second } = await profile.signIn(email, { sessionIndex: "_two" });
    const { browser: bob } = await profile.signIn(`bob@${domain}`);
    const byKey = await stage.signInWithKey(profile.organisation);
    const people = async () => [await browser.person(), await second.person(), await bob.person(), await byKey.person()];
    const one = await ask(profile, profile.idp.nameId(email) + index("_one"));
    ok(one.status === 302 && one.location.startsWith("https://idp.example.com/slo?SAMLResponse="), `${one.status} ${one.location}`);
    equal(await people(), [null, email, `bob@${domain}`, profile.organisation.email], "one");
    await ask(profile, profile.idp.nameId(email));
    equal(await people(), [null, null, `bob@${domain}`, profile.organisation.email], "all of them");
  },

  async "logout: the same name elsewhere is somebody else"(stage) {
    const { profile, email, browser } = await scene(stage);
    const other = await (await stage.organisation()).singleSignOn();
    const second = await profile.organisation.singleSignOn({ name: "Second" });
    for (const { profile: theirs, domain } of [other, second]) {
      const { browser: there } = await theirs.signIn(`x@${domain}`);
      await stage.run("UPDATE sessions SET name_id = ?1, signed_in = json_set(signed_in, '$.nameId', ?1) WHERE profile_id = ?2", email, theirs.id);
      await ask(theirs, theirs.idp.nameId(email));
      equal([await there.person(), await browser.person()], [null, email], "by theirs");
    }
    for (const name of [`x${email}`, email.toUpperCase(), ""]) await ask(profile, profile.idp.nameId(name));
    await ask(profile, profile.idp.nameId(email, ` Format="${PERSISTENT}"`));
    await ask(profile, profile.idp.nameId(email) + index("_other"));
    equal(await browser.person(), email, "another name, format or session");
  },

  async "logout: what is not signed by the IdP of the profile ends nothing"(stage) {
    const { profile, email, browser } = await scene(stage);
    const other = await profile.organisation.singleSignOn({ name: "Second" });
    const content = profile.idp.nameId(email);
    const query = await profile.idp.logoutQuery("LogoutRequest", content);
    const attacker = new TestIdp(profile.idp.connection, key("attacker.key.pem"));
    const issuer = new TestIdp({ ...profile.idp.connection, idp: { entityId: "https://other.example" } }, key("idp.key.pem"));
    const refused = {
      unsigned: await stage.browser().get(`${profile.slo}?${query.split("&SigAlg=")[0]}`),
      "another key": await ask(profile, content, { idp: attacker }),
      "another issuer": await ask(profile, content, { idp: issuer }),
      "the other profile's": await ask(profile, content, { idp: other.profile.idp }),
      "for the other profile": await stage.browser().get(`${other.profile.slo}?${query}`),
      "another address": await ask(profile, content, { destination: "https://attacker.example/" }),
      "an old one": await ask(profile, content, { now: Date.now() - 86_400_000 }),
      "altered": await stage.browser().get(`${profile.slo}?${query}&x=1`.replace("SAMLRequest=", "SAMLRequest=A")),
      "a form without a signature": await stage.browser().postFromElsewhere(profile.slo, new URLSearchParams({ SAMLRequest: Buffer.from("<x/>").toString("base64") })),
      "nothing": await stage.browser().get(profile.slo),
    };
    for (const [name, { status }] of Object.entries(refused)) equal([status, await browser.person()], [403, email], name);
    equal((await stage.browser().get("/saml/slo/none")).status, 404, "no connection");
  },

  async "logout: a message that comes again ends no later session"(stage) {
    const { profile, email, browser } = await scene(stage);
    const path = `${profile.slo}?${await profile.idp.logoutQuery("LogoutRequest", profile.idp.nameId(email))}`;
    await stage.browser().get(path);
    equal(await browser.person(), null, "first");
    const { browser: later } = await profile.signIn(email);
    const again = await stage.browser().get(path);
    equal([again.status, again.location, await later.person()], [303, "/signed-out", email], "again");
  },

  async "logout: a HEAD does not use the message up"(stage) {
    const { profile, email, browser } = await scene(stage);
    const path = `${profile.slo}?${await profile.idp.logoutQuery("LogoutRequest", profile.idp.nameId(email))}`;
    for (const method of ["HEAD", "OPTIONS", "PUT"]) {
      await stage.browser().send(path, { method });
      equal(await browser.person(), email, method);
    }
    await stage.browser().get(path);
    equal(await browser.person(), null, "GET");
  },

  async "logout: whoever signs out here is signed out at the IdP, by a signed request, and its answer is his alone"(stage) {
    const { profile, email, browser } = await scene(stage);
    const { location } = await browser.post("/logout");
    const { id, isSigned, xml } = sentRequest(location);
    ok(isSigned && xml.includes(`>${email}</`) && xml.includes("_one"), xml);
    const success = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>';
    const answer = `${profile.slo}?${await profile.idp.logoutQuery("LogoutResponse", success, { inResponseTo: id })}`;
    equal((await stage.browser().get(answer)).status, 403, "another browser");
    const { status, location: to } = await browser.get(answer);
    equal([status, to], [303, "/signed-out"], "this one");
    for (const inResponseTo of [undefined, "_none"]) equal((await browser.get(`${profile.slo}?${await profile.idp.logoutQuery("LogoutResponse", success, { inResponseTo })}`)).status, 403, String(inResponseTo));
  },

  async "logout: it is a form, and no link signs anybody out"(stage) {
    const { email, browser } = await scene(stage);
    equal((await browser.get("/logout")).status, 405, "GET");
    await browser.get("/signed-out");
    equal([await browser.person(), browser.cookie(SESSION) !== undefined], [email, true], "still there");
  },
};
