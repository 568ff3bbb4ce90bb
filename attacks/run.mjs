// Runs the corpus through adapters. Needs nothing but Node.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { readCorpus } from "./lib/corpus.mjs";
import { isFault, table } from "./lib/report.mjs";
import { runAdapter } from "./lib/run-adapter.mjs";

const USAGE = `Usage: node run.mjs --adapter PROGRAM [--peer PROGRAM] ... [--only CLASS[,CLASS...]] [--timeout MS] [--verbose] [--json]

PROGRAM is a module for host.mjs (adapters/*.mjs), or any executable that speaks the protocol in README.md.
  --peer      shown beside it, and not held to anything
  --only      these classes, or single cases by their id
  --timeout   for one case; 10000
  --verbose   names every case that is not right, and what was said
  --json      prints the results alone
Exit code 1 where a case is counted against an --adapter.`;

const flags = read();
const corpus = readCorpus();
const cases = flags.only === undefined ? corpus.cases : corpus.cases.filter(({ id, class: name }) => flags.only.includes(id) || flags.only.includes(name));
if (cases.length === 0) fail(`nothing is called ${flags.only}`);

const runs = [];
for (const program of [...flags.adapters, ...flags.peers]) {
  runs.push(await runAdapter(corpus, cases, program, { timeout: flags.timeout, progress: progressOf(program) }));
}
if (flags.json) console.log(JSON.stringify({ runs }, null, 1));
else console.log(table(corpus, cases, runs, flags.verbose));
const held = runs.slice(0, flags.adapters.length).flatMap(({ results }) => results);
process.exitCode = held.some(({ verdict }) => isFault(verdict)) ? 1 : 0;

function read() {
  try {
    const { values } = parseArgs({
      options: {
        adapter: { type: "string", multiple: true },
        peer: { type: "string", multiple: true, default: [] },
        only: { type: "string" },
        timeout: { type: "string", default: "10000" },
        verbose: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const timeout = Number(values.timeout);
    if (values.adapter === undefined) fail("--adapter is missing");
    if (!Number.isInteger(timeout) || timeout < 1) fail("--timeout is no number of milliseconds");
    return { ...values, timeout, only: values.only?.split(","), adapters: values.adapter.map(found), peers: values.peer.map(found) };
  } catch (error) {
    return fail(error.message);
  }
}

/** A bare name is an adapter of this folder. */
function found(program) {
  return /^[a-z0-9-]+$/.test(program) ? join(import.meta.dirname, "adapters", `${program}.mjs`) : resolve(program);
}

function progressOf(program) {
  if (!process.stderr.isTTY) return () => {};
  return (done, all) => process.stderr.write(done === all ? "\r\x1b[2K" : `\r  ${program}: ${done} of ${all}`);
}

function fail(complaint) {
  console.error(`error: ${complaint}\n\n${USAGE}`);
  process.exit(2);
}
