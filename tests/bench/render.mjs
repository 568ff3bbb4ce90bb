// `docs/bench/figures.json` is the source; the tables of the READMEs and the charts are made of it, and so are the verdicts in it. `--write` makes them, `--check` holds
// them to it. Loads no package, so that a test can run it before anything is installed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

import { judgeBars } from "./bars.mjs";
import { chart, NARROW, WIDE } from "./chart.mjs";
import { markdown, rulesTable } from "./markdown.mjs";

const ROOT = join(import.meta.dirname, "../..");
const OPEN = "<!-- bench: written by `cargo xtask bench --write` -->\n";
const CLOSE = "<!-- /bench -->";

const { values: flags } = parseArgs({ options: { write: { type: "boolean", default: false }, check: { type: "boolean", default: false } } });
if (flags.write === flags.check) {
  console.error("Usage: node render.mjs --write|--check");
  process.exit(2);
}

const FIGURES = "docs/bench/figures.json";
const RULES = ["<!-- rules: written by `cargo xtask bench --write` -->\n", "<!-- /rules -->"];

const read = (file) => readFileSync(join(ROOT, file), "utf8");
const figures = JSON.parse(read(FIGURES));
const bars = judgeBars(figures.rows);
const made = [
  ["README.md", withBlock("README.md", [OPEN, CLOSE], markdown(figures, bars))],
  ["tests/bench/README.md", withBlock("tests/bench/README.md", RULES, rulesTable(figures))],
  ["docs/bench/chart.svg", chart(figures, WIDE)],
  ["docs/bench/chart-narrow.svg", chart(figures, NARROW)],
];
if (flags.write) write();
else check();

function write() {
  for (const [file, text] of made) writeFileSync(join(ROOT, file), text);
  // Verdicts are derived; what was measured stays as it is.
  if (!isDeepStrictEqual(figures.bars, bars)) writeFileSync(join(ROOT, FIGURES), `${JSON.stringify({ ...figures, bars }, null, 2)}\n`);
}

function withBlock(file, [open, close], block) {
  const [before, rest] = halves(file, read(file), open);
  const [, after] = halves(file, rest, close);
  return `${before}${open}${block}${close}${after}`;
}

function halves(file, text, marker) {
  const at = text.indexOf(marker);
  if (at === -1) throw new Error(`${file} has no ${marker.trim()}`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}

function check() {
  if (!isDeepStrictEqual(figures.bars, bars)) {
    console.error("docs/bench/figures.json holds other verdicts than its figures give: run node tests/bench/render.mjs --write");
    process.exitCode = 1;
  }
  for (const [file, text] of made) {
    if (existsSync(join(ROOT, file)) && read(file) === text) continue;
    console.error(`${file} is not what docs/bench/figures.json makes of it: run node tests/bench/render.mjs --write`);
    process.exitCode = 1;
  }
}
