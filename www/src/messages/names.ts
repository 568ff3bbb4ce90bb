// The identifiers of SAML, and what they mean in words.

export const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
export const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
export const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
export const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
export const SHIBBOLETH_METADATA = "urn:mace:shibboleth:metadata:1.0";

export const ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
export const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
export const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

/** Core 8.3. */
const FORMATS: Words = {
  [UNSPECIFIED]: "any format: the identity provider chooses",
  [EMAIL]: "an e-mail address",
  "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName": "the subject of a certificate",
  "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName": "a Windows domain and user name",
  "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos": "a Kerberos principal",
  [ENTITY]: "the name of a system, not of a person",
  [PERSISTENT]: "a pseudonym that stays the same for this application",
  [TRANSIENT]: "a name made up for this session only",
  "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted": "an encrypted name",
};

/** "NameIDPolicy" in Microsoft's "Single sign-on SAML protocol": any other value results in an error. */
export const FORMATS_OF_ENTRA = [PERSISTENT, EMAIL, UNSPECIFIED, TRANSIENT];

export const HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
export const HTTP_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
export const HTTP_ARTIFACT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact";

const BINDINGS: Words = {
  [HTTP_POST]: "HTTP-POST",
  "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST-SimpleSign": "HTTP-POST-SimpleSign",
  [HTTP_REDIRECT]: "HTTP-Redirect",
  [HTTP_ARTIFACT]: "HTTP-Artifact",
  "urn:oasis:names:tc:SAML:2.0:bindings:SOAP": "SOAP",
  "urn:oasis:names:tc:SAML:2.0:bindings:PAOS": "PAOS",
};

const CONTEXT = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
export const UNSPECIFIED_CONTEXT = `${CONTEXT}unspecified`;

/** SAML authentication context 3.4. */
const CONTEXTS: Words = {
  [`${CONTEXT}Password`]: "a password",
  [`${CONTEXT}PasswordProtectedTransport`]: "a password over TLS",
  [`${CONTEXT}X509`]: "a certificate",
  [`${CONTEXT}TLSClient`]: "a certificate in TLS",
  [`${CONTEXT}Kerberos`]: "Kerberos",
  [`${CONTEXT}PreviousSession`]: "an earlier session",
  [`${CONTEXT}SmartcardPKI`]: "a smart card",
  [`${CONTEXT}TimeSyncToken`]: "a token that shows a code",
  [UNSPECIFIED_CONTEXT]: "any way",
  "urn:federation:authentication:windows": "integrated Windows authentication",
  "http://schemas.microsoft.com/claims/multipleauthn": "several factors",
  "https://refeds.org/profile/mfa": "several factors",
  "https://refeds.org/profile/sfa": "one factor",
};

/** Core 3.3.2.2.1. */
export const COMPARISONS: Words = {
  exact: "one of these, and no other",
  minimum: "at least as strong as one of these",
  better: "stronger than each of these",
  maximum: "as strong as possible, and not stronger than one of these",
};

/** Core 3.2.2.2, without prefix. */
const STATUS: Words = {
  Success: "it was done",
  Requester: "the request was at fault",
  Responder: "whoever answers could not do it",
  VersionMismatch: "the version of the request is not supported",
  AuthnFailed: "the user could not be authenticated",
  InvalidNameIDPolicy: "the NameIDPolicy of the request cannot be met",
  NoAuthnContext: "the RequestedAuthnContext cannot be met",
  NoPassive: "the user would have to be shown something, and IsPassive forbids it",
  PartialLogout: "somewhere the user is still signed in",
  RequestDenied: "it was refused",
  RequestUnsupported: "requests of this kind are not supported",
  UnknownPrincipal: "the user is not known",
};

const REASONS: Words = {
  "urn:oasis:names:tc:SAML:2.0:logout:user": "the user wants it",
  "urn:oasis:names:tc:SAML:2.0:logout:admin": "an administrator wants it",
};

type Words = Readonly<Record<string, string>>;

/** Names come from messages: only own members are words of ours. */
const wordOf = (words: Words) => (name: string | null): string | undefined => (name !== null && Object.hasOwn(words, name) ? words[name] : undefined);

export const formatWord = wordOf(FORMATS);
export const bindingWord = wordOf(BINDINGS);
export const contextWord = wordOf(CONTEXTS);
export const comparisonWord = wordOf(COMPARISONS);
export const reasonWord = wordOf(REASONS);
export const statusWord = (code: string | null) => wordOf(STATUS)(code?.startsWith(STATUS_PREFIX) === true ? code.slice(STATUS_PREFIX.length) : null);

const STATUS_PREFIX = "urn:oasis:names:tc:SAML:2.0:status:";
