// What is known of the vocabulary of SAML, and therefore what may stay. Whatever is not listed here is removed.
import { ASSERTION, DSIG, DSIG11, DSIG_MORE_2007, EXCLUSIVE, METADATA, PROTOCOL, XML, XMLENC, XMLENC11, XSI } from "../names.js";
import { unescaped } from "../xml-text.js";
import type { Kind } from "./kinds.js";

/** How a value is dealt with: kept where it has the form that its name promises, or removed as a kind. */
export type Treatment = "constant" | "entity" | "qualifier" | "address" | "time" | "word" | "type" | "language" | "prefixes" | "label" | "id" | "reference" | "namespace" | "serial" | Kind;

export interface ElementRule {
  /** Of its text. Absent: other text. */
  readonly text?: Treatment;
  /** Nothing within is looked at: all of it is of that kind. */
  readonly whole?: Kind;
}

export const elementRule = (namespace: string | null, local: string): ElementRule => (namespace === null ? {} : (ELEMENTS[namespace]?.[local] ?? {}));

/** `element` is the one that has the attribute; without a prefix, an attribute is of its element's vocabulary. */
export function attributeRule(attribute: { namespace: string | null; local: string }, element: { namespace: string | null; local: string }): Treatment {
  if (attribute.namespace === XML) return XML_ATTRIBUTES.get(attribute.local) ?? "text";
  if (attribute.namespace === XSI) return XSI_ATTRIBUTES.get(attribute.local) ?? "text";
  if (attribute.namespace !== null || element.namespace === null || !(element.namespace in ELEMENTS)) return "text";
  if (attribute.local === "Value" && element.local !== "StatusCode") return "text";
  if (attribute.local === "Name" && element.local !== "Attribute" && element.local !== "RequestedAttribute") return "text";
  return Object.hasOwn(ATTRIBUTES, attribute.local) ? (ATTRIBUTES[attribute.local] ?? "text") : "text";
}

/** Whether a value is what its name promises. What is not is removed as other text. */
export function hasForm(value: string, treatment: Treatment): boolean {
  const form = FORMS[treatment];
  const bare = value.trim();
  // In what is encoded, no address is looked for: it is removed by what it is.
  if (IS_BASE64.has(treatment)) return isBase64(bare);
  return form !== undefined && form.test(bare) && !hasAtSign(bare) && !(IS_URI.has(treatment) && OF_PEOPLE.test(bare));
}

/** Where a name is expected, addresses of people are a mistake that is made: with `@`, with what looks like it, or with what stands for it in an encoding. */
export function hasAtSign(value: string): boolean {
  let text = value;
  for (let round = 0; round < ENCODED_TIMES; round += 1) {
    if (AT_SIGN.test(text) || AT_SIGN.test(text.normalize("NFKC"))) return true;
    const decoded = decodedOnce(text);
    if (decoded === text) return false;
    text = decoded;
  }
  // Encoded more often than anybody does by mistake.
  return true;
}

/** What decodes to no UTF-8 says so by a sign that is none of those looked for. */
const decodedOnce = (text: string) =>
  unescaped(text.replace(/(?:%[\da-f]{2})+/gi, (run) => new TextDecoder().decode(Uint8Array.from(run.match(/[\da-f]{2}/gi) ?? [], (digits) => parseInt(digits, 16)))))
    .replace(/\\u\{?0*40\}?|\\x40|=40/gi, "@");

/** Lines of one text, and no words with spaces between them. */
function isBase64(text: string): boolean {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => !/^-----(?:BEGIN|END) [A-Z ]{1,40}-----$/.test(line));
  const isFull = (line: string, at: number) => at === lines.length - 1 || line.length >= SHORTEST_LINE;
  return lines.every((line, at) => /^[A-Za-z\d+/]*={0,2}$/.test(line) && isFull(line, at)) && lines.reduce((length, line) => length + line.length, 0) % 4 === 0;
}

const SHORTEST_LINE = 40;
const ENCODED_TIMES = 5;
/** The sign, and circled letters and tags that look like it. What is wide or small of it is the same by compatibility. */
const AT_SIGN = /[@\u24b6\u24d0\u{e0040}]/u;
const IS_BASE64: ReadonlySet<Treatment> = new Set(["certificate", "ciphertext", "signature"]);
const IS_URI: ReadonlySet<Treatment> = new Set(["constant", "entity", "qualifier", "address", "namespace", "label"]);
/** Schemes whose addresses are those of people, or hold their data. */
const OF_PEOPLE = /^(?:mailto|tel|acct|sips?|xmpp|sms|im|callto|skype|ldaps?|data|javascript|vbscript):/i;

const FORMS: { readonly [Name in Treatment]?: RegExp } = {
  constant: /^[A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*(?: [A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*)*$/,
  // Domain and account are no entity, and neither is a number or an address of a network.
  entity: /^(?![\d.+:-]+$)[\x21-\x3f\x41-\x5b\x5d-\x7e]{1,1024}$/,
  qualifier: /^(?:https?:\/\/|urn:[A-Za-z\d-]+:)[\x21-\x3f\x41-\x5b\x5d-\x7e]{1,1024}$/,
  address: /^[A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*$/,
  serial: /^\d{1,50}$/,
  namespace: /^[A-Za-z][A-Za-z\d+.-]*:[\x21-\x3f\x41-\x7e]*$/,
  time: /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-4]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[-+]\d\d:\d\d)?|P(?=[\dT])(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,5}D)?(?:T(?=\d)(?:\d{1,5}H)?(?:\d{1,6}M)?(?:\d{1,8}(?:\.\d{1,3})?S)?)?)$/,
  word: /^(?:true|false|\d{1,5}|\d\.\d|exact|minimum|maximum|better|Permit|Deny|Indeterminate|signing|encryption|default|preserve)$/,
  type: /^(?:[A-Za-z_][\w.-]{0,20}:)?(?:string|normalizedString|token|anyType|anySimpleType|anyURI|boolean|integer|int|long|short|byte|decimal|float|double|date|time|dateTime|duration|base64Binary|hexBinary|QName|Name|NCName|ID|language|(?:nonNegative|nonPositive|positive|negative)Integer|unsigned(?:Int|Long|Short|Byte)|[A-Z][A-Za-z]{0,40}Type)$/,
  // Three letters are names, too.
  language: /^[a-z]{2}(?:-(?:Latn|Cyrl|Hans|Hant|Arab))?(?:-(?:[A-Z]{2}|\d{3}))?$/,
  prefixes: /^[\p{L}\d_.# -]{1,400}$/u,
  id: /^[\p{L}_][\p{L}\p{N}\p{M}._\u00b7-]*$/u,
  // A name, a URI or an OID. What people call each other has spaces.
  label: /^(?:2\.5\.4\.\d{1,3}|[012](?:\.\d{1,10}){4,20}|(?![\d.:+-]+$)[^\s@?;\\\p{Cc}\p{Default_Ignorable_Code_Point}]{1,300})$/u,
};

const certificate = { text: "certificate" } as const;
const holder = { text: "holder" } as const;
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
    X509SubjectName: holder,
    X509IssuerName: holder,
    X509SerialNumber: { text: "serial" },
    X509SKI: certificate,
    X509CRL: certificate,
    KeyName: holder,
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

const XML_ATTRIBUTES: ReadonlyMap<string, Treatment> = new Map([
  ["id", "id"],
  ["lang", "language"],
  ["space", "word"],
]);

const XSI_ATTRIBUTES: ReadonlyMap<string, Treatment> = new Map([
  ["type", "type"],
  ["nil", "word"],
]);

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
  PrefixList: "prefixes",
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
  NameQualifier: "qualifier",
  SPNameQualifier: "qualifier",
  affiliationOwnerID: "entity",
  entityID: "entity",
  SPProvidedID: "subject",
  SessionIndex: "session",
  Address: "network",
  DNSName: "network",
};
