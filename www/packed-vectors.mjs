// The vectors as a page carries them: one text, which src/selfcheck/unpack.ts undoes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { readVectors } from "../tests/js/lib/vectors.mjs";

const here = import.meta.dirname;

/** A plugin of esbuild: what `import … from "packed-vectors"` gives. */
export const packedVectors = {
  name: "packed-vectors",
  setup(build) {
    build.onResolve({ filter: /^packed-vectors$/ }, ({ path }) => ({ path, namespace: "packed-vectors" }));
    build.onLoad({ filter: /.*/, namespace: "packed-vectors" }, () => {
      const vectors = readVectors(join(here, "../tests/vectors"));
      return { contents: JSON.stringify({ packed: packVectors(vectors), built: { vectors: vectors.length }, core: describeCore() }), loader: "json" };
    });
  },
};

/** Of the very octets that stand in the script. */
function describeCore() {
  const wasm = readFileSync(join(here, "../pkg/dist/core.wasm"));
  const { version } = JSON.parse(readFileSync(join(here, "../pkg/package.json"), "utf8"));
  return { version, octets: wasm.length, sha256: createHash("sha256").update(wasm).digest("hex") };
}

/** What many vectors have, connections and keys, is written once. Bodies are octets: as characters they pack better than as base64. */
export function packVectors(vectors) {
  const shared = [];
  const places = new Map();
  const share = (value) => {
    const text = JSON.stringify(value);
    if (!places.has(text)) places.set(text, shared.push(value) - 1);
    return places.get(text);
  };
  const packed = vectors.map(({ body, connection, decrypt, ...vector }) => ({
    ...vector,
    body: Buffer.from(body, "base64").toString("latin1"),
    connection: share(connection),
    decrypt: decrypt?.map(share),
  }));
  return deflateRawSync(JSON.stringify({ shared, vectors: packed }), { level: 9 }).toString("base64");
}
