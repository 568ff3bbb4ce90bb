// Keys and certificates in a text, by their frames or by how their DER begins.
import { publicKeyInfo } from "../messages/spki.js";
import { pem } from "../pem.js";

/** PEM of every certificate and public key; `null` where there is none. */
export function publicPart(given: string): string | null {
  const text = withLineBreaks(given);
  const framed = text.match(PUBLIC_FRAME);
  if (framed !== null) return framed.join("\n");
  const bare = withoutMarkup(text);
  const der = derOf(bare);
  return der !== null && publicKeyInfo(der) !== null ? pem(bare) : null;
}

export interface PrivateKey {
  /** For the field of the decryption key; `null` where it takes no such key. */
  readonly pem: string | null;
  /** Why not. */
  readonly refused: string | null;
}

export function privateKey(given: string): PrivateKey | null {
  const text = withLineBreaks(given);
  const [framed, label = ""] = PRIVATE_FRAME.exec(text) ?? [];
  if (framed !== undefined) {
    if (label.startsWith("ENCRYPTED") || framed.includes("ENCRYPTED")) return refused("It is encrypted by a passphrase. `openssl pkey -in FILE` writes it without one.");
    return label === "" || label.startsWith("RSA") ? { pem: framed, refused: null } : refused("Logins are encrypted for RSA keys only, and this is none.");
  }
  // The end of the frame was not copied.
  if (/-----BEGIN (?:[A-Z0-9]+ )?PRIVATE KEY-----/.test(text)) return refused("It is not whole: the line that ends it is missing.");
  const bare = withoutMarkup(text);
  const der = derOf(bare);
  const bareLabel = der === null ? null : privateLabel(der);
  return bareLabel === null ? null : { pem: `-----BEGIN ${bareLabel}-----\n${bare.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END ${bareLabel}-----`, refused: null };
}

export const isRequest = (text: string): boolean => /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/.test(text);

/** As JSON and variables of an environment have a frame. */
const withLineBreaks = (text: string) => (text.includes("-----BEGIN") ? text.replace(/(?:\\r)?\\n/g, "\n") : text);

const refused = (reason: string): PrivateKey => ({ pem: null, refused: reason });

/** Base64 by itself, in lines, or in an element X509Certificate. */
function withoutMarkup(text: string): string {
  const inner = /^\s*<(?:[\w.-]{1,60}:)?X509Certificate[^>]{0,300}>([^<]*)<\//.exec(text)?.[1] ?? text;
  return inner.length > LONGEST ? "" : inner.replace(/\s+/g, "");
}

function derOf(bare: string): Uint8Array<ArrayBuffer> | null {
  if (!/^M[A-Za-z0-9+/]{60,}={0,2}$/.test(bare)) return null;
  try {
    return Uint8Array.from(atob(bare), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** SEQUENCE, INTEGER 0, and then of PKCS#8 a SEQUENCE, of PKCS#1 (RFC 8017, A.1.2) an INTEGER. */
function privateLabel(der: Uint8Array): string | null {
  const length = der[1] ?? 0;
  const at = 2 + (length >= 0x80 ? length & 0x7f : 0);
  if (der[0] !== SEQUENCE || der[at] !== INTEGER || der[at + 1] !== 1 || der[at + 2] !== 0) return null;
  if (der[at + 3] === SEQUENCE) return "PRIVATE KEY";
  return der[at + 3] === INTEGER ? "RSA PRIVATE KEY" : null;
}

const [SEQUENCE, INTEGER] = [0x30, 0x02];
/** Characters; the largest certificates have some ten thousand. */
const LONGEST = 100_000;
const PUBLIC_FRAME = /-----BEGIN ((?:TRUSTED |X509 )?CERTIFICATE|PUBLIC KEY)-----[A-Za-z0-9+/=\s]{40,100000}-----END \1-----/g;
const PRIVATE_FRAME = /-----BEGIN ((?:[A-Z0-9]+ )?)PRIVATE KEY-----\s{0,4}(?:[A-Za-z]{1,20}-[A-Za-z]{1,20}:[^\r\n]{0,200}\r?\n){0,4}[A-Za-z0-9+/=\s]{40,100000}-----END \1PRIVATE KEY-----/;
