// Octets as text and back.

/** @param {string} text */
export const utf8 = (text) => new TextEncoder().encode(text);

/** In pieces, because every octet is an argument. @param {Uint8Array} octets */
export function base64(octets) {
  let text = "";
  for (let at = 0; at < octets.length; at += 8192) text += String.fromCharCode(...octets.subarray(at, at + 8192));
  return btoa(text);
}

/** Throws where it is not base64. @param {string} text */
export const unbase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Of a PEM, or of what is base64 already. @param {string} pem */
export const derOf = (pem) => unbase64(pem.replace(/-----[^-]+-----|\s/g, ""));

/** Raw DEFLATE, as HTTP-Redirect has it (bindings 3.4.4.1). @param {string} text */
export async function deflate(text) {
  const stream = new Blob([utf8(text)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
