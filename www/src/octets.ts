// Octets, and the texts that stand for them.

export function base64(octets: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < octets.length; at += 0x8000) binary += String.fromCharCode(...octets.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** White space does not count; `null` where it is no base64. */
export function octetsOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** With its byte order mark; `null` where it is no UTF-8. */
export function utf8(octets: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}

/** Octets that are no UTF-8 stay as they are, in base64: a text could not hold them. */
export async function readFile(file: File): Promise<string> {
  const octets = new Uint8Array(await file.arrayBuffer());
  return utf8(octets) ?? base64(octets);
}
