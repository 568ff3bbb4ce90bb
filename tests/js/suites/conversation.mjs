// The whole conversation: a request goes out, an answer comes back, to the right browser and in time; and logouts both ways.
import { equal, ok, refused, runTests } from "../lib/check.mjs";
import { formOf } from "../lib/posted-form.mjs";
import { importKey, TestIdp } from "../lib/test-idp.mjs";

export async function conversation(library, { connection, keys }) {
  const settings = { ...connection, idp: { ...connection.idp, ssoUrl: SSO, sloUrl: SLO } };
  const context = { library, connection: settings, keys, idp: new TestIdp(settings, keys.idp), secret: SECRET };
  return await runTests({ ...loginTests, ...discoveryTests, ...pendingTests, ...startedAtTheIdp, ...logoutTests }, context);
}

const SSO = "https://idp.example.com/sso?tenant=1";
const SLO = "https://idp.example.com/slo";
const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER_SECRET = "fedcba9876543210fedcba9876543210";

/** What a browser keeps of Set-Cookie, and sends back. */
const cookieHeader = (cookies) =>
  cookies
    .map((cookie) => cookie.split(";")[0])
    .filter((pair) => !pair.endsWith("="))
    .join("; ");

const parameters = (url) => Object.fromEntries(new URL(url).searchParams);

/** One stored or compressed message, by the runtime's own hand, or as it stands in a stored block. */
async function inflated(base64) {
  const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (octets[0] === 1) return new TextDecoder().decode(octets.subarray(5));
  return await new Response(new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

const loginTests = {
  async "createLogin: a request by HTTP-Redirect asks for nothing that was not asked for"({ library, connection }) {
    const now = new Date("2026-11-24T10:00:00.5Z");
    const login = await library.createLogin(connection, { secret: SECRET, now });
    ok(/^_[0-9a-f]{72}$/.test(login.id), login.id);
    equal(login.url.origin + login.url.pathname, "https://idp.example.com/sso");
    const { SAMLRequest, ...others } = parameters(login.url);
    equal(others, { tenant: "1" }, "parameters");
    equal(await inflated(SAMLRequest), login.xml, "what is in the query");
    equal(
      login.xml,
      `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" AssertionConsumerServiceURL="${connection.sp.acsUrl}" Destination="${SSO}" ID="${login.id}" IssueInstant="2026-11-24T10:00:00.500Z" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${connection.sp.entityId}</saml:Issuer></samlp:AuthnRequest>`,
    );
    const response = login.toResponse();
    equal([response.status, response.headers.get("location"), response.headers.get("cache-control")], [302, login.url.href, "no-store"]);
  },

  async "createLogin: what is asked for stands in the order of the schema"({ library, connection }) {
    const login = await library.createLogin(connection, {
      forceAuthn: true,
      nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      authnContext: ["urn:a", "urn:b&c"],
      subject: "jane <doe>",
    });
    const [, inner] = login.xml.split("</saml:Issuer>");
    equal(
      inner,
      '<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>jane &lt;doe&gt;</saml:NameID></saml:Subject><samlp:NameIDPolicy AllowCreate="true" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"></samlp:NameIDPolicy><samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">urn:a</saml:AuthnContextClassRef><saml:AuthnContextClassRef xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">urn:b&amp;c</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>',
    );
    ok(login.xml.includes(' ForceAuthn="true" ') && !login.xml.includes("IsPassive"), login.xml);
    const passive = await library.createLogin(connection, { isPassive: true, nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" });
    ok(passive.xml.includes(' IsPassive="true" ') && !passive.xml.includes("AllowCreate"), passive.xml);
  },

  async "createLogin: the query is signed as it is written, by keys of every form"({ library, connection, keys }) {
    const rsa = await importKey(keys.idp, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" }, ["sign"]);
    const ec = await importKey(keys.ec, { name: "ECDSA", namedCurve: "P-256" }, ["sign"]);
    for (const [sign, certificate, algorithm] of [
      [keys.idp, "idp", "rsa-sha256"],
      [keys.pkcs1, "sp", "rsa-sha256"],
      [rsa, "idp", "rsa-sha512"],
      [keys.ec, "ec", "ecdsa-sha256"],
      [keys.sec1, "ec", "ecdsa-sha256"],
      [keys.ec384, "ec384", "ecdsa-sha384"],
      [keys.ec521, "ec521", "ecdsa-sha512"],
      [ec, "ec", "ecdsa-sha256"],
      [{ privateKey: keys.idp.replaceAll("\n", "\\n"), certificate: keys.certificates.idp }, "idp", "rsa-sha256"],
    ]) {
      const login = await library.createLogin(connection, { sign, relayState: "a b~(c)'d" });
      ok(login.url.search.includes("&RelayState=a%20b~(c)%27d&SigAlg="), login.url.search);
      ok(parameters(login.url).SigAlg.endsWith(`#${algorithm}`), `${algorithm}: ${parameters(login.url).SigAlg}`);
      equal(await verifiesQuery(login.url.search, keys.publicKeys[certificate]), true, algorithm);
      equal(await verifiesQuery(login.url.search.replace("a%20b", "a+b"), keys.publicKeys[certificate]), false, `${algorithm}, encoded otherwise`);
    }
  },

  async "createLogin: the IdP's metadata chooses among the algorithms of a key"({ library, connection, keys }) {
    const uri = (name) => `http://www.w3.org/2001/04/xmldsig-more#${name}`;
    const at = (...names) => ({ ...connection, idp: { ...connection.idp, signatureAlgorithms: names.map(uri) } });
    const login = await library.createLogin(at("ecdsa-sha256", "rsa-sha384"), { sign: keys.idp });
    equal(parameters(login.url).SigAlg, uri("rsa-sha384"));
    await refused(library.createLogin(at("ecdsa-sha256"), { sign: keys.idp }), TypeError);
  },

  async "createLogin: by HTTP-POST the message is signed inside, and the page runs nothing but its own script"({ library, connection, keys }) {
    const posting = { ...connection, idp: { ...connection.idp, ssoBinding: "post" } };
    const login = await library.createLogin(posting, { secret: SECRET, sign: { privateKey: keys.idp, certificate: keys.certificates.idp }, relayState: '"><script>' });
    const response = login.toResponse({ headers: { "x-mine": "1" } });
    const html = await response.text();
    equal([response.status, response.headers.get("content-type"), response.headers.get("x-mine")], [200, "text/html; charset=utf-8", "1"]);
    const policy = response.headers.get("content-security-policy");
    const [, script] = /<script>(.*?)<\/script>/.exec(html);
    const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script)))));
    ok(policy.startsWith(`default-src 'none'; script-src 'sha256-${digest}';`), policy);
    equal(html.match(/<script/g).length, 1, "scripts");
    ok(html.includes(`action="${SSO}"`) && html.includes('name="RelayState" value="&#34;&#62;&#60;script&#62;"'), html);
    const [, message] = /name="SAMLRequest" value="([^"]*)"/.exec(html);
    equal(atob(message), login.xml, "the message");
    ok(/<\/saml:Issuer><ds:Signature /.test(login.xml), "the Signature follows the Issuer");
    ok(login.xml.includes("<ds:X509Certificate>MII"), "the certificate is named");
    const unsigned = await library.createLogin(posting, { secret: SECRET });
    ok(!unsigned.xml.includes("Signature"), "no key, no signature");
  },

  async "createLogin: what cannot work is the caller's mistake"({ library, connection, keys }) {
    const other = (idp) => ({ ...connection, idp: { ...connection.idp, ...idp } });
    const publicKey = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"])).publicKey;
    for (const [settings, options, sentence] of [
      [other({ ssoUrl: undefined }), {}, "idp.ssoUrl is missing"],
      [other({ ssoUrl: "javascript:alert(1)" }), {}, "https"],
      [other({ ssoUrl: "http://idp.example.com/" }), {}, "https"],
      [other({ ssoUrl: "/sso" }), {}, "absolute"],
      [other({ ssoUrl: "https://user@idp.example.com/" }), {}, "without a user"],
      [other({ ssoBinding: "soap" }), {}, "neither redirect nor post"],
      [other({ wantAuthnRequestsSigned: true }), {}, "options.sign is missing"],
      [connection, { forceauthn: true }, "no setting"],
      [connection, { forceAuthn: "yes" }, "neither true nor false"],
      [connection, { forceAuthn: true, isPassive: true }, "cannot both"],
      [connection, { authnContext: [] }, "authnContext"],
      [connection, { secret: "short" }, "at least 32"],
      [connection, { secret: [] }, "options.secret"],
      [connection, { secret: SECRET, store: library.memoryStore() }, "give one"],
      [connection, { returnTo: "/" }, "needs options.secret"],
      [connection, { expiresInSeconds: 10 }, "60 to 3600"],
      [connection, { relayState: "x".repeat(81) }, "80 octets"],
      [connection, { relayState: "" }, "80 octets"],
      [connection, { sign: "no key" }, "-----BEGIN PRIVATE KEY-----"],
      [connection, { sign: keys.certificates.idp }, "is a CERTIFICATE"],
      [connection, { sign: keys.short }, "at least 2048"],
      [connection, { sign: publicKey }, "no private key"],
      [connection, { sign: null }, "no private key"],
      [connection, { subject: "\u0001" }, "U+0001"],
      [connection, { now: new Date(NaN) }, "valid Date"],
    ]) {
      const error = await refused(library.createLogin(settings, options), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
  },

  async "createLogin: the address to return to is a path on this site"({ library, connection }) {
    const own = new URL(connection.sp.acsUrl).origin;
    for (const returnTo of [
      "https://evil.example/",
      "//evil.example/",
      "/\\evil.example/",
      "\\\\evil.example",
      "/\t/evil.example/",
      "/.//evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      `blob:${own}/x`,
      `blob:${own}\\@evil.example/`,
      `blob:https://a:b@${new URL(own).host}/x`,
      `${own.replace("https://", "https://:b@")}/x`,
      "/#\\evil.example",
      "http://sp.example.com/",
      "https://user@sp.example.com/",
      `/${"x".repeat(1100)}`,
    ]) {
      const error = await refused(library.createLogin(connection, { secret: SECRET, returnTo }), library.SamlError);
      equal([error.code, error.rule], ["ERR_RETURN_ADDRESS", "B06"], returnTo);
    }
    for (const returnTo of ["/", "/reports?year=2026#top", `${own}/x`, new URL(`${own}/x`), "reports", ""])
      await library.createLogin(connection, { secret: SECRET, returnTo });
  },

  async "localPath: where somebody else's address leads on this site, or null"({ library, connection }) {
    const own = connection.sp.acsUrl;
    for (const [address, path] of [
      ["/reports?year=2026#top", "/reports?year=2026#top"],
      [`${new URL(own).origin}/x`, "/x"],
      ["reports", "/reports"],
      ["https://evil.example/", null],
      ["//evil.example", null],
      [`blob:${own}`, null],
      [null, null],
      [undefined, null],
    ])
      equal(library.localPath(address, own), path, String(address));
  },

  async "sendResponse: what a framework of Node sends is the Response, with every cookie"({ library, connection }) {
    const login = await library.createLogin(connection, { secret: SECRET, returnTo: "/" });
    for (const [set, before] of [[undefined, []], ["a=b", ["a=b"]], [["a=b", "c=d"], ["a=b", "c=d"]]]) {
      const headers = new Map(set === undefined ? [] : [["set-cookie", set]]);
      const to = { statusCode: 200, setHeader: (name, value) => headers.set(name, value), getHeader: (name) => headers.get(name), end: (text) => (to.body = text) };
      const response = new Response("<p>é</p>", { status: 403, headers: { "content-type": "text/html; charset=utf-8" } });
      // A page sees no Set-Cookie, not even its own.
      const isPage = "document" in globalThis;
      for (const cookie of login.cookies.concat("e=f")) response.headers.append("set-cookie", cookie);
      await library.sendResponse(response, to);
      equal([to.statusCode, to.body, headers.get("content-type")], [403, "<p>é</p>", "text/html; charset=utf-8"]);
      equal(headers.get("set-cookie") ?? [], isPage ? (set ?? []) : [...before, ...login.cookies, "e=f"]);
    }
  },

  async "createLogin: a secret that is undefined is no secret left out"({ library, connection, idp }) {
    for (const attempt of [
      () => library.createLogin(connection, { secret: undefined }),
      async () => library.verifyLogin(await idp.respond({}), connection, { store: library.memoryStore(), secret: undefined, cookies: null }),
    ]) {
      const error = await refused(attempt(), TypeError);
      ok(error.message.includes("is the variable set?"), error.message);
    }
  },

  async "createLogin: an IdP over http where the connection says so"({ library, connection }) {
    const idp = { ...connection.idp, ssoUrl: "http://idp:8080/sso" };
    const error = await refused(library.createLogin({ ...connection, idp }, { secret: SECRET }), TypeError);
    ok(error.message.includes("policy.allowHttpIdp"), error.message);
    const { url } = await library.createLogin({ ...connection, idp, policy: { allowHttpIdp: true } }, { secret: SECRET });
    equal(url.origin, "http://idp:8080");
    const local = { ...connection, idp: { ...connection.idp, ssoUrl: "http://idp.localhost:8080/sso" } };
    equal((await library.createLogin(local, { secret: SECRET })).url.host, "idp.localhost:8080");
  },
};

const discoveryTests = {
  async "emailDomain: one spelling of a whole domain, or none"({ library }) {
    for (const [address, domain] of [
      ["jane.doe@Example.COM", "example.com"],
      [" jane@mail.example.com ", "mail.example.com"],
      ["jane@bücher.example", "xn--bcher-kva.example"],
      ["jane@xn--bcher-kva.example", "xn--bcher-kva.example"],
      ["o'brien+a@example.com", "example.com"],
      ["jane@example.com.", null],
      ["jane@localhost", null],
      ["jane@127.0.0.1", null],
      ["jane@0x7f.1", null],
      ["jane@[::1]", null],
      ["jane@example.com@evil.example", null],
      ["jane@evil.example/@example.com", null],
      ["jane@evil.example#.example.com", null],
      ["jane@evil.example:443", null],
      ["@example.com", null],
      ["example.com", null],
      ["jane@", null],
      ["jane@example.com\0", null],
      ["jane\u0001@example.com", null],
      ["", null],
      [undefined, null],
      [{}, null],
    ])
      equal(library.emailDomain(address), domain, String(address));
  },

  async "discoveryUrl: asks for an IdP, and says where to answer"({ library }) {
    const url = library.discoveryUrl("https://ds.example.org/ds?a=1", "urn:sp", { returnUrl: "https://sp.example.com/found?to=%2Fx", isPassive: true });
    const expected = { a: "1", entityID: "urn:sp", return: "https://sp.example.com/found?to=%2Fx", returnIDParam: "entityID", isPassive: "true" };
    equal(Object.fromEntries(url.searchParams), expected);
    await refused((async () => library.discoveryUrl("http://ds.example.org/", "urn:sp", { returnUrl: "https://sp.example.com/" }))(), TypeError);
    await refused((async () => library.discoveryUrl("https://ds.example.org/", "urn:sp", { returnUrl: "/found" }))(), TypeError);
  },
};

/** By WebCrypto, over the octets of the query. */
async function verifiesQuery(search, publicKey) {
  const [signed, signature] = search.replace("?tenant=1&", "").split("&Signature=");
  const [, kind, bits] = /#(rsa|ecdsa)-sha(\d+)$/.exec(new URLSearchParams(signed).get("SigAlg"));
  const hash = `SHA-${bits}`;
  const spki = Uint8Array.from(atob(publicKey.pem.replace(/-----[^-]+-----|\s/g, "")), (character) => character.charCodeAt(0));
  const named = kind === "rsa" ? { name: "RSASSA-PKCS1-v1_5", hash } : { name: "ECDSA", namedCurve: publicKey.curve };
  const key = await crypto.subtle.importKey("spki", spki, named, false, ["verify"]);
  const value = Uint8Array.from(atob(decodeURIComponent(signature)), (character) => character.charCodeAt(0));
  return await crypto.subtle.verify(kind === "rsa" ? named.name : { name: "ECDSA", hash }, key, value, new TextEncoder().encode(signed));
}

/** An undefined secret is refused: a variable that is not set must not turn into none. */
const secretOf = ({ secret }) => (secret === undefined ? {} : { secret });

const pendingTests = {
  async "pending: the answer signs in, and leads to where the login was started for"({ library, connection, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      const login = await library.createLogin(connection, { ...how, returnTo: "/reports?year=2026#top" });
      const [cookie] = login.cookies;
      ok(/^__Host-saml-[0-9a-f]{24}=[\w-]+\.[\w-]+; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=None$/.test(cookie), cookie);
      const { RelayState } = parameters(login.url);
      ok(/^[0-9a-f]{24}$/.test(RelayState), `the handle tells nothing: ${RelayState}`);
      // A page sees no Set-Cookie, not even its own.
      equal(login.toResponse().headers.get("set-cookie"), "document" in globalThis ? null : cookie, "set-cookie");
      const store = how.store ?? library.memoryStore();
      const options = { store, ...secretOf(how), cookies: cookieHeader(login.cookies) };
      const form = await idp.respond({ inResponseTo: login.id, relayState: "https://evil.example/" });
      const found = await library.verifyLogin(form, connection, options);
      equal([found.nameId, found.returnTo, found.inResponseTo], ["jane.doe@example.com", "/reports?year=2026#top", login.id]);
      const [done, seconds] = /^(.*; Max-Age=)(\d+)/.exec(found.doneCookie).slice(1);
      equal([done, Number(seconds) > 590], [`${cookie.split("=")[0]}=done; Path=/; Max-Age=`, true], "doneCookie");
      ok(found.doneCookie.endsWith("; Secure; HttpOnly; SameSite=None"), found.doneCookie);
      // Back or Refresh, once the cookie is marked: no store has to be asked to know it.
      const refreshed = { ...options, store: { put: () => ok(false, "asked"), take: () => ok(false, "asked") }, cookies: cookieHeader([found.doneCookie]) };
      const known = await refused(library.verifyLogin(form, connection, refreshed), library.SamlError);
      equal([known.code, known.rule], ["ERR_REPLAYED", "P01"]);
      // The same answer once more, as Back or Refresh send it.
      const again = await refused(library.verifyLogin(form, connection, options), library.SamlError);
      equal([again.code, again.rule], ["ERR_REPLAYED", "P01"]);
      const page = again.toResponse({ startAgain: "/login?a=1&b=2" });
      const html = await page.text();
      ok(html.includes("was used already") && html.includes('href="/login?a=1&#38;b=2"'), html);
      equal([page.status, page.headers.get("cache-control")], [403, "no-store"]);
      // Another answer to the same request: it was answered.
      const second = await idp.respond({ inResponseTo: login.id });
      const error = await refused(library.verifyLogin(second, connection, options), library.SamlError);
      equal([error.code, error.rule], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08"]);
    }
  },

  async "pending: with a secret nothing is written before somebody has signed in"({ library, connection }) {
    const login = await library.createLogin(connection, { secret: SECRET });
    equal(login.cookies.length, 1);
    const other = await library.createLogin(connection, { secret: SECRET });
    ok(other.id !== login.id, "each has its own ID");
  },

  async "pending: a store that fails starts nothing"({ library, connection }) {
    const cause = new Error("the disk is full");
    for (const put of [() => false, () => undefined, () => "OK", async () => Promise.reject(cause)]) {
      const error = await refused(library.createLogin(connection, { store: { put, take: () => false } }), library.SamlError);
      equal([error.code, error.rule], ["ERR_STORE_UNAVAILABLE", "P03"]);
    }
  },

  async "pending: an answer that another browser brings is refused (login CSRF)"({ library, connection, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      const attacker = await library.createLogin(connection, how);
      const victim = await library.createLogin(connection, how);
      const answer = () => idp.respond({ inResponseTo: attacker.id, nameId: "attacker@example.com" });
      const [name] = attacker.cookies[0].split("=");
      const [, victims] = /=([^;]*)/.exec(victim.cookies[0]);
      for (const cookies of [null, "", cookieHeader(victim.cookies), `${name}=`, `${name}=x.y`, `${name}=${victims}`, `${name}`]) {
        const options = { store: how.store ?? library.memoryStore(), ...secretOf(how), cookies };
        const error = await refused(library.verifyLogin(await answer(), connection, options), library.SamlError);
        const expected = how.secret === undefined ? ["ERR_IN_RESPONSE_TO_MISMATCH", "R08"] : ["ERR_REQUEST_OF_OTHER_BROWSER", "B07"];
        equal([error.code, error.rule], expected, String(cookies));
      }
      // None of it used anything up.
      const cookies = cookieHeader(attacker.cookies);
      await library.verifyLogin(await answer(), connection, { store: how.store ?? library.memoryStore(), ...secretOf(how), cookies });
    }
  },

  async "pending: a cookie that another host of the domain can set is none (login CSRF)"({ library, connection, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      const attacker = await library.createLogin(connection, how);
      const own = cookieHeader(attacker.cookies);
      // Browsers hold names to __Host- only where they begin with it: what trim() takes away does not make one of another.
      const tossed = ["\u00a0", "\ufeff", "\u2000", "\u3000", "\u000b", "\u0085"].map((blank) => blank + own);
      for (const cookies of [...tossed, own.replace("=", "\u00a0="), `${own}; ${own}`, `${own.replace(/=.*/, "=x.y")}; ${own}`]) {
        const options = { store: how.store ?? library.memoryStore(), ...secretOf(how), cookies };
        const error = await refused(library.verifyLogin(await idp.respond({ inResponseTo: attacker.id }), connection, options), library.SamlError);
        ok(["B07", "R08"].includes(error.rule), `${JSON.stringify(cookies)}: ${error.rule}`);
      }
      const options = { store: how.store ?? library.memoryStore(), ...secretOf(how), cookies: `a=b;\t ${own} ; c=d` };
      await library.verifyLogin(await idp.respond({ inResponseTo: attacker.id }), connection, options);
    }
  },

  async "pending: a header of a megabyte of blanks costs what its length costs"({ library, connection }) {
    const cookies = `a${" ".repeat(1_000_000)}b; ${" ".repeat(1_000_000)}=${"\t ".repeat(100_000)}x`;
    equal((await library.createLogin(connection, { secret: SECRET, cookies })).cookies.length, 1);
  },

  async "pending: a store keeps what a request is for, and of whom"({ library, connection, idp }) {
    const store = library.memoryStore();
    const others = { ...connection, sp: { ...connection.sp, acsUrl: "https://sp.example.com/other" } };
    const { id, cookies } = await library.createLogin(others, { store });
    const form = await idp.respond({ inResponseTo: id });
    const error = await refused(library.verifyLogin(form, connection, { store, cookies: cookieHeader(cookies) }), library.SamlError);
    equal([error.code, error.rule], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08"]);
  },

  async "pending: what the cookie says cannot be changed"({ library, connection, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      const login = await library.createLogin(connection, { ...how, returnTo: "/" });
      const form = await idp.respond({ inResponseTo: login.id });
      const payload = btoa(JSON.stringify(["//evil.example/", 0, 0, []])).replaceAll("=", "");
      const cookies = cookieHeader(login.cookies).replace(/\.[\w-]+$/, `.${payload}`);
      const options = { store: how.store ?? library.memoryStore(), ...secretOf(how), cookies };
      const error = await refused(library.verifyLogin(form, connection, options), library.SamlError);
      ok(["B07", "R08"].includes(error.rule), error.rule);
    }
  },

  async "pending: an ID that was not made here, or for others, is refused"({ library, connection, idp }) {
    const own = await library.createLogin(connection, { secret: SECRET });
    const made = [
      await library.createLogin(connection, { secret: OTHER_SECRET }),
      await library.createLogin({ ...connection, sp: { ...connection.sp, acsUrl: "https://sp.example.com/other" } }, { secret: SECRET }),
      await library.createLogin({ ...connection, sp: { ...connection.sp, entityId: "urn:other" } }, { secret: SECRET }),
      await library.createLogin({ ...connection, idp: { ...connection.idp, entityId: "urn:other" } }, { secret: SECRET }),
      await library.createLogin(connection, {}),
    ];
    const later = own.id.replace(/^_[0-9a-f]{8}/, "_ffffffff");
    for (const { id, cookies } of [...made, { id: later, cookies: own.cookies }, { id: "_req1", cookies: [] }]) {
      const form = await idp.respond({ inResponseTo: id });
      const options = { store: library.memoryStore(), secret: SECRET, cookies: cookieHeader(cookies) };
      const error = await refused(library.verifyLogin(form, connection, options), library.SamlError);
      equal([error.code, error.rule], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08"], id);
    }
  },

  async "pending: the secret can be changed while people sign in"({ library, connection, idp }) {
    const login = await library.createLogin(connection, { secret: SECRET });
    const form = await idp.respond({ inResponseTo: login.id });
    const options = (secret) => ({ store: library.memoryStore(), secret, cookies: cookieHeader(login.cookies) });
    await library.verifyLogin(form, connection, options([OTHER_SECRET, SECRET]));
    const error = await refused(library.verifyLogin(form, connection, options([OTHER_SECRET])), library.SamlError);
    equal(error.rule, "R08");
    const next = await library.createLogin(connection, { secret: [OTHER_SECRET, SECRET] });
    await library.verifyLogin(await idp.respond({ inResponseTo: next.id }), connection, {
      ...options([OTHER_SECRET]),
      cookies: cookieHeader(next.cookies),
    });
  },

  async "pending: an answer after the request has expired is refused"({ library, connection, idp }) {
    const begun = Date.now() - 120_000;
    const login = await library.createLogin(connection, { secret: SECRET, now: new Date(begun), expiresInSeconds: 60 });
    const form = await idp.respond({ inResponseTo: login.id });
    const error = await refused(
      library.verifyLogin(form, connection, { store: library.memoryStore(), secret: SECRET, cookies: cookieHeader(login.cookies) }),
      library.SamlError,
    );
    equal([error.code, error.rule], ["ERR_REQUEST_EXPIRED", "P04"]);
    ok((await error.toResponse().text()).includes("too long"), "the page says so");
    const options = { store: library.memoryStore(), secret: SECRET, cookies: cookieHeader(login.cookies) };
    await library.verifyLogin(await idp.respond({ inResponseTo: login.id, now: begun }), connection, { ...options, now: new Date(begun + 59_000) });
  },

  async "pending: several tabs sign in at once, in any order"({ library, connection, idp }) {
    const store = library.memoryStore();
    const tabs = await Promise.all(["/a", "/b", "/c"].map((returnTo) => library.createLogin(connection, { secret: SECRET, returnTo })));
    const cookies = cookieHeader(tabs.flatMap((tab) => tab.cookies));
    for (const at of [2, 0, 1]) {
      const form = await idp.respond({ inResponseTo: tabs[at].id });
      equal((await library.verifyLogin(form, connection, { store, secret: SECRET, cookies })).returnTo, ["/a", "/b", "/c"][at]);
    }
  },

  async "pending: cookies of logins that were left do not pile up"({ library, connection }) {
    let jar = new Map([["other", "1"]]);
    const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    for (let count = 0; count < 20; count++) {
      const login = await library.createLogin(connection, { secret: SECRET, cookies: header(), now: new Date(Date.now() + count * 1000) });
      for (const cookie of login.cookies) {
        const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
        if (cookie.includes("Max-Age=0")) jar.delete(name);
        else jar.set(name, value);
      }
      ok(jar.has(login.cookies[0].split("=")[0]), "the newest is there");
    }
    equal(jar.size, 9, "cookies");
    ok(jar.has("other"), "others' cookies stay");
  },

  async "pending: the request itself brings its cookies"({ library, connection, idp }) {
    const login = await library.createLogin(connection, { secret: SECRET });
    const body = await idp.respond({ inResponseTo: login.id });
    const { body: stream, headers } = new Request(connection.sp.acsUrl, { method: "POST", body });
    // A browser lets no script set the header Cookie, so the request is one by what it can do.
    const cookie = `a=b; ${cookieHeader(login.cookies)}`;
    const request = { method: "POST", bodyUsed: false, body: stream, headers: { get: (name) => (name === "cookie" ? cookie : headers.get(name)) } };
    const found = await library.verifyLogin(request, connection, { store: library.memoryStore(), secret: SECRET });
    equal(found.inResponseTo, login.id);
    const error = await refused(library.verifyLogin(body, connection, { store: library.memoryStore(), secret: SECRET }), TypeError);
    ok(error.message.includes("options.cookies is missing"), error.message);
    await refused(library.verifyLogin(body, connection, { store: library.memoryStore(), secret: SECRET, inResponseTo: login.id }), TypeError);
  },

  async "pending: whoever keeps IDs himself gives them back himself"({ library, connection, idp }) {
    const login = await library.createLogin(connection, {});
    equal([login.cookies, /^_[0-9a-f]{32}$/.test(login.id)], [[], true]);
    const form = await idp.respond({ inResponseTo: login.id });
    const found = await library.verifyLogin(form, connection, { store: library.memoryStore(), inResponseTo: login.id });
    equal([found.returnTo, found.doneCookie], [null, null]);
  },

  async "pending: ForceAuthn and RequestedAuthnContext are held against the answer"({ library, connection, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      const login = await library.createLogin(connection, { ...how, forceAuthn: true, authnContext: ["urn:strong", "urn:stronger"] });
      const verify = async (answer) =>
        library.verifyLogin(await idp.respond({ inResponseTo: login.id, ...answer }), connection, {
          store: how.store ?? library.memoryStore(),
          ...secretOf(how),
          cookies: cookieHeader(login.cookies),
        });
      const stale = await refused(verify({ authnInstant: Date.now() - 3_600_000, classRef: "urn:strong" }), library.SamlError);
      equal([stale.code, stale.rule, stale.actor], ["ERR_AUTHN_TOO_OLD", "N02", "idp-admin"]);
      const weak = await refused(verify({ classRef: "urn:weak" }), library.SamlError);
      equal([weak.code, weak.rule, weak.found], ["ERR_AUTHN_CONTEXT_MISMATCH", "N06", "urn:weak"]);
      equal((await verify({ classRef: "urn:stronger" })).authnContext, "urn:stronger");
    }
  },
};

const withPolicy = (connection, idpInitiated) => ({ ...connection, policy: { ...connection.policy, idpInitiated } });

const startedAtTheIdp = {
  async "IdP-initiated: refused unless the connection says otherwise"({ library, connection, idp }) {
    const form = await idp.respond({ nameId: "attacker@example.com" });
    const options = { store: library.memoryStore(), secret: SECRET, cookies: null };
    const error = await refused(library.verifyLogin(form, connection, options), library.SamlError);
    equal([error.code, error.rule], ["ERR_UNSOLICITED", "R09"]);
  },

  async "IdP-initiated: accepted once where the connection accepts it, also in a browser that nobody sent away"({ library, connection, idp }) {
    const accepting = withPolicy(connection, "accept");
    const form = await idp.respond({ relayState: "https://evil.example/" });
    const options = { store: library.memoryStore(), secret: SECRET, cookies: null };
    const login = await library.verifyLogin(form, accepting, options);
    equal([login.inResponseTo, login.returnTo, login.evidence.relaxed], [null, null, ["idpInitiated"]]);
    equal((await refused(library.verifyLogin(form, accepting, options), library.SamlError)).code, "ERR_REPLAYED");
    // It is no way around the cookie of a login that was started here.
    const started = await library.createLogin(accepting, { secret: SECRET });
    const answer = await idp.respond({ inResponseTo: started.id });
    equal((await refused(library.verifyLogin(answer, accepting, options), library.SamlError)).rule, "B07");
  },

  async "IdP-initiated: converted, the attacker's assertion signs nobody in"({ library, connection, idp }) {
    const converting = withPolicy(connection, "convert");
    const store = library.memoryStore();
    const form = await idp.respond({ nameId: "attacker@example.com" });
    const error = await refused(library.verifyLogin(form, converting, { store, secret: SECRET, cookies: null }), library.SamlError);
    equal([error.code, error.rule], ["ERR_UNSOLICITED_CONVERT", "R10"]);
    const login = await library.createLogin(converting, { secret: SECRET });
    const answer = await idp.respond({ inResponseTo: login.id, nameId: "victim@example.com" });
    const found = await library.verifyLogin(answer, converting, { store, secret: SECRET, cookies: cookieHeader(login.cookies) });
    equal(found.nameId, "victim@example.com");
  },
};

const JANE = {
  nameId: "jane.doe@example.com",
  nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  nameQualifier: null,
  spNameQualifier: null,
  sessionIndex: "_s1",
};

const status = (code, second = "") =>
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}">${second && `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${second}"></samlp:StatusCode>`}</samlp:StatusCode></samlp:Status>`;

/** The other side: our messages as an IdP reads them. */
const asIdp = (connection, certificate) => ({
  idp: { entityId: connection.sp.entityId, certificates: [certificate], sloUrl: connection.sp.sloUrl },
  sp: { entityId: connection.idp.entityId, acsUrl: "https://idp.example.com/acs", sloUrl: SLO },
});

const logoutTests = {
  async "createLogout: a request that the other side verifies, by both bindings and every key"({ library, connection, keys }) {
    const ec = await importKey(keys.ec, { name: "ECDSA", namedCurve: "P-256" }, ["sign"]);
    for (const binding of ["redirect", "post"]) {
      const settings = { ...connection, idp: { ...connection.idp, sloBinding: binding } };
      for (const [sign, certificate] of [
        [keys.sp, "sp"],
        [keys.pkcs1, "sp"],
        [keys.sec1, "ec"],
        [ec, "ec"],
        [keys.ec384, "ec384"],
        [keys.ec521, "ec521"],
      ]) {
        const login = { ...JANE, nameId: 'jäne & <doe> "\t"', sessionIndexes: ["_s1", "_s2"], spNameQualifier: connection.sp.entityId };
        const logout = await library.createLogout(settings, login, { sign, secret: SECRET, reason: "urn:oasis:names:tc:SAML:2.0:logout:user" });
        const input = binding === "redirect" ? logout.url : await formOf(logout.toResponse());
        const found = await library.verifyLogout(input, asIdp(connection, keys.certificates[certificate]), {
          store: library.memoryStore(),
          inResponseTo: null,
        });
        equal([found.kind, found.id, found.nameId, found.sessionIndexes], ["request", logout.id, login.nameId, ["_s1", "_s2"]], certificate);
        equal([found.spNameQualifier, found.reason], [connection.sp.entityId, "urn:oasis:names:tc:SAML:2.0:logout:user"]);
        ok(found.matches({ ...login, sessionIndex: "_s2", sessionIndexes: undefined }), "it matches its session");
      }
    }
  },

  async "createLogout: the IdP's answer ends it, in the browser that was sent away"({ library, connection, keys, idp }) {
    for (const how of [{ secret: SECRET }, { store: library.memoryStore() }]) {
      for (const [content, success, partial] of [
        [status("Success"), true, false],
        [status("Success", "PartialLogout"), true, true],
        [status("Responder", "PartialLogout"), false, true],
        [status("PartialLogout"), false, true],
        [status("Requester", "UnknownPrincipal"), false, false],
      ]) {
        const logout = await library.createLogout(connection, JANE, { sign: keys.sp, ...how, returnTo: "/bye" });
        const query = await idp.logoutQuery("LogoutResponse", content, { inResponseTo: logout.id, relayState: "r" });
        const store = how.store ?? library.memoryStore();
        const options = { store, ...secretOf(how), cookies: cookieHeader(logout.cookies) };
        const other = await refused(library.verifyLogout(query, connection, { ...options, cookies: null }), library.SamlError);
        ok(["B07", "L08"].includes(other.rule), other.rule);
        // The store was asked for the message before it was asked for the request: that use is spent.
        const fresh = await idp.logoutQuery("LogoutResponse", content, { inResponseTo: logout.id, relayState: "r" });
        const found = await library.verifyLogout(`${connection.sp.sloUrl}?${fresh}`, connection, options);
        equal([found.kind, found.success, found.partial, found.returnTo, found.relayState], ["response", success, partial, "/bye", "r"]);
        ok(found.doneCookie.startsWith("__Host-saml-out-"), found.doneCookie);
        equal((await refused(library.verifyLogout(fresh, connection, options), library.SamlError)).rule, "L04");
      }
    }
  },

  async "createLogout: the answer to a login ends no logout"({ library, connection, keys, idp }) {
    const login = await library.createLogin(connection, { secret: SECRET });
    const query = await idp.logoutQuery("LogoutResponse", status("Success"), { inResponseTo: login.id });
    const options = { store: library.memoryStore(), secret: SECRET, cookies: cookieHeader(login.cookies) };
    equal((await refused(library.verifyLogout(query, connection, options), library.SamlError)).rule, "L08");
    const logout = await library.createLogout(connection, JANE, { sign: keys.sp, secret: SECRET });
    const form = await idp.respond({ inResponseTo: logout.id });
    const error = await refused(
      library.verifyLogin(form, connection, { store: library.memoryStore(), secret: SECRET, cookies: cookieHeader(logout.cookies) }),
      library.SamlError,
    );
    equal(error.rule, "R08");
  },

  async "verifyLogout: a query with characters outside ASCII is read to its end"({ library, connection, idp }) {
    const query = await idp.logoutQuery("LogoutRequest", idp.nameId());
    for (const more of ["é", "€".repeat(100), "\u{1f600}"]) {
      const logout = await library.verifyLogout(`lang=${more}&${query}`, connection, { store: library.memoryStore(), secret: SECRET });
      equal(logout.nameId, JANE.nameId, more);
    }
  },

  async "verifyLogout: a request of the IdP finds its sessions and is answered"({ library, connection, keys, idp }) {
    const content = `${idp.nameId()}<samlp:SessionIndex>_s1</samlp:SessionIndex>`;
    const query = await idp.logoutQuery("LogoutRequest", content, { relayState: `long ${"x".repeat(300)}` });
    const request = new Request(`${connection.sp.sloUrl}?${query}`);
    const logout = await library.verifyLogout(request, connection, { store: library.memoryStore(), secret: SECRET });
    equal([logout.kind, logout.nameId, logout.sessionIndexes, logout.reason], ["request", JANE.nameId, ["_s1"], null]);
    for (const [session, matches] of [
      [JANE, true],
      [{ ...JANE, nameQualifier: connection.idp.entityId, spNameQualifier: connection.sp.entityId }, true],
      [{ ...JANE, sessionIndex: "_s2" }, false],
      [{ ...JANE, sessionIndex: null }, false],
      [{ ...JANE, sessionIndexes: ["_s2", "_s1"] }, true],
      [{ ...JANE, nameId: "Jane.doe@example.com" }, false],
      [{ ...JANE, nameIdFormat: null }, false],
      [{ ...JANE, spNameQualifier: "urn:other" }, false],
      [{ ...JANE, nameQualifier: "urn:other" }, false],
      [{ nameId: null }, false],
    ])
      equal(logout.matches(session), matches, JSON.stringify(session));
    for (const [settings, status, success, partial] of [
      [connection, undefined, true, false],
      [connection, "partial", true, true],
      [connection, "unknown-principal", false, false],
      [connection, "failed", false, false],
    ]) {
      const response = await logout.respond({ sign: keys.sp, status });
      const url = new URL(response.headers.get("location"));
      equal([url.origin + url.pathname, url.searchParams.get("RelayState")], [SLO, logout.relayState]);
      const other = asIdp(settings, keys.certificates.sp);
      const found = await library.verifyLogout(url, other, { store: library.memoryStore(), inResponseTo: logout.id });
      equal([found.kind, found.inResponseTo, found.success, found.partial], ["response", logout.id, success, partial]);
    }
  },

  async "verifyLogout: the answer goes to the address for answers, by the connection's binding"({ library, connection, keys, idp }) {
    const settings = { ...connection, idp: { ...connection.idp, sloResponseUrl: "https://idp.example.com/slo-done", sloBinding: "post" } };
    const query = await idp.logoutQuery("LogoutRequest", idp.nameId());
    const logout = await library.verifyLogout(query, settings, { store: library.memoryStore(), inResponseTo: null });
    ok(logout.matches({ ...JANE, sessionIndex: "any" }), "all sessions");
    const response = await logout.respond({ sign: keys.sp });
    const html = await response.clone().text();
    ok(html.includes('action="https://idp.example.com/slo-done"'), html);
    const other = { ...asIdp(connection, keys.certificates.sp), sp: { ...asIdp(connection, "").sp, sloUrl: "https://idp.example.com/slo-done" } };
    const found = await library.verifyLogout(await formOf(response), other, { store: library.memoryStore(), inResponseTo: logout.id });
    equal([found.success, found.relayState], [true, null]);
  },

  async "verifyLogout: the query by itself, whatever it holds, and no HEAD"({ library, connection, idp }) {
    const read = async (input) => await library.verifyLogout(input, connection, { store: library.memoryStore(), cookies: null });
    const query = (await idp.logoutQuery("LogoutRequest", idp.nameId(), { relayState: "/a?b=c" })).replaceAll("%3F", "?");
    // Signed once more, over what it is now.
    const error = await refused(read(query), library.SamlError);
    equal(error.rule, "B03", "it is read whole, and its octets are not those that were signed");
    const plain = await idp.logoutQuery("LogoutRequest", idp.nameId());
    for (const input of [plain, `?${plain}`, `/saml/slo?${plain}`, `https://sp.example.com/saml/slo?${plain}#top`]) equal((await read(input)).kind, "request", input.slice(0, 20));
    const head = await refused(read(new Request(`https://sp.example.com/saml/slo?${plain}`, { method: "HEAD" })), library.SamlError);
    equal([head.code, head.rule], ["ERR_WRONG_METHOD", "B10"]);
  },

  async "verifyLogout: what cannot work is the caller's mistake"({ library, connection, keys, idp }) {
    const store = library.memoryStore();
    const query = await idp.logoutQuery("LogoutRequest", idp.nameId());
    const without = { ...connection, sp: { entityId: connection.sp.entityId, acsUrl: connection.sp.acsUrl } };
    for (const [input, settings, options, sentence] of [
      [query, without, { store, inResponseTo: null }, "sp.sloUrl is missing"],
      [query, connection, { inResponseTo: null }, "options.store is missing"],
      [query, { ...connection, sp: { ...connection.sp, sloUrl: "http://sp.example.com/slo" } }, { store, inResponseTo: null }, "sp.sloUrl must be https"],
      [42, connection, { store, inResponseTo: null }, "neither a Request"],
    ]) {
      const error = await refused(library.verifyLogout(input, settings, options), TypeError);
      ok(error.message.includes(sentence), error.message);
    }
    for (const [login, options, sentence] of [
      [{ ...JANE, nameId: null }, { sign: keys.sp }, "login.nameId is missing"],
      [JANE, {}, "options.sign is missing"],
    ]) {
      const error = await refused(library.createLogout(connection, login, options), TypeError);
      ok(error.message.includes(sentence), error.message);
    }
    const logout = await library.verifyLogout(query, connection, { store, inResponseTo: null });
    await refused(logout.respond({}), TypeError);
    await refused(logout.respond({ sign: keys.sp, status: "toString" }), TypeError);
  },

  async "verifyLogout: other ways to reach the address are refused"({ library, connection }) {
    const store = library.memoryStore();
    const put = new Request(connection.sp.sloUrl, { method: "PUT", body: "x" });
    equal((await refused(library.verifyLogout(put, connection, { store, inResponseTo: null }), library.SamlError)).rule, "B10");
    const bare = new Request(connection.sp.sloUrl);
    equal((await refused(library.verifyLogout(bare, connection, { store, inResponseTo: null }), library.SamlError)).rule, "B02");
    const page = (await refused(library.verifyLogout("", connection, { store, inResponseTo: null }), library.SamlError)).toResponse();
    equal(page.status, 400);
  },
};
