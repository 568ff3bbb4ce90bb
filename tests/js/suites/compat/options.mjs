// Each option of node-saml: what it does here, or why it is refused.
import { equal, ok, refused } from "../../lib/check.mjs";
import { requestIn } from "./messages.mjs";

const CLASSES = ["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"];

/** The constructor's mistake. */
const mistake = (make, options) => refused((async () => make(options))(), TypeError);

export const optionTests = {
  async "compat options: what cannot be met is refused by its name, with what to do"({ make }) {
    for (const [name, value, sentence] of [
      ["cacheProvider", { saveAsync() {}, getAsync() {}, removeAsync() {} }, "Give a store"],
      ["audience", false, "whatever the IdP says to any other application"],
      ["audience", "urn:other", "is not the issuer"],
      ["acceptedClockSkewMs", -1, "never expire"],
      ["acceptedClockSkewMs", 300_001, "Set the clocks"],
      ["acceptedClockSkewMs", "180000", "is not a number"],
      ["acceptedClockSkewMs", NaN, "is not a number"],
      ["maxAssertionAgeMs", 60_000, "wantAuthnResponseSigned is false"],
      ["validateInResponseTo", "never", "somebody else asked for"],
      ["validateInResponseTo", true, "neither always nor ifPresent"],
      ["requestIdExpirationPeriodMs", 28_800_000, "60000 to 3600000"],
      ["signatureAlgorithm", "sha1", "can be forged"],
      ["digestAlgorithm", "sha1", "is not the digest of signatureAlgorithm"],
      ["digestAlgorithm", "sha512", "is not the digest of signatureAlgorithm"],
      ["xmlSignatureTransforms", ["http://www.w3.org/2001/10/xml-exc-c14n#"], "Leave it out"],
      ["generateUniqueId", () => "_1", "IDs are random"],
      ["scoping", { proxyCount: 1 }, "set at the IdP"],
      ["providerName", "Example", "set at the IdP"],
      ["attributeConsumingServiceIndex", "1", "set at the IdP"],
      ["spNameQualifier", "urn:group", "set at the IdP"],
      ["samlAuthnRequestExtensions", { "md:x": {} }, "set at the IdP"],
      ["samlLogoutRequestExtensions", { "md:x": {} }, "set at the IdP"],
      ["allowCreate", false, "identifierFormat: null"],
      ["disableRequestAcsUrl", true, "where the answer goes"],
      ["skipRequestCompression", true, "bindings 3.4.4.1"],
      ["authnRequestBinding", "HTTP-Artifact", "neither HTTP-Redirect nor HTTP-POST"],
      ["authnContext", [], "one or more"],
      ["authnContext", CLASSES[0], "one or more"],
      ["identifierFormat", "", "is not a text"],
      ["passive", "yes", "neither true nor false"],
      ["wantAssertionsSigned", "false", "neither true nor false"],
      ["cert", "MII", "idpCert"],
      ["privateCert", "MII", "privateKey"],
      ["path", "/acs", "callbackUrl"],
      ["host", "sp.example.com", "callbackUrl"],
      ["protocol", "https://", "callbackUrl"],
      ["idpIssuer", undefined, "entityID at the top of its metadata"],
      ["idpIssuer", null, "entityID at the top of its metadata"],
      ["issuer", undefined, "is missing"],
      ["callbackUrl", "", "is not a text"],
      ["entryPoint", new URL("https://idp.example.com"), "is not a text"],
      ["idpCert", undefined, "is missing"],
      ["idpCert", [], "is empty"],
      ["callbackUrl", "http://sp.example.com/acs", "must be https"],
      ["entryPoint", "http://idp.example.com/sso", "options.policy.allowHttpIdp"],
      ["logoutUrl", "/slo", "absolute"],
      ["store", undefined, "memoryStore()"],
      ["store", { put: () => true }, "memoryStore()"],
      ["store", "none-accept-replay", "memoryStore()"],
    ]) {
      const error = await mistake(make, { [name]: value });
      ok(error.message.startsWith(`options.${name} `) && error.message.includes(sentence), `${name}: ${error.message}`);
    }
    for (const [more, sentence] of [
      [{ forceAuthn: true, passive: true }, "cannot both be met"],
      [{ racComparison: "minimum", authnContext: CLASSES }, "options.racComparison is not exact"],
      [{ wantAssertionSigned: true }, 'no setting "wantAssertionSigned"'],
      [{ policy: { requireSigned: "either" } }, "is wantAssertionsSigned and wantAuthnResponseSigned here"],
      [{ policy: { idpInitiated: "accept" } }, "is validateInResponseTo here"],
      [{ policy: { clockSkewSeconds: 1 } }, "is acceptedClockSkewMs here"],
      [{ policy: { authnContext: CLASSES } }, "is options.authnContext here"],
      [{ policy: { identifierAttribute: "mail" } }, "use verifyLogin"],
      [{ policy: { allowSHA1: true } }, "allowSHA1"],
      [{ policy: null }, "options.policy is not an object"],
    ]) {
      const error = await mistake(make, more);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
    for (const options of [undefined, null, "options"]) await refused((async () => new (make().constructor)(options))(), TypeError);
  },

  async "compat options: values that change nothing are no mistake, and neither are Passport's"({ make }) {
    const saml = make({
      audience: make().options.issuer,
      acceptedClockSkewMs: 0,
      maxAssertionAgeMs: 0,
      racComparison: "exact",
      allowCreate: true,
      disableRequestAcsUrl: false,
      skipRequestCompression: false,
      xmlSignatureTransforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"],
      digestAlgorithm: "sha256",
      spNameQualifier: null,
      scoping: undefined,
      cacheProvider: undefined,
      signMetadata: false,
      name: "saml",
      passReqToCallback: true,
      getSamlOptions() {},
    });
    equal(saml.options.authnRequestBinding, "HTTP-Redirect", "what Passport reads");
    make({ racComparison: "minimum" });
    make({ racComparison: "better", authnContext: CLASSES, disableRequestedAuthnContext: true });
    make({ allowCreate: false, identifierFormat: null });
    make({ authnRequestBinding: "HTTP-POST", skipRequestCompression: true });
  },

  async "compat options: what is asked of the IdP"({ make, connection }) {
    const now = Date.now();
    const { xml } = await requestIn(await make().getAuthorizeUrlAsync("", "sp.example.com", {}));
    const [, head, rest] = /^(<samlp:AuthnRequest [^>]*>)(.*)$/.exec(xml);
    for (const part of [`AssertionConsumerServiceURL="${connection.sp.acsUrl}"`, 'Destination="https://idp.example.com/sso?tenant=1"', "bindings:HTTP-POST"])
      ok(head.includes(part), head);
    ok(Date.parse(/IssueInstant="([^"]*)"/.exec(head)[1]) >= now, head);
    equal(
      rest.replace(/<saml:Issuer.*<\/saml:Issuer>/, ""),
      '<samlp:NameIDPolicy AllowCreate="true" Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"></samlp:NameIDPolicy></samlp:AuthnRequest>',
    );
    const asked = async (more) => (await requestIn(await make(more).getAuthorizeUrlAsync())).xml;
    ok(!(await asked({ identifierFormat: null })).includes("NameIDPolicy"), "identifierFormat: null");
    ok((await asked({ identifierFormat: "urn:x" })).includes('Format="urn:x"'), "identifierFormat");
    ok((await asked({ forceAuthn: true })).includes('ForceAuthn="true"'), "forceAuthn");
    ok((await asked({ passive: true })).includes('IsPassive="true"'), "passive");
    const withClasses = await asked({ authnContext: ["urn:a", "urn:b"], racComparison: "exact" });
    ok(/<samlp:RequestedAuthnContext Comparison="exact">.*urn:a<.*urn:b</.test(withClasses), withClasses);
    ok(!(await asked({ authnContext: ["urn:a"], disableRequestedAuthnContext: true })).includes("RequestedAuthnContext"), "disableRequestedAuthnContext");
  },

  async "compat options: idpCert is a text, a list, or a function that is asked each time"({ make, idp, options }) {
    let asked = 0;
    const certificates = options.idpCert;
    for (const idpCert of [
      certificates[0],
      certificates[0].replace(/-----[^-]+-----|\s/g, ""),
      certificates,
      (callback) => (asked++, callback(null, certificates)),
      (callback) => setTimeout(() => callback(null, certificates[0]), 1),
      async () => certificates,
      async (callback) => callback(null, certificates[0]),
      async (callback) => void setTimeout(() => callback(null, certificates[0]), 1),
    ]) {
      const saml = make({ idpCert, validateInResponseTo: "ifPresent" });
      equal((await saml.validatePostResponseAsync(Object.fromEntries(await idp.respond()))).profile.issuer, options.idpIssuer);
      await saml.validatePostResponseAsync(Object.fromEntries(await idp.respond()));
    }
    equal(asked, 2, "each time");
    class Unreachable extends Error {}
    for (const idpCert of [(callback) => callback(new Unreachable()), async () => { throw new Unreachable(); }, () => { throw new Unreachable(); }])
      await refused(make({ idpCert }).getAuthorizeUrlAsync(), Unreachable);
    for (const idpCert of [(callback) => callback(null), (callback) => callback(null, []), async () => []])
      await refused(make({ idpCert }).getAuthorizeUrlAsync(), TypeError);
  },

  async "compat options: keys are taken in node-saml's forms"({ make, keys }) {
    const bare = keys.idp.replace(/-----[^-]+-----|\s/g, "");
    for (const privateKey of [keys.idp, bare, `${bare.slice(0, 64)}\n${bare.slice(64)}\n`, new TextEncoder().encode(keys.idp), keys.pkcs1]) {
      for (const [signatureAlgorithm, name] of [[undefined, "rsa-sha256"], ["sha256", "rsa-sha256"], ["sha512", "rsa-sha512"]]) {
        const url = new URL(await make({ privateKey, signatureAlgorithm, digestAlgorithm: signatureAlgorithm }).getAuthorizeUrlAsync());
        ok(url.searchParams.get("SigAlg").endsWith(`#${name}`), url.search);
      }
    }
    const ec = new URL(await make({ privateKey: keys.ec, signatureAlgorithm: "sha512" }).getAuthorizeUrlAsync());
    ok(ec.searchParams.get("SigAlg").endsWith("#ecdsa-sha512"), ec.search);
    await refused(make({ privateKey: "no key!" }).getAuthorizeUrlAsync(), TypeError);
  },

  async "compat options: a change to what was given changes nothing"({ make, options }) {
    const given = { ...options, entryPoint: "https://idp.example.com/first" };
    const saml = make(given);
    given.entryPoint = "https://evil.example/";
    ok((await saml.getAuthorizeUrlAsync()).startsWith("https://idp.example.com/first?"), "entryPoint");
    ok(Object.isFrozen(saml.options), "options");
  },

  async "compat options: ValidateInResponseTo has node-saml's names"({ make, ValidateInResponseTo }) {
    equal(ValidateInResponseTo, { never: "never", ifPresent: "ifPresent", always: "always" });
    make({ validateInResponseTo: ValidateInResponseTo.always });
    ok((await mistake(make, { validateInResponseTo: ValidateInResponseTo.never })).message.includes("is never"), "never");
  },
};
