// For each refusal: where it is mended. The record has every code, so that a new one fails the build until it is decided.
import type { Refusal } from "../library.js";
import type { Topic } from "./advice.js";
import type { Wording } from "./rules.js";

export type Code = Refusal["code"];

/** Why nothing at an identity provider mends a refusal. */
export type Reason = "altered" | "application" | "attack" | "custom" | "transport" | "user" | "vendor";

export type Decision = Topic | `nothing: ${Reason}`;

export const REASONS: Readonly<Record<Reason, string>> = {
  altered: "There is nothing to configure at the identity provider, and its certificate is not the cause: the message was altered after it was signed. Look for what reformats, decodes or rewrites it on its way, such as a proxy, a log or a copy. If nothing does, it was forged.",
  application: "There is nothing to configure at the identity provider: the cause is in the application or its settings.",
  attack: "There is nothing to configure at the identity provider: no identity provider sends this.",
  custom: "No page of an identity provider was found that names a setting for this. Look for what was added to its answers, such as a rule, a script or a template.",
  transport: "There is nothing to configure at the identity provider: something on the way altered, cut or misdirected the message.",
  user: "There is nothing to configure at the identity provider: the user starts again.",
  vendor: "There is nothing to configure at the identity provider: it makes messages that SAML does not allow, which only its vendor can mend.",
};

/** Null where the refusal is mended elsewhere, or nowhere. */
export function topicOf(refusal: Pick<Refusal, "code" | "rule" | "found" | "expected">): Topic | null {
  const decision = decisionOn(refusal);
  return isTopic(decision) ? decision : null;
}

/** What has to be set. What is expected of a status or as the root of a message is no setting. */
export const valueOf = ({ code, expected }: Pick<Refusal, "code" | "expected">): string | undefined => (code === "ERR_STATUS" || code === "ERR_UNEXPECTED_ROOT" ? undefined : expected);

export function decisionOn({ code, rule, found, expected }: Pick<Refusal, "code" | "rule" | "found" | "expected">): Decision {
  if (code === "ERR_STATUS") return statusDecision(found ?? "");
  if (code === "ERR_UNEXPECTED_ROOT") return rootDecision(expected ?? "");
  if (rule.startsWith("M")) return ofMetadata(code);
  if (rule.startsWith("L")) return ofLogout(code);
  return DECISIONS[code];
}

export const isTopic = (decision: Decision): decision is Topic => !decision.startsWith("nothing: ");

export const reasonOf = (decision: Decision): Reason | null => REASON_NAMES.find((reason) => decision === `nothing: ${reason}`) ?? null;

/** The core says the last part of the status code, and after a colon what the IdP said. */
function statusDecision(found: string): Decision {
  const [status = ""] = found.split(":", 1);
  return (Object.hasOwn(OF_STATUS, status) ? OF_STATUS[status] : undefined) ?? DECISIONS.ERR_STATUS;
}

/** The core says which root it expected: of metadata, of a logout, or of a login. */
function rootDecision(expected: string): Decision {
  if (expected.startsWith("Entit")) return "metadata";
  return expected.includes("Logout") ? "logoutUrl" : DECISIONS.ERR_UNEXPECTED_ROOT;
}

function ofMetadata(code: Code): Decision {
  return code === "ERR_SIGNATURE_INVALID" || code === "ERR_UNKNOWN_KEY" || code === "ERR_TOO_LARGE" ? "nothing: application" : DECISIONS[code];
}

function ofLogout(code: Code): Decision {
  return code === "ERR_DESTINATION_MISMATCH" || code === "ERR_DESTINATION_MISSING" ? "logoutUrl" : DECISIONS[code];
}

/** What a message would say. Of a status the name of the wording says which one it is. */
export function sayingOf({ name, expected }: Pick<Wording, "name" | "expected">): { found?: string; expected?: string } {
  if (name === "UnexpectedLogoutRoot") return { expected: "LogoutRequest" };
  const status = name.replace("StatusNotSuccess.", "");
  if (status === name) return expected === undefined ? {} : { expected };
  return { found: Object.keys(OF_STATUS).find((known) => known.toLowerCase() === status.toLowerCase()) ?? status };
}

/** Core 3.2.2.2. */
export const OF_STATUS: Readonly<Record<string, Decision>> = {
  AuthnFailed: "log",
  InvalidNameIDPolicy: "nameIdFormat",
  NoAuthnContext: "authnContext",
  NoAvailableIDP: "log",
  NoPassive: "nothing: user",
  NoSupportedIDP: "log",
  ProxyCountExceeded: "log",
  RequestDenied: "assignment",
  RequestUnsupported: "signedRequests",
  RequestVersionDeprecated: "protocol",
  RequestVersionTooHigh: "protocol",
  RequestVersionTooLow: "protocol",
  UnknownPrincipal: "assignment",
  UnsupportedBinding: "log",
  VersionMismatch: "protocol",
};

export const DECISIONS: Readonly<Record<Code, Decision>> = {
  ERR_ASSERTION_MISSING: "log",
  ERR_ASSERTION_NOT_SIGNED: "signAssertion",
  ERR_ATTRIBUTE_MISSING: "attributes",
  ERR_AUDIENCE_MISMATCH: "audience",
  ERR_AUDIENCE_MISSING: "audience",
  ERR_AUTHN_CONTEXT_MISMATCH: "authnContext",
  ERR_AUTHN_CONTEXT_MISSING: "nothing: vendor",
  ERR_AUTHN_STATEMENT_MISSING: "authnStatement",
  ERR_AUTHN_TOO_OLD: "forceAuthn",
  ERR_BASE64: "nothing: transport",
  ERR_BASE_ID: "nameId",
  ERR_BEARER_MISSING: "protocol",
  ERR_CANONICALIZATION_FAILED: "nothing: attack",
  ERR_CANONICALIZATION_FORBIDDEN: "canonicalisation",
  ERR_CBC_NOT_AUTHENTICATED: "encryptionAlgorithm",
  ERR_CERTIFICATE_NOT_VALID: "certificateExpired",
  ERR_CHARACTER_FORBIDDEN: "nothing: transport",
  ERR_CIPHER_REFERENCE: "nothing: attack",
  ERR_CONDITIONS_MISSING: "protocol",
  ERR_CONDITION_REPEATED: "nothing: vendor",
  ERR_CONDITION_UNKNOWN: "nothing: custom",
  ERR_CONFIRMATION_DATA_MISSING: "nothing: vendor",
  ERR_CONFIRMATION_NOT_BEFORE: "nothing: vendor",
  ERR_DECRYPTION_FAILED: "encryptionCertificate",
  ERR_DECRYPTION_KEY_MISSING: "encryptionCertificate",
  ERR_DECRYPTION_KEY_UNKNOWN: "encryptionCertificate",
  ERR_DESTINATION_MISMATCH: "acsUrl",
  ERR_DESTINATION_MISSING: "acsUrl",
  ERR_DIGEST_ALGORITHM_FORBIDDEN: "signatureAlgorithm",
  ERR_DIGEST_MISMATCH: "nothing: altered",
  ERR_DOCTYPE: "nothing: attack",
  ERR_DUPLICATE_ID: "nothing: attack",
  ERR_EMAIL_DOMAIN_NOT_ALLOWED: "nameId",
  ERR_EMAIL_MALFORMED: "nameId",
  ERR_ENCODING: "nothing: vendor",
  ERR_ENCRYPTION_ALGORITHM_FORBIDDEN: "encryptionAlgorithm",
  ERR_ENCRYPTION_MALFORMED: "nothing: attack",
  ERR_ENCRYPTION_REQUIRED: "encryptAssertion",
  ERR_EXPIRED: "clock",
  ERR_FORM_PARAMETER: "nothing: transport",
  ERR_ID_INVALID: "nothing: vendor",
  ERR_ID_MISSING: "nothing: vendor",
  ERR_INFLATE: "nothing: transport",
  ERR_INTERNAL: "nothing: application",
  ERR_IN_RESPONSE_TO_MISMATCH: "nothing: user",
  ERR_IN_RESPONSE_TO_MISSING: "idpInitiated",
  ERR_ISSUED_IN_FUTURE: "clock",
  ERR_ISSUERS_DIFFER: "nothing: attack",
  ERR_ISSUER_FORMAT: "nothing: vendor",
  ERR_ISSUER_MISMATCH: "issuer",
  ERR_KEY_TRANSPORT_FORBIDDEN: "keyTransport",
  ERR_KEY_TYPE_MISMATCH: "signingCertificate",
  ERR_LIFETIME_TOO_LONG: "lifetime",
  ERR_LIMIT: "nothing: attack",
  ERR_LOGOUT_NOT_SIGNED: "signLogout",
  ERR_LOGOUT_TOO_OLD: "clock",
  ERR_MARKUP_IN_VALUE: "nothing: attack",
  ERR_METADATA_BOOLEAN: "nothing: vendor",
  ERR_METADATA_DURATION: "nothing: vendor",
  ERR_METADATA_ENTITIES: "nothing: application",
  ERR_METADATA_ENTITY_ID: "nothing: vendor",
  ERR_METADATA_ENTITY_MISSING: "metadata",
  ERR_METADATA_ENTITY_REPEATED: "nothing: vendor",
  ERR_METADATA_EXPIRED: "metadata",
  ERR_METADATA_IDP_MISSING: "metadata",
  ERR_METADATA_KEY_MISSING: "certificateExpired",
  ERR_METADATA_NOT_SIGNED: "nothing: application",
  ERR_METADATA_PROTOCOL: "protocol",
  ERR_METADATA_SERVICE_PROVIDER: "metadata",
  ERR_METADATA_SSO_MISSING: "metadata",
  ERR_METADATA_VALID_TOO_LONG: "nothing: application",
  ERR_METADATA_VALID_UNTIL_MISSING: "nothing: application",
  ERR_MISPLACED_ASSERTION: "nothing: attack",
  ERR_MULTIPLE_ASSERTIONS: "nothing: attack",
  ERR_NAME_ID_EMPTY: "nameId",
  ERR_NAME_ID_FORMAT_MISMATCH: "nameIdFormat",
  ERR_NAME_ID_MISSING: "nameId",
  ERR_NAME_ID_TOO_LONG: "nameId",
  ERR_NAME_ID_WHITE_SPACE: "nameId",
  ERR_NOTHING_SIGNED: "signAnything",
  ERR_NOT_UTF8: "nothing: transport",
  ERR_NOT_WELL_FORMED: "nothing: transport",
  ERR_NOT_YET_VALID: "clock",
  ERR_PLAINTEXT: "nothing: attack",
  ERR_QUALIFIER_MISMATCH: "nothing: custom",
  ERR_RECIPIENT_MISMATCH: "acsUrl",
  ERR_RECIPIENT_MISSING: "acsUrl",
  ERR_REDIRECT: "nothing: transport",
  ERR_REFERENCE_COUNT: "nothing: attack",
  ERR_REFERENCE_URI: "nothing: attack",
  ERR_RELAY_STATE: "relayState",
  ERR_REPLAYED: "nothing: user",
  ERR_REQUEST_EXPIRED: "nothing: user",
  ERR_REQUEST_OF_OTHER_BROWSER: "nothing: user",
  ERR_RESPONSE_NOT_SIGNED: "signResponse",
  ERR_RESPONSE_TOO_OLD: "clock",
  ERR_RETURN_ADDRESS: "nothing: application",
  ERR_SCHEMA: "nothing: vendor",
  ERR_SCOPE_NOT_ALLOWED: "nothing: application",
  ERR_SESSION_ENDED: "session",
  ERR_SHA1_FORBIDDEN: "signatureAlgorithm",
  ERR_SIGNATURE_ALGORITHM_FORBIDDEN: "signatureAlgorithm",
  ERR_SIGNATURE_DUPLICATED: "nothing: attack",
  ERR_SIGNATURE_INVALID: "signingCertificate",
  ERR_SIGNATURE_MALFORMED: "nothing: attack",
  ERR_SIGNATURE_MISPLACED: "nothing: attack",
  ERR_STATUS: "log",
  ERR_STORE_UNAVAILABLE: "nothing: application",
  ERR_SUBJECT_ID_MALFORMED: "attributes",
  ERR_SUBJECT_MISSING: "protocol",
  ERR_TIME_INVALID: "nothing: vendor",
  ERR_TOO_LARGE: "fewerAttributes",
  ERR_TRANSFORM_FORBIDDEN: "nothing: attack",
  ERR_UNEXPECTED_ROOT: "protocol",
  ERR_UNKNOWN_KEY: "signingCertificate",
  ERR_UNSOLICITED: "idpInitiated",
  ERR_UNSOLICITED_CONVERT: "idpInitiated",
  ERR_VALUE_EMPTY: "nothing: vendor",
  ERR_VERSION: "protocol",
  ERR_WINDOW_IMPOSSIBLE: "nothing: vendor",
  ERR_WRONG_CONTENT_TYPE: "nothing: transport",
  ERR_WRONG_METHOD: "nothing: transport",
};

const REASON_NAMES = Object.keys(REASONS) as Reason[];
