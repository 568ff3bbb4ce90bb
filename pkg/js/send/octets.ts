// Octets as text and back.

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const hex = (octets: Uint8Array): string => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** In pieces, because every octet is an argument. */
export function base64(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at += PIECE) text += String.fromCharCode(...octets.subarray(at, at + PIECE));
  return btoa(text);
}

const PIECE = 8192;

export const base64url = (octets: Uint8Array): string => base64(octets).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** `undefined` where it is not base64. */
export function unbase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export const unbase64url = (text: string) => unbase64(text.replaceAll("-", "+").replaceAll("_", "/"));

export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text)));
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    octets.set(part, at);
    at += part.length;
  }
  return octets;
}
