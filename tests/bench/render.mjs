// `docs/bench/figures.json` is the source; the README's table and the chart are made of it. `--write` makes them, `--check` holds them to it.
// Loads no package, so that a test can run it before anything is installed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

import { judgeBars } from "./bars.mjs";
import { chart } from "./chart.mjs";
import { markdown } from "./markdown.mjs";

const ROOT = join(import.meta.dirname, "../..");
const OPEN = "<!-- bench: written by `cargo xtask bench --write` -->\n";
const CLOSE = "<!-- /bench -->";

const { values: flags } = parseArgs({ options: { write: { type: "boolean", default: false }, check: { type: "boolean", default: false } } });
if (flags.write === flags.check) {
  console.error("Usage: node render.mjs --write|--check");
  process.exit(2);
}

const figures = JSON.parse(readFileSync(join(ROOT, "docs/bench/figures.json"), "utf8"));
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const made = [
  ["README.md", withTable(readme, markdown(figures))],
  ["docs/bench/chart.svg", chart(figures)],
];
if (flags.write) for (const [file, text] of made) writeFileSync(join(ROOT, file), text);
else check();

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

function check() {
  if (!isDeepStrictEqual(figures.bars, judgeBars(figures.rows, figures.subjects))) {
    console.error("docs/bench/figures.json holds other verdicts than its figures give: run cargo xtask bench --write");
    process.exitCode = 1;
  }
  for (const [file, text] of made) {
    if (readFileSync(join(ROOT, file), "utf8") === text) continue;
    console.error(`${file} is not what docs/bench/figures.json makes of it: run node tests/bench/render.mjs --write`);
    process.exitCode = 1;
  }
}
