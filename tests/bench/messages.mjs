// The messages that are measured, each with twins that must be refused.
import { createPublicKey } from "node:crypto";

import { OWN } from "./lib/names.mjs";
import { encode, encrypt, ACS, IDP, NAME, OWN_CERTIFICATE, OWN_KEY, REQUEST, signedMessage, SIGNERS, SP } from "./message.mjs";

/** Longer than any run takes. */
const GOOD_FOR_SECONDS = 6 * 3600;

/** What every subject is told of the two sides. A key is text here; a subject parses it once where it can. */
const SIDES = { idp: IDP, sp: SP, acs: ACS, request: REQUEST, ownKey: OWN_KEY, ownCertificate: OWN_CERTIFICATE };

/** In the order of the table. Those of `others` are about algorithms, and are measured in Node alone. */
export const MESSAGES = [
  { id: "assertion-6k", title: "Assertion signed" },
  { id: "both-6k", title: "Response and Assertion signed", signed: "both" },
  { id: "20k", title: "Assertion signed, many groups", octets: 20_000 },
  { id: "154k", title: "Assertion signed, very many groups", octets: 154_000 },
  { id: "encrypted", title: "encrypted, the key a text", encrypted: true },
  { id: "encrypted-cryptokey", title: "encrypted, the key a CryptoKey", encrypted: true, cryptoKey: true, others: true },
  ...Object.keys(SIGNERS)
    .slice(1)
    .map((signer) => ({ id: signer.toLowerCase().replace(" ", "-"), title: `Assertion signed by ${signer}`, signer, others: true })),
];

/** One of them as it is posted at a moment. */
export function made(kind, now) {
  const { id, title, signer = "RSA-2048", signed = "assertion", octets = 0, encrypted = false, cryptoKey = false, others = false } = kind;
  const make = (put) => signedMessage(now, { signed, seconds: GOOD_FOR_SECONDS, ...put }, SIGNERS[signer]);
  const attributes = fillers(octets - make({}).xml.length);
  const sealed = (change) => make({ attributes, seal: (assertion) => encrypt(change(assertion)) });
  const plain = make({ attributes });
  const good = encrypted ? sealed((assertion) => assertion) : plain;
  // What was encrypted is changed before it is: the ciphertext of a twin is whole, and its signature is not.
  const twin = ([what, change]) => {
    const xml = encrypted ? sealed(change).xml : change(plain.xml);
    return { what, ...posted(xml, plain.signatures.map(({ signedInfo, value }) => ({ signedInfo, value: change(value) }))) };
  };
  const { certificate, digest: hash, algorithm } = SIGNERS[signer];
  const spki = createPublicKey(certificate).export({ type: "spki", format: "der" }).toString("base64");
  return {
    id,
    title,
    others,
    octets: Buffer.byteLength(good.xml),
    settings: { ...SIDES, signed, encrypted, cryptoKey, certificate, hash, publicKey: { spki, algorithm } },
    good: posted(good.xml, plain.signatures),
    twins: [["another NameID", otherName], ["another SignatureValue", otherValues(plain.signatures)]].map(twin),
    wrongs: WRONG.map(([what, says]) => {
      const wrong = make({ attributes, says, ...(encrypted ? { seal: encrypt } : {}) });
      return { what, ...posted(wrong.xml, wrong.signatures) };
    }),
  };
}

const PAST = -3600;

/** What a message may say that is none of ours, or too old: signed by the right identity provider, and to be refused all the same. */
const WRONG = [
  ["another Recipient", { recipient: "https://other.example.com/saml/acs" }],
  ["another Destination", { destination: "https://other.example.com/saml/acs" }],
  ["another InResponseTo", { request: "_other" }],
  ["Conditions an hour past", { valid: PAST }],
  ["SubjectConfirmation an hour past", { confirmed: PAST }],
  ["another Audience", { audience: "urn:other" }],
  ["another Issuer", { idp: "https://other.example.com/idp" }],
];


/**
 * What one subject is given of it. The floor sees nothing but SignedInfo, which another NameID leaves alone; who verifies nothing refuses nothing. This package must
 * refuse what is well signed and wrong as well; of the others parts/rules.mjs says what they do.
 */
export function messageFor(subject, { id, settings, good, twins, wrongs }) {
  const differs = ({ signatures }) => signatures.some(({ value }, index) => value !== good.signatures[index].value);
  const seen = { full: twins, signature: twins, floor: twins.filter(differs), ground: [] }[subject.scope];
  return { id, settings, good, twins: subject.id === OWN ? [...seen, ...wrongs] : seen, expected: subject.scope === "full" ? NAME : true };
}

const posted = (xml, signatures) => ({ xml, value: encode(xml), signatures: signatures.map(({ signedInfo, value }) => ({ signedInfo, value })) });

const otherName = (text) => text.replaceAll(`>${NAME}<`, `>k${NAME.slice(1)}<`);

/** One bit of each signature's value, somewhere in its middle. */
const otherValues = (signatures) => (text) =>
  signatures.reduce((changed, { value }) => {
    const octets = Buffer.from(value, "base64");
    octets[octets.length >> 1] ^= 1;
    return changed.replaceAll(value, octets.toString("base64"));
  }, text);

/** Groups as a directory names them, as many as take so many octets. */
function fillers(octets) {
  const values = [];
  for (let length = 0, index = 0; length < octets; index++) {
    const name = `CN=application-team-${index},OU=Groups,OU=Region ${index % 12},DC=corp,DC=example,DC=com`;
    values.push(`<saml2:AttributeValue>${name}</saml2:AttributeValue>`);
    length += values.at(-1).length;
  }
  if (values.length === 0) return "";
  const format = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";
  return `<saml2:Attribute Name="memberOf" NameFormat="${format}">${values.join("")}</saml2:Attribute>`;
}
