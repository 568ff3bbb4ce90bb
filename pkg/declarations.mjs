// The compiler declares every module. What no entry names, nobody can import: it goes.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** For this repository's tests and the debugger page; package.json leaves them out of what is packed. */
const OWN = ["internals.d.ts", "words.d.ts", "entries/inlined.d.ts", "entries/inlined-debug.d.ts"];

export function prune(dist) {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  const used = new Set();
  const waiting = [...typesOf(exports), ...OWN];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (used.has(file)) continue;
    used.add(file);
    const named = readFileSync(join(dist, file), "utf8").matchAll(/"(\.[^"]+)\.js"/g);
    waiting.push(...Array.from(named, ([, name]) => `${posix.join(posix.dirname(file), name)}.d.ts`));
  }
  for (const name of readdirSync(dist, { recursive: true })) {
    const file = name.replaceAll("\\", "/");
    if (file.endsWith(".d.ts") && !used.has(file)) rmSync(join(dist, file));
  }
}

const typesOf = (target) => (typeof target === "string" ? (target.endsWith(".d.ts") ? [posix.relative("dist", target)] : []) : Object.values(target).flatMap(typesOf));
