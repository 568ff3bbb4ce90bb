import { requireStore } from "../options.js";
import type { OneTimeStore } from "../types.js";

export interface TestStoreOptions {
  /** Further handles on the same state: other connections, processes, isolates. What one does, all must see at once. */
  readonly others?: readonly OneTimeStore[];
  /** How many claims of one key are made at once, spread over all handles; default 200. */
  readonly concurrency?: number;
  /** How often claims are made at once, each time of another key; default 1. */
  readonly rounds?: number;
  /** For how long, in milliseconds, and over how many other keys a key must at least be kept; default 2000 of each. What forgets later than that passes. */
  readonly patience?: number;
}

/**
 * Holds a store against everything that `verifyLogin` relies on, and throws an Error that lists what it does wrong. Run it in
 * your own tests, against the real thing: it writes some thousand keys that expire within a minute, and a few dozen within an hour, and takes back one that would live longer.
 *
 * Whether a store is consistent between processes or regions shows only with `others`, and only if these are in several; with one handle it
 * can look right and not be. Where it cannot be tried, what its vendor promises decides.
 */
export async function testStore(
  store: OneTimeStore,
  { others = [], concurrency = 200, rounds = 1, patience = 2000 }: TestStoreOptions = {},
): Promise<void> {
  for (const [name, count] of Object.entries({ concurrency, rounds, patience }))
    if (!Number.isSafeInteger(count) || count < 1) throw new TypeError(`${name} is not a positive integer.`);
  for (const handle of [store, ...others]) requireStore(handle);
  const wrong: string[] = [];
  const run = crypto.randomUUID();
  const all: All = { handles: [store, ...others], concurrency, rounds, patience };
  for (const [index, [promise, holds]] of CONTRACT.entries()) {
    const key = (name: string) => `test:${run}:${index}:${name}:`.padEnd(ALMOST_LONGEST, "0");
    try {
      if (!(await holds(store, key, all))) wrong.push(promise);
    } catch (error) {
      wrong.push(`${promise} (it threw ${error})`);
    }
  }
  if (wrong.length > 0)
    throw new Error(`The store breaks ${wrong.length} of ${CONTRACT.length} promises:\n- ${wrong.join("\n- ")}`);
}

type Promised = readonly [promise: string, holds: (store: OneTimeStore, key: (name: string) => string, all: All) => Promise<boolean>];

/** Everything that acts on the one state. */
interface All {
  readonly handles: readonly OneTimeStore[];
  readonly concurrency: number;
  readonly rounds: number;
  readonly patience: number;
}

const CONTRACT: readonly Promised[] = [
  ["put of a new key answers true", async (store, key) => is(await store.put(key("a"), soon()), true)],
  [
    "put of a live key answers false, however often it is asked",
    async (store, key) => {
      await store.put(key("a"), soon());
      return is(await store.put(key("a"), soon()), false) && is(await store.put(key("a"), soon()), false);
    },
  ],
  [
    "of many puts of one key at once, exactly one answers true",
    async (_, key, all) =>
      inEveryRound(all, async (round) => exactlyOne(await atOnce(all, (handle) => handle.put(key(round), soon())))),
  ],
  [
    "a key is compared whole and by letter case",
    async (store, key) => {
      const keys = [`${key("a")}a`, `${key("a")}b`, `${key("a")}A`];
      const answers = [];
      for (const other of keys) answers.push(await store.put(other, soon()));
      return answers.every((answer) => is(answer, true));
    },
  ],
  [
    "a key of 80 characters is kept",
    async (store, key) => {
      const longest = `${key("a")}z`;
      return is(await store.put(longest, soon()), true) && is(await store.put(longest, soon()), false) && is(await store.take(longest), true);
    },
  ],
  [
    "a key that expires in a year is kept",
    async (store, key) => {
      await store.put(key("a"), Date.now() + YEAR);
      return is(await store.put(key("a"), Date.now() + YEAR), false) && is(await store.take(key("a")), true);
    },
  ],
  ["take of an unknown key answers false", async (store, key) => is(await store.take(key("a")), false)],
  [
    "take of a live key answers true, and then false",
    async (store, key) => {
      await store.put(key("a"), soon());
      return is(await store.take(key("a")), true) && is(await store.take(key("a")), false);
    },
  ],
  [
    "of many takes of one key at once, exactly one answers true",
    async (store, key, all) =>
      inEveryRound(all, async (round) => {
        await store.put(key(round), soon());
        return exactlyOne(await atOnce(all, (handle) => handle.take(key(round))));
      }),
  ],
  [
    "of many puts and takes of one key at once, those that answer true take turns",
    async (store, key, all) => inEveryRound(all, async (round) => takingTurns(store, key(round), all)),
  ],
  [
    "take of one key leaves the others",
    async (store, key) => {
      await store.put(key("a"), soon());
      await store.put(key("b"), soon());
      await store.take(key("a"));
      return is(await store.put(key("b"), soon()), false);
    },
  ],
  [
    "put of a key that was taken answers true",
    async (store, key) => {
      await store.put(key("a"), soon());
      await store.take(key("a"));
      return is(await store.put(key("a"), soon()), true);
    },
  ],
  [
    "take of an expired key answers false",
    async (store, key) => {
      await store.put(key("a"), PAST);
      return is(await store.take(key("a")), false);
    },
  ],
  [
    "put of an expired key answers true",
    async (store, key) => {
      await store.put(key("a"), PAST);
      return is(await store.put(key("a"), soon()), true);
    },
  ],
  [
    "a key that expired an hour ago is as good as none",
    async (store, key) => {
      await store.put(key("a"), Date.now() - HOUR);
      return is(await store.take(key("a")), false) && is(await store.put(key("a"), soon()), true);
    },
  ],
  [
    "what one handle puts, every other sees at once, though it looked for it in vain before",
    async (_, key, all) =>
      ofEveryPair(all, async (one, other, pair) => {
        const before = await other.take(key(pair));
        const put = await one.put(key(pair), soon());
        const again = await other.put(key(pair), soon());
        return is(before, false) && is(put, true) && is(again, false) && is(await other.take(key(pair)), true);
      }),
  ],
  [
    "what one handle takes, no other has any more, though it saw it before",
    async (_, key, all) =>
      ofEveryPair(all, async (one, other, pair) => {
        // A key for each question, because an answer may make a handle forget what it saw.
        for (const [name, wanted] of [["taken", false], ["put", true]] as const) {
          const each = key(`${pair}-${name}`);
          const put = await one.put(each, soon());
          const seen = await other.put(each, soon());
          const taken = await one.take(each);
          const after = wanted ? await other.put(each, soon()) : await other.take(each);
          if (!is(put, true) || !is(seen, false) || !is(taken, true) || !is(after, wanted)) return false;
        }
        return true;
      }),
  ],
  [
    "a put that cannot be done, such as until NaN, does not answer true",
    async (store, key) => {
      // There is no such moment: whoever says that it was put must have it.
      const answer = await attempt(() => store.put(key("a"), NaN));
      return answer !== true || is(await store.put(key("a"), soon()), false);
    },
  ],
  [
    "a key is kept over some seconds and thousands of others",
    async (store, key, { concurrency, patience }) => {
      await store.put(key("a"), soon());
      const end = Date.now() + patience;
      for (let count = 0; count < patience; count += concurrency) {
        const others = Array.from({ length: Math.min(concurrency, patience - count) }, (_, position) => key(`other-${count + position}`));
        const shortly = Date.now() + MINUTE;
        await Promise.all(others.map((other) => store.put(other, shortly)));
      }
      await new Promise((resolve) => setTimeout(resolve, end - Date.now()));
      return is(await store.put(key("a"), soon()), false) && is(await store.take(key("a")), true);
    },
  ],
];

/** `1` and `"OK"` are no answers, and whoever gives them is told so. */
function is(answer: unknown, wanted: boolean): boolean {
  if (typeof answer !== "boolean") throw new TypeError(`it answered ${JSON.stringify(answer)}, which is neither true nor false`);
  return answer === wanted;
}

type Ask = (handle: OneTimeStore, position: number) => boolean | PromiseLike<boolean>;

/** In turn from each handle. */
const atOnce = ({ handles, concurrency }: All, ask: Ask) =>
  Promise.all(
    Array.from({ length: concurrency }, async (_, position) => ask(handles[position % handles.length] as OneTimeStore, position)),
  );

const exactlyOne = (answers: readonly unknown[]) =>
  answers.filter((answer) => answer === true).length === 1 && answers.every((answer) => typeof answer === "boolean");

async function takingTurns(store: OneTimeStore, key: string, all: All): Promise<boolean> {
  // Neighbours do different things, and so does each handle from one time to the next.
  const { length } = all.handles;
  const puts = (position: number) => ((position % length) + Math.floor(position / length)) % 2 === 0;
  const answers = await atOnce(all, (handle, position) => (puts(position) ? handle.put(key, soon()) : handle.take(key)));
  let balance = 0;
  for (const [position, answer] of answers.entries()) if (is(answer, true)) balance += puts(position) ? 1 : -1;
  return (balance === 0 || balance === 1) && is(await store.take(key), balance === 1);
}

async function inEveryRound({ rounds }: All, holds: (round: string) => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < rounds; round++) if (!(await holds(`${round}`))) return false;
  return true;
}

/** Each handle with each, itself as well: it has to see what it did. */
async function ofEveryPair(
  { handles }: All,
  holds: (one: OneTimeStore, other: OneTimeStore, pair: string) => Promise<boolean>,
): Promise<boolean> {
  for (const [first, one] of handles.entries())
    for (const [second, other] of handles.entries()) if (!(await holds(one, other, `${first}-${second}`))) return false;
  return true;
}

/** What it answers; nothing where it throws. */
async function attempt(ask: () => boolean | PromiseLike<boolean>): Promise<boolean | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

const soon = () => Date.now() + HOUR;
/** Long over, by any clock. */
const PAST = 1_000_000_000_000;

/** One less than the longest that `verifyLogin` uses, because some checks add a letter. */
const ALMOST_LONGEST = 79;
