// One subject in a process of its own: heap, compilers and garbage are its own. It is driven by lib/node-subject.mjs, in turns with the others.
import { judge, wordsOf } from "./verdicts.mjs";

const subject = (await import(process.argv[2])).default;
let current;

const ORDERS = {
  async judge({ message }) {
    const { verify, ...reason } = await judge(subject, message);
    current = { verify, good: message.good, expected: message.expected };
    return verify === undefined ? reason : null;
  },
  /** What becomes of each of these messages. Before each the good one is accepted: who refuses by then everything has refused nothing. */
  async tryAll({ messages }) {
    const outcomes = [];
    for (const message of messages) {
      const answer = await current.verify(current.good);
      if (answer !== current.expected) throw new Error(`the good message is not accepted any more: ${answer}`);
      outcomes.push(await current.verify(message).then(() => ({ accepts: true }), (error) => ({ refuses: wordsOf(error) })));
    }
    return outcomes;
  },
  /** Until so much CPU time has gone into it that the compilers have settled. It answers with the milliseconds that a run takes then. */
  async warmUp({ milliseconds, most }) {
    let last;
    for (let count = 0, spent = 0; count < most && spent < milliseconds; count++) {
      last = (await turn(1)).cpu;
      spent += last;
    }
    return last;
  },
  turn: ({ runs }) => turn(runs),
};

process.on("message", async ({ order, ...job }) => {
  try {
    process.send({ answer: await ORDERS[order](job) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.send({ answer: "ready" });

/** Milliseconds for one run: of all threads of the process, because garbage collection and compilers belong to who needs them; and by the clock. */
async function turn(runs) {
  if (!(runs >= 1)) throw new RangeError(`${runs} runs`);
  const cpu = process.cpuUsage();
  const wall = performance.now();
  for (let count = 0; count < runs; count++) await current.verify(current.good);
  const elapsed = performance.now() - wall;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000 / runs, wall: elapsed / runs };
}
