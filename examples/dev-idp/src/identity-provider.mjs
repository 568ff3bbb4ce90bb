// What an identity provider says: Responses, logout messages and its metadata. Needs WebCrypto and nothing else, so that it runs wherever the tests do.
import { encryptedAssertion } from "./encryption.mjs";
import { BASIC, BEARER, EMAIL, HTTP_POST, HTTP_REDIRECT, PASSWORD, PERSISTENT, RSA_SHA256, SAMLP, STATUS, TRANSIENT, UNSPECIFIED } from "./names.mjs";
import { base64, deflate, utf8 } from "./octets.mjs";
import { generateKeys, keyInfo, sign, signed } from "./signature.mjs";
import { element, write } from "./xml.mjs";

/** @import { Signer } from "./signature.mjs" */
/** @import { Element } from "./xml.mjs" */

/** @typedef {{ entityId: string, signer: Signer }} IdentityProvider */
/** @typedef {{ entityId: string, acsUrl: string }} ServiceProvider */
/** @typedef {{ value: string, format: string }} NameId */
/** @typedef {"assertion" | "response" | "both" | "nothing"} Signs */
/** @typedef {keyof typeof FAULTS} Fault */

/**
 * @typedef {object} SignIn What a Response says.
 * @property {string | undefined} [inResponseTo]
 * @property {number} [now]
 * @property {string} [nameId]
 * @property {string} [nameIdFormat]
 * @property {number} [authnInstant]
 * @property {string} [classRef]
 * @property {string} [sessionIndex]
 * @property {readonly (readonly string[])[]} [attributes] A list for each: its name and its values.
 * @property {Signs} [signs]
 * @property {BufferSource | undefined} [encryptFor] SubjectPublicKeyInfo.
 * @property {Fault} [fault]
 * @property {Signer | undefined} [stranger] Who signs where the fault is another key; left out, somebody without a certificate.
 */

/** The Response that signs somebody in, as XML. @param {IdentityProvider} idp @param {ServiceProvider} sp @param {SignIn} [signIn] */
export async function response(idp, sp, signIn = {}) {
  const plan = await FAULTS[signIn.fault ?? "none"]({
    now: Date.now(),
    nameId: "jane.doe@example.com",
    nameIdFormat: EMAIL,
    classRef: PASSWORD,
    sessionIndex: "_s1",
    attributes: [],
    signs: "assertion",
    encryptFor: undefined,
    stranger: undefined,
    ...signIn,
    inResponseTo: signIn.inResponseTo,
    authnInstant: signIn.authnInstant ?? (signIn.now ?? Date.now()) - 1000,
    issuer: idp.entityId,
    signer: idp.signer,
    audience: sp.entityId,
    recipient: sp.acsUrl,
    isAltered: false,
  });
  const signsAssertion = plan.signs === "assertion" || plan.signs === "both";
  const signsResponse = plan.signs === "response" || plan.signs === "both";
  const assertion = signsAssertion ? await signed(assertionOf(plan), plan.signer) : assertionOf(plan);
  // Where the Response has no signature, what is altered has to be inside.
  const altersInside = plan.isAltered && plan.encryptFor !== undefined && !signsResponse;
  const stated = plan.encryptFor === undefined ? assertion : await encryptedAssertion(write(altersInside ? altered(assertion) : assertion), plan.encryptFor);
  const unsigned = envelope("samlp:Response", { issuer: plan.issuer, destination: sp.acsUrl, inResponseTo: plan.inResponseTo, now: plan.now }, status(["Success"]), stated);
  const message = signsResponse ? await signed(unsigned, plan.signer) : unsigned;
  return write(plan.isAltered && !altersInside ? altered(message) : message);
}

/**
 * @typedef {Required<Omit<SignIn, "fault" | "encryptFor" | "inResponseTo" | "stranger">> & { inResponseTo: string | undefined, encryptFor: BufferSource | undefined,
 *   stranger: Signer | undefined, issuer: string, signer: Signer, audience: string, recipient: string, isAltered: boolean }} Plan
 */

/** What is wrong with a Response, on purpose. Everything else about it is as it should be. */
export const FAULTS = {
  none: (/** @type {Plan} */ plan) => plan,
  "wrong-audience": (/** @type {Plan} */ plan) => ({ ...plan, audience: "https://other.example/audience" }),
  expired: (/** @type {Plan} */ plan) => ({ ...plan, now: plan.now - HOUR, authnInstant: plan.authnInstant - HOUR }),
  "wrong-recipient": (/** @type {Plan} */ plan) => ({ ...plan, recipient: "https://other.example/acs" }),
  altered: (/** @type {Plan} */ plan) => ({ ...plan, isAltered: true }),
  "other-key": async (/** @type {Plan} */ plan) => ({ ...plan, signer: plan.stranger ?? { key: (await generateKeys()).privateKey } }),
  unsigned: (/** @type {Plan} */ plan) => ({ ...plan, signs: /** @type {Signs} */ ("nothing") }),
  unsolicited: (/** @type {Plan} */ plan) => ({ ...plan, inResponseTo: undefined }),
};

/** @param {Plan} plan */
function assertionOf(plan) {
  const until = instant(plan.now + 300_000);
  const confirmation = { InResponseTo: plan.inResponseTo, NotOnOrAfter: until, Recipient: plan.recipient };
  return element(
    "saml:Assertion",
    { ID: newId(), IssueInstant: instant(plan.now), Version: "2.0" },
    element("saml:Issuer", {}, plan.issuer),
    element(
      "saml:Subject",
      {},
      nameIdElement({ value: plan.nameId, format: plan.nameIdFormat }),
      element("saml:SubjectConfirmation", { Method: BEARER }, element("saml:SubjectConfirmationData", confirmation)),
    ),
    element(
      "saml:Conditions",
      { NotBefore: instant(plan.now - 60_000), NotOnOrAfter: until },
      element("saml:AudienceRestriction", {}, element("saml:Audience", {}, plan.audience)),
    ),
    element(
      "saml:AuthnStatement",
      { AuthnInstant: instant(plan.authnInstant), SessionIndex: plan.sessionIndex },
      element("saml:AuthnContext", {}, element("saml:AuthnContextClassRef", {}, plan.classRef)),
    ),
    plan.attributes.length === 0 ? undefined : element("saml:AttributeStatement", {}, plan.attributes.map(attribute)),
  );
}

/** @param {readonly string[]} attribute */
const attribute = ([name, ...values]) =>
  element("saml:Attribute", { Name: name, NameFormat: BASIC }, values.map((value) => element("saml:AttributeValue", {}, value)));

/** Somebody else's name; where that is encrypted, a consent that nobody gave. @param {Element} message */
function altered(message) {
  const renamed = mapped(message, (part) => (part.name === "saml:NameID" ? { ...part, content: ["altered-", ...part.content] } : part));
  if (write(renamed) !== write(message)) return renamed;
  return { ...message, attributes: { ...message.attributes, Consent: "urn:oasis:names:tc:SAML:2.0:consent:obtained" } };
}

/** @param {Element} root @param {(part: Element) => Element} change @returns {Element} */
const mapped = (root, change) => change({ ...root, content: root.content.map((part) => (typeof part === "string" ? part : mapped(part, change))) });

/**
 * A signed Response that signs nobody in.
 * @param {IdentityProvider} idp @param {ServiceProvider} sp @param {{ inResponseTo?: string | undefined, codes: readonly string[], message?: string | undefined }} refusal
 */
export async function refusal(idp, sp, { inResponseTo, codes, message }) {
  const unsigned = envelope("samlp:Response", { issuer: idp.entityId, destination: sp.acsUrl, inResponseTo }, status(codes, message));
  return write(await signed(unsigned, idp.signer));
}

/** @param {IdentityProvider} idp @param {string} destination @param {NameId} nameId @param {string} sessionIndex */
export function logoutRequest(idp, destination, nameId, sessionIndex) {
  return envelope("samlp:LogoutRequest", { issuer: idp.entityId, destination }, nameIdElement(nameId), element("samlp:SessionIndex", {}, sessionIndex));
}

/** @param {IdentityProvider} idp @param {string} destination @param {{ inResponseTo: string, codes: readonly string[], message?: string | undefined }} answer */
export function logoutResponse(idp, destination, { inResponseTo, codes, message }) {
  return envelope("samlp:LogoutResponse", { issuer: idp.entityId, destination, inResponseTo }, status(codes, message));
}

/** @param {string} name @param {{ issuer: string, destination: string, inResponseTo?: string | undefined, now?: number }} message @param {(Element | undefined)[]} content */
function envelope(name, { issuer, destination, inResponseTo, now = Date.now() }, ...content) {
  const attributes = { Destination: destination, ID: newId(), InResponseTo: inResponseTo, IssueInstant: instant(now), Version: "2.0" };
  return element(name, attributes, element("saml:Issuer", {}, issuer), ...content);
}

/** The codes from the outside in. @param {readonly string[]} codes @param {string} [message] */
const status = (codes, message) =>
  element("samlp:Status", {}, statusCode(codes), message === undefined ? undefined : element("samlp:StatusMessage", {}, message));

/** @param {readonly string[]} codes @returns {Element | undefined} */
const statusCode = ([code, ...inner]) => (code === undefined ? undefined : element("samlp:StatusCode", { Value: STATUS + code }, statusCode(inner)));

/** @param {NameId} nameId */
export const nameIdElement = ({ value, format }) => element("saml:NameID", { Format: format }, value);

/**
 * @typedef {object} Outgoing A message on its way through the browser.
 * @property {"SAMLRequest" | "SAMLResponse"} parameter
 * @property {Element} message
 * @property {string | undefined} relayState
 */

/** By HTTP-Redirect: the address to go to (bindings 3.4.4). @param {IdentityProvider} idp @param {Outgoing} outgoing */
export async function redirectUrl(idp, { parameter, message, relayState }) {
  const url = new URL(`${message.attributes["Destination"]}`);
  const query = await signedQuery(idp.signer, parameter, await deflate(write(message)), relayState);
  url.search = url.search === "" ? query : `${url.search.slice(1)}&${query}`;
  return url.href;
}

/** @param {Signer} signer @param {Outgoing["parameter"]} parameter @param {Uint8Array} deflated @param {string} [relayState] */
export async function signedQuery(signer, parameter, deflated, relayState) {
  const state = relayState === undefined ? "" : `&RelayState=${encodeParameter(relayState)}`;
  const query = `${parameter}=${encodeParameter(base64(deflated))}${state}&SigAlg=${encodeParameter(RSA_SHA256)}`;
  return `${query}&Signature=${encodeParameter(await sign(query, signer.key))}`;
}

/** URL parsers escape the apostrophe, and what arrives has to be what was signed. @param {string} value */
const encodeParameter = (value) => encodeURIComponent(value).replaceAll("'", "%27");

/** By HTTP-POST: the fields of the form (bindings 3.5.4). @param {IdentityProvider} idp @param {Outgoing} outgoing @returns {Promise<[string, string][]>} */
export async function formFields(idp, { parameter, message, relayState }) {
  const value = base64(utf8(write(await signed(message, idp.signer))));
  return relayState === undefined ? [[parameter, value]] : [[parameter, value], ["RelayState", relayState]];
}

/** @param {{ entityId: string, certificates: readonly string[], ssoUrl: string, sloUrl: string }} idp */
export function metadata({ entityId, certificates, ssoUrl, sloUrl }) {
  /** @param {string} name @param {string} location */
  const endpoints = (name, location) => [HTTP_REDIRECT, HTTP_POST].map((binding) => element(name, { Binding: binding, Location: location }));
  const descriptor = element(
    "md:IDPSSODescriptor",
    { WantAuthnRequestsSigned: "false", protocolSupportEnumeration: SAMLP },
    certificates.map((certificate) => element("md:KeyDescriptor", { use: "signing" }, keyInfo(certificate))),
    endpoints("md:SingleLogoutService", sloUrl),
    NAME_ID_FORMATS.map((format) => element("md:NameIDFormat", {}, format)),
    endpoints("md:SingleSignOnService", ssoUrl),
  );
  return write(element("md:EntityDescriptor", { entityID: entityId }, descriptor));
}

/** The first is the default. */
export const NAME_ID_FORMATS = [EMAIL, UNSPECIFIED, PERSISTENT, TRANSIENT];

export const newId = () => `_${crypto.randomUUID()}`;

/** @param {number} milliseconds */
const instant = (milliseconds) => new Date(milliseconds).toISOString();

const HOUR = 3_600_000;
