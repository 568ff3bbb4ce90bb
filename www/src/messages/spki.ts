// The SubjectPublicKeyInfo of a certificate, for WebCrypto (RFC 5280, 4.1). Whether the certificate is one, `readCertificates` said before.

export interface PublicKeyInfo {
  /** DER. */
  readonly octets: Uint8Array<ArrayBuffer>;
  /** The curve of an EC key, as WebCrypto calls it. */
  readonly kind: "RSA" | "P-256" | "P-384" | "P-521" | "other";
}

/** `null` where the octets are neither a certificate nor a SubjectPublicKeyInfo. */
export function publicKeyInfo(der: Uint8Array<ArrayBuffer>): PublicKeyInfo | null {
  const outer = valueAt(der, 0);
  if (outer?.tag !== SEQUENCE) return null;
  const [first] = members(der, outer);
  if (first?.tag !== SEQUENCE) return null;
  // A key begins with its algorithm, a certificate with what is signed.
  if (der[first.from] === OBJECT_IDENTIFIER) return described(der, outer);
  const signed = members(der, first);
  // version [0], which may be left out; serialNumber, signature, issuer, validity, subject; and then the key.
  const key = signed[signed[0]?.tag === VERSION ? 6 : 5];
  return key?.tag === SEQUENCE ? described(der, key) : null;
}

function described(der: Uint8Array<ArrayBuffer>, key: Value): PublicKeyInfo | null {
  const [algorithm, bits] = members(der, key);
  if (algorithm?.tag !== SEQUENCE || bits?.tag !== BIT_STRING) return null;
  const [name, parameters] = members(der, algorithm).map(({ tag, from, to }) => (tag === OBJECT_IDENTIFIER ? hex(der.subarray(from, to)) : ""));
  const octets = der.slice(key.start, key.to);
  if (name === RSA) return { octets, kind: "RSA" };
  return { octets, kind: name === EC ? (CURVES.get(parameters ?? "") ?? "other") : "other" };
}

interface Value {
  readonly tag: number;
  readonly start: number;
  /** Of the content. */
  readonly from: number;
  readonly to: number;
}

function valueAt(der: Uint8Array, start: number): Value | null {
  const [tag, short] = [der[start], der[start + 1]];
  if (tag === undefined || short === undefined) return null;
  const more = short < 0x80 ? 0 : short & 0x7f;
  if (more > 3 || short === 0x80) return null;
  let length = more === 0 ? short : 0;
  for (let at = 0; at < more; at += 1) length = length * 256 + (der[start + 2 + at] ?? 0);
  const from = start + 2 + more;
  return from + length > der.length ? null : { tag, start, from, to: from + length };
}

function members(der: Uint8Array, { from, to }: Value): Value[] {
  const found: Value[] = [];
  for (let at = from; at < to && found.length < MOST; ) {
    const value = valueAt(der, at);
    if (value === null || value.to > to) return found;
    found.push(value);
    at = value.to;
  }
  return found;
}

const hex = (octets: Uint8Array) => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** What is signed in a certificate has ten members at most. */
const MOST = 16;
const [SEQUENCE, OBJECT_IDENTIFIER, BIT_STRING, VERSION] = [0x30, 0x06, 0x03, 0xa0];
const RSA = "2a864886f70d010101";
const EC = "2a8648ce3d0201";
const CURVES: ReadonlyMap<string, PublicKeyInfo["kind"]> = new Map([
  ["2a8648ce3d030107", "P-256"],
  ["2b81040022", "P-384"],
  ["2b81040023", "P-521"],
]);
