// Metadata of IdPs as connections, and that of this service provider. What is read of it, the core's own tests hold; here is what the package makes of it.
import { equal, ok, refused, runTests } from "../lib/check.mjs";
import { TestIdp } from "../lib/test-idp.mjs";

export async function metadata(library, { connection, keys }) {
  const idp = new TestIdp(connection, keys.idp);
  return await runTests({ ...readingTests, ...refreshTests, ...ownTests }, { library, keys, idp });
}

const SP = { entityId: "urn:console:JQ7a9f0c2", acsUrl: "https://sp.example.com/saml/acs", sloUrl: "https://sp.example.com/saml/slo" };
const ENTITY = "http://www.okta.com/exk1fcia6d6EMsf331d8";
const NOW = new Date("2026-11-24T10:00:00Z");
const MD = "urn:oasis:names:tc:SAML:2.0:metadata";
const BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-";

const bare = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");

/** Canonical as it is written, so that it can be signed. */
function entityOf({ certificates, entityId = ENTITY, sso = [["Redirect", "https://idp.example.com/sso"]], slo = [], role = "", root = "", until, extensions = "", wantSigned = "" }) {
  const key = (certificate) =>
    `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  const endpoint = (name) => ([binding, location, answers]) =>
    `<md:${name} Binding="${BINDING}${binding}" Location="${location}"${answers === undefined ? "" : ` ResponseLocation="${answers}"`}></md:${name}>`;
  return (
    `<md:EntityDescriptor xmlns:md="${MD}"${root} entityID="${entityId}"${until === undefined ? "" : ` validUntil="${until}"`}>` +
    `<md:IDPSSODescriptor${wantSigned}${role} protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${extensions}` +
    certificates.map(key).join("") +
    slo.map(endpoint("SingleLogoutService")).join("") +
    sso.map(endpoint("SingleSignOnService")).join("") +
    `</md:IDPSSODescriptor></md:EntityDescriptor>`
  );
}

const SCOPE = '<md:Extensions><shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" regexp="false">example.edu</shibmd:Scope></md:Extensions>';

const readingTests = {
  async "readCertificates: what is pasted, and what it says about itself"({ library, keys }) {
    const [one, other, ...more] = await library.readCertificates(`From: Ann\n${keys.certificates.idp}\n${keys.certificates.ec}`);
    equal(more, []);
    equal(one.subject, "CN=idp,O=saml-edge test keys\\, trust them nowhere");
    equal([one.issuer, one.serial, one.key], [one.subject, "01", "RSA 2048"]);
    equal([one.notBefore instanceof Date, one.notAfter > NOW], [true, true]);
    equal(one.certificate, bare(keys.certificates.idp));
    equal([one.sha1.length, one.sha256.length, other.serial], [40, 64, "08"]);
    const { certificates } = await library.connectionFromMetadata(entityOf({ certificates: [one.certificate] }), SP, { now: NOW });
    equal(certificates, [{ sha256: one.sha256, notAfter: one.notAfter }]);
  },

  async "readCertificates: a private key is refused, and not repeated"({ library, keys }) {
    const error = await library.readCertificates(keys.idp).catch((error) => error);
    ok(error instanceof TypeError && error.message.includes("private key"), error);
    ok(!error.message.includes(bare(keys.idp).slice(30, 60)), error.message);
    ok((await library.readCertificates("hello").catch((error) => error)) instanceof TypeError, "hello");
  },

  async "connectionFromMetadata: a connection that verifies a login"({ library, keys, idp }) {
    const xml = entityOf({ certificates: [keys.certificates.idp], slo: [["POST", "https://idp.example.com/slo", "https://idp.example.com/done"]] });
    const found = await library.connectionFromMetadata(xml, SP, { now: NOW });
    equal(found.connection, {
      idp: {
        entityId: ENTITY,
        certificates: [bare(keys.certificates.idp)],
        ssoUrl: "https://idp.example.com/sso",
        ssoBinding: "redirect",
        sloUrl: "https://idp.example.com/slo",
        sloBinding: "post",
        sloResponseUrl: "https://idp.example.com/done",
      },
      sp: SP,
    });
    equal([found.signedBy, found.validUntil, found.warnings, found.relaxed, found.scopes], [null, null, [], [], []]);
    equal(found.certificates.length, 1, "certificates");
    ok(/^[0-9a-f]{64}$/.test(found.certificates[0].sha256) && found.certificates[0].notAfter instanceof Date, "its fingerprint and its end");
    const wait = found.refreshAt.getTime() - NOW.getTime();
    ok(wait > 77_000_000 && wait <= 86_400_000, `a day at the most: ${wait}`);
    const form = await idp.respond({ inResponseTo: "_1" });
    const login = await library.verifyLogin(form, found.connection, { store: library.memoryStore(), inResponseTo: "_1" });
    equal(login.issuer, ENTITY);
  },

  async "connectionFromMetadata: HTTP-POST where there is nothing else, and what the IdP asks for"({ library, keys }) {
    const algorithms =
      '<md:Extensions><alg:SigningMethod xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"></alg:SigningMethod></md:Extensions>';
    const xml = entityOf({
      certificates: [keys.certificates.idp, keys.certificates.ec],
      sso: [["POST", "https://idp.example.com/sso"]],
      wantSigned: ' WantAuthnRequestsSigned="true"',
      extensions: algorithms,
    });
    const { connection } = await library.connectionFromMetadata(xml, SP, { now: NOW, policy: { requireSigned: "both" } });
    equal([connection.idp.ssoBinding, connection.idp.wantAuthnRequestsSigned, connection.idp.certificates.length], ["post", true, 2]);
    equal(connection.policy, { requireSigned: "both" });
    const login = await library.createLogin(connection, { sign: keys.idp });
    ok(login.xml.includes("xmldsig-more#rsa-sha384"), "the algorithm that the IdP names");
    await refused(library.createLogin(connection, {}), TypeError);
  },

  async "connectionFromMetadata: short keys are left out, and none that is long enough is no connection"({ library, keys }) {
    const { short } = keys.certificates;
    const found = await library.connectionFromMetadata(entityOf({ certificates: [short, keys.certificates.idp] }), SP, { now: NOW });
    equal(found.connection.idp.certificates, [bare(keys.certificates.idp)]);
    ok(found.warnings.some(({ code }) => code === "WARN_METADATA_KEY_LEFT_OUT"), JSON.stringify(found.warnings));
    const error = await refused(library.connectionFromMetadata(entityOf({ certificates: [short] }), SP, { now: NOW }), library.SamlError);
    equal([error.code, error.rule], ["ERR_METADATA_KEY_MISSING", "K06"]);
    const relaxed = { now: NOW, policy: { minRsaBits: 1024 } };
    equal((await library.connectionFromMetadata(entityOf({ certificates: [short] }), SP, relaxed)).connection.idp.certificates.length, 1);
  },

  async "connectionFromMetadata: one entity of an aggregate"({ library, keys }) {
    const entities = ["urn:a", "urn:b"].map((entityId) => entityOf({ entityId, certificates: [keys.certificates.idp] }));
    const xml = `<md:EntitiesDescriptor xmlns:md="${MD}">${entities.join("")}</md:EntitiesDescriptor>`;
    equal((await library.connectionFromMetadata(xml, SP, { entityId: "urn:b", now: NOW })).connection.idp.entityId, "urn:b");
    for (const [entityId, code] of [
      [undefined, "ERR_METADATA_ENTITIES"],
      ["urn:c", "ERR_METADATA_ENTITY_MISSING"],
    ]) {
      const error = await refused(library.connectionFromMetadata(xml, SP, { entityId, now: NOW }), library.SamlError);
      equal([error.code, error.rule], [code, "M07"]);
    }
  },

  async "connectionFromMetadata: signed by a key that came in another way"({ library, keys, idp }) {
    const plain = entityOf({ certificates: [keys.certificates.idp], root: ' ID="_m"', extensions: SCOPE });
    const xml = await idp.signed(plain, "_m");
    const trust = [keys.certificates.idp];
    const found = await library.connectionFromMetadata(xml, SP, { trust, now: NOW });
    equal([found.signedBy, found.scopes], [found.certificates[0].sha256, ["example.edu"]]);
    equal(found.connection.policy, { allowedScopes: ["example.edu"] }, "scopes that a third party vouches for");
    const own = await library.connectionFromMetadata(xml, SP, { trust, now: NOW, policy: { allowedScopes: ["example.com"] } });
    equal(own.connection.policy, { allowedScopes: ["example.com"] });
    const unchecked = await library.connectionFromMetadata(xml, SP, { now: NOW });
    equal([unchecked.signedBy, unchecked.scopes, unchecked.connection.policy], [null, [], undefined]);
    ok(unchecked.warnings.some(({ code }) => code === "WARN_METADATA_SIGNATURE_NOT_CHECKED"), JSON.stringify(unchecked.warnings));
    for (const [text, options] of [
      [plain, { trust }],
      [xml, { trust: [keys.certificates.ec] }],
      [xml.replace("idp.example.com/sso", "evil.example/sso"), { trust }],
    ])
      await refused(library.connectionFromMetadata(text, SP, { ...options, now: NOW }), library.SamlError);
  },

  async "connectionFromMetadata: until when it is valid"({ library, keys, idp }) {
    const until = (time) => entityOf({ certificates: [keys.certificates.idp], root: ` validUntil="${time}" cacheDuration="PT1H"`.split(" ").sort().join(" ") });
    const inFederation = (until) => idp.signed(entityOf({ certificates: [keys.certificates.idp], root: ' ID="_f"', until }), "_f");
    const found = await library.connectionFromMetadata(until("2026-11-25T10:00:00Z"), SP, { now: NOW });
    equal(found.validUntil, new Date("2026-11-25T10:00:00Z"));
    for (const [end, policy, relaxed] of [
      ["2026-11-24T09:57:01Z", undefined, []],
      ["2026-11-24T09:57:00Z", { clockSkewSeconds: 300 }, ["clockSkewSeconds"]],
    ])
      equal((await library.connectionFromMetadata(until(end), SP, { now: NOW, policy })).relaxed, relaxed, "clocks differ");
    const unusable = { now: NOW, policy: { clockSkewSeconds: 301 } };
    ok((await refused(library.connectionFromMetadata(until("2026-11-25T10:00:00Z"), SP, unusable), TypeError)).message.includes("policy.clockSkewSeconds"), "named as what it is");
    const wait = found.refreshAt.getTime() - NOW.getTime();
    ok(wait >= 0.9 * 3_600_000 && wait <= 3_600_000, `within the hour: ${wait}`);
    const federation = { mode: "federation", now: NOW, trust: [keys.certificates.idp] };
    await library.connectionFromMetadata(await inFederation("2026-11-25T10:00:00Z"), SP, federation);
    for (const [xml, options, code] of [
      [until("2026-11-24T09:57:00Z"), { now: NOW }, "ERR_METADATA_EXPIRED"],
      [until("2026-11-24T10:00:00Z"), { now: NOW, policy: { clockSkewSeconds: 0 } }, "ERR_METADATA_EXPIRED"],
      [await inFederation("2027-11-24T10:00:00Z"), federation, "ERR_METADATA_VALID_TOO_LONG"],
      [await inFederation("2026-11-25T10:00:00Z"), { ...federation, maxValidSeconds: 3600 }, "ERR_METADATA_VALID_TOO_LONG"],
      [await inFederation(), federation, "ERR_METADATA_VALID_UNTIL_MISSING"],
    ])
      equal((await refused(library.connectionFromMetadata(xml, SP, options), library.SamlError)).code, code);
  },

  async "connectionFromMetadata: what is no metadata says what it is"({ library }) {
    for (const [xml, code] of [
      ["", "ERR_NOT_WELL_FORMED"],
      ["<html></html>", "ERR_UNEXPECTED_ROOT"],
      ["<!DOCTYPE x><x/>", "ERR_DOCTYPE"],
      [await library.spMetadata(SP), "ERR_METADATA_SERVICE_PROVIDER"],
    ]) {
      const error = await refused(library.connectionFromMetadata(xml, SP, { now: NOW }), library.SamlError);
      equal(error.code, code, xml.slice(0, 40));
      ok(error.hint.length > 0, "a hint");
    }
  },

  async "connectionFromMetadata: what cannot work is the caller's mistake"({ library, keys }) {
    const xml = entityOf({ certificates: [keys.certificates.idp] });
    for (const [text, sp, options, sentence] of [
      [42, SP, {}, "no text"],
      [xml, { ...SP, acsUrl: undefined }, {}, "sp.acsUrl"],
      [xml, { ...SP, acs: "x" }, {}, "no setting"],
      ["https://idp.example.com/metadata", SP, {}, "the address of metadata"],
      [xml, SP, { mode: "federation" }, "options.trust is missing"],
      [xml, SP, { trust: [] }, "options.trust is empty"],
      [xml, SP, { trust: ["x"] }, "trust.certificates[0]"],
      [xml, SP, { mode: "other" }, "vendor nor federation"],
      [xml, SP, { maxBytes: "1" }, "whole number"],
      [xml, SP, { trusted: [] }, "no setting"],
    ]) {
      const error = await refused(library.connectionFromMetadata(text, sp, options), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
  },
};

const refreshTests = {
  async "refreshMetadata: says what changed, and keeps what the application set"({ library, keys }) {
    const policy = { requireSigned: "both" };
    const first = entityOf({ certificates: [keys.certificates.idp] });
    const copy = await library.connectionFromMetadata(first, SP, { now: NOW, policy });
    const same = await library.refreshMetadata(copy, first, { now: NOW });
    equal([same.changes, same.error, same.connection], [[], null, copy.connection]);
    const second = entityOf({ certificates: [keys.certificates.idp, keys.certificates.ec], sso: [["POST", "https://idp.example.com/new"]] });
    for (const source of [second, () => second, async () => second]) {
      const fresh = await library.refreshMetadata(copy, source, { now: NOW });
      const [certificates, ...others] = fresh.changes;
      equal([certificates.setting, certificates.before.length, certificates.after.length], ["idp.certificates", 1, 2]);
      equal(others, [
        { setting: "idp.ssoUrl", before: "https://idp.example.com/sso", after: "https://idp.example.com/new" },
        { setting: "idp.ssoBinding", before: "redirect", after: "post" },
      ]);
      equal(fresh.connection.policy, policy);
    }
  },

  async "refreshMetadata: what fails or is refused leaves the last good copy, until its end"({ library, keys }) {
    const until = ' validUntil="2026-11-25T10:00:00Z"';
    const copy = await library.connectionFromMetadata(entityOf({ certificates: [keys.certificates.idp], root: until }), SP, { now: NOW });
    const cause = new Error("the network is down");
    const fail = () => {
      throw cause;
    };
    const sources = [
      ["", "ERR_NOT_WELL_FORMED"],
      [entityOf({ certificates: [keys.certificates.idp], entityId: "urn:another" }), "ERR_METADATA_ENTITY_MISSING"],
      [entityOf({ certificates: [] }), "ERR_METADATA_KEY_MISSING"],
      [fail, undefined],
      [async () => fail(), undefined],
    ];
    for (const [source, code] of sources) {
      const kept = await library.refreshMetadata(copy, source, { now: NOW });
      equal([kept.connection, kept.changes, kept.error.code], [copy.connection, [], code]);
      if (code === undefined) ok(kept.error.cause === cause, "the cause is there");
      ok(kept.refreshAt > NOW, "it is tried again");
      await library.refreshMetadata(copy, source, { now: new Date("2026-11-25T10:02:59Z") });
      const late = library.refreshMetadata(copy, source, { now: new Date("2026-11-25T10:03:00Z") });
      equal((await refused(late, Error)).code, code, "after its end");
    }
  },

  async "refreshMetadata: a URL is fetched, over https alone"({ library, keys }) {
    const xml = entityOf({ certificates: [keys.certificates.idp, keys.certificates.ec] });
    const copy = await library.connectionFromMetadata(entityOf({ certificates: [keys.certificates.idp] }), SP, { now: NOW });
    const url = new URL("https://idp.example.com/metadata");
    const { fetch } = globalThis;
    try {
      for (const [answer, changes, sentence] of [
        [() => new Response(xml), 1, undefined],
        [() => new Response("no", { status: 404 }), 0, "answered 404"],
        [() => new Response(`${" ".repeat(2000)}${xml}`), 0, "larger"],
        [() => Promise.reject(new TypeError("refused")), 0, "could not be fetched"],
      ]) {
        globalThis.fetch = async () => answer();
        const found = await library.refreshMetadata(copy, url, { now: NOW, maxBytes: xml.length });
        equal(found.changes.length, changes, sentence);
        if (sentence !== undefined) ok(found.error.message.includes(sentence), found.error.message);
      }
      const redirect = (location) => new Response(null, { status: 302, headers: location === undefined ? {} : { location } });
      for (const [locations, sentence] of [
        [["/moved", "https://other.example.com/metadata"], undefined],
        [["http://idp.example.com/metadata"], "not https"],
        [["https://other.example.com/", "http://idp.example.com/"], "not https"],
        [["file:///etc/passwd"], "not https"],
        [["https://"], "does not say where"],
        [["http://127.0.0.1:9/metadata"], "to this machine"],
        [["https://localhost/metadata"], "to this machine"],
        [[undefined], "answered 302"],
        [Array(9).fill("/again"), "from one address to the next"],
      ]) {
        const left = [...locations];
        globalThis.fetch = async () => (left.length > 0 ? redirect(left.shift()) : new Response(xml));
        const found = await library.refreshMetadata(copy, url, { now: NOW });
        equal([found.changes.length, found.error?.message.includes(sentence)], sentence === undefined ? [1, undefined] : [0, true], sentence);
      }
      globalThis.fetch = () => ok(false, "fetched");
      const error = await refused(library.refreshMetadata(copy, new URL("http://idp.example.com/metadata"), { now: NOW }), TypeError);
      ok(error.message.includes("https"), error.message);
      await refused(library.refreshMetadata(copy, new URL("file:///etc/passwd"), { now: NOW }), TypeError);
      // Addresses inside are another matter than the way in which the document comes; and an old one of a vendor's stays signed for ever.
      for (const options of [{ allowHttp: true }, { trust: [keys.certificates.idp] }])
        await refused(library.refreshMetadata(copy, new URL("http://idp.example.com/metadata"), { ...options, now: NOW }), TypeError);
    } finally {
      globalThis.fetch = fetch;
    }
  },

  async "refreshMetadata: a copy that was signed gives way to nothing that is not, nor to an older one"({ library, keys, idp }) {
    const trust = [keys.certificates.idp];
    const text = (certificate, more) => entityOf({ certificates: [certificate], ...more });
    const signed = (until, certificate = keys.certificates.idp) => idp.signed(text(certificate, { root: ' ID="_m"', until }), "_m");
    const copy = await library.connectionFromMetadata(await signed("2026-11-26T10:00:00Z"), SP, { trust, mode: "federation", now: NOW });
    const unsigned = text(keys.certificates.ec, { until: "2026-11-27T10:00:00Z" });
    const forgotten = await refused(library.refreshMetadata(copy, unsigned, { now: NOW }), TypeError);
    ok(forgotten.message.includes("options.trust is missing"), forgotten.message);
    for (const [source, options, code] of [
      [unsigned, { trust }, "ERR_METADATA_NOT_SIGNED"],
      [await signed(undefined), { trust }, "ERR_METADATA_VALID_UNTIL_MISSING"],
      [await signed(undefined), { trust, mode: "vendor" }, "says no end"],
      [await signed("2026-11-25T10:00:00Z", keys.certificates.ec), { trust }, "older than the copy"],
    ]) {
      const kept = await library.refreshMetadata(copy, source, { ...options, now: NOW });
      equal([kept.connection, kept.changes, kept.signedBy, kept.validUntil], [copy.connection, [], copy.signedBy, copy.validUntil], code);
      ok(kept.error.code === code || kept.error.message.includes(code), `${code}: ${kept.error}`);
    }
    const fresh = await library.refreshMetadata(copy, await signed("2026-11-27T10:00:00Z", keys.certificates.ec), { trust, now: NOW });
    equal([fresh.error, fresh.mode, fresh.changes.map(({ setting }) => setting)], [null, "federation", ["idp.certificates"]]);
    const other = await library.connectionFromMetadata(text(keys.certificates.idp), SP, { now: NOW });
    const nowSigned = await library.refreshMetadata(other, await signed(undefined), { trust, now: NOW });
    equal(nowSigned.changes, [{ setting: "signedBy", before: null, after: copy.signedBy }]);
  },

  async "refreshMetadata: a copy that was kept as JSON is as good"({ library, keys }) {
    const xml = entityOf({ certificates: [keys.certificates.idp], root: ' validUntil="2026-11-25T10:00:00Z"' });
    const kept = JSON.parse(JSON.stringify(await library.connectionFromMetadata(xml, SP, { now: NOW })));
    ok(new Date(kept.refreshAt) > NOW, kept.refreshAt);
    const same = await library.refreshMetadata(kept, xml, { now: NOW });
    equal([same.changes, same.error], [[], null]);
    const failed = await library.refreshMetadata(kept, () => Promise.reject(new Error("down")), { now: NOW });
    equal([failed.validUntil, failed.certificates[0].notAfter instanceof Date], [new Date("2026-11-25T10:00:00Z"), true]);
    const late = await refused(library.refreshMetadata(kept, () => Promise.reject(new Error("down")), { now: new Date("2026-11-25T10:03:00Z") }), Error);
    ok(late.message.includes("could not be read"), late.message);
    // A skew that no policy may have stretches nothing.
    for (const clockSkewSeconds of [1e9, NaN, "300", -1]) {
      const stretched = { ...kept, connection: { ...kept.connection, policy: { clockSkewSeconds } } };
      await refused(library.refreshMetadata(stretched, () => Promise.reject(new Error("down")), { now: new Date("2026-11-25T10:05:00Z") }), Error);
    }
    for (const wrong of [kept.connection, {}, null, { ...kept, refreshAt: "soon" }]) await refused(library.refreshMetadata(wrong, xml, { now: NOW }), TypeError);
    const address = await refused(library.refreshMetadata(kept, "https://idp.example.com/metadata", { now: NOW }), TypeError);
    ok(address.message.includes("takes a URL"), address.message);
  },

  async "connectionFromMetadata: where a federation names no scope, or none that is taken, there is none"({ library, keys, idp }) {
    const trust = [keys.certificates.idp];
    const signed = (extensions) =>
      idp.signed(entityOf({ certificates: [keys.certificates.idp], root: ' ID="_m"', until: "2026-11-26T10:00:00Z", extensions }), "_m");
    const regexp = SCOPE.replace('"false"', '"true"');
    for (const [extensions, options, policy] of [
      [regexp, { trust }, { allowedScopes: [] }],
      [undefined, { trust, mode: "federation" }, { allowedScopes: [] }],
      [undefined, { trust }, undefined],
      [SCOPE, { trust, policy: { allowedScopes: undefined } }, { allowedScopes: ["example.edu"] }],
      [regexp, { trust, policy: { allowedScopes: ["example.com"] } }, { allowedScopes: ["example.com"] }],
    ]) {
      const { connection } = await library.connectionFromMetadata(await signed(extensions), SP, { ...options, now: NOW });
      equal(connection.policy, policy, JSON.stringify(options));
      if (policy?.allowedScopes?.length !== 0) continue;
      const login = await idp.respond({ inResponseTo: "_a", attributes: [["urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "president@other.example"]] });
      const error = await refused(library.verifyLogin(login, { ...idp.connection, policy }, { store: library.memoryStore(), inResponseTo: "_a" }), library.SamlError);
      equal(error.rule, "T08");
    }
  },

  async "connectionFromMetadata: an IdP over http, where that is allowed, can be used"({ library, keys }) {
    const xml = entityOf({ certificates: [keys.certificates.idp], sso: [["Redirect", "http://idp:8080/sso"]] });
    const { connection } = await library.connectionFromMetadata(xml, SP, { allowHttp: true, now: NOW });
    equal(connection.policy, { allowHttpIdp: true });
    equal((await library.createLogin(connection)).url.origin, "http://idp:8080");
    const https = await library.connectionFromMetadata(entityOf({ certificates: [keys.certificates.idp] }), SP, { allowHttp: true, now: NOW });
    equal(https.connection.policy, undefined);
  },

  async "refreshMetadata: scopes come with the metadata, and those of the application stay"({ library, keys, idp }) {
    const signed = (extensions) => idp.signed(entityOf({ certificates: [keys.certificates.idp], root: ' ID="_m"', extensions }), "_m");
    const trust = [keys.certificates.idp];
    const [first, second] = [await signed(SCOPE), await signed(SCOPE.replace("example.edu", "example.org"))];
    const copy = await library.connectionFromMetadata(first, SP, { trust, now: NOW });
    const fresh = await library.refreshMetadata(copy, second, { trust, now: NOW });
    equal(fresh.changes, [{ setting: "policy.allowedScopes", before: ["example.edu"], after: ["example.org"] }]);
    const own = await library.connectionFromMetadata(first, SP, { trust, now: NOW, policy: { allowedScopes: ["example.com"] } });
    equal((await library.refreshMetadata(own, second, { trust, now: NOW })).changes, []);
  },
};

const ownTests = {
  async "spMetadata: the same settings give the same text, and a change another ID"({ library, keys }) {
    const xml = await library.spMetadata(SP, { signingCertificates: [keys.certificates.sp] });
    equal(await library.spMetadata(SP, { signingCertificates: [keys.certificates.sp] }), xml);
    const [, id] = / ID="(_[0-9a-f]{40})"/.exec(xml);
    ok(!(await library.spMetadata(SP)).includes(id), "another document has another ID");
    ok(!xml.includes("validUntil"), "nothing in it follows the time");
  },

  async "spMetadata: both keys while they are changed, and what each is for"({ library, keys }) {
    const { sp, idp } = keys.certificates;
    const xml = await library.spMetadata(SP, { signingCertificates: [sp], encryptionCertificates: [sp, bare(idp)] });
    const descriptors = [...xml.matchAll(/<md:KeyDescriptor use="(\w+)">.*?<ds:X509Certificate>([^<]*)</g)].map(([, use, key]) => [use, key]);
    equal(descriptors, [
      ["signing", bare(sp)],
      ["encryption", bare(sp)],
      ["encryption", bare(idp)],
    ]);
    ok(xml.includes('AuthnRequestsSigned="false" WantAssertionsSigned="true"'), xml);
    equal([...xml.matchAll(/<md:SingleLogoutService /g)].length, 2, "single logout by both bindings");
    ok(!(await library.spMetadata({ entityId: SP.entityId, acsUrl: SP.acsUrl })).includes("SingleLogoutService"), "and none without an address");
  },

  async "spMetadata: its signature verifies"({ library, keys }) {
    const xml = await library.spMetadata(SP, { sign: keys.sp });
    const trust = [keys.certificates.sp];
    // As metadata it is verified before it is found to be that of a service provider.
    equal((await refused(library.connectionFromMetadata(xml, SP, { trust }), library.SamlError)).code, "ERR_METADATA_SERVICE_PROVIDER");
    const tampered = xml.replace("sp.example.com/saml/acs", "evil.example/saml/acs");
    equal((await refused(library.connectionFromMetadata(tampered, SP, { trust }), library.SamlError)).code, "ERR_DIGEST_MISMATCH");
  },

  async "spMetadata: what cannot work is the caller's mistake"({ library, keys }) {
    for (const [sp, options, sentence] of [
      [{ ...SP, entityId: "" }, {}, "sp.entityId is missing"],
      [SP, { signingCertificates: [keys.sp] }, "options.signingCertificates[0]"],
      [SP, { encryptionCertificates: "x" }, "is not a list"],
      [SP, { subjectId: "email" }, "subjectId"],
      [SP, { cacheDurationSeconds: 0 }, "positive"],
      [SP, { displayname: "x" }, "no setting"],
    ]) {
      const error = await refused(library.spMetadata(sp, options), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
  },
};
