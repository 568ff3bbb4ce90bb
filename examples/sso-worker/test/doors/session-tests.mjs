// Sessions: random, hashed at rest, rotated at sign-in, and over when they are over.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { editedResponse, formOf, withoutNameId } from "./messages.mjs";
import { everything } from "./records.mjs";
import { sha256 } from "./stage.mjs";

/** Somebody who has signed in by single sign-on. */
async function signedIn(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const email = `jane@${domain}`;
  return { organisation, profile, domain, domainId, email, ...(await profile.signIn(email)) };
}

/** Whether a session works whose token somebody has. */
async function works(stage, token) {
  const browser = stage.browser();
  browser.setCookie(SESSION, token);
  return (await browser.person()) !== null;
}

const cookieOf = ({ cookies }) => cookies.find((cookie) => cookie.startsWith(`${SESSION}=`)) ?? "";

export const sessionTests = {
  async "session: what opens a door is nowhere in the database"(stage) {
    const link = await stage.setupLink();
    const { organisation, browser } = await signedIn(stage);
    const member = await organisation.person("key@holder.example");
    const records = JSON.stringify(await everything(stage.database));
    for (const secret of [browser.cookie(SESSION), organisation.administrator.cookie(SESSION), link.split("/").at(-1), organisation.accessKey, member.accessKey]) {
      ok(secret.length >= 26 && !records.includes(secret), "a secret is there in the clear");
      ok(records.includes(sha256(secret)), "its digest is not there");
    }
  },

  async "session: its cookie is for this host, https and the server alone"(stage) {
    const { response, organisation } = await signedIn(stage);
    const keyed = await stage.browser().post("/login/key", { email: organisation.email, key: organisation.accessKey });
    for (const answer of [response, keyed]) {
      const [pair, ...attributes] = cookieOf(answer).split("; ");
      ok(/^__Host-session=[A-Za-z0-9_-]{43}$/.test(pair), pair);
      equal(attributes.map((attribute) => attribute.replace(/^(Max-Age)=\d+$/, "$1")), ["Path=/", "Max-Age", "Secure", "HttpOnly", "SameSite=Lax"], "attributes");
    }
    const visitor = (await stage.browser().get("/login")).cookies[0];
    ok(/^__Host-visitor=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/.test(visitor), visitor);
  },

  async "session: no token comes twice"(stage) {
    const organisation = await stage.organisation();
    const tokens = new Set();
    for (let at = 0; at < 5; at++) tokens.add((await stage.signInWithKey(organisation)).cookie(SESSION));
    equal(tokens.size, 5, "tokens");
  },

  async "session: a sign-in makes a new one, and the one of before is dead"(stage) {
    const organisation = await stage.organisation();
    const browser = await stage.signInWithKey(organisation);
    const before = browser.cookie(SESSION);
    const token = await browser.token();
    await browser.post("/login/key", { email: organisation.email, key: organisation.accessKey }, { token });
    ok(browser.cookie(SESSION) !== before, "the token stayed");
    equal([await works(stage, before), await works(stage, browser.cookie(SESSION))], [false, true], "old and new");
  },

  async "session: a setup link ends the one of before as well"(stage) {
    const organisation = await stage.organisation();
    const browser = await stage.signInWithKey(organisation);
    const before = browser.cookie(SESSION);
    const name = stage.fresh("second");
    const { status } = await browser.post(await stage.setupLink(), { organisation: name, email: `admin@${name}.example` });
    equal([status, await works(stage, before), await browser.person()], [200, false, `admin@${name}.example`], "answer, old and new");
  },

  async "session: a token that somebody else chose is not taken over"(stage) {
    const { profile, email } = await signedIn(stage);
    const organisation = await stage.organisation();
    const planted = "A".repeat(43);
    for (const signIn of [(browser) => stage.signInWithKey(organisation, browser), (browser) => profile.signIn(email, { browser })]) {
      const browser = stage.browser();
      browser.setCookie(SESSION, planted);
      await signIn(browser);
      ok(browser.cookie(SESSION) !== planted, "it stayed");
      equal(await works(stage, planted), false, "planted");
    }
  },

  async "session: of two cookies none counts"(stage) {
    const { browser } = await signedIn(stage);
    const pair = `${SESSION}=${browser.cookie(SESSION)}`;
    equal((await stage.browser().get("/", { headers: { cookie: pair } })).status, 200, "one");
    for (const cookie of [`${pair}; ${SESSION}=${"B".repeat(43)}`, `${pair}; ${pair}`, pair.toUpperCase(), `x${pair}`]) equal((await stage.browser().get("/", { headers: { cookie } })).status, 303, cookie);
  },

  async "session: it ends by its time, and is then swept away"(stage) {
    const { browser } = await signedIn(stage);
    const hash = sha256(browser.cookie(SESSION));
    await stage.run("UPDATE sessions SET expires_at = ? WHERE token_hash = ?", Date.now() - 1, hash);
    equal(await browser.person(), null, "signed in");
    await stage.scheduled();
    equal(await stage.row("SELECT 1 FROM sessions WHERE token_hash = ?", hash), null, "row");
  },

  async "session: it ends no later than the IdP says, and no later than here"(stage) {
    const { profile, email } = await signedIn(stage);
    for (const [asked, longest] of [[600, 600], [7 * 86_400, 43_200]]) {
      const browser = stage.browser();
      const inResponseTo = await profile.begin(browser, email);
      const now = Date.now();
      const until = new Date(now + asked * 1000).toISOString();
      const xml = await editedResponse(profile.idp, { inResponseTo, nameId: email, now }, (text) => text.replace(/ SessionIndex="[^"]*"/, `$& SessionNotOnOrAfter="${until}"`));
      const response = await browser.postFromElsewhere(profile.acs, formOf(xml));
      const seconds = Number(/Max-Age=(\d+)/.exec(cookieOf(response))?.[1]);
      ok(seconds <= longest && seconds > longest - 60, `${asked}: ${response.status}, ${seconds}`);
      const { expires_at: expiresAt } = await stage.row("SELECT expires_at FROM sessions WHERE token_hash = ?", sha256(browser.cookie(SESSION)));
      ok(Math.abs(expiresAt - now - longest * 1000) < 60_000, `${expiresAt - now}`);
    }
  },

  async "session: signing out ends it, also for whoever has the token"(stage) {
    const { browser } = await signedIn(stage);
    const organisation = await stage.organisation();
    for (const leaving of [browser, await stage.signInWithKey(organisation)]) {
      const token = leaving.cookie(SESSION);
      const response = await leaving.post("/logout");
      ok(response.location !== null && cookieOf(response).includes("Max-Age=0"), `${response.status} ${response.cookies}`);
      equal([leaving.cookie(SESSION), await works(stage, token), await stage.row("SELECT 1 FROM sessions WHERE token_hash = ?", sha256(token))], [undefined, false, null], "afterwards");
    }
  },

  async "session: whoever has no name at the IdP can sign out as well"(stage) {
    const { profile, email } = await signedIn(stage);
    await profile.setRules({ provisioning: "create", emailAttribute: "mail" });
    const browser = stage.browser();
    const inResponseTo = await profile.begin(browser, email);
    const xml = await editedResponse(profile.idp, { inResponseTo, attributes: [["mail", `nameless-${email}`]] }, withoutNameId);
    equal((await browser.postFromElsewhere(profile.acs, formOf(xml))).status, 303, "sign-in");
    const { status, location } = await browser.post("/logout");
    equal([status, location, browser.cookie(SESSION)], [303, "/signed-out", undefined], "sign-out");
  },

  async "session: it goes with the person and with the profile, and knows the role of now"(stage) {
    const { organisation, profile, browser, email } = await signedIn(stage);
    const { administrator } = organisation;
    const other = await organisation.person("second@admin.example", "administrator");
    const second = await stage.signInWithKey(other);
    equal((await second.get("/console/people")).status, 200, "administrator");
    await administrator.post(`/console/people/${other.id}/role`, { role: "member" });
    equal((await second.get("/console/people")).status, 404, "member");
    await administrator.post(`/console/people/${other.id}/remove`);
    equal([await second.person(), await browser.person()], [null, email], "removed, and not");
    await administrator.post(`${profile.path}/remove`);
    equal(await browser.person(), null, "of the profile");
  },

  async "session: the key of before opens nothing any more"(stage) {
    const organisation = await stage.organisation();
    const member = await organisation.person("key@renewed.example");
    await organisation.administrator.post(`/console/people/${member.id}/key`);
    const { status, cookies } = await stage.browser().post("/login/key", { email: member.email, key: member.accessKey });
    equal([status, cookies.some((cookie) => cookie.startsWith(SESSION))], [403, false], "answer");
  },
};
