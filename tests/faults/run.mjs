// `node run.mjs [PART]`: faults that need a process of their own, each part in one. The last line is `N passed, N failed, N skipped`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stepping } from "./lib/core.mjs";
import { complaintsOf } from "./lib/table.mjs";

/** Each with its argument, if it has one. */
const PARTS = [["first", "1"], ["first", "7"], ["first", "40"], ["traps"], ["memory"], ["waiting"], ["restarts"], ["isolate"]];

/** Many times what any part needs. */
const LIMIT = 400_000;

/** A process whose tests are over ends by itself, and soon. */
const PATIENCE = 10_000;

const tally = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(join(tmpdir(), "saml-edge-faults-"));
try {
  const only = process.argv[2];
  if (only === undefined) for (const result of complaintsOf()) report(result);
  const core = join(folder, "stepping.wasm");
  writeFileSync(core, stepping());
  for (const [part, ...more] of PARTS) if (only === undefined || only === part) await run(part, more, core);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;

async function run(part, more, core) {
  const began = performance.now();
  const words = ["--expose-gc", join(import.meta.dirname, "lib/child.mjs"), join(import.meta.dirname, "parts", `${part}.mjs`), ...more];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, SAML_EDGE_STEPPING_CORE: core } });
  let said = "";
  let timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  child.stdout.on("data", (data) => {
    said += data;
    if (!said.includes(": nothing is left\"")) return;
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  });
  const [code, signal] = await once(child, "close");
  clearTimeout(timer);
  const results = said.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  for (const result of results) report(result);
  const ended = { name: `${part} ${more}: the process ends by itself, after its last test` };
  const isWell = code === 0 && results.at(-1)?.name.endsWith(": nothing is left");
  report(isWell ? { ...ended, outcome: "passed" } : { ...ended, outcome: "failed", detail: `it ended with ${signal ?? code}, ${results.length} results:\n${said}` });
  console.log(`${part} ${more}: ${results.length} results, ${Math.round((performance.now() - began) / 1000)} s`);
}

function report({ name, outcome, detail }) {
  tally[outcome] += 1;
  if (outcome === "failed") console.log(`FAILED ${name}\n  ${detail.replaceAll("\n", "\n  ")}`);
  if (outcome === "skipped") console.log(`skipped: ${name}: ${detail}`);
}
