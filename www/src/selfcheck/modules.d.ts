/** Made by the build, of tests/vectors and the package. */
declare module "packed-vectors" {
  /** JSON, by DEFLATE without a header, in base64. */
  export const packed: string;
  /** How many vectors the build packed. */
  export const built: { readonly vectors: number };
  export const core: { readonly version: string; readonly octets: number; readonly sha256: string };
}

/** What judges the vectors in every runtime. */
declare module "*/tests/js/lib/judge.mjs" {
  /** Throws where the verdict is another than the vector demands. */
  export function judgeVector(library: import("./verdict.js").Library, vector: import("./unpack.js").Vector): Promise<void>;
}
