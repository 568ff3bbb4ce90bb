// docs/faults.md: each test that it names is there, and each test about faults is named.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { ROOT } from "./paths.mjs";

const TABLE = join(ROOT, "docs/faults.md");

/** Whose every test belongs into the table. */
const SOURCES = [...filesOf("tests/js/suites/faults"), ...filesOf("tests/faults/parts"), "tests/js/suites/recovery.mjs", "tests/cleared.rs", "tests/messages/tests/undecryptable.rs"];

export function complaintsOf() {
  const text = readFileSync(TABLE, "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.includes("]("));
  const named = rows.flatMap((row) => [...row.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name, path]) => ({ name, path })));
  const results = named.map(({ name, path }) => verdict(`docs/faults.md: “${name}” in ${path}`, isIn(name, join(dirname(TABLE), path)), "there is no such test"));
  for (const source of SOURCES) {
    for (const name of testsIn(source)) {
      const isNamed = named.some((other) => join(dirname(TABLE), other.path) === join(ROOT, source) && piecesOf(other.name).every((piece) => name.includes(piece)));
      results.push(verdict(`${source}: “${name}” stands in docs/faults.md`, isNamed, "no row names it"));
    }
  }
  results.push(verdict("docs/faults.md has rows", rows.length > 20, `${rows.length} rows`));
  return results;
}

function filesOf(folder) {
  return readdirSync(join(ROOT, folder)).sort().map((name) => `${folder}/${name}`);
}

/** What a test makes of several words stands as `…`. */
const piecesOf = (name) => name.split("…");

function isIn(name, path) {
  if (!existsSync(path)) return false;
  const source = readFileSync(path, "utf8");
  if (path.endsWith(".rs")) return [...source.matchAll(TEST_OF_RUST)].some(([, test]) => test === name);
  return testsOf(source).some((test) => piecesOf(name).every((piece) => test.includes(piece)));
}

const TEST_OF_RUST = /#\[test\]\s+(?:#\[[^\n]*\]\s+)*fn (\w+)\(/g;

const testsIn = (source) => {
  const text = readFileSync(join(ROOT, source), "utf8");
  return source.endsWith(".rs") ? [...text.matchAll(TEST_OF_RUST)].map(([, name]) => name) : testsOf(text);
};

/** Names of methods, and of what is made in a loop. */
const testsOf = (text) => [...text.matchAll(/^ +async "([^"]+)"\(/gm), ...text.matchAll(/^ +`([^`]{20,})`,$/gm)].map(([, name]) => name);

const verdict = (name, isWell, detail) => (isWell ? { name, outcome: "passed" } : { name, outcome: "failed", detail });
