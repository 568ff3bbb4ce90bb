// Cold in Node: a fresh process for each run, which imports the package and verifies one login.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { interleave } from "../lib/rounds.mjs";
import { cellOf } from "../lib/statistics.mjs";
import { GROUND, OWN, SUBJECTS } from "../lib/subjects.mjs";
import { MESSAGES, made, messageFor } from "../messages.mjs";

const SCRIPT = join(import.meta.dirname, "../lib/cold-process.mjs");
const run = promisify(execFile);

export async function measureCold({ quick, progress }) {
  const message = made(MESSAGES[0], new Date());
  const folder = mkdtempSync(join(tmpdir(), "saml-edge-bench-"));
  try {
    progress("fresh processes");
    const entrants = [...SUBJECTS, GROUND].map((subject) => {
      const job = join(folder, `${subject.id}.json`);
      writeFileSync(job, JSON.stringify({ file: subject.file, message: messageFor(subject, message) }));
      return { id: subject.id, job, mostRounds: subject.mostRounds };
    });
    // The disk's cache is warm for everybody.
    await interleave(entrants, 1, coldRun);
    const rounds = await interleave(entrants, quick ? 5 : 15, coldRun);
    const row = (id, title, part) => {
      const of = (subject) => rounds.get(subject).map((round) => round[part]);
      const cells = Object.fromEntries(entrants.map((entrant) => [entrant.id, cellOf(of(entrant.id), of(OWN))]));
      return { id, part: "cold", title, octets: message.octets, unit: "ms", cells };
    };
    return [row("cold-inside", "Node, fresh process: import and first login, after Node has started", "inside"), row("cold-whole", "Node, fresh process: the same with Node's own start", "whole")];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function coldRun({ id, job }) {
  const { stderr } = await run(process.execPath, [SCRIPT, job], { maxBuffer: 1 << 24 });
  const told = stderr.trim().split("\n").find((line) => line.startsWith('{"inside"'));
  if (told === undefined) throw new Error(`${id}: ${stderr.slice(-1000)}`);
  return JSON.parse(told);
}
