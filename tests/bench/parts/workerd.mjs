// In workerd, a process for each subject, in turns: warm, and the first login of an isolate that was not there before.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundle } from "../lib/bundle.mjs";
import { interleave } from "../lib/rounds.mjs";
import { cellOf } from "../lib/statistics.mjs";
import { GROUND, OWN, SUBJECTS } from "../lib/subjects.mjs";
import { requireOwn, wordsOf } from "../lib/verdicts.mjs";
import { startWorkerd } from "../lib/workerd.mjs";
import { MESSAGES, made, messageFor } from "../messages.mjs";

/** Milliseconds of CPU time but for `rounds`; as in parts/node.mjs. */
const FULL = { rounds: 15, first: 6000, warmUp: 1500, turn: 80 };
const QUICK = { rounds: 5, first: 1500, warmUp: 400, turn: 40 };

export async function measureWorkerd({ quick, progress }) {
  const effort = quick ? QUICK : FULL;
  const folder = mkdtempSync(join(tmpdir(), "saml-edge-bench-"));
  const processes = [];
  const start = async (subject, fresh) => {
    const files = await bundle(subject);
    const process = await startWorkerd({ ...files, folder: join(folder, `${subject.id}-${fresh ? "fresh" : "warm"}`), fresh });
    processes.push(process);
    return process;
  };
  try {
    const warm = await startAll(SUBJECTS, (subject) => start(subject, false));
    const rows = [];
    for (const kind of MESSAGES.filter(({ others }) => !others)) {
      progress(`workerd, ${kind.title}`);
      const warmUp = kind === MESSAGES[0] ? effort.first : effort.warmUp;
      rows.push(await warmRow(warm, made(kind, new Date()), { ...effort, warmUp }));
    }
    for (const { process } of warm) process?.stop();
    progress("workerd, fresh isolates");
    const started = warm.filter(({ process }) => process !== undefined).map(({ subject }) => subject);
    const fresh = await startAll([...started, GROUND], (subject) => start(subject, true));
    const failed = warm.filter(({ process }) => process === undefined);
    return [...rows, await freshRow([...fresh, ...failed], made(MESSAGES[0], new Date()), effort)];
  } finally {
    for (const process of processes) process.stop();
    rmSync(folder, { recursive: true });
  }
}

/** One that cannot be bundled or does not start is said to be so. */
async function startAll(subjects, start) {
  const started = [];
  for (const subject of subjects) {
    try {
      started.push({ subject, process: await start(subject) });
    } catch (error) {
      started.push({ subject, reason: { missing: `does not start: ${wordsOf(error.errors?.[0]?.text ?? error)}` } });
    }
  }
  return started;
}

/** Who is measured; in `cells` are the reasons of those who are not. */
async function ready(started, message, cells) {
  const entrants = [];
  for (const { subject, process, reason } of started) {
    const own = messageFor(subject, message);
    const verdict = reason ?? (await process.ask({ order: "judge", message: own }).catch((error) => ({ refusal: wordsOf(error) })));
    requireOwn(subject, verdict, message.title);
    if (verdict === null) entrants.push({ ...subject, process, message: own });
    else cells[subject.id] = verdict;
  }
  return entrants;
}

async function warmRow(started, message, effort) {
  const cells = {};
  const entrants = await ready(started, message, cells);
  for (const entrant of entrants) entrant.runs = await warmUp(entrant, effort);
  const rounds = await interleave(entrants, effort.rounds, turn);
  for (const [id, results] of rounds) cells[id] = cellOf(results, rounds.get(OWN));
  return { id: `workerd-${message.id}`, part: "workerd", title: `workerd, warm: ${message.title}`, octets: message.octets, unit: "ms", cells };
}

/** Runs until the compilers have settled, and answers with how many make a turn. */
async function warmUp(entrant, { warmUp, turn: length }) {
  let runs = 1;
  for (let spent = 0; spent < warmUp; ) {
    const { cpu } = await turn({ ...entrant, runs });
    spent += cpu * runs;
    runs = Math.max(1, Math.round(length / cpu));
  }
  return runs;
}

async function turn({ process, message, runs }) {
  const { answer, cpu, wall } = await process.measure({ order: "verify", message, runs });
  if (answer.answer !== message.expected) throw new Error(`not verified: ${answer.answer}`);
  return { cpu: cpu / runs, wall: wall / runs };
}

/** What an isolate takes that holds nothing is not the subject's: it is taken off, round by round. */
async function freshRow(started, message, effort) {
  const cells = {};
  const entrants = await ready(started, message, cells);
  await interleave(entrants, 1, (entrant) => turn({ ...entrant, runs: 1 }));
  const rounds = await interleave(entrants, effort.rounds, (entrant) => turn({ ...entrant, runs: 1 }));
  const ground = rounds.get(GROUND.id);
  rounds.delete(GROUND.id);
  const net = (results) => results.map(({ cpu, wall }, round) => ({ cpu: cpu - ground[round].cpu, wall: wall - ground[round].wall }));
  const own = net(rounds.get(OWN));
  for (const [id, results] of rounds) cells[id] = cellOf(id === OWN ? own : net(results), own);
  cells[GROUND.id] = cellOf(ground, own);
  const title = `workerd: first login of a fresh isolate, ${message.title}`;
  return { id: "workerd-first", part: "workerd", title, octets: message.octets, unit: "ms", cells };
}
