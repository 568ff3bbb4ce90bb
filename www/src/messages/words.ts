// What the identifiers of SAML mean in words.
import { BINDING, CONTEXT, EMAIL, ENTITY, HTTP_ARTIFACT, HTTP_POST, HTTP_REDIRECT, PERSISTENT, STATUS, TRANSIENT, UNSPECIFIED, UNSPECIFIED_CONTEXT } from "../names.js";

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

const BINDINGS: Words = {
  [HTTP_POST]: "HTTP-POST",
  [`${BINDING}HTTP-POST-SimpleSign`]: "HTTP-POST-SimpleSign",
  [HTTP_REDIRECT]: "HTTP-Redirect",
  [HTTP_ARTIFACT]: "HTTP-Artifact",
  [`${BINDING}SOAP`]: "SOAP",
  [`${BINDING}PAOS`]: "PAOS",
};

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
const STATUSES: Words = {
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
export const statusWord = (code: string | null) => wordOf(STATUSES)(code?.startsWith(STATUS) === true ? code.slice(STATUS.length) : null);
