// What the package and an identity provider that nobody here wrote do with each other: `start` is startSimpleSamlPhp or startSamlIdp.
import { equal, ok } from "../js/lib/check.mjs";
import { Browser } from "./browser.mjs";
import { makeKey } from "./lib/keys.mjs";
import { NAME_ID } from "./lib/names.mjs";
import { loginForm } from "./lib/user.mjs";
import { ServiceProvider, SP } from "./service-provider.mjs";

const KEYS = { signing: makeKey("sp.example.com"), encryption: makeKey("sp.example.com") };
const SECRET = "a secret that nobody can guess, 0123456789";

export const roundTrips = (library) => ({
  "metadata: each side is set up from the other's": withBoth(library, {}, async ({ idp, sp }) => {
    const { connection, warnings } = await connect(library, idp);
    equal([connection.idp.entityId, connection.idp.ssoUrl, connection.idp.ssoBinding], [idp.entityId, idp.ssoUrl, "redirect"]);
    equal([connection.idp.sloUrl, connection.idp.sloBinding], [idp.sloUrl, "redirect"]);
    equal(connection.idp.certificates.length, 1, "certificates");
    ok(Array.isArray(warnings), "warnings");
    const xml = await sp.metadataXml();
    equal(await sp.metadataXml(), xml, "the same settings give the same text");
  }),

  "login: by HTTP-Redirect, and back to where it was started for": withBoth(library, {}, async (both) => {
    const login = await signIn(both, "/reports?year=2026");
    equal([login.issuer, login.returnTo, login.sessionIndex !== null], [both.idp.entityId, "/reports?year=2026", true]);
    ok(JSON.stringify(login.attributes).includes("Ada Lovelace & Söhne"), JSON.stringify(login.attributes));
    equal(both.browser.page.url, "https://sp.example.com/reports?year=2026");
    ok(both.browser.page.text.includes(login.nameId), both.browser.page.text);
    const kept = both.browser.cookies("https://sp.example.com").filter(({ name }) => name.startsWith("__Host-saml"));
    equal(
      kept.map(({ value }) => value),
      ["done"],
      "the cookie has served",
    );
  }),

  "login: requests that the store keeps": withBoth(library, { keeping: {} }, async (both) => {
    equal((await signIn(both, "/a")).returnTo, "/a");
  }),

  "login: signed requests, by both bindings": withBoth(
    library,
    { options: { requireSignedRequests: true }, login: { sign: KEYS.signing.privateKey }, metadata: { authnRequestsSigned: true } },
    async (both) => {
      await signIn(both, "/");
      const { sp, browser } = both;
      sp.connection = { ...sp.connection, idp: { ...sp.connection.idp, ssoBinding: "post" } };
      await browser.open("https://sp.example.com/login?to=/posted");
      await browser.until(({ url }) => url === "https://sp.example.com/posted");
      equal(sp.verdicts.length, 2);
    },
  ),

  "login: formats of the name": withBoth(library, {}, async (both) => {
    for (const format of [NAME_ID.email, NAME_ID.persistent, NAME_ID.transient]) {
      both.sp.login = { nameIdFormat: format };
      await both.idp.configure({ spMetadataXml: await both.sp.metadataXml(), options: { nameIdFormat: format } });
      both.sp.connection = { ...both.sp.connection, policy: { ...both.sp.connection.policy, nameIdFormat: format } };
      const login = await signIn({ ...both, browser: new Browser({ servers: both.sp.servers }) }, "/");
      equal(login.nameIdFormat, format);
    }
  }),

  "login: what is signed": withBoth(library, {}, async (both) => {
    for (const [signResponse, signAssertion, signed] of [
      [true, true, "both"],
      [true, false, "response"],
      [false, true, "assertion"],
    ]) {
      await both.idp.configure({ spMetadataXml: await both.sp.metadataXml({ wantAssertionsSigned: signAssertion }), options: { signResponse, signAssertion } });
      const login = await signIn({ ...both, browser: new Browser({ servers: both.sp.servers }) }, "/");
      equal(login.evidence.signed, signed);
    }
  }),

  "login: an encrypted assertion": withBoth(
    library,
    { options: { encryptAssertion: true, signResponse: true, signAssertion: true }, policy: { requireEncrypted: true } },
    async (both) => {
      const login = await signIn(both, "/");
      equal([login.evidence.encrypted, login.evidence.signed, login.evidence.relaxed], [true, "both", []]);
    },
  ),

  "login: several tabs, the first one last": withBoth(library, {}, async ({ idp, sp, browser }) => {
    await browser.open("https://sp.example.com/login?to=/first");
    const first = browser.page.location;
    await browser.open("https://sp.example.com/login?to=/second");
    await browser.until((page) => loginForm(page) !== undefined);
    await idp.signIn(browser);
    await browser.until(({ url }) => url === "https://sp.example.com/second");
    await browser.open(first);
    await browser.until(({ url }) => url === "https://sp.example.com/first");
    equal(
      sp.verdicts.map(({ returnTo }) => returnTo),
      ["/second", "/first"],
    );
  }),

  "login: Back and Refresh lead on, and nobody is signed in twice": withBoth(library, {}, async (both) => {
    await signIn(both, "/");
    const { browser, sp } = both;
    const posted = browser.history.findLast(({ method, url }) => method === "POST" && url === SP.acsUrl);
    const again = { method: "POST", action: SP.acsUrl, fields: Object.entries(posted.fields).map(([name, value]) => ({ name, value })) };
    // As a click in this site: the session's cookie comes along.
    await browser.submit(again);
    equal([browser.page.status, sp.signedIn.length], [303, 1]);
    const other = new Browser({ servers: sp.servers });
    await other.open("https://sp.example.com/");
    await other.submit(again);
    ok(other.page.status === 403 && other.page.text.includes("<h1>"), other.page.text);
    equal(sp.signedIn.length, 1, "sessions");
  }),

  "login: nobody can be signed in as somebody else (login CSRF)": withBoth(library, {}, async ({ idp, sp, browser }) => {
    // The attacker signs in, and keeps the form instead of letting it be posted.
    await browser.open("https://sp.example.com/login?to=/");
    await browser.until((page) => loginForm(page) !== undefined);
    await idp.signIn(browser);
    await browser.until(({ forms }) => forms.some(({ action }) => action === SP.acsUrl));
    const [form] = browser.page.forms;
    const victim = new Browser({ servers: sp.servers });
    await victim.open("https://sp.example.com/login?to=/");
    await victim.open("https://sp.example.com/");
    await victim.submit(form);
    equal([sp.verdicts.at(-1).code, victim.page.status, sp.signedIn], ["ERR_REQUEST_OF_OTHER_BROWSER", 403, []]);
  }),

  "login: started at the IdP, refused, accepted and converted": withBoth(library, {}, async ({ idp, sp }) => {
    const connection = sp.connection;
    for (const [idpInitiated, code] of [
      ["refuse", "ERR_UNSOLICITED"],
      ["accept", undefined],
      ["convert", "ERR_UNSOLICITED_CONVERT"],
    ]) {
      sp.connection = { ...connection, policy: { ...connection.policy, idpInitiated } };
      const browser = new Browser({ servers: sp.servers });
      const before = sp.signedIn.length;
      await browser.open(idp.idpInitiatedUrl("https://evil.example/"));
      await browser.until((page) => loginForm(page) !== undefined);
      await idp.signIn(browser);
      await browser.settle();
      const first = sp.verdicts.find((verdict) => verdict.code === code || (code === undefined && verdict.inResponseTo === null));
      ok(first !== undefined, `${idpInitiated}: ${sp.verdicts.map(({ code: found }) => found)}`);
      equal(sp.signedIn.length - before, idpInitiated === "refuse" ? 0 : 1, idpInitiated);
      if (idpInitiated !== "refuse") equal(browser.page.url, "https://sp.example.com/", idpInitiated);
      if (idpInitiated === "convert") ok(sp.verdicts.at(-1).inResponseTo !== null, "the login that counts was started here");
    }
  }),

  "logout: started here, by HTTP-Redirect": withBoth(library, { options: { logoutBinding: "redirect" } }, (both) => logoutHere(both, "redirect")),

  "logout: started here, by HTTP-POST": withBoth(library, { options: { logoutBinding: "post" } }, (both) => logoutHere(both, "post")),

  "logout: started at the IdP, by HTTP-Redirect": withBoth(library, { options: { logoutBinding: "redirect" } }, (both) => logoutThere(both, "redirect")),

  "logout: started at the IdP, by HTTP-POST": withBoth(library, { options: { logoutBinding: "post" } }, (both) => logoutThere(both, "post")),
});

/** The login form, where the IdP still asks, and on to where the login leads. */
async function signIn({ idp, sp, browser }, to) {
  await browser.open(`https://sp.example.com/login?to=${encodeURIComponent(to)}`);
  await browser.settle();
  if (loginForm(browser.page) !== undefined) await idp.signIn(browser);
  await browser.settle();
  const verdict = sp.verdicts.at(-1);
  if (verdict instanceof Error || verdict === undefined) throw new Error(`${verdict?.rule} ${verdict?.code} ${verdict?.stack}\n${browser.trace()}\n${idp.log()}`);
  return verdict;
}

async function logoutHere(both, binding) {
  const { idp, sp, browser } = both;
  await signIn(both, "/");
  sp.connection = { ...sp.connection, idp: { ...sp.connection.idp, sloBinding: binding } };
  await browser.click("https://sp.example.com/logout");
  await browser.settle();
  const answer = sp.verdicts.at(-1);
  ok(!(answer instanceof Error), `${answer.rule} ${answer.code} ${answer.message}\n${browser.trace()}`);
  equal([answer.kind, answer.success, answer.partial, answer.returnTo], ["response", true, false, "/bye"]);
  equal([browser.page.url, sp.signedIn], ["https://sp.example.com/bye", []]);
  // The session at the IdP is over: it asks again.
  await browser.open("https://sp.example.com/login?to=/");
  await browser.until((page) => loginForm(page) !== undefined);
  ok(idp.log() !== undefined, "the IdP still answers");
}

async function logoutThere(both, binding) {
  const { idp, sp, browser } = both;
  await signIn(both, "/");
  sp.connection = { ...sp.connection, idp: { ...sp.connection.idp, sloBinding: binding } };
  await browser.open(idp.idpLogoutUrl);
  await browser.settle();
  const request = sp.verdicts.at(-1);
  ok(!(request instanceof Error), `${request.rule} ${request.code} ${request.message}\n${browser.trace()}`);
  equal([request.kind, sp.signedIn], ["request", []]);
  equal(new URL(browser.page.url).origin, idp.origin, `where it ends:\n${browser.trace()}`);
  ok(browser.history.some(({ url, fields }) => url.startsWith(idp.origin) && (url.includes("SAMLResponse=") || fields?.SAMLResponse !== undefined)), "it was answered");
  await browser.open("https://sp.example.com/login?to=/");
  await browser.until((page) => loginForm(page) !== undefined);
}

/** Both sides, each set up from what the other publishes. */
function withBoth(library, { options = {}, keeping = { secret: SECRET }, login, policy, metadata }, test) {
  return async (start) => {
    const sp = new ServiceProvider(library, KEYS, { keeping, login, metadata });
    const idp = await start({ spMetadataXml: await sp.metadataXml(), options: { nameIdFormat: NAME_ID.email, ...options } });
    try {
      sp.connection = (await connect(library, idp, policy)).connection;
      await test({ idp, sp, browser: new Browser({ servers: sp.servers }), library });
    } finally {
      await idp.close();
    }
  };
}

const connect = (library, idp, policy) => library.connectionFromMetadata(idp.metadataXml, SP, policy === undefined ? {} : { policy });

