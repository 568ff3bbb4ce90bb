const encoder = new TextEncoder();

/** 256 random bits, for what opens a door. */
export const randomToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** 128 random bits without letters that are taken for each other; some IdPs refuse `_` and `-` in addresses. */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(26)), (octet) => LETTERS.charAt(octet & 31)).join("");

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** Four groups of letters, for people to keep: 130 bits, so that a plain hash is enough at rest. */
export const randomAccessKey = (): string => (randomId().match(/.{1,7}/g) as string[]).join("-");

/** What is kept of a token. */
export const digest = async (token: string): Promise<string> => hex(await crypto.subtle.digest("SHA-256", encoder.encode(token)));

export async function mac(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text))));
}

/** Without telling by its time how much is equal. */
export function equal(one: string, other: string): boolean {
  let different = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) different |= one.charCodeAt(at) ^ other.charCodeAt(at % Math.max(1, other.length));
  return different === 0;
}

const hex = (octets: ArrayBuffer) => Array.from(new Uint8Array(octets), (octet) => octet.toString(16).padStart(2, "0")).join("");

const base64url = (octets: Uint8Array) => btoa(String.fromCharCode(...octets)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
