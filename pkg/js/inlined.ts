import { provide } from "./core.js";
import { base64 } from "./inlined-core.js";

provide(() => new WebAssembly.Module(decode(base64)));

/** Half a million characters: what a runtime brings for that takes a millisecond, the loop five, a callback for each character thirty. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: native, Buffer: ofNode } = globalThis as unknown as Decoders;
  if (typeof native.fromBase64 === "function") return native.fromBase64(text);
  if (typeof ofNode?.from === "function") return ofNode.from(text, "base64");
  const characters = atob(text);
  const octets = new Uint8Array(characters.length);
  for (let index = 0; index < octets.length; index++) octets[index] = characters.charCodeAt(index);
  return octets;
}

/** Each is in some runtimes only. */
interface Decoders {
  readonly Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  readonly Buffer?: { from?(text: string, encoding: "base64"): Uint8Array<ArrayBuffer> };
}
