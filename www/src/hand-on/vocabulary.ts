// What is known of the vocabulary of SAML, and therefore what may stay. Whatever is not listed here is removed.
import { ASSERTION, DSIG, DSIG11, DSIG_MORE_2007, EXCLUSIVE, METADATA, PROTOCOL, XML, XMLENC, XMLENC11, XSI } from "../names.js";
import type { Kind } from "./kinds.js";

/** How a value is dealt with: kept where it has the form that its name promises, or removed as a kind. */
export type Treatment = "constant" | "entity" | "address" | "time" | "word" | "words" | "label" | "id" | "reference" | "namespace" | Kind;

export interface ElementRule {
  /** Of its text. Absent: other text. */
  readonly text?: Treatment;
  /** Nothing within is looked at: all of it is of that kind. */
  readonly whole?: Kind;
}

export const elementRule = (namespace: string | null, local: string): ElementRule => (namespace === null ? {} : (ELEMENTS[namespace]?.[local] ?? {}));

/** `element` is the one that has the attribute; without a prefix, an attribute is of its element's vocabulary. */
export function attributeRule(attribute: { namespace: string | null; local: string }, element: { namespace: string | null; local: string }): Treatment {
  if (attribute.namespace === XML) return attribute.local === "id" ? "id" : "word";
  if (attribute.namespace === XSI) return attribute.local === "schemaLocation" ? "text" : "word";
  if (attribute.namespace !== null || element.namespace === null || !(element.namespace in ELEMENTS)) return "text";
  if (attribute.local === "Value" && element.local !== "StatusCode") return "text";
  if (attribute.local === "Name" && element.local !== "Attribute" && element.local !== "RequestedAttribute") return "text";
  return Object.hasOwn(ATTRIBUTES, attribute.local) ? (ATTRIBUTES[attribute.local] ?? "text") : "text";
}

/** Whether a value is what its name promises. What is not is removed as other text. */
export function hasForm(value: string, treatment: Treatment): boolean {
  const form = FORMS[treatment];
  return form !== undefined && form.test(value.trim());
}

/** An `@` is in none: where a name is expected, addresses of people are a mistake that is made. */
const FORMS: { readonly [Name in Treatment]?: RegExp } = {
  constant: /^[A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*(?: [A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*)*$/,
  entity: /^[\x21-\x3f\x41-\x7e]{1,1024}$/,
  address: /^[A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*$/,
  certificate: /^[^@]*$/,
  ciphertext: /^[A-Za-z\d+/=\s]*$/,
  signature: /^[A-Za-z\d+/=\s]*$/,
  namespace: /^[\x21-\x3f\x41-\x7e]*$/,
  time: /^[-+:.TZ\dPYMDHS]{1,40}$/,
  word: /^[\p{L}\d_.-]{0,80}(:[\p{L}\d_.-]{1,80})?$/u,
  words: /^[\p{L}\d_.:# -]{0,400}$/u,
  label: /^[^@\p{Cc}\p{Default_Ignorable_Code_Point}]{1,300}$/u,
};

const certificate = { text: "certificate" } as const;
const entity = { text: "entity" } as const;
const constant = { text: "constant" } as const;
const word = { text: "word" } as const;

const ELEMENTS: Readonly<Record<string, Readonly<Record<string, ElementRule>>>> = {
  [ASSERTION]: {
    Issuer: entity,
    Audience: entity,
    AuthenticatingAuthority: entity,
    AuthnContextClassRef: constant,
    AuthnContextDeclRef: constant,
    AssertionIDRef: { text: "id" },
    AssertionURIRef: { text: "address" },
    NameID: { whole: "subject" },
    BaseID: { whole: "subject" },
    AttributeValue: { whole: "attribute" },
  },
  [PROTOCOL]: {
    SessionIndex: { text: "session" },
    RequesterID: entity,
    NewID: { text: "subject" },
  },
  [DSIG]: {
    DigestValue: { text: "signature" },
    SignatureValue: { text: "signature" },
    HMACOutputLength: word,
    X509Certificate: certificate,
    X509SubjectName: certificate,
    X509IssuerName: certificate,
    X509SerialNumber: certificate,
    X509SKI: certificate,
    X509CRL: certificate,
    KeyName: certificate,
    Modulus: certificate,
    Exponent: certificate,
    P: certificate,
    Q: certificate,
    G: certificate,
    Y: certificate,
  },
  [DSIG11]: { X509Digest: certificate, PublicKey: certificate, DEREncodedKeyValue: certificate },
  [XMLENC]: { CipherValue: { text: "ciphertext" }, KeySize: word },
  [XMLENC11]: {},
  [EXCLUSIVE]: {},
  [DSIG_MORE_2007]: { SaltLength: word, TrailerField: word },
  [METADATA]: { NameIDFormat: constant },
};

const ATTRIBUTES: Readonly<Record<string, Treatment>> = {
  ID: "id",
  Id: "id",
  InResponseTo: "id",
  URI: "reference",
  IssueInstant: "time",
  NotBefore: "time",
  NotOnOrAfter: "time",
  AuthnInstant: "time",
  SessionNotOnOrAfter: "time",
  validUntil: "time",
  cacheDuration: "time",
  Version: "word",
  Count: "word",
  Comparison: "word",
  Decision: "word",
  ForceAuthn: "word",
  IsPassive: "word",
  AllowCreate: "word",
  AssertionConsumerServiceIndex: "word",
  AttributeConsumingServiceIndex: "word",
  AuthnRequestsSigned: "word",
  WantAssertionsSigned: "word",
  WantAuthnRequestsSigned: "word",
  index: "word",
  isDefault: "word",
  isRequired: "word",
  use: "word",
  PrefixList: "words",
  Algorithm: "constant",
  Binding: "constant",
  Consent: "constant",
  Encoding: "constant",
  Format: "constant",
  Method: "constant",
  NameFormat: "constant",
  Namespace: "constant",
  ProtocolBinding: "constant",
  Reason: "constant",
  Type: "constant",
  Value: "constant",
  protocolSupportEnumeration: "constant",
  Name: "label",
  FriendlyName: "label",
  AssertionConsumerServiceURL: "address",
  Destination: "address",
  Location: "address",
  Recipient: "address",
  ResponseLocation: "address",
  NameQualifier: "entity",
  SPNameQualifier: "entity",
  affiliationOwnerID: "entity",
  entityID: "entity",
  SPProvidedID: "subject",
  SessionIndex: "session",
  Address: "network",
  DNSName: "network",
};
