// docs/attacks.json holds what `cargo xtask attacks --write` found; the README's table and docs/attacks.md are made of it. `--write` makes them, `--check`
// holds them to it, and it to the corpus and to the versions of the lock file. Loads no package.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readCorpus } from "../../attacks/lib/corpus.mjs";
import { detail, summary } from "./markdown.mjs";
import { digestOf, kept } from "./results.mjs";

const ROOT = join(import.meta.dirname, "../..");
const RESULTS = "docs/attacks.json";
const OPEN = "<!-- attacks: written by `cargo xtask attacks --write` -->\n";
const CLOSE = "<!-- /attacks -->";

const { values: flags } = parseArgs({
  options: { from: { type: "string" }, write: { type: "boolean", default: false }, check: { type: "boolean", default: false } },
});
if (flags.write === flags.check || flags.write !== (flags.from !== undefined)) {
  console.error("Usage: node tests/attacks/render.mjs --write --from RESULTS | --check");
  process.exit(2);
}

const corpus = readCorpus();
if (flags.write) writeFileSync(join(ROOT, RESULTS), `${JSON.stringify(kept(corpus, JSON.parse(readFileSync(flags.from, "utf8"))), null, 1)}\n`);
const results = JSON.parse(readFileSync(join(ROOT, RESULTS), "utf8"));
const complaints = flags.check ? stale() : [];
if (complaints.length === 0) complaints.push(...documents());
for (const complaint of complaints) console.error(`${complaint}; run cargo xtask attacks --write`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function stale() {
  const lock = JSON.parse(readFileSync(join(ROOT, "attacks/package-lock.json"), "utf8")).packages;
  const own = JSON.parse(readFileSync(join(ROOT, "pkg/package.json"), "utf8"));
  const wanted = (name) => (name === own.name ? own.version : lock[`node_modules/${name}`]?.version);
  const versions = results.adapters
    .filter(({ name, version }) => wanted(name) !== version)
    .map(({ name, version }) => `${RESULTS} is of ${name} ${version}, and ${wanted(name)} is what would be installed`);
  return results.corpus === digestOf(corpus) ? versions : [...versions, `${RESULTS} is of other cases than attacks/cases`];
}

function documents() {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const made = [
    ["README.md", withTable(readme, summary(corpus, results))],
    ["docs/attacks.md", detail(corpus, results)],
  ];
  if (!flags.write) return made.filter(([file, text]) => readIfThere(file) !== text).map(([file]) => `${file} is not what ${RESULTS} makes of it`);
  for (const [file, text] of made) writeFileSync(join(ROOT, file), text);
  return [];
}

function readIfThere(file) {
  try {
    return readFileSync(join(ROOT, file), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function withTable(text, table) {
  const [before, rest] = halves(text, OPEN);
  const [, after] = halves(rest, CLOSE);
  return `${before}${OPEN}${table}${CLOSE}${after}`;
}

function halves(text, marker) {
  const at = text.indexOf(marker);
  if (at === -1) throw new Error(`README.md has no ${marker.trim()}`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}
