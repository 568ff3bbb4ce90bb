import { provide } from "./core.js";
import { base64 } from "./inlined-core.js";

provide(() => new WebAssembly.Module(octetsOf(base64)));

/**
 * By the runtime itself where it can: that takes a tenth of a loop that nobody has compiled yet. `Uint8Array.from`, which asks an
 * iterator for each octet, took longer than the first login after it.
 */
function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer> } };
  if (Buffer !== undefined) return Buffer.from(text, "base64");
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, text);
  const characters = atob(text);
  const octets = new Uint8Array(characters.length);
  for (let at = 0; at < octets.length; at++) octets[at] = characters.charCodeAt(at);
  return octets;
}
