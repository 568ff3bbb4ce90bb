// Keys to decrypt by. Private keys go to the core and are cleared there; a CryptoKey stays, and unwraps here what the core asks for.
import { hex } from "./send/octets.js";
import type { PrivateKey } from "./types.js";
import type { WrappedKey } from "./wire.js";

export interface DecryptionKeys {
  /** For the core: names and values in turn, each ended by U+0000. */
  readonly text: string;
  readonly cryptoKeys: readonly CryptoKey[];
}

export const NO_KEYS: DecryptionKeys = { text: "", cryptoKeys: [] };

export function readDecryptionKeys(decrypt: PrivateKey | readonly PrivateKey[] | undefined): DecryptionKeys {
  if (decrypt === undefined) return NO_KEYS;
  let text = "";
  const cryptoKeys: CryptoKey[] = [];
  for (const key of Array.isArray(decrypt) ? decrypt : [decrypt]) {
    if (typeof key === "string" && !key.includes("\0")) text += `key\0${key}\0`;
    else text += `external\0${describe(key, cryptoKeys)}\0`;
  }
  if (text === "") throw new TypeError("options.decrypt is empty: leave it out where nothing is encrypted.");
  return { text, cryptoKeys };
}

/** The digest that WebCrypto has for both places of RSA-OAEP, and the bits of the modulus. */
function describe(key: CryptoKey, cryptoKeys: CryptoKey[]): string {
  const { name, hash, modulusLength } = (key?.algorithm ?? {}) as RsaOaepAlgorithm;
  if (name !== "RSA-OAEP" || hash === undefined || modulusLength === undefined) {
    throw new TypeError(`options.decrypt is ${nameOf(key, name)}: give the text of a private key, or a CryptoKey for RSA-OAEP.`);
  }
  if (key.type !== "private" || !key.usages.includes("decrypt")) {
    throw new TypeError('options.decrypt has a CryptoKey that cannot decrypt: import the private key with the usage "decrypt".');
  }
  cryptoKeys.push(key);
  return `${hash.name} ${modulusLength}`;
}

/** What people give instead. */
function nameOf(key: unknown, algorithm: string | undefined): string {
  if (typeof key === "string") return "a text with U+0000 in it";
  if (ArrayBuffer.isView(key) || key instanceof ArrayBuffer) return "octets";
  if (typeof (key as PromiseLike<unknown> | null)?.then === "function") return "a promise, which has to be awaited";
  if (algorithm !== undefined) return `a CryptoKey for ${algorithm}`;
  return "neither";
}

interface RsaOaepAlgorithm {
  readonly name?: string;
  readonly hash?: { readonly name: string };
  readonly modulusLength?: number;
}

/** Fresh octets for each call, because the core clears them. */
export function secretsOf({ text }: DecryptionKeys, sessions: readonly string[]): Uint8Array {
  if (text === "") return new Uint8Array();
  return new TextEncoder().encode(text + sessions.map((session) => `session\0${session}\0`).join(""));
}

/** What became of a wrapped key. Where unwrapping fails, random octets take its place, and nothing else tells (xmlenc 1.1, 6.1.3). */
export async function unwrap({ cryptoKeys }: DecryptionKeys, { id, key, octets, label, length }: WrappedKey): Promise<string> {
  const random = crypto.getRandomValues(new Uint8Array(length));
  try {
    // Without a prototype: a label is what the message has, whatever happened to Object.prototype.
    const algorithm = Object.assign(Object.create(null), { name: "RSA-OAEP" }, label === "" ? {} : { label: unhex(label) });
    const session = new Uint8Array(await crypto.subtle.decrypt(algorithm, cryptoKeys[key] as CryptoKey, unhex(octets)));
    return session.length === length ? `${id}=${hex(session)}` : `${id}!${hex(random)}`;
  } catch {
    return `${id}!${hex(random)}`;
  }
}

const unhex = (digits: string) => Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(2 * at, 2 * at + 2), 16));
