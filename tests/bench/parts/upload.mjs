// What a minimal worker takes to upload, counted as `wrangler deploy --dry-run` counts it: all files together, raw and after gzip.
import { brotliCompressSync, gzipSync } from "node:zlib";

import { bundle } from "../lib/bundle.mjs";
import { GROUND, OWN, SUBJECTS } from "../lib/subjects.mjs";
import { wordsOf } from "../lib/verdicts.mjs";

export async function measureUpload({ progress }) {
  progress("upload size");
  const [raw, gzip, brotli] = [{}, {}, {}];
  for (const subject of [...SUBJECTS, GROUND]) {
    try {
      const { script, modules } = await bundle(subject);
      const files = Buffer.concat([script, ...modules.values()]);
      raw[subject.id] = { octets: files.length };
      gzip[subject.id] = { octets: gzipSync(files).length };
      if (subject.id === OWN) brotli[OWN] = { octets: brotliCompressSync(modules.get("core.wasm")).length };
    } catch (error) {
      const reason = { missing: `cannot be bundled: ${wordsOf(error.errors?.[0]?.text ?? error)}` };
      raw[subject.id] = reason;
      gzip[subject.id] = reason;
    }
  }
  for (const cells of [raw, gzip]) {
    for (const cell of Object.values(cells)) if (cell.octets !== undefined) cell.times = cell.octets / cells[OWN].octets;
  }
  const row = (id, title, cells) => ({ id, part: "upload", title, unit: "KB", cells });
  return [
    row("upload-gzip", "upload of a minimal worker, gzip", gzip),
    row("upload-raw", "upload of a minimal worker, minified", raw),
    row("core-brotli", "core.wasm, brotli", brotli),
  ];
}
