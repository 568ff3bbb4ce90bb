// The octets that become WebAssembly, as the browser gets them: what the build says of them is only what it wrote.

/** From now on. What the modules were made of, in order. */
export function watchModules(): readonly Uint8Array<ArrayBuffer>[] {
  const seen: Uint8Array<ArrayBuffer>[] = [];
  if (!("WebAssembly" in globalThis)) return seen;
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(Module, [given]: [BufferSource]) {
      const octets = ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength) : new Uint8Array(given);
      // The browser gets the copy that is kept.
      const copy = Uint8Array.from(octets);
      seen.push(copy);
      return new Module(copy);
    },
  });
  return seen;
}

/** `null` where the browser gives this page no digests. */
export async function digestOf(octets: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return null;
  return Array.from(new Uint8Array(await subtle.digest("SHA-256", octets)), (octet) => octet.toString(16).padStart(2, "0")).join("");
}
