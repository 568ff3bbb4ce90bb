import { provide } from "./core.js";
import { base64 } from "./inlined-core.js";

provide(() => new WebAssembly.Module(octetsOf(base64)));

/** By a plain loop, where the runtime does not do it itself: `Uint8Array.from` asks an iterator for each octet, and took longer than the first login after it. */
function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, text);
  const characters = atob(text);
  const octets = new Uint8Array(characters.length);
  for (let at = 0; at < octets.length; at++) octets[at] = characters.charCodeAt(at);
  return octets;
}
