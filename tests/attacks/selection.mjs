// Which vectors are published as attacks, and how they are judged in libraries that are not this one.
//
// `tolerated`: refusals that are a choice. Whoever accepts such a message as the user of its twin has let nobody in, and is counted apart.
// `identities`: what the message says where it says something else than its twin.
// Names are matched as they stand, with * for any text; `must` are exceptions. What is tolerated for one reason shares its sentence.

const CHOICE = "Nobody else gets in: a library that reads only what was signed may take it as the same user.";
const SPELLING = "The meaning is clear, and lax readers agree on it.";
const SCHEMA = "The identity provider signed it so; whether its schema is held is a choice.";
const EQUIVALENT = "The two are equal to readers that compare by the type of the value.";
const PROFILE = "What identity providers must send; what a service provider does without it is left open.";
const SHA1 = "Old algorithms are a matter of policy, and no forgery is known that this would let in.";
const COMMON = "Not every library has to know this.";

export const GROUPS = {
  wrapping: "Signature wrapping",
  signature: "Signatures: missing, elsewhere, altered, misread",
  cryptography: "Keys, algorithms and padding",
  xml: "XML, base64 and text",
  encryption: "Encryption",
  parties: "From whom and for whom",
  exchange: "In answer to what, and how often",
  time: "When",
  statements: "What is said",
  good: "Good logins",
};

export const CLASSES = {
  xsw: {
    group: "wrapping",
    title: "Signature wrapping, XSW 1 to 8: the signed part is kept where only the verifier finds it",
    references: ["CVE-2016-5697", "CVE-2016-1000253", "CVE-2020-5407", "CVE-2023-34923", "CVE-2024-6800", "CVE-2025-46572", "CVE-2025-47949"],
    tolerated: { "*": CHOICE },
  },
  "xsw-park": {
    group: "wrapping",
    title: "Signature wrapping with later parking places",
    references: ["CVE-2026-47201"],
    tolerated: { "*": CHOICE },
  },
  "multi-assertion": {
    group: "wrapping",
    title: "Several assertions, of which one is verified and another read",
    references: ["CVE-2026-25922", "CVE-2026-2092"],
    tolerated: { "*": CHOICE },
  },
  "enveloped-hole": {
    group: "wrapping",
    title: "Inside a Signature nothing is signed: content in its Object, and decoys",
    references: [],
    tolerated: { "*": CHOICE },
    must: ["error-response", "only-assertion-in-object"],
  },
  "sig-place": { group: "wrapping", title: "Signatures in other places than as a child of what they sign", references: ["CVE-2024-8698"], tolerated: { "*": CHOICE } },
  "duplicate-id": { optional: ["*"], group: "wrapping", title: "Two elements of one ID", references: [], tolerated: { "*": CHOICE } },
  "id-name": { group: "wrapping", title: "IDs by other names, or none", references: ["CVE-2025-66567"], tolerated: { "*": CHOICE } },

  "sig-exclusion": { group: "signature", title: "Nothing is signed, or the Signature is hollow", references: ["CVE-2020-2021", "CVE-2026-28323"] },
  "both-signed": { group: "signature", title: "One of two signatures is not good", references: [], tolerated: { "response-forbidden-algorithm": SHA1 } },
  reference: {
    group: "signature",
    title: "The signature is over something else, over nothing, or over several things",
    references: ["CVE-2026-33487"],
    tolerated: {
      "empty-uri*": CHOICE,
      "id-of-response": CHOICE,
      "leading-space": SPELLING,
      "percent-encoded": SPELLING,
      "response-names-assertion": CHOICE,
      "two-alike": CHOICE,
      "xpointer-*": CHOICE,
    },
  },
  tamper: { group: "signature", title: "Altered after signing", references: [] },
  "signature-value": {
    group: "signature",
    title: "SignatureValue altered, or spelled otherwise",
    references: [],
    tolerated: { comment: SPELLING, garbage: SPELLING, instruction: SPELLING, "left-over-bits": SPELLING, "no-padding": SPELLING },
  },
  "digest-value": {
    group: "signature",
    title: "DigestValue short, wrong, or spelled otherwise",
    references: [],
    tolerated: { "after-padding": SPELLING, garbage: SPELLING, "left-over-bits": SPELLING, "no-padding": SPELLING, "url-safe": SPELLING },
  },
  "digest-comment": { optional: ["cdata", "white-space"],
    group: "signature",
    title: "A DigestValue that a comment or an element splits",
    references: ["CVE-2025-29775"],
    tolerated: { "empty-comment": SPELLING, element: SCHEMA, instruction: SPELLING },
  },
  "digest-smuggling": { group: "signature", title: "A second DigestValue where a search finds it first", references: ["CVE-2024-45409"] },
  "multi-signedinfo": { group: "signature", title: "Two SignedInfo: one is verified, the other believed", references: ["CVE-2025-29774"] },
  "multi-signature": { group: "signature", title: "Parts of a Signature that stand twice", references: [], tolerated: { "*": SCHEMA } },
  "signature-shape": { optional: ["certificate-is-no-base64"], group: "signature", title: "Parts of a Signature that are missing or do not belong there", references: [], tolerated: { "*": SCHEMA } },
  transform: {
    group: "signature",
    title: "Transforms that choose what is signed, or run code",
    references: ["CVE-2022-47966"],
    tolerated: {
      "algorithm-with-space": SPELLING,
      "c14n-2": COMMON,
      "enveloped-twice": CHOICE,
      "no-transforms": SCHEMA,
      none: SCHEMA,
      "other-order": CHOICE,
      "parameter-of-*": SCHEMA,
      "two-canonicalizations": CHOICE,
      "two-prefix-lists": SCHEMA,
    },
  },
  canonicalization: { group: "signature", title: "SignedInfo by another canonicalisation", references: [], tolerated: { "c14n-2": COMMON } },
  "c14n-confusion": { group: "signature", title: "Digested by another canonicalisation than is named", references: [] },
  "c14n-xml-attrs": { group: "signature", title: "What inclusive canonicalisation inherits was altered", references: [] },
  "void-c14n": {
    group: "signature",
    title: "Canonicalisation that answers nothing, and the digest of nothing",
    references: ["CVE-2025-66568"],
    tolerated: { "relative-on-*": CHOICE },
    must: ["relative-on-signed-info"],
  },
  "relative-ns": { group: "signature", title: "Namespaces named by relative URIs, which Canonical XML cannot have", references: ["CVE-2025-66568"], tolerated: { "*": CHOICE } },

  "key-trust": { group: "cryptography", title: "Signed by somebody else, who brings or names a key", references: ["CVE-2018-7644", "CVE-2019-3465"] },
  "key-type": { group: "cryptography", title: "An algorithm for another kind of key", references: [] },
  "hmac-confusion": { group: "cryptography", title: "HMAC keyed with what everybody has", references: ["CVE-2009-0217"], tolerated: { "output-length-of-rsa": SCHEMA } },
  "rsa-padding": {
    group: "cryptography",
    title: "RSA PKCS#1 v1.5: forged and malformed padding, and other numbers",
    references: ["CVE-2006-4339", "CVE-2014-1568"],
    tolerated: { "missing-null": "RFC 8017 lets verifiers take a DigestInfo without NULL." },
  },
  "rsa-pss": { group: "cryptography", title: "RSA-PSS with other parameters than are named", references: [], tolerated: { "parameters-sha-1*": SHA1, "parameters-where-none-belong": SCHEMA, "parameters-in-another-namespace": SCHEMA, "parameters-wrong-order": SCHEMA } },
  ecdsa: { group: "cryptography", title: "ECDSA and Ed25519: values that prove nothing, and second spellings", references: ["CVE-2022-21449"] },
  "weak-alg": {
    group: "cryptography",
    title: "Algorithms that prove little, and misspelled ones",
    references: [],
    tolerated: { "*sha1*": SHA1, "sha-1-*": SHA1, "digest-*": COMMON, "other-case": SPELLING, "rsa-sha256-of-dsig": SPELLING, "with-space": SPELLING },
    must: ["dsa-sha1"],
  },

  dtd: { group: "xml", title: "DOCTYPE: entities, defaults, files and what hides one", references: ["CVE-2022-35741", "CVE-2025-25291", "CVE-2026-28809"], tolerated: { "*": CHOICE } },
  "malformed-xml": { group: "xml", title: "What is no XML, and what parsers make of it", references: ["CVE-2020-15216", "CVE-2025-25292"], tolerated: { "*": CHOICE } },
  encoding: { group: "xml", title: "Characters and encodings that XML does not have", references: [], tolerated: { "*": CHOICE }, identities: { "us-ascii-with-other-letters": { nameId: "jörg@example.com" } } },
  base64: { group: "xml", title: "What is no base64", references: [], tolerated: { "*": CHOICE } },
  "text-splitting": {
    group: "xml",
    title: "Values that a comment, an instruction or an element splits",
    references: ["CVE-2017-11427", "CVE-2017-11428", "CVE-2018-0489", "CVE-2025-23369"],
    tolerated: { "*": "Whoever reads the whole text gets the user that was signed." },
    must: ["comment-in-status-message", "name-id-instruction-as-text"],
    identities: { "*-in-attribute-value": { attributes: { email: ["jane.doe@example.com"] } }, "comment-in-name-id-of-attribute": { nameId: "jane.doe@example.com", attributes: undefined } },
  },
  schema: { group: "xml", title: "Elements too many, elsewhere, or of another namespace, under a genuine signature", references: [], tolerated: { "*": SCHEMA } },
  "wrong-root": { group: "xml", title: "Messages that are no Response", references: ["CVE-2026-49283"], tolerated: { "*": CHOICE } },
  version: {
    group: "xml",
    title: "Messages of another version",
    references: [],
    tolerated: { "*-2*": SPELLING, "response-space": SPELLING, "*-missing": SCHEMA, "response-empty": SCHEMA },
  },

  "enc-wrapping": {
    group: "encryption",
    title: "Anybody can encrypt: unsigned, wrapped and spliced plaintext",
    references: ["CVE-2024-4985", "CVE-2024-9487", "CVE-2026-2092"],
    tolerated: {
      "closes-its-wrapper": CHOICE,
      "begins-before": CHOICE,
      deep: "A limit of this corpus.",
      "deep-with-the-message": "A limit of this corpus.",
      doctype: CHOICE,
      "ends-the-message": CHOICE,
      "encrypted-twice": CHOICE,
      entity: CHOICE,
      "id-clash*": CHOICE,
      "plain-beside": CHOICE,
      "prefix-covered-inside-rebound": CHOICE,
      "prefix-not-covered-*": CHOICE,
      "text-before": CHOICE,
      "two-*": CHOICE,
      "undeclared-prefix": CHOICE,
    },
  },
  "enc-integrity": { group: "encryption", title: "Altered ciphertext, tags and padding", references: ["CVE-2026-32313"], tolerated: { "cbc-padding-*": "CBC does not protect what it carries; the signature inside does." } },

  issuer: { optional: ["white-space-around"], group: "parties", title: "Another issuer than this connection's identity provider", references: ["CVE-2026-49284"], tolerated: { "*-format": CHOICE } },
  audience: { optional: ["white-space-around"], group: "parties", title: "For another audience, or for everybody", references: [], tolerated: { "foreign-element": SCHEMA } },
  recipient: {
    group: "parties",
    title: "For another assertion consumer service",
    references: [],
    tolerated: { "dot-segments": EQUIVALENT, "other-case": EQUIVALENT, "percent-encoded": EQUIVALENT, port: EQUIVALENT, "space-after": EQUIVALENT },
  },
  destination: { group: "parties", title: "Sent to another address", references: [], tolerated: { "other-case": EQUIVALENT } },

  "in-response-to": {
    group: "exchange",
    title: "In answer to another request, or to none",
    references: ["CVE-2026-49284"],
    tolerated: { "*-space-after": EQUIVALENT },
  },
  unsolicited: { group: "exchange", title: "Started at the identity provider, and yet an answer", references: [], withoutRequest: true },
  replay: { group: "exchange", title: "The same login for the second time", references: [], withoutRequest: true },

  time: { optional: ["*skew*"], group: "time", title: "Too early, too late, or without an end", references: ["CVE-2026-1190"], tolerated: { "no-issue-instant-*": SCHEMA, "no-authn-instant": SCHEMA, "*skew*": "On the very edge of the skew.", "authentication-*": PROFILE, "second-session-ended": PROFILE, "window-*": PROFILE } },
  "time-format": { optional: ["last", "nine-digits", "plus-zero", "white-space"],
    group: "time",
    title: "Moments that are none, or are spelled otherwise",
    references: [],
    tolerated: { "*": SPELLING },
    must: ["empty", "garbage-after", "month-13", "two-times", "year-0", "year-negative"],
  },

  status: { group: "statements", title: "The identity provider refused", references: [], tolerated: { two: SCHEMA, "two-codes": SCHEMA } },
  subject: { group: "statements", title: "About nobody", references: [] },
  "subject-confirmation": { group: "statements", title: "Presented by somebody who may not, or not here", references: [], tolerated: { "not-before": PROFILE } },
  conditions: { optional: ["known"], group: "statements", title: "Conditions that are not met or not understood", references: [], tolerated: { "two-*": SCHEMA } },
  "authn-statement": { group: "statements", title: "Nobody signed in", references: [], tolerated: { "*": PROFILE } },

  accept: {
    group: "good",
    title: "Shapes of real identity providers, and rare spellings that mean the same",
    references: [],
    // A library need not know these, or may hold the schema against them; that they are refused is counted apart.
    optional: [
      "advice*",
      "auth0",
      "authz-decision-statement",
      "byte-order-mark",
      "c14n-*",
      "comment-in-signed-info*",
      "crlf-in-an-instruction",
      "ecdsa-*",
      "ed25519",
      "empty-key-info",
      "every-kind-*",
      "id-be*",
      "instruction*",
      "key-info-names-another-certificate",
      "nil-attribute-value",
      "prefix-list-of-signed-info",
      "pss*",
      "public-key",
      "sha-384",
      "with-comments-*",
    ],
  },
  encryption: { group: "good", title: "Encrypted, in every way that is in use", references: [], optional: ["*"], must: ["gcm-256", "cbc-256-signed"], onlyAccepted: true },
};

/** What the other classes hold of accepted messages is optional where a library need not know the algorithm. */
export const OPTIONAL_TWINS = ["accept/ed25519", "accept/pss*", "accept/ecdsa*", "accept/every-kind*", "encryption/*"];

/** Classes that are about settings of this library, or the limits that it chose; the README of the corpus says so. */
export const LEFT_OUT = ["ask-store", "attributes", "enc-concealed", "enc-keys", "enc-legacy", "enc-shape", "enc-xmlsec", "form", "limits", "logout", "name-id", "policy", "sig-xmlsec"];

export function matches(name, patterns) {
  return patterns.some((pattern) => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s").test(name));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
