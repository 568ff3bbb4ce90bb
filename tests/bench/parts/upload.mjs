// What a minimal worker takes to upload, counted as `wrangler deploy --dry-run --minify` counts it: all files together, raw and after gzip. And the same in one file, as
// a bundler for servers makes it.
import { brotliCompressSync, gzipSync } from "node:zlib";

import { bundle, SERVER } from "../lib/bundle.mjs";
import { GROUND, OWN, SUBJECTS } from "../lib/subjects.mjs";
import { wordsOf } from "../lib/verdicts.mjs";

export async function measureUpload({ progress }) {
  progress("upload size");
  const uploaded = await sizes();
  const inlined = await sizes(SERVER);
  if (inlined.files[OWN] !== 1) throw new Error("the bundle for servers is not one file");
  const row = (id, title, cells) => ({ id, part: "upload", title, unit: "KB", cells });
  return [
    row("upload-gzip", "upload of a minimal worker, minified, gzip", uploaded.gzip),
    row("upload-raw", "upload of a minimal worker, minified", uploaded.raw),
    row("inlined-gzip", "the same, WebAssembly inlined, minified, gzip", inlined.gzip),
    row("inlined-raw", "the same, WebAssembly inlined, minified", inlined.raw),
    row("core-brotli", "core.wasm, brotli", { [OWN]: { octets: uploaded.brotli } }),
  ];
}

/** Of each subject's bundle: octets, octets after gzip, and of how many files. */
async function sizes(conditions) {
  const [raw, gzip, files] = [{}, {}, {}];
  let brotli;
  for (const subject of [...SUBJECTS, GROUND]) {
    try {
      const { script, modules } = await bundle(subject, conditions);
      const whole = Buffer.concat([script, ...modules.values()]);
      raw[subject.id] = { octets: whole.length };
      gzip[subject.id] = { octets: gzipSync(whole).length };
      files[subject.id] = 1 + modules.size;
      if (modules.has("core.wasm")) brotli = brotliCompressSync(modules.get("core.wasm")).length;
    } catch (error) {
      if (subject.id === OWN) throw error;
      const reason = { missing: `cannot be bundled: ${wordsOf(error.errors?.[0]?.text ?? error)}` };
      raw[subject.id] = reason;
      gzip[subject.id] = reason;
    }
  }
  for (const cells of [raw, gzip]) {
    for (const cell of Object.values(cells)) if (cell.octets !== undefined) cell.times = cell.octets / cells[OWN].octets;
  }
  return { raw, gzip, files, brotli };
}
