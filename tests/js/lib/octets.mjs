// Base64 in every runtime.

export const octetsOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export const textOf = (base64) => new TextDecoder().decode(octetsOf(base64));

export function toBase64(text) {
  let binary = "";
  for (const octet of new TextEncoder().encode(text)) binary += String.fromCharCode(octet);
  return btoa(binary);
}
