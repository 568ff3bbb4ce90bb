// The executor for better-auth, in the shape of better-auth/better-auth#10347, and what better-auth does with its answers.
import { equal, ok, refused } from "../../lib/check.mjs";
import { requestIn } from "./messages.mjs";

const BASE = "https://sp.example.com/api/auth";
const ACS = `${BASE}/sso/saml2/sp/acs/acme`;

function setUp({ connection, keys, betterAuthExecutor, idp: { constructor: TestIdp } }, { executor = {}, config = {}, input = {} } = {}) {
  const samlConfig = {
    issuer: connection.sp.entityId,
    entryPoint: "https://idp.example.com/sso",
    cert: connection.idp.certificates,
    idpMetadata: { entityID: connection.idp.entityId },
    ...config,
  };
  const common = { providerId: "acme", samlConfig, baseURL: BASE, ...input };
  const made = betterAuthExecutor(executor);
  return {
    idp: new TestIdp({ ...connection, sp: { ...connection.sp, acsUrl: ACS } }, keys.idp),
    start: () => made.createLoginRequest({ ...common, relayState: "state" }),
    parse: (xml, more = {}) => made.parseLoginResponse({ ...common, SAMLResponse: btoa(xml), RelayState: "state", ...more }),
  };
}

/** As @better-auth/core tells an error of its own. */
async function refusal(promise) {
  const error = await refused(promise, Error);
  if (error.name !== "APIError") throw error;
  equal([error.status, error.statusCode, error.message, error.headers], ["BAD_REQUEST", 400, error.body.message, {}]);
  return error;
}

export const betterAuthTests = {
  async "compat better-auth: a request, and the login that answers it"(context) {
    const { idp, start, parse } = setUp(context);
    const { redirectUrl, id } = await start();
    const request = await requestIn(redirectUrl);
    equal([request.id, new URL(redirectUrl).searchParams.get("RelayState")], [id, "state"]);
    ok(request.xml.includes(`AssertionConsumerServiceURL="${ACS}"`) && !/NameIDPolicy|RequestedAuthnContext/.test(request.xml), request.xml);
    const { conditions, sessionIndex, ...extract } = (await parse(await idp.response({ inResponseTo: id, attributes: [["email", "jane@example.com"], ["groups", "a", "b"], ["__proto__", "x", "y"]] }))).extract;
    equal(extract, {
      nameID: "jane.doe@example.com",
      attributes: { email: "jane@example.com", groups: ["a", "b"] },
      issuer: context.connection.idp.entityId,
      audience: context.connection.sp.entityId,
      response: { inResponseTo: id, destination: ACS },
      inResponseTo: id,
    });
    ok(Date.parse(conditions.notOnOrAfter) > Date.now() && Date.parse(sessionIndex.authnInstant) < Date.now(), JSON.stringify({ conditions, sessionIndex }));
    equal(sessionIndex.sessionIndex, "_s1");
  },

  async "compat better-auth: the XML that it is given says what was verified, and nothing else"(context) {
    const { idp, parse } = setUp(context);
    const xml = await idp.response({ inResponseTo: "_1", nameId: "a&lt;b", attributes: [["email", "jane@example.com"]] });
    const { samlContent, entityId, idpEntityId, assertionConsumerServiceUrl, crypto } = await parse(xml);
    equal([entityId, idpEntityId, assertionConsumerServiceUrl], [context.connection.sp.entityId, context.connection.idp.entityId, ACS]);
    equal(crypto, { signatureVerified: true, signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", encryption: null });
    const [, assertionId] = /<saml:Assertion [^>]*ID="([^"]*)"/.exec(xml);
    for (const part of [`<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${assertionId}"`, `Recipient="${ACS}"`, ` Destination="${ACS}" InResponseTo="_1"`, `<saml:Audience>${entityId}</saml:Audience>`, ">a&lt;b</saml:NameID>"])
      ok(samlContent.includes(part), `${part}: ${samlContent}`);
    ok(!/Signature|Attribute|Encrypted/.test(samlContent), samlContent);
  },

  async "compat better-auth: refusals have its codes where it has one, and else say nothing"(context) {
    const told = [];
    const { idp, parse } = setUp(context, { executor: { onRefusal: (error) => told.push(error.code) } });
    const good = await idp.response({ inResponseTo: "_1" });
    const { constructor: TestIdp } = idp;
    const at = (sp, pem = context.keys.idp) => new TestIdp({ idp: context.connection.idp, sp: { entityId: context.connection.sp.entityId, acsUrl: ACS, ...sp } }, pem);
    for (const [xml, ours, theirs] of [
      [await at({ acsUrl: "https://evil.example/" }).response({ inResponseTo: "_1" }), "ERR_DESTINATION_MISMATCH", "SAML_DESTINATION_MISMATCH"],
      [(await at({ acsUrl: "https://evil.example/" }).response({ inResponseTo: "_1" })).replace(' Destination="https://evil.example/"', ""), "ERR_RECIPIENT_MISMATCH", "SAML_RECIPIENT_MISMATCH"],
      [await at({ entityId: "urn:other" }).response({ inResponseTo: "_1" }), "ERR_AUDIENCE_MISMATCH", "SAML_AUDIENCE_MISMATCH"],
      [`<!DOCTYPE x>${good}`, "ERR_DOCTYPE", "SAML_RESPONSE_INVALID_XML"],
      ["<a", "ERR_NOT_WELL_FORMED", "SAML_RESPONSE_INVALID_XML"],
      [good.replace(/(<saml:Assertion .*<\/saml:Assertion>)/s, "$1$1"), "ERR_DUPLICATE_ID", undefined],
      [good.replace("jane.doe", "john.doe"), "ERR_DIGEST_MISMATCH", undefined],
      [await at({}, context.keys.sp).response({ inResponseTo: "_1" }), "ERR_SIGNATURE_INVALID", undefined],
      [await idp.response({ inResponseTo: "_1", now: Date.now() - 3_600_000 }), "ERR_EXPIRED", undefined],
      [good.replace('InResponseTo="_1"', 'InResponseTo="_2"'), "ERR_IN_RESPONSE_TO_MISMATCH", undefined],
      [good.replace('InResponseTo="_1"', 'InResponseTo=""'), undefined, undefined],
      [await idp.response({}), "ERR_UNSOLICITED", undefined],
    ]) {
      const error = await refusal(parse(xml));
      equal([told.at(-1), error.body.code], [ours ?? told.at(-1), theirs], error.cause.message);
      equal(error.cause instanceof context.SamlError, true);
      if (theirs === undefined) equal(error.body, { message: "Invalid SAML response" });
    }
    const notBase64 = await refusal(parse("", { SAMLResponse: "!!!!" }));
    equal(notBase64.body.code, "SAML_INVALID_ENCODING");
    const signed = setUp(context, { config: { wantAssertionsSigned: true } });
    equal((await refusal(signed.parse(await signed.idp.response({ inResponseTo: "_1", signs: "response" })))).body.code, "SAML_ASSERTION_SIGNATURE_REQUIRED");
    const either = setUp(context);
    await either.parse(await either.idp.response({ inResponseTo: "_1", signs: "response" }));
  },

  async "compat better-auth: used assertions are better-auth's to remember, and a store's as well"(context) {
    const { idp, parse } = setUp(context);
    const xml = await idp.response({ inResponseTo: "_1" });
    equal((await parse(xml)).samlContent, (await parse(xml)).samlContent);
    const guarded = setUp(context, { executor: { store: context.library.memoryStore() } });
    await guarded.parse(xml);
    equal((await refusal(guarded.parse(xml))).cause.code, "ERR_REPLAYED");
  },

  async "compat better-auth: logins that were started at the IdP, where the executor accepts them"(context) {
    const { idp, parse } = setUp(context, { executor: { idpInitiated: "accept" } });
    const { extract } = await parse(await idp.response({}));
    equal(["inResponseTo" in extract, "inResponseTo" in extract.response], [false, false]);
  },

  async "compat better-auth: an encrypted assertion, and how it was encrypted"(context) {
    const { keys } = context;
    const { idp, parse } = setUp(context, { config: { spMetadata: { encPrivateKey: keys.sp } } });
    const xml = await idp.encryptedResponse({ inResponseTo: "_1" }, keys.publicKeys.sp.pem);
    const { crypto, samlContent, extract } = await parse(`<?xml version="1.0"?>${xml}`);
    const [aes, oaep] = ["http://www.w3.org/2009/xmlenc11#aes256-gcm", "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"];
    equal(crypto.encryption, { keyTransportAlgorithm: oaep, dataEncryptionAlgorithm: aes });
    equal([extract.nameID, samlContent.includes("Encrypted")], ["jane.doe@example.com", false]);
    const plain = await parse(xml.replaceAll(`EncryptionMethod Algorithm="${aes}"`, `EncryptionMethod xmlns:x="urn:x" Algorithm = '${aes}' `));
    equal(plain.crypto.encryption.dataEncryptionAlgorithm, aes);
    // Each is accepted by the core, and could mislead who reads it by eye.
    const extended = (algorithm) => xml.replace("<samlp:Status>", `<samlp:Extensions><x xmlns="urn:x"><EncryptionMethod Algorithm="${algorithm}"/></x></samlp:Extensions><samlp:Status>`);
    for (const misleading of [
      xml.replace("<samlp:Status>", `<!--<EncryptionMethod Algorithm="urn:weak"/>--><samlp:Status>`),
      xml.replace(aes, aes.replace("aes", "&#97;es")),
      extended("http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
      extended("http://www.w3.org/2009/xmlenc11#rsa-oaep"),
    ])
      equal((await refusal(parse(misleading))).body.code, "SAML_ENCRYPTION_METADATA_INCOMPLETE", misleading);
    equal((await refusal(setUp(context).parse(xml))).body, { message: "Invalid SAML response" });
  },

  async "compat better-auth: each setting comes from where better-auth has it"(context) {
    const { connection, keys } = context;
    const signed = await setUp(context, { config: { authnRequestsSigned: true, privateKey: keys.idp, signatureAlgorithm: "sha512", identifierFormat: "urn:f" } }).start();
    ok(new URL(signed.redirectUrl).searchParams.get("SigAlg").endsWith("#rsa-sha512"), signed.redirectUrl);
    ok((await requestIn(signed.redirectUrl)).xml.includes('Format="urn:f"'), "identifierFormat");
    const services = ["HTTP-POST", "HTTP-Redirect"].map((name) => ({ Binding: `urn:oasis:names:tc:SAML:2.0:bindings:${name}`, Location: `https://idp.example.com/${name}` }));
    const listed = await setUp(context, { config: { idpMetadata: { entityID: connection.idp.entityId, singleSignOnService: services } } }).start();
    ok(listed.redirectUrl.startsWith("https://idp.example.com/HTTP-Redirect?"), listed.redirectUrl);
    const elsewhere = await setUp(context, { executor: { acsUrl: ({ providerId }) => `https://sp.example.com/${providerId}` }, config: { spMetadata: { entityID: "urn:sp", metadata: "<x/>" } } }).start();
    const { xml } = await requestIn(elsewhere.redirectUrl);
    ok(xml.includes('AssertionConsumerServiceURL="https://sp.example.com/acme"') && xml.includes(">urn:sp</saml:Issuer>"), xml);
    const audience = setUp(context, { config: { audience: connection.sp.entityId, issuer: "urn:issuer" } });
    equal((await audience.parse(await audience.idp.response({ inResponseTo: "_1" }))).entityId, connection.sp.entityId);
    const skew = setUp(context, { input: { clockSkew: 0 } });
    equal((await refusal(skew.parse(await skew.idp.response({ inResponseTo: "_1", now: Date.now() + 60_000 })))).cause.code, "ERR_ISSUED_IN_FUTURE");
    const most = setUp(context, { input: { clockSkew: 3_600_000 } });
    equal((await refusal(most.parse(await most.idp.response({ inResponseTo: "_1", now: Date.now() + 400_000 })))).cause.code, "ERR_ISSUED_IN_FUTURE");
    const policy = setUp(context, { executor: { policy: { requiredAttributes: ["email"] } } });
    equal((await refusal(policy.parse(await policy.idp.response({ inResponseTo: "_1" })))).cause.code, "ERR_ATTRIBUTE_MISSING");
  },

  async "compat better-auth: the IdP by its metadata"(context) {
    const { connection } = context;
    const certificate = connection.idp.certificates[0].replace(/-----[^-]+-----|\s/g, "");
    const metadata = (binding) =>
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${connection.idp.entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>` +
      `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="https://idp.example.com/by-metadata"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
    const { idp, start, parse } = setUp(context, { config: { cert: undefined, entryPoint: "", idpMetadata: { metadata: metadata("HTTP-Redirect") } } });
    const { redirectUrl, id } = await start();
    ok(redirectUrl.startsWith("https://idp.example.com/by-metadata?"), redirectUrl);
    equal((await parse(await idp.response({ inResponseTo: id }))).idpEntityId, connection.idp.entityId);
    const error = await refused(setUp(context, { config: { idpMetadata: { metadata: metadata("HTTP-POST") } } }).start(), TypeError);
    ok(error.message.includes("HTTP-POST alone"), error.message);
  },

  async "compat better-auth: settings that cannot work are the caller's mistake"(context) {
    const { keys, betterAuthExecutor, idp } = context;
    const xml = await idp.response({ inResponseTo: "_1" });
    for (const [config, sentence, operation = "start"] of [
      [{ idpMetadata: {} }, "idpMetadata.entityID is missing"],
      [{ idpMetadata: undefined }, "idpMetadata.entityID is missing", "parse"],
      [{ spMetadata: { metadata: "<x/>" } }, "spMetadata.metadata is not read"],
      [{ authnRequestsSigned: true }, "needs spMetadata.privateKey"],
      [{ authnRequestsSigned: true, spMetadata: { privateKey: keys.sp, privateKeyPass: "x" } }, "privateKey has a passphrase"],
      [{ spMetadata: { encPrivateKey: keys.sp, encPrivateKeyPass: "x" } }, "encPrivateKey has a passphrase", "parse"],
      [{ signatureAlgorithm: "rsa-sha1" }, "signatureAlgorithm is rsa-sha1"],
      [{ entryPoint: undefined }, "ssoUrl is missing"],
    ]) {
      const error = await refused(setUp(context, { config })[operation](xml), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
    for (const options of [{ idpInitiated: "convert" }, { policy: { requireSigned: "either" } }, { onrefusal() {} }, null]) await refused((async () => betterAuthExecutor(options))(), TypeError);
  },
};
