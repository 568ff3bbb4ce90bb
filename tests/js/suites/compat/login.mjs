// Logins through node-saml's methods: there, back, and once.
import { withHaste } from "../../lib/bent.mjs";
import { equal, ok, refused } from "../../lib/check.mjs";
import { fields, formIn, Jar, parameters, requestIn } from "./messages.mjs";

const SECRET = "0123456789abcdef0123456789abcdef";
const MAIL_OID = "urn:oid:0.9.2342.19200300.100.1.3";

/** A request is made, and the IdP answers it. */
async function answered({ idp }, saml, { browser, ...more } = {}) {
  const { id } = await requestIn(await saml.getAuthorizeUrlAsync("", undefined, browser));
  return { id, container: fields(await idp.respond({ inResponseTo: id, ...more })) };
}

async function refusal({ SamlError }, promise) {
  const { code, rule } = await refused(promise, SamlError);
  return `${rule} ${code}`;
}

/** The clock of everything, moved for as long as `run` takes. */
async function later(milliseconds, run) {
  const clock = Date.now;
  Date.now = () => clock() + milliseconds;
  try {
    return await run();
  } finally {
    Date.now = clock;
  }
}

export const loginTests = {
  async "compat login: an answer signs in once, as the profile that node-saml makes"(context) {
    const { make, connection } = context;
    const saml = make();
    const { id, container } = await answered(context, saml);
    const found = await saml.validatePostResponseAsync(container);
    equal(Object.keys(found), ["profile", "loggedOut", "login"]);
    equal(found.loggedOut, false);
    equal(found.profile, {
      issuer: connection.idp.entityId,
      nameID: "jane.doe@example.com",
      nameIDFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      inResponseTo: id,
      sessionIndex: "_s1",
    });
    equal([found.login.nameId, found.login.evidence.signed], ["jane.doe@example.com", "assertion"]);
    equal(await refusal(context, saml.validatePostResponseAsync(container)), "P01 ERR_REPLAYED");
  },

  async "compat login: an answer to no request, to an answered one, or to another's is refused"(context) {
    const { make, idp } = context;
    const saml = make();
    const { id, container } = await answered(context, saml);
    await saml.validatePostResponseAsync(container);
    const again = fields(await idp.respond({ inResponseTo: id }));
    equal(await refusal(context, saml.validatePostResponseAsync(again)), "R08 ERR_IN_RESPONSE_TO_MISMATCH");
    const unknown = fields(await idp.respond({ inResponseTo: "_1" }));
    equal(await refusal(context, saml.validatePostResponseAsync(unknown)), "R08 ERR_IN_RESPONSE_TO_MISMATCH");
    const { container: ofOther } = await answered(context, make());
    equal(await refusal(context, saml.validatePostResponseAsync(ofOther)), "R08 ERR_IN_RESPONSE_TO_MISMATCH");
    const unsolicited = fields(await idp.respond());
    equal(await refusal(context, saml.validatePostResponseAsync(unsolicited)), "R09 ERR_UNSOLICITED");
    // Two objects with one store are two processes of one application.
    const store = context.library.memoryStore();
    await make({ store }).validatePostResponseAsync((await answered(context, make({ store }))).container);
  },

  async "compat login: ifPresent accepts a login that was started at the IdP, once, and no answer to an unknown request"(context) {
    const { make, idp } = context;
    const saml = make({ validateInResponseTo: "ifPresent" });
    const unsolicited = fields(await idp.respond());
    const { profile } = await saml.validatePostResponseAsync(unsolicited);
    ok(!("inResponseTo" in profile), "inResponseTo");
    equal(await refusal(context, saml.validatePostResponseAsync(unsolicited)), "P01 ERR_REPLAYED");
    const unknown = fields(await idp.respond({ inResponseTo: "_1" }));
    equal(await refusal(context, saml.validatePostResponseAsync(unknown)), "R08 ERR_IN_RESPONSE_TO_MISMATCH");
    await saml.validatePostResponseAsync((await answered(context, saml)).container);
  },

  async "compat login: a request that took too long is not open any more"(context) {
    const { make, idp } = context;
    for (const [requestIdExpirationPeriodMs, minutes] of [[undefined, 10], [60_000, 1], [3_600_000, 60]]) {
      const saml = make({ requestIdExpirationPeriodMs, store: context.library.memoryStore({ now: () => Date.now() }) });
      for (const [milliseconds, accepted] of [[minutes * 60_000 - 5000, true], [minutes * 60_000 + 1000, false]]) {
        const { id } = await requestIn(await saml.getAuthorizeUrlAsync());
        const verify = async () => await saml.validatePostResponseAsync(fields(await idp.respond({ inResponseTo: id })));
        const verdict = await later(milliseconds, async () => (accepted ? (await verify()).loggedOut : await refusal(context, verify())));
        equal(verdict, accepted ? false : "R08 ERR_IN_RESPONSE_TO_MISMATCH", `${minutes} minutes, ${milliseconds}`);
      }
    }
  },

  async "compat login: with a secret the answer has to come from the browser that asked"(context) {
    const { make } = context;
    const saml = make({ secret: SECRET });
    const [browser, other] = [new Jar(), new Jar()];
    const { container } = await answered(context, saml, { browser });
    await answered(context, saml, { browser: other });
    ok(/^__Host-saml-[0-9a-f]{24}=/.test(browser.cookies), browser.cookies);
    equal(await refusal(context, saml.validatePostResponseAsync(container, other)), "B07 ERR_REQUEST_OF_OTHER_BROWSER");
    equal(await refusal(context, saml.validatePostResponseAsync(container, { cookies: null })), "B07 ERR_REQUEST_OF_OTHER_BROWSER");
    equal((await saml.validatePostResponseAsync(container, browser)).profile.nameID, "jane.doe@example.com");
    ok(browser.cookies.endsWith("=done"), "the cookie has served");
    equal(await refusal(context, saml.validatePostResponseAsync(container, browser)), "P01 ERR_REPLAYED");
    for (const [promise, sentence] of [
      [saml.getAuthorizeUrlAsync("", undefined, {}), "setCookies is missing"],
      [saml.getAuthorizeFormAsync(), "setCookies is missing"],
      [saml.validatePostResponseAsync(container), "cookies is missing"],
      [make().getAuthorizeUrlAsync("", undefined, browser), "setCookies needs options.secret"],
      [make({ secret: "short" }).getAuthorizeUrlAsync("", undefined, browser), "at least 32"],
    ]) {
      const error = await refused(promise, TypeError);
      ok(error.message.includes(sentence), error.message);
    }
  },

  async "compat login: what has to be signed is what node-saml wants signed"(context) {
    const { make } = context;
    for (const [wantAssertionsSigned, wantAuthnResponseSigned, assertion, response, both] of [
      [undefined, undefined, "S02 ERR_RESPONSE_NOT_SIGNED", "S03 ERR_ASSERTION_NOT_SIGNED", "both"],
      [true, false, "assertion", "S03 ERR_ASSERTION_NOT_SIGNED", "both"],
      [false, true, "S02 ERR_RESPONSE_NOT_SIGNED", "response", "both"],
      [false, false, "assertion", "response", "both"],
    ]) {
      const saml = make({ wantAssertionsSigned, wantAuthnResponseSigned });
      for (const [signs, expected] of Object.entries({ assertion, response, both })) {
        const { container } = await answered(context, saml, { signs });
        const verify = saml.validatePostResponseAsync(container);
        const found = expected.includes(" ") ? await refusal(context, verify) : (await verify).login.evidence.signed;
        equal(found, expected, `${wantAssertionsSigned}, ${wantAuthnResponseSigned}, ${signs}`);
      }
    }
  },

  async "compat login: clocks, ages and classes"(context) {
    const { make } = context;
    const ahead = { now: Date.now() + 90_000 };
    for (const [more, answer, expected] of [
      [{}, ahead, undefined],
      [{ acceptedClockSkewMs: 120_000 }, ahead, undefined],
      [{ acceptedClockSkewMs: 1500 }, ahead, "R03 ERR_ISSUED_IN_FUTURE"],
      [{ acceptedClockSkewMs: 0 }, ahead, "R03 ERR_ISSUED_IN_FUTURE"],
      [{ wantAuthnResponseSigned: true, maxAssertionAgeMs: 60_000, acceptedClockSkewMs: 0 }, { now: Date.now() - 90_000, signs: "both" }, "R03 ERR_RESPONSE_TOO_OLD"],
      [{ wantAuthnResponseSigned: true, maxAssertionAgeMs: 120_000, acceptedClockSkewMs: 0 }, { now: Date.now() - 90_000, signs: "both" }, undefined],
      [{ authnContext: ["urn:strong"] }, { classRef: "urn:strong" }, undefined],
      [{ authnContext: ["urn:strong"] }, { classRef: "urn:weak" }, "N06 ERR_AUTHN_CONTEXT_MISMATCH"],
      [{ authnContext: ["urn:strong"], disableRequestedAuthnContext: true }, { classRef: "urn:weak" }, undefined],
      [{ forceAuthn: true }, { authnInstant: Date.now() - 60_000 }, undefined],
      [{ forceAuthn: true }, { authnInstant: Date.now() - 3_600_000 }, "N02 ERR_AUTHN_TOO_OLD"],
      [{ forceAuthn: true, policy: { maxAuthnAgeSeconds: 5 }, acceptedClockSkewMs: 0 }, { authnInstant: Date.now() - 60_000 }, "N02 ERR_AUTHN_TOO_OLD"],
      [{}, { authnInstant: Date.now() - 3_600_000 }, undefined],
      [{ policy: { requiredAttributes: ["groups"] } }, {}, "T06 ERR_ATTRIBUTE_MISSING"],
      [{ policy: { requiredAttributes: ["groups"] } }, { attributes: [["groups", "a"]] }, undefined],
    ]) {
      const saml = make(more);
      const verify = saml.validatePostResponseAsync((await answered(context, saml, answer)).container);
      equal(expected === undefined ? (await verify).loggedOut : await refusal(context, verify), expected ?? false, JSON.stringify(more));
    }
    const saml = make({ forceAuthn: true, secret: SECRET });
    const browser = new Jar();
    const { container } = await answered(context, saml, { browser, authnInstant: Date.now() - 400_000 });
    equal(await refusal(context, saml.validatePostResponseAsync(container, browser)), "N02 ERR_AUTHN_TOO_OLD", "since the request");
  },

  async "compat login: attributes with one value are texts, with several lists, with none absent"(context) {
    const saml = context.make();
    const attributes = [["givenName", "Jane"], ["groups", "a", "b"], ["empty"], [MAIL_OID, "jane@example.com"], ["groups", "c"], ["blank", ""]];
    const { profile } = await saml.validatePostResponseAsync((await answered(context, saml, { attributes })).container);
    const expected = { givenName: "Jane", groups: ["a", "b", "c"], [MAIL_OID]: "jane@example.com", blank: "" };
    equal(profile.attributes, expected);
    for (const [name, value] of Object.entries(expected)) equal(profile[name], value, name);
    equal([profile.mail, profile.email], ["jane@example.com", "jane@example.com"]);
    ok(!("empty" in profile) && !("empty" in profile.attributes), "empty");
    ok(!Object.isFrozen(profile) && Array.isArray(profile.groups.concat("d")), "the profile is the application's");
    const mail = await saml.validatePostResponseAsync((await answered(context, saml, { attributes: [["mail", "a@example.com"], [MAIL_OID, "b@example.com"]] })).container);
    equal([mail.profile.mail, mail.profile.email], ["a@example.com", "a@example.com"]);
    const email = await saml.validatePostResponseAsync((await answered(context, saml, { attributes: [["email", "c@example.com"], ["mail", "a@example.com"]] })).container);
    equal([email.profile.mail, email.profile.email], ["a@example.com", "c@example.com"]);
  },

  async "compat login: no attribute takes the place of the profile's own members, nor of what every object has"(context) {
    const saml = context.make();
    const taken = ["nameID", "nameIDFormat", "nameQualifier", "spNameQualifier", "issuer", "sessionIndex", "inResponseTo", "ID", "attributes"];
    const functions = ["getAssertionXml", "getAssertion", "getSamlResponseXml", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"];
    const attributes = [...taken, ...functions].map((name) => [name, "evil"]);
    attributes.push(["__proto__", "evil", "more"], ["prototype", "p"], ["then", "t"]);
    const { id, container } = await answered(context, saml, { attributes });
    const { profile } = await saml.validatePostResponseAsync(container);
    equal([profile.nameID, profile.inResponseTo, profile.sessionIndex, profile.issuer], ["jane.doe@example.com", id, "_s1", context.connection.idp.entityId]);
    ok(["nameQualifier", "spNameQualifier", "ID", ...functions].every((name) => !Object.hasOwn(profile, name)), Object.keys(profile).join());
    for (const object of [profile, profile.attributes]) {
      equal([Object.getPrototypeOf(object) === Object.prototype, Object.hasOwn(object, "__proto__")], [true, false], "__proto__");
      equal([object.prototype, object.then], ["p", "t"]);
    }
    for (const name of [...taken, ...functions]) equal(Object.hasOwn(profile.attributes, name) && profile.attributes[name], "evil", name);
    equal(`${profile}`, "[object Object]");
    equal({}.evil, undefined);
  },

  async "compat login: an encrypted assertion is decrypted by decryptionPvk"(context) {
    const { make, keys } = context;
    for (const decryptionPvk of [keys.sp, new TextEncoder().encode(keys.pkcs1)]) {
      const saml = make({ decryptionPvk });
      const { id } = await requestIn(await saml.getAuthorizeUrlAsync());
      const response = await context.idp.encryptedResponse({ inResponseTo: id }, keys.publicKeys.sp.pem);
      const { login, profile } = await saml.validatePostResponseAsync({ SAMLResponse: btoa(response) });
      equal([login.evidence.encrypted, profile.nameID], [true, "jane.doe@example.com"]);
    }
    const saml = make();
    const { id } = await requestIn(await saml.getAuthorizeUrlAsync());
    const response = await context.idp.encryptedResponse({ inResponseTo: id }, keys.publicKeys.sp.pem);
    equal(await refusal(context, saml.validatePostResponseAsync({ SAMLResponse: btoa(response) })), "E01 ERR_DECRYPTION_KEY_MISSING");
  },

  async "compat login: RelayState and additional parameters stand beside the message"({ make, keys }) {
    const saml = make({ privateKey: keys.idp, additionalParams: { hint: "a b", tag: ["1", "2"] }, additionalAuthorizeParams: { hint: "c&d" }, additionalLogoutParams: { x: "y" } });
    const url = await saml.getAuthorizeUrlAsync("state", undefined, { additionalParams: { "ü": "é" }, samlFallback: "login-request" });
    ok(/^https:\/\/idp\.example\.com\/sso\?tenant=1&SAMLRequest=[^&]+&RelayState=state&SigAlg=[^&]+&Signature=[^&]+&hint=c%26d&tag=1&tag=2&%C3%BC=%C3%A9$/.test(url), url);
    equal(parameters(await saml.getAuthorizeUrlAsync("state", undefined, { additionalParams: { RelayState: "other" } })).RelayState, "other");
    for (const relayState of [undefined, null, ""]) ok(!(await saml.getAuthorizeUrlAsync(relayState)).includes("RelayState"), String(relayState));
    for (const [additionalParams, sentence] of [
      [{ Signature: "x" }, "of the message itself"],
      [{ SAMLRequest: "x" }, "of the message itself"],
      [{ tenant: "2" }, "in the address already"],
      [{ hint: 1 }, "neither a text nor a list"],
      [{ RelayState: ["a", "b"] }, "not one text"],
      [{ RelayState: "x".repeat(81) }, "80 octets"],
    ]) {
      const error = await refused(saml.getAuthorizeUrlAsync("", undefined, { additionalParams }), TypeError);
      ok(error.message.includes(sentence), error.message);
    }
    await refused(saml.getAuthorizeUrlAsync({ toString: () => "x" }), TypeError);
  },

  async "compat login: by HTTP-POST as a page, and as its fields"(context) {
    const { make, idp, keys, options } = context;
    const saml = make({ privateKey: keys.idp, publicCert: keys.certificates.idp, authnRequestBinding: "HTTP-POST", additionalLogoutParams: { x: "y" } });
    const html = await saml.getAuthorizeFormAsync('a"<b>');
    ok(html.includes(`<form method="post" action="${options.entryPoint}">`), html);
    for (const form of [formIn(html), await saml.getAuthorizeMessageAsync('a"<b>', "host", {})]) {
      equal(Object.keys(form), ["SAMLRequest", "RelayState"]);
      equal(form.RelayState, 'a"<b>');
      const xml = atob(form.SAMLRequest);
      ok(xml.includes("<ds:Signature ") && xml.includes("<ds:X509Certificate>MII"), xml);
      const [, id] = /\sID="([^"]*)"/.exec(xml);
      equal((await saml.validatePostResponseAsync(fields(await idp.respond({ inResponseTo: id })))).profile.inResponseTo, id);
    }
    ok(!("RelayState" in (await make().getAuthorizeMessageAsync())), "no RelayState");
    const error = await refused(make({ additionalParams: { hint: "x" } }).getAuthorizeFormAsync(), TypeError);
    ok(error.message.includes("additionalParams.hint"), error.message);
  },

  async "compat login: what cannot work is the caller's mistake"(context) {
    const { make } = context;
    for (const [run, sentence] of [
      [() => make({ entryPoint: undefined, logoutUrl: undefined }).getAuthorizeUrlAsync(), "options.entryPoint is missing"],
      [() => make().validatePostResponseAsync(undefined), "express.urlencoded()"],
      [() => make().validatePostResponseAsync("SAMLResponse=x"), "express.urlencoded()"],
    ]) {
      const error = await refused(run(), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
    const local = make({ callbackUrl: "http://sp.example.com/acs", policy: { allowHttpAcs: true } });
    await local.getAuthorizeUrlAsync();
  },

  async "compat login: a store that fails, or never answers, starts nothing"(context) {
    for (const put of [() => false, () => "OK", () => Promise.reject(), () => new Promise(() => {})]) {
      const saml = context.make({ store: { put, take: () => false } });
      await withHaste(async () => equal(await refusal(context, saml.getAuthorizeUrlAsync()), "P03 ERR_STORE_UNAVAILABLE"));
    }
  },

  async "compat login: what is no login, or no one message, is refused"(context) {
    const saml = context.make();
    const { container } = await answered(context, saml);
    for (const more of [{ SAMLResponse: [container.SAMLResponse, "x"] }, { SAMLRequest: "PGEvPg==" }, { SAMLResponse: { 0: "x" } }, { SAMLResponse: undefined }])
      equal(await refusal(context, saml.validatePostResponseAsync({ ...container, ...more })), "B02 ERR_FORM_PARAMETER", JSON.stringify(Object.keys(more)));
    equal(await refusal(context, saml.validatePostResponseAsync({})), "B02 ERR_FORM_PARAMETER");
    equal(await refusal(context, saml.validatePostResponseAsync(Object.create({ SAMLResponse: container.SAMLResponse }))), "B02 ERR_FORM_PARAMETER");
    const { constructor: TestIdp, connection: settings } = context.idp;
    const named = new TestIdp({ ...settings, idp: { ...settings.idp, entityId: "{urn:oasis:names:tc:SAML:2.0:protocol}LogoutResponse" } }, context.keys.idp);
    equal(await refusal(context, saml.validatePostResponseAsync(fields(await named.respond({})))), "R11 ERR_ISSUER_MISMATCH");
    const error = await refused(saml.validatePostResponseAsync({ SAMLResponse: "!!!!" }), context.SamlError);
    equal([error.code, error instanceof context.library.SamlError], ["ERR_BASE64", true]);
    await saml.validatePostResponseAsync(container);
  },
};
