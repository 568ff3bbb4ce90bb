// Runs an adapter that is a module: node host.mjs adapter.mjs. The module exports by default
//
//   { name, version, configuration, leaves, serviceProvider(line) }
//
// where `serviceProvider` answers, for a line with `fresh`, a function that takes each line and answers `{ nameId, attributes }`, or throws: a refusal.
import { writeSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { setClock } from "./lib/clock.mjs";

// Libraries print; the lines of standard output are the protocol's.
process.stdout.write = process.stderr.write.bind(process.stderr);
console.log = console.error;
console.info = console.error;

const { default: adapter } = await import(pathToFileURL(resolve(process.argv[2])));
let consume;

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text);
  answer({ id: line.id, ...(line.hello === undefined ? await judged(line) : about()) });
}
process.exit(0);

function about() {
  const { name, version, configuration, leaves } = adapter;
  return { name, version, configuration, leaves };
}

async function judged(line) {
  setClock(line.now);
  if (line.fresh) {
    const made = await attempt(() => adapter.serviceProvider(line));
    // A library that does not take this certificate, say, lets nobody in.
    if (made.error !== undefined) {
      consume = () => Promise.reject(made.error);
    } else {
      consume = made.value;
    }
  }
  const { error, value } = await attempt(() => consume(line));
  if (error !== undefined) return error?.unsupported === true ? { outcome: "unsupported", reason: error.message } : { outcome: "refuse", reason: sentence(error) };
  return { outcome: "accept", nameId: value.nameId, attributes: value.attributes };
}

async function attempt(make) {
  try {
    return { value: await make() };
  } catch (error) {
    return { error: error ?? new Error("thrown without an error") };
  }
}

function sentence(error) {
  return String(error?.message ?? error).slice(0, 300);
}

function answer(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
