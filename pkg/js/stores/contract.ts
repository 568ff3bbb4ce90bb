import type { OneTimeStore } from "../types.js";

/**
 * Holds a store against everything that `verifyLogin` relies on, and throws an Error that lists what it does wrong. Run it in
 * your own tests, against the real thing: it writes a few dozen keys that expire within an hour.
 *
 * It cannot show that a store is consistent between regions or processes; what its vendor promises decides that.
 */
export async function testStore(store: OneTimeStore): Promise<void> {
  const wrong: string[] = [];
  const run = crypto.randomUUID();
  for (const [index, [promise, holds]] of CONTRACT.entries()) {
    const key = (name: string) => `test:${run}:${index}:${name}`.padEnd(LONGEST_KEY, "0");
    try {
      if (!(await holds(store, key))) wrong.push(promise);
    } catch (error) {
      wrong.push(`${promise} (it threw ${error})`);
    }
  }
  if (wrong.length > 0)
    throw new Error(`The store breaks ${wrong.length} of ${CONTRACT.length} promises:\n- ${wrong.join("\n- ")}`);
}

type Promised = readonly [promise: string, holds: (store: OneTimeStore, key: (name: string) => string) => Promise<boolean>];

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
    async (store, key) => exactlyOne(await atOnce(() => store.put(key("a"), soon()))),
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
    async (store, key) => {
      await store.put(key("a"), soon());
      return exactlyOne(await atOnce(() => store.take(key("a"))));
    },
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
];

/** Compared by identity: `1` and `"OK"` are no answers. */
const is = (answer: unknown, wanted: boolean) => answer === wanted;

const atOnce = (ask: () => boolean | PromiseLike<boolean>) => Promise.all(Array.from({ length: 20 }, async () => ask()));

const exactlyOne = (answers: readonly unknown[]) =>
  answers.filter((answer) => answer === true).length === 1 && answers.every((answer) => typeof answer === "boolean");

const soon = () => Date.now() + 3_600_000;
/** Long over, by any clock. */
const PAST = 1_000_000_000_000;

/** One less than the longest that `verifyLogin` uses, because one check adds a letter. */
const LONGEST_KEY = 79;
