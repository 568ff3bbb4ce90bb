// Signed Responses in the shape of Okta's, made with Node's own crypto. The text is written in canonical form, so that what is
// signed is what stands here.
import { constants, createCipheriv, createHash, publicEncrypt, randomBytes, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const KEYS = join(import.meta.dirname, "../vectors/keys");
const key = (name) => ({
  privateKey: readFileSync(join(KEYS, `${name}.key.pem`), "utf8"),
  certificate: readFileSync(join(KEYS, `${name}.crt.pem`), "utf8"),
});

const RSA_SHA256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const ecdsa = (namedCurve) => ({ name: "ECDSA", namedCurve });

/** Ways to sign, and what WebCrypto calls each. ECDSA's values are r and s side by side, as XML Signature has them. */
export const SIGNERS = {
  "RSA-2048": { ...key("idp"), uri: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", digest: "sha256", algorithm: RSA_SHA256 },
  "RSA-4096": { ...key("rsa-4096"), uri: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", digest: "sha256", algorithm: RSA_SHA256 },
  "ECDSA P-256": { ...key("ec-p256"), uri: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", digest: "sha256", algorithm: ecdsa("P-256") },
  "ECDSA P-384": { ...key("ec-p384"), uri: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", digest: "sha384", algorithm: ecdsa("P-384") },
  "ECDSA P-521": { ...key("ec-p521"), uri: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", digest: "sha512", algorithm: ecdsa("P-521") },
  Ed25519: { ...key("ed25519"), uri: "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", digest: null, algorithm: { name: "Ed25519" } },
};

export const CERTIFICATE = SIGNERS["RSA-2048"].certificate;

export const IDP = "http://www.okta.com/exk1fcia6d6EMsf331d8";
export const SP = "urn:console:JQ7a9f0c2";
export const ACS = "https://sp.example.com/saml/acs";
export const REQUEST = "_req1";
export const NAME = "jane.doe@example.com";

const ASSERTION_NS = 'xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"';
const SIGNATURE_NS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

/** What a good message says; `confirmed` and `valid` are the seconds for which SubjectConfirmationData and Conditions hold. */
const RIGHT = { idp: IDP, audience: SP, recipient: ACS, destination: ACS, request: REQUEST };

/** Where a hostile message may put its load. */
export const PLACES = {
  response: "",
  assertion: "",
  audiences: "",
  attributes: "",
  signedInfo: "",
  transforms: "",
  references: "",
  keyInfo: "",
  signatures: "",
};

/** A Response whose Assertion is signed, with extra text in some of the places; `method` is how it says it was canonicalised. */
export const message = (now, extra = {}, signer = SIGNERS["RSA-2048"]) => signedMessage(now, extra, signer).xml;

/**
 * The same, and each signature's SignedInfo and value. `signed: "both"` signs the Response as well; `seconds` is how long it is good;
 * `seal` is what becomes of the Assertion before it is put in; `says` is what it says instead of what is right.
 */
export function signedMessage(now, extra, signer) {
  const { method, signed, seconds, seal, says, ...put } = { method: EXCLUSIVE, signed: "assertion", seconds: 300, seal: (text) => text, ...PLACES, ...extra };
  const { idp, audience, recipient, destination, request, confirmed, valid } = { ...RIGHT, confirmed: seconds, valid: seconds, ...says };
  const time = (seconds) => new Date(now.getTime() + seconds * 1000).toISOString();
  const head = `<saml2:Issuer>${idp}</saml2:Issuer>`;
  const body =
    `<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${NAME}</saml2:NameID>` +
    `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData InResponseTo="${request}"` +
    ` NotOnOrAfter="${time(confirmed)}" Recipient="${recipient}"></saml2:SubjectConfirmationData></saml2:SubjectConfirmation></saml2:Subject>` +
    `<saml2:Conditions NotBefore="${time(Math.min(0, valid) - 300)}" NotOnOrAfter="${time(valid)}"><saml2:AudienceRestriction>` +
    `<saml2:Audience>${audience}</saml2:Audience>${put.audiences}</saml2:AudienceRestriction></saml2:Conditions>` +
    `<saml2:AuthnStatement AuthnInstant="${time(-60)}" SessionIndex="_session"><saml2:AuthnContext><saml2:AuthnContextClassRef>` +
    `urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
    `<saml2:AttributeStatement>${ATTRIBUTES}${put.attributes}</saml2:AttributeStatement>${put.assertion}`;
  const assertion = (inside) =>
    `<saml2:Assertion ${ASSERTION_NS} ID="_assertion" IssueInstant="${time(-1)}" Version="2.0">${inside}</saml2:Assertion>`;
  const inner = signatureOf("_assertion", assertion(head + body), signer, { method, ...put });
  const carried = seal(assertion(head + inner.xml + put.signatures + body));
  const issuer = `<saml2:Issuer ${ASSERTION_NS}>${idp}</saml2:Issuer>`;
  const status = `<saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></saml2p:StatusCode></saml2p:Status>`;
  const response = (inside) =>
    `<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${destination}"` +
    ` ID="_response" InResponseTo="${request}" IssueInstant="${time(-1)}" Version="2.0">${inside}</saml2p:Response>`;
  const signatures = [inner];
  if (signed === "both") signatures.push(signatureOf("_response", response(issuer + put.response + status + carried), signer, { ...PLACES, method }));
  const outer = signatures[1]?.xml ?? "";
  const xml = `<?xml version="1.0" encoding="UTF-8"?>${response(issuer + outer + put.response + status + carried)}`;
  return { xml, signatures };
}

/** Over an element in its canonical form, by its ID. In the message SignedInfo declares nothing, so that the message is in canonical form around it as well. */
function signatureOf(id, element, { certificate, uri, digest: hash, privateKey }, { method, signedInfo: more, transforms, references, keyInfo }) {
  const digest = createHash("sha256").update(element).digest("base64");
  const signedInfo =
    `<ds:SignedInfo ${SIGNATURE_NS}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}">${more}</ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${uri}"></ds:SignatureMethod>` +
    `<ds:Reference URI="#${id}"><ds:Transforms>` +
    `<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>` +
    `<ds:Transform Algorithm="${method}"></ds:Transform>${transforms}</ds:Transforms>` +
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>${references}</ds:SignedInfo>`;
  const value = sign(hash, Buffer.from(signedInfo), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64");
  const xml =
    `<ds:Signature ${SIGNATURE_NS}>${signedInfo.replace(` ${SIGNATURE_NS}`, "")}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64Of(certificate)}</ds:X509Certificate>${keyInfo}</ds:X509Data></ds:KeyInfo></ds:Signature>`;
  return { xml, signedInfo, value };
}

const attribute = (name, values) =>
  `<saml2:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">` +
  `${values.map((value) => `<saml2:AttributeValue>${value}</saml2:AttributeValue>`).join("")}</saml2:Attribute>`;

/** As many as make a message of about 6 KB. */
const ATTRIBUTES = [
  attribute("email", [NAME]),
  attribute("firstName", ["Jane"]),
  attribute("lastName", ["Doe"]),
  attribute(
    "groups",
    Array.from({ length: 12 }, (_, index) => `console-administrators-of-region-${index}`),
  ),
].join("");

const base64Of = (pem) => pem.replace(/-----[A-Z ]+-----|\s/g, "");

const { certificate, privateKey } = key("sp");
/** The service provider's, to decrypt by. */
export const OWN_KEY = privateKey;
export const OWN_CERTIFICATE = certificate;

const XENC = "http://www.w3.org/2001/04/xmlenc#";

/** An Assertion encrypted: AES-256-GCM, and RSA-OAEP with an RSA-2048 key. Before the wrapped key stand decoys: as long, and wrapped by nobody. */
export function encrypt(assertion, { own = 1, decoys = 0 } = {}) {
  const [session, nonce] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", session, nonce);
  const ciphertext = Buffer.concat([nonce, cipher.update(assertion), cipher.final(), cipher.getAuthTag()]);
  const wrapped = publicEncrypt({ key: OWN_CERTIFICATE, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" }, session);
  const cipherData = (octets) => `<xenc:CipherData><xenc:CipherValue>${octets.toString("base64")}</xenc:CipherValue></xenc:CipherData>`;
  const encryptedKey = (wrapped) =>
    `<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${XENC}rsa-oaep-mgf1p"><ds:DigestMethod` +
    ` Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"></ds:DigestMethod></xenc:EncryptionMethod>${cipherData(wrapped)}</xenc:EncryptedKey>`;
  const keys = [...Array.from({ length: decoys }, () => Buffer.concat([Buffer.of(1), randomBytes(wrapped.length - 1)])), ...Array(own).fill(wrapped)];
  return (
    `<saml2:EncryptedAssertion ${ASSERTION_NS}><xenc:EncryptedData xmlns:xenc="${XENC}" Type="${XENC}Element">` +
    `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"></xenc:EncryptionMethod>` +
    `<ds:KeyInfo ${SIGNATURE_NS}>${keys.map(encryptedKey).join("")}</ds:KeyInfo>${cipherData(ciphertext)}</xenc:EncryptedData></saml2:EncryptedAssertion>`
  );
}

export const encode = (xml) => Buffer.from(xml).toString("base64");
