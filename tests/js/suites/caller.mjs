// Mistakes of the caller: TypeErrors, never refusals of the message.
import { equal, ok, refused } from "../lib/check.mjs";

const STORE = { put: async () => true, take: async () => true };

export const callerTests = {
  async "caller: options that cannot work"({ library, good }) {
    const wrong = [
      undefined,
      null,
      {},
      { store: undefined },
      { store: "none" },
      { store: {} },
      { store: { put: STORE.put } },
      { ...good.options(STORE), stores: STORE },
      { ...good.options(STORE), decrypts: "key" },
      good.options(STORE, { now: "2026-11-24T10:00:00Z" }),
      good.options(STORE, { now: new Date(NaN) }),
      good.options(STORE, { now: null }),
      good.options(STORE, { inResponseTo: "" }),
      good.options(STORE, { inResponseTo: 1 }),
      good.options(STORE, { inResponseTo: ["_req1"] }),
      good.options("none-accept-replay", { inResponseTo: undefined }),
    ];
    for (const options of wrong) await refused(library.verifyLogin(good.value, good.connection, options), TypeError);
  },

  async "caller: a key of no request is no key"({ library }) {
    for (const [entityId, id] of [[undefined, undefined], ["https://idp.example.com"], ["https://idp.example.com", ""], [1, "_r"]])
      await refused(library.requestKey(entityId, id), TypeError);
  },

  async "caller: certificates that were never set are named by their place"({ library, good }) {
    const connection = { ...good.connection, idp: { ...good.connection.idp, certificates: [good.connection.idp.certificates[0], undefined] } };
    const error = await refused(library.verifyLogin(good.value, connection, good.options("none-accept-replay")), TypeError);
    equal(error.message, "idp.certificates[1] is not a string.");
  },

  async "caller: connections that cannot work"({ library, good }) {
    const { idp, sp } = good.connection;
    const wrong = [
      undefined,
      null,
      "connection",
      [],
      {},
      { idp },
      { sp },
      { idp, sp, policies: {} },
      { idp: { ...idp, certificate: "x" }, sp },
      { idp: { ...idp, certificates: [] }, sp },
      { idp: { ...idp, certificates: undefined }, sp },
      { idp: { ...idp, certificates: idp.certificates[0] }, sp },
      { idp: { ...idp, certificates: ["not a certificate"] }, sp },
      { idp: { ...idp, certificates: ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"] }, sp },
      { idp: { ...idp, entityId: "" }, sp },
      { idp: { ...idp, entityId: undefined }, sp },
      { idp, sp: { ...sp, acsUrl: "http://sp.example.com/saml/acs" } },
      { idp, sp: { ...sp, acsUrl: "not a URL" } },
      { idp, sp: { ...sp, entityID: "x" } },
      { idp, sp: { ...sp, entityId: `${sp.entityId}\0policy.allowSha1\0true` } },
      { idp: { ...idp, certificates: [...idp.certificates, `\0`] }, sp },
      { idp: null, sp },
    ];
    for (const connection of wrong) await wrongConnection(library, good, connection);
  },

  async "caller: what happened to Object.prototype is no setting, no option and no answer"({ library, good }) {
    const inherited = {
      ok: { nameId: "admin", issuer: "x", attributes: [], facts: [], authnInstant: 0, expiresAt: 0, sessionNotOnOrAfter: null },
      policy: { idpInitiated: "accept" },
      store: "none-accept-replay",
      inResponseTo: "_other",
    };
    Object.assign(Object.prototype, inherited);
    try {
      await refused(library.verifyLogin("AAAA", good.connection, good.options(STORE)), library.SamlError);
      await refused(library.verifyLogin(good.value, good.connection, { ...good.moment }), TypeError);
      const { inResponseTo, ...options } = good.options(STORE, { cookies: null });
      equal((await library.verifyLogin(good.value, good.connection, options)).inResponseTo, inResponseTo, "the store was asked");
      await refused(library.verifyLogin(good.value, good.connection, good.options(STORE, { inResponseTo: null })), library.SamlError);
    } finally {
      for (const name of Object.keys(inherited)) delete Object.prototype[name];
    }
  },

  async "caller: settings of a class or a Map are refused, and not left out"({ library, good }) {
    class Policy {
      get allowedEmailDomains() {
        return ["corp.example"];
      }
    }
    for (const policy of [new Policy(), new Map([["allowedEmailDomains", ["corp.example"]]]), Object.create({ requireSigned: "both" })]) {
      const error = await refused(library.verifyLogin(good.value, good.withPolicy(policy), good.options(STORE)), TypeError);
      ok(error.message.includes("policy is not a plain object"), error.message);
    }
    await library.verifyLogin(good.value, good.withPolicy(Object.assign(Object.create(null), { requireSigned: "either" })), good.options(STORE));
  },

  async "caller: cookies that were not given are no cookies that are not there"({ library, good }) {
    const { inResponseTo, ...options } = good.options(STORE);
    const error = await refused(library.verifyLogin(good.value, good.connection, options), TypeError);
    ok(error.message.includes("options.cookies is missing"), error.message);
  },

  async "caller: policies that cannot work"({ library, good }) {
    const wrong = [
      null,
      [],
      "strict",
      { requireSigned: "assertions" },
      { requireSigned: true },
      { requiresigned: "both" },
      { wantAssertionsSigned: true },
      { __proto__: null, toString: true },
      { allowSha1: "false" },
      { clockSkewSeconds: -1 },
      { clockSkewSeconds: 301 },
      { clockSkewSeconds: 1.5 },
      { clockSkewSeconds: NaN },
      { clockSkewSeconds: "180" },
      { maxBytes: Infinity },
      { maxBytes: 0 },
      { maxBytes: 5 * 1024 * 1024 },
      { requiredAttributes: "mail" },
      { allowedEmailDomains: [] },
      { allowedEmailDomains: ["@example.com"] },
      { allowedEmailDomains: ["*.example.com"] },
      { allowedEmailDomains: [""] },
      { allowedScopes: [""] },
      { authnContext: [] },
      { nameIdFormat: null },
      { clockSkewSeconds: null },
      { requiredAttributes: [null] },
      JSON.parse('{"__proto__": {"allowSha1": true}}'),
    ];
    for (const policy of wrong) await wrongConnection(library, good, good.withPolicy(policy));
  },

  async "caller: every setting of the type is one that the core has"({ library, good }) {
    const policy = {
      requireSigned: "assertion",
      idpInitiated: "refuse",
      requireEncrypted: false,
      nameIdFormat: undefined,
      identifierAttribute: undefined,
      requiredAttributes: ["email"],
      authnContext: undefined,
      allowedEmailDomains: ["example.com"],
      allowedScopes: undefined,
      clockSkewSeconds: 180,
      maxBytes: 262_144,
      minRsaBits: 2048,
      allowSha1: false,
      maxResponseAgeSeconds: 3600,
      maxAuthnAgeSeconds: 86_400,
      maxAssertionLifetimeSeconds: 86_400,
      maxSessionSeconds: 60,
      allowConfirmationNotBefore: false,
      enforceCertificateValidity: false,
      allowHttpAcs: false,
    };
    const login = await library.verifyLogin(good.value, good.withPolicy(policy), good.options("none-accept-replay"));
    equal(login.sessionNotOnOrAfter, new Date(good.now.getTime() + 60_000), "maxSessionSeconds was read");
    equal(login.evidence.relaxed, [], "relaxed");
  },

  async "caller: a connection is what it is at each call"({ library, good }) {
    const connection = structuredClone(good.connection);
    const verify = () => library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
    await verify();
    connection.sp.entityId = "urn:another";
    equal((await refused(verify(), library.SamlError)).code, "ERR_AUDIENCE_MISMATCH");
    connection.sp.entityId = good.connection.sp.entityId;
    await verify();
  },

  async "caller: whatever changes in a connection that was read before is read"({ library, good }) {
    const [certificate] = good.connection.idp.certificates;
    const code = (name) => (error) => equal(error.code, name);
    const says = (part) => (error) => ok(error instanceof TypeError && error.message.includes(part), error.message);
    const changes = [
      [(it) => it.idp.certificates.push("not a certificate"), says("idp.certificates[1]")],
      [(it) => (it.idp.certificates[0] = "not a certificate"), says("idp.certificates[0]")],
      [(it) => it.idp.certificates.pop(), says("certificate")],
      [(it) => (it.idp.certificates = certificate), says("idp.certificates is not a list of strings.")],
      [(it) => (it.idp.certificates = Array(1)), says("idp.certificates[0] is not a string.")],
      [(it) => (it.idp = { ...it.idp, entityId: "urn:another" }), code("ERR_ISSUER_MISMATCH")],
      [(it) => (it.sp.acsUrl = "https://another.example.com/acs"), code("ERR_DESTINATION_MISMATCH")],
      [(it) => (it.policy = { allowedEmailDomains: ["another.example"] }), code("ERR_EMAIL_DOMAIN_NOT_ALLOWED")],
      [(it) => (it.policy = null), says("policy is not an object.")],
      [(it) => (it.policies = {}), says('connection has no setting "policies"')],
      [(it) => (it.sp.sloURL = undefined), says('sp has no setting "sloURL"')],
      [(it) => delete it.sp.acsUrl, says("acsUrl")],
      [(it) => Object.setPrototypeOf(it.sp, Object.create({})), says("sp is not a plain object")],
      [(it) => (it.idp = [it.idp]), says("idp is not an object.")],
    ];
    for (const [change, expected] of changes) {
      const connection = structuredClone({ ...good.connection, policy: undefined });
      const verify = () => library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
      for (let time = 0; time < 2; time++) await verify();
      change(connection);
      for (let time = 0; time < 2; time++) expected(await refused(verify(), Error));
    }
  },

  async "caller: a name that takes the place of another, both without a value, is misspelt all the same"({ library, good }) {
    const connection = structuredClone(good.connection);
    const verify = () => library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
    connection.sp.sloUrl = undefined;
    await verify();
    delete connection.sp.sloUrl;
    connection.sp.sloURL = undefined;
    ok((await refused(verify(), TypeError)).message.includes('sp has no setting "sloURL"'), "misspelt");
  },

  async "caller: what a getter gives is read at each call, and once"({ library, good }) {
    const { idp, sp } = good.connection;
    let [entityId, times] = [idp.entityId, 0];
    const connection = { idp: { ...idp, get entityId() { return times++, entityId; } }, sp };
    const verify = () => library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
    await verify();
    equal(times, 1, "the first time");
    await verify();
    equal(times, 2, "the second time");
    entityId = "urn:another";
    equal((await refused(verify(), library.SamlError)).code, "ERR_ISSUER_MISMATCH");
  },

  async "caller: a policy that was taken away is not found in Object.prototype"({ library, good }) {
    const connection = { ...good.connection, policy: { allowedEmailDomains: ["another.example"] } };
    const verify = () => library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
    const { policy } = connection;
    equal((await refused(verify(), library.SamlError)).code, "ERR_EMAIL_DOMAIN_NOT_ALLOWED");
    delete connection.policy;
    Object.prototype.policy = policy;
    try {
      await verify();
    } finally {
      delete Object.prototype.policy;
    }
  },

  async "caller: more connections than are remembered all work"({ library, good }) {
    for (let index = 0; index < 150; index++) {
      const connection = good.withPolicy({ maxAuthnAgeSeconds: 100_000 + (index % 100) });
      await library.verifyLogin(good.value, connection, good.options("none-accept-replay"));
    }
  },

  async "caller: the message of a TypeError says what to change, and repeats no secret"({ library, good }) {
    const secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
    const connection = { ...good.connection, idp: { ...good.connection.idp, certificates: [secret] } };
    const error = await refused(library.verifyLogin(good.value, connection, good.options(STORE)), TypeError);
    ok(/private key/i.test(error.message) && !error.message.includes("c2VjcmV0"), error.message);
    const misspelt = await refused(
      library.verifyLogin(good.value, good.withPolicy({ allowSHA1: true }), good.options(STORE)),
      TypeError,
    );
    ok(misspelt.message.includes("allowSHA1") && misspelt.message.includes("allowSha1"), misspelt.message);
  },
};

async function wrongConnection(library, good, connection) {
  await refused(library.verifyLogin(good.value, connection, good.options(STORE)), TypeError);
  if (connection !== undefined) await refused(library.explain(good.value, connection, good.moment), TypeError);
}
