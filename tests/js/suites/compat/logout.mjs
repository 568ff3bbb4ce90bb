// Single logout through node-saml's methods, both ways; the other side is this library's own.
import { equal, ok, refused } from "../../lib/check.mjs";
import { fields, formIn, Jar, parameters } from "./messages.mjs";

const SECRET = "0123456789abcdef0123456789abcdef";
const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const USER = { nameID: "jane.doe@example.com", nameIDFormat: EMAIL, sessionIndex: "_s1", issuer: "not read" };

const status = (code) => `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"></samlp:StatusCode></samlp:Status>`;

const statusPartial = `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"></samlp:StatusCode></samlp:StatusCode></samlp:Status>`;

/** Our messages as the IdP reads them, and its own as this library writes them. */
const asIdp = ({ connection, keys, options }, sloBinding = "redirect") => ({
  idp: { entityId: connection.sp.entityId, certificates: [keys.certificates.sp], sloUrl: connection.sp.sloUrl, sloBinding },
  sp: { entityId: connection.idp.entityId, acsUrl: "https://idp.example.com/acs", sloUrl: options.logoutUrl },
});

const signer = ({ make, keys }, more = {}) => make({ privateKey: keys.sp, ...more });

export const logoutTests = {
  async "compat logout: the request names the user as the profile has him, and its answer ends it, by both bindings"(context) {
    const { library, idp, keys, SamlError } = context;
    const saml = signer(context, { additionalParams: { hint: "x" } });
    for (const user of [USER, { ...USER, spNameQualifier: context.connection.sp.entityId }, { nameID: "jane.doe@example.com" }]) {
      const url = await saml.getLogoutUrlAsync(user, "state", { additionalParams: { more: "1" } });
      ok(url.startsWith("https://idp.example.com/slo?SAMLRequest=") && url.endsWith("&hint=x&more=1"), url);
      equal(parameters(url).RelayState, "state");
      const request = await library.verifyLogout(url, asIdp(context), { store: library.memoryStore(), inResponseTo: null });
      equal([request.nameId, request.nameIdFormat, request.sessionIndexes], [user.nameID, user.nameIDFormat ?? null, user.sessionIndex === undefined ? [] : ["_s1"]]);
      const query = await idp.logoutQuery("LogoutResponse", status("Success"), { inResponseTo: request.id, relayState: "state" });
      const found = await saml.validateRedirectAsync(Object.fromEntries(new URLSearchParams(query)), query);
      equal([found.profile, found.loggedOut, found.logout.inResponseTo], [null, true, request.id]);
      equal((await refused(saml.validateRedirectAsync({}, query), SamlError)).code, "ERR_REPLAYED");
    }
    // The answer by HTTP-POST, at the address of logins as node-saml takes it.
    const request = await library.verifyLogout(await saml.getLogoutUrlAsync(USER), asIdp(context, "post"), { store: library.memoryStore(), inResponseTo: null });
    const form = formIn(await (await request.respond({ sign: keys.idp })).text());
    const found = await saml.validatePostResponseAsync(form);
    equal([found.profile, found.loggedOut, found.logout.success], [null, true, true]);
    equal((await refused(saml.validatePostResponseAsync(form), SamlError)).code, "ERR_REPLAYED");
  },

  async "compat logout: an answer that is no success, to no request, or not signed"(context) {
    const { idp, library, SamlError } = context;
    const saml = signer(context);
    const started = async () => (await library.verifyLogout(await saml.getLogoutUrlAsync(USER), asIdp(context), { store: library.memoryStore(), inResponseTo: null })).id;
    const partial = await idp.logoutQuery("LogoutResponse", statusPartial, { inResponseTo: await started() });
    equal((await saml.validateRedirectAsync({}, partial)).logout.partial, true);
    const failed = await idp.logoutQuery("LogoutResponse", status("Responder"), { inResponseTo: await started() });
    const error = await refused(saml.validateRedirectAsync({}, failed), SamlError);
    equal([error.code, error.found, error.toResponse().status], ["ERR_STATUS", "Responder", 403]);
    const unasked = await idp.logoutQuery("LogoutResponse", status("Success"), { inResponseTo: "_1" });
    equal((await refused(saml.validateRedirectAsync({}, unasked), SamlError)).rule, "L08");
    const query = await idp.logoutQuery("LogoutResponse", status("Success"), { inResponseTo: await started() });
    const unsigned = query.replace(/&SigAlg=.*/, "");
    equal((await refused(saml.validateRedirectAsync({}, unsigned), SamlError)).code, "ERR_LOGOUT_NOT_SIGNED");
    equal((await refused(saml.validateRedirectAsync({}, `${query}&SAMLRequest=x`), SamlError)).code, "ERR_FORM_PARAMETER");
    await saml.validateRedirectAsync({}, query);
  },

  async "compat logout: a request of the IdP is answered, by its profile or its ID alone"(context) {
    const { idp, library, connection, SamlError } = context;
    const saml = signer(context, { additionalLogoutParams: { x: "y" } });
    const content = `${idp.nameId()}<samlp:SessionIndex>_s1</samlp:SessionIndex><samlp:SessionIndex>_s2</samlp:SessionIndex>`;
    const query = await idp.logoutQuery("LogoutRequest", content, { relayState: "a?b" });
    const found = await saml.validateRedirectAsync({ SAMLRequest: "not read" }, query.replace("%3F", "?"), undefined).catch((error) => error);
    equal(found.code, "ERR_SIGNATURE_INVALID", "another query than the one that was signed");
    const { profile, loggedOut, logout } = await saml.validateRedirectAsync({}, query);
    equal(loggedOut, true);
    equal(profile, { ID: logout.id, issuer: connection.idp.entityId, nameID: USER.nameID, nameIDFormat: EMAIL, sessionIndex: "_s1" });
    equal(logout.sessionIndexes, ["_s1", "_s2"]);
    equal((await refused(saml.validateRedirectAsync({}, query), SamlError)).code, "ERR_REPLAYED");
    for (const [request, success, expected] of [[profile, true, true], [{ ID: profile.ID }, false, false], [profile, undefined, true]]) {
      const url = await saml.getLogoutResponseUrlAsync(request, "x".repeat(100), {}, success);
      ok(url.startsWith("https://idp.example.com/slo?SAMLResponse=") && url.endsWith("&x=y"), url);
      const other = await library.verifyLogout(url, asIdp(context), { store: library.memoryStore(), inResponseTo: profile.ID });
      equal([other.success, other.relayState, other.statusCode], [expected, "x".repeat(100), expected ? "Success" : "UnknownPrincipal"]);
    }
    const called = await new Promise((resolve) => saml.getLogoutResponseUrl(profile, "", {}, true, (...answer) => resolve(answer)));
    equal([called[0], called[1].startsWith("https://idp.example.com/slo?SAMLResponse=")], [null, true]);
    const [error] = await new Promise((resolve) => saml.getLogoutResponseUrl({}, "", {}, true, (...answer) => resolve(answer)));
    ok(error instanceof TypeError && error.message.includes("samlLogoutRequest.ID"), String(error));
  },

  async "compat logout: a request of the IdP by HTTP-POST"(context) {
    const { library, keys, SamlError } = context;
    const saml = signer(context);
    const login = { nameId: USER.nameID, nameIdFormat: EMAIL, nameQualifier: null, spNameQualifier: null, sessionIndex: "_s1" };
    const sent = await library.createLogout(asIdp(context, "post"), login, { sign: keys.idp });
    const form = formIn(await sent.toResponse().text());
    const { profile, loggedOut } = await saml.validatePostRequestAsync(form);
    equal([profile.ID, profile.nameID, profile.sessionIndex, loggedOut], [sent.id, USER.nameID, "_s1", true]);
    equal((await refused(saml.validatePostRequestAsync(form), SamlError)).code, "ERR_REPLAYED");
    const altered = { SAMLRequest: btoa(atob(form.SAMLRequest).replace("jane.doe", "john.doe")) };
    equal((await refused(saml.validatePostRequestAsync(altered), SamlError)).code, "ERR_DIGEST_MISMATCH");
  },

  async "compat logout: with a secret the answer has to come from the browser that asked"(context) {
    const { idp, library, SamlError } = context;
    const saml = signer(context, { secret: SECRET });
    const browser = new Jar();
    const { id } = await library.verifyLogout(await saml.getLogoutUrlAsync(USER, "", browser), asIdp(context), { store: library.memoryStore(), inResponseTo: null });
    const answer = () => idp.logoutQuery("LogoutResponse", status("Success"), { inResponseTo: id });
    equal((await refused(saml.validateRedirectAsync({}, await answer(), { cookies: null }), SamlError)).rule, "B07");
    equal((await saml.validateRedirectAsync({}, await answer(), browser)).loggedOut, true);
    ok(/^__Host-saml-out-[0-9a-f]{24}=done$/.test(browser.cookies), browser.cookies);
    const error = await refused(saml.getLogoutUrlAsync(USER, ""), TypeError);
    ok(error.message.includes("setCookies is missing"), error.message);
  },

  async "compat logout: what cannot work is the caller's mistake"(context) {
    const { make, keys, idp } = context;
    const query = await idp.logoutQuery("LogoutRequest", idp.nameId());
    const saml = signer(context);
    for (const [run, sentence] of [
      [() => make().getLogoutUrlAsync(USER), "options.privateKey is missing"],
      [() => make().getLogoutResponseUrlAsync({ ID: "_1" }), "options.privateKey is missing"],
      [() => saml.getLogoutUrlAsync({}), "user.nameID is missing"],
      [() => saml.getLogoutUrlAsync(undefined), "user.nameID is missing"],
      [() => saml.getLogoutResponseUrlAsync(null), "samlLogoutRequest.ID is missing"],
      [() => saml.validateRedirectAsync({}, undefined), "originalQuery is missing"],
      [() => make({ privateKey: keys.sp, logoutCallbackUrl: undefined }).validateRedirectAsync({}, query), "options.logoutCallbackUrl is missing"],
    ]) {
      const error = await refused(run(), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
    // As in node-saml, logout goes to entryPoint where nothing else is said.
    ok((await signer(context, { logoutUrl: undefined, entryPoint: "https://idp.example.com/all" }).getLogoutUrlAsync(USER)).startsWith("https://idp.example.com/all?"), "logoutUrl");
  },
};
