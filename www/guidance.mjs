// `node www/guidance.mjs`: tests/docs/guidance.json, what is said about identity providers, for `cargo test --test docs`, which writes docs/errors of it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { loadSource } from "./test/lib/source.mjs";

const file = join(import.meta.dirname, "../tests/docs/guidance.json");

export async function guidanceText() {
  const { guidanceDocument } = await loadSource("guidance/document.ts");
  return `${JSON.stringify(guidanceDocument(), null, 1)}\n`;
}

export const writtenGuidance = () => readFileSync(file, "utf8");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(file, await guidanceText());
