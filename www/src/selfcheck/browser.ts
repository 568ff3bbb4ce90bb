// What the check needs of a browser.

interface Need {
  readonly name: string;
  readonly isThere: () => boolean;
  /** Without it nothing can be judged; without others, some vectors cannot. */
  readonly isEssential: boolean;
}

export interface Lacks {
  readonly essential: readonly string[];
  readonly other: readonly string[];
}

export function lacks(): Lacks {
  const missing = NEEDS.filter(({ isThere }) => !isThere());
  const names = (isEssential: boolean) => missing.filter((need) => need.isEssential === isEssential).map(({ name }) => name);
  return { essential: names(true), other: names(false) };
}

/** Older browsers have the stream, and not this format. */
function hasDeflateRaw(): boolean {
  try {
    return new DecompressionStream("deflate-raw") !== undefined;
  } catch {
    return false;
  }
}

const NEEDS: readonly Need[] = [
  { name: "WebAssembly", isThere: () => "WebAssembly" in globalThis, isEssential: true },
  { name: "DecompressionStream for deflate-raw", isThere: hasDeflateRaw, isEssential: true },
  { name: "Request", isThere: () => "Request" in globalThis, isEssential: true },
  // Given to pages of https and of this machine only.
  { name: "crypto.subtle", isThere: () => globalThis.crypto?.subtle !== undefined, isEssential: false },
];
