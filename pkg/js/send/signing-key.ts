// The key that signs what is sent. WebCrypto signs, in every runtime: a CryptoKey as it is, and the text of a key once it is imported.
import type { PrivateKey, SigningKey } from "../types.js";
import { base64, concatenate, unbase64 } from "./octets.js";

export interface Signer {
  /** A URI of XML Signature. */
  readonly algorithm: string;
  /** That of the digest that goes with it. */
  readonly digest: string;
  /** By WebCrypto's name. */
  readonly hash: Hash;
  /** Base64 of the certificate to name in messages. */
  readonly certificate: string | undefined;
  sign(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** `accepted` are the algorithms that the IdP's metadata names; none named accepts all. */
export async function readSigner(key: SigningKey, accepted: readonly string[] = []): Promise<Signer> {
  const { privateKey, certificate } = isBare(key) ? { privateKey: key, certificate: undefined } : key;
  const named = certificate === undefined ? undefined : certificateOf(certificate);
  const candidates = typeof privateKey === "string" ? await importText(privateKey) : describe(privateKey);
  const found = candidates.find(({ algorithm }) => accepted.length === 0 || accepted.includes(algorithm));
  if (found === undefined) {
    throw new TypeError(`options.sign makes ${candidates.map(({ algorithm }) => algorithm).join(" or ")}, and the IdP takes only ${accepted.join(", ")}.`);
  }
  const { cryptoKey, parameters, algorithm, hash } = found;
  const sign = async (octets: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.sign(parameters, cryptoKey, octets));
  return { algorithm, digest: DIGESTS[hash], hash, certificate: named, sign };
}

/** Whatever has no `privateKey` is to be one. */
const isBare = (key: SigningKey): key is PrivateKey => typeof key === "string" || !("privateKey" in (key ?? {}));

type Hash = keyof typeof DIGESTS;

interface Candidate {
  readonly cryptoKey: CryptoKey;
  readonly parameters: AlgorithmIdentifier | EcdsaParams;
  readonly algorithm: string;
  readonly hash: Hash;
}

function describe(key: CryptoKey): readonly Candidate[] {
  const { name, hash, namedCurve, modulusLength } = (key?.algorithm ?? {}) as KeyDescription;
  if (key?.type !== "private" || !key.usages?.includes("sign")) {
    throw new TypeError('options.sign is no private key that may sign: give its text as PEM, or a CryptoKey imported with the usage "sign".');
  }
  if (name === "RSASSA-PKCS1-v1_5" && isHash(hash?.name)) return [rsa(key, hash.name, modulusLength)];
  if (name === "ECDSA" && namedCurve !== undefined) return ecdsa(key, namedCurve);
  throw new TypeError(`options.sign is a CryptoKey for ${name} with ${hash?.name ?? namedCurve}: use RSASSA-PKCS1-v1_5 or ECDSA, with SHA-256 or longer.`);
}

interface KeyDescription {
  readonly name?: string;
  readonly hash?: { readonly name: string };
  readonly namedCurve?: string;
  readonly modulusLength?: number;
}

const isHash = (name: string | undefined): name is Hash => name !== undefined && Object.hasOwn(DIGESTS, name);

/** SDP-MD06: shorter keys can be broken. */
function rsa(cryptoKey: CryptoKey, hash: Hash, bits = 0): Candidate {
  if (bits < 2048) throw new TypeError(`options.sign has ${bits} bits, and at least 2048 are needed.`);
  const algorithm = `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash.replace("-", "").toLowerCase()}`;
  return { cryptoKey, parameters: { name: "RSASSA-PKCS1-v1_5" }, algorithm, hash };
}

/** The digest of the curve's length first (RFC 9231, 2.3.6). */
function ecdsa(cryptoKey: CryptoKey, curve: string): readonly Candidate[] {
  const own = { "P-256": "SHA-256", "P-384": "SHA-384", "P-521": "SHA-512" }[curve];
  if (!isHash(own)) throw new TypeError(`options.sign is on the curve ${curve}; P-256, P-384 and P-521 are supported.`);
  return [...HASHES].sort((one, other) => Number(other === own) - Number(one === own)).map((hash) => ({
    cryptoKey,
    parameters: { name: "ECDSA", hash },
    algorithm: `http://www.w3.org/2001/04/xmldsig-more#ecdsa-${hash.replace("-", "").toLowerCase()}`,
    hash,
  }));
}

const DIGESTS = {
  "SHA-256": "http://www.w3.org/2001/04/xmlenc#sha256",
  "SHA-384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
  "SHA-512": "http://www.w3.org/2001/04/xmlenc#sha512",
} as const;

const HASHES = ["SHA-256", "SHA-384", "SHA-512"] as const;

/** PKCS#8, or what OpenSSL wrote before there was that: PKCS#1 for RSA and SEC1 for EC, put into its envelope. */
async function importText(pem: string): Promise<readonly Candidate[]> {
  const { label, der } = blockOf(pem);
  if (label === "ENCRYPTED PRIVATE KEY" || /Proc-Type:.*ENCRYPTED/.test(pem))
    throw new TypeError("options.sign is encrypted with a passphrase. Decrypt it with `openssl pkey -in FILE`, and keep what that prints as a secret.");
  if (label === "RSA PRIVATE KEY") return await importRsa(envelope(RSA_ENCRYPTION, der));
  if (label === "EC PRIVATE KEY") return await importEc(envelope(sequence(EC_PUBLIC_KEY, curveIn(der)), der));
  if (label !== "PRIVATE KEY") throw new TypeError(`options.sign is a ${label}: give the private key, which begins with -----BEGIN PRIVATE KEY-----.`);
  return await (holds(der, EC_PUBLIC_KEY) ? importEc(der) : importRsa(der));
}

function blockOf(pem: string): { readonly label: string; readonly der: Uint8Array<ArrayBuffer> } {
  // A secret that came through an environment variable often has `\n` for line ends.
  const text = pem.replaceAll("\\n", "\n");
  const [, label, body] = /-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY|CERTIFICATE|PUBLIC KEY)-----([^-]*)-----END \1-----/.exec(text) ?? [];
  const der = unbase64((body ?? "").replace(/^[A-Za-z-]+:.*$/gm, "").replace(/\s/g, ""));
  if (label === undefined || der === undefined || der.length === 0)
    throw new TypeError("options.sign is no private key as PEM: it begins with -----BEGIN PRIVATE KEY-----.");
  return { label, der };
}

async function importRsa(pkcs8: Uint8Array<ArrayBuffer>): Promise<readonly Candidate[]> {
  const imported = HASHES.map(async (hash) => {
    const key = await importKey(pkcs8, { name: "RSASSA-PKCS1-v1_5", hash });
    return rsa(key, hash, (key.algorithm as KeyDescription).modulusLength);
  });
  return await Promise.all(imported);
}

async function importEc(pkcs8: Uint8Array<ArrayBuffer>): Promise<readonly Candidate[]> {
  const [namedCurve] = Object.entries(CURVES).find(([, oid]) => holds(pkcs8, oid)) ?? [];
  if (namedCurve === undefined) throw new TypeError("options.sign is on a curve other than P-256, P-384 and P-521.");
  return ecdsa(await importKey(pkcs8, { name: "ECDSA", namedCurve }), namedCurve);
}

async function importKey(pkcs8: Uint8Array<ArrayBuffer>, algorithm: RsaHashedImportParams | EcKeyImportParams): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
  } catch (cause) {
    throw new TypeError("options.sign is damaged, or a private key of a kind that does not sign here: RSA, and EC on P-256, P-384 and P-521, do.", { cause });
  }
}

/** PrivateKeyInfo (RFC 5208, 5). */
const envelope = (algorithm: Uint8Array, key: Uint8Array) => sequence(VERSION_0, algorithm, tagged(0x04, key));

const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, concatenate(parts));

function tagged(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const lengths = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatenate([Uint8Array.of(tag, ...lengths), content]);
}

function curveIn(der: Uint8Array): Uint8Array {
  const found = Object.values(CURVES).find((oid) => holds(der, oid));
  if (found === undefined) throw new TypeError("options.sign is on a curve other than P-256, P-384 and P-521.");
  return found;
}

/** Object identifiers are long enough to stand nowhere by chance, and in AlgorithmIdentifier before the key itself. */
function holds(der: Uint8Array, oid: Uint8Array): boolean {
  for (let at = 0; at + oid.length <= der.length; at++) if (oid.every((octet, place) => der[at + place] === octet)) return true;
  return false;
}

const bytes = (digits: string) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

const VERSION_0 = bytes("020100");
const RSA_ENCRYPTION = bytes("300d06092a864886f70d0101010500");
const EC_PUBLIC_KEY = bytes("06072a8648ce3d0201");
const CURVES: Readonly<Record<string, Uint8Array>> = {
  "P-256": bytes("06082a8648ce3d030107"),
  "P-384": bytes("06052b81040022"),
  "P-521": bytes("06052b81040023"),
};

/** Base64 of the one certificate in a PEM, or of what is base64 already. */
export function certificateOf(text: string): string {
  const [, body] = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(text) ?? [undefined, text];
  const der = unbase64((body ?? "").replace(/\\n|\s/g, ""));
  if (text.includes("PRIVATE KEY")) throw new TypeError("This is a private key: give its certificate, and tell nobody the key.");
  if (der === undefined || der[0] !== 0x30) throw new TypeError("This is no certificate: one begins with -----BEGIN CERTIFICATE-----.");
  return base64(der);
}
