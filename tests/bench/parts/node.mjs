// Warm in Node: each subject in a process of its own, in turns.
import { startSubject } from "../lib/node-subject.mjs";
import { interleave } from "../lib/rounds.mjs";
import { cellOf } from "../lib/statistics.mjs";
import { OWN, SUBJECTS } from "../lib/subjects.mjs";
import { requireOwn } from "../lib/verdicts.mjs";
import { MESSAGES, made, messageFor } from "../messages.mjs";

/** Milliseconds of CPU time but for `rounds`. The first message is warmed up for longer: until then a process has compiled nothing. */
const FULL = { rounds: 15, first: 6000, warmUp: 1000, turn: 60 };
const QUICK = { rounds: 5, first: 1500, warmUp: 300, turn: 30 };

export async function measureNode({ quick, progress }) {
  const effort = quick ? QUICK : FULL;
  const subjects = [];
  try {
    for (const subject of SUBJECTS) subjects.push({ ...subject, process: await startSubject(subject.file) });
    const rows = [];
    for (const kind of MESSAGES) {
      progress(`Node, ${kind.title}`);
      const warmUp = kind === MESSAGES[0] ? effort.first : effort.warmUp;
      rows.push(await row(subjects, made(kind, new Date()), { ...effort, warmUp }));
    }
    return rows;
  } finally {
    for (const subject of subjects) subject.process.stop();
  }
}

async function row(subjects, message, effort) {
  const cells = {};
  const entrants = [];
  for (const subject of subjects) {
    const verdict = await subject.process.ask("judge", { message: messageFor(subject, message) });
    requireOwn(subject, verdict, message.title);
    if (verdict !== null) {
      cells[subject.id] = verdict;
      continue;
    }
    const { mostRounds, mostRuns = Number.MAX_SAFE_INTEGER } = subject;
    const milliseconds = await subject.process.ask("warmUp", { milliseconds: effort.warmUp, most: mostRuns });
    const runs = Math.min(mostRuns, Math.max(1, Math.round(effort.turn / milliseconds)));
    entrants.push({ id: subject.id, mostRounds, process: subject.process, runs });
  }
  const rounds = await interleave(entrants, effort.rounds, ({ process, runs }) => process.ask("turn", { runs }));
  for (const [id, results] of rounds) cells[id] = cellOf(results, rounds.get(OWN));
  return { id: `node-${message.id}`, part: "node", others: message.others, title: `Node: ${message.title}`, octets: message.octets, unit: "ms", cells };
}
