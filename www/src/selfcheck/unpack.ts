// Vectors, out of the text that the build made of them.
import type { Connection } from "../library.js";
import { base64 } from "../octets.js";

/** As tests/js/lib/vectors.mjs reads it: only what this page says about it is named here. */
export interface Vector {
  /** `class/name`. */
  readonly name: string;
  readonly expect: "accept" | "refuse";
  readonly rule?: string;
  readonly code?: string;
  /** `line:column`; absent where the refusal has no place. */
  readonly at?: string;
  readonly body: string;
  readonly connection: Connection;
  readonly decrypt?: readonly string[];
}

interface Packed {
  readonly shared: readonly (Connection | string)[];
  readonly vectors: readonly (Omit<Vector, "connection" | "decrypt"> & { readonly connection: number; readonly decrypt?: readonly number[] })[];
}

export async function unpack(packed: string): Promise<Vector[]> {
  const octets = octetsOf(atob(packed));
  const text = await new Response(new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  const { shared, vectors } = JSON.parse(text) as Packed;
  return vectors.map(({ body, connection, decrypt, ...vector }) => ({
    ...vector,
    body: base64(octetsOf(body)),
    connection: shared[connection] as Connection,
    ...(decrypt === undefined ? {} : { decrypt: decrypt.map((key) => shared[key] as string) }),
  }));
}

const octetsOf = (binary: string) => Uint8Array.from(binary, (character) => character.charCodeAt(0));
