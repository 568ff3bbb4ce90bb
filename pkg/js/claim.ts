import { clock } from "./clock.js";
import type { SamlError } from "./error.js";
import { ACCEPT_REPLAY } from "./options.js";
import { storeUnavailable } from "./refusals.js";
import type { OneTimeStore } from "./types.js";
import type { Fact } from "./wire.js";

/** A fact, and what is refused where it is not the first of its kind. */
export interface Claim {
  readonly fact: Fact;
  readonly refusal: () => SamlError;
}

/**
 * Rules P01 to P03, L04, R08 and L08: lets the store say, in order, that a message and the request it answers are used for the first
 * time. A replay ends it at once, so that it does not use up a request that somebody still waits for. `readNow` is what told `now`.
 */
export async function claim(claims: readonly Claim[], store: OneTimeStore | typeof ACCEPT_REPLAY, now: number, readNow: () => number): Promise<void> {
  if (store === ACCEPT_REPLAY) return;
  // A message judged at a past moment is acceptable that much longer by the store's clock.
  const behind = Math.max(0, clock() - now);
  // Whoever stood still since then comes back when the store may have forgotten another use. Where the caller said which moment it is, that is his.
  if (readNow === clock && behind > PATIENCE) throw storeUnavailable(new Error(`The store was not asked within ${PATIENCE / 1000} seconds of the verdict.`));
  for (const { fact, refusal } of claims) if (!(await isFirst(fact, store, behind))) throw refusal();
}

/** Only `true` and `false` are answers, and only in time. */
export async function isFirst(fact: Fact, store: OneTimeStore, behind: number): Promise<boolean> {
  let answer: unknown;
  try {
    answer = await inTime(fact.kind, async () => (fact.kind === "put" ? store.put(fact.key, fact.expiresAt + behind) : store.take(fact.key)));
  } catch (cause) {
    throw storeUnavailable(cause);
  }
  if (typeof answer !== "boolean") throw storeUnavailable(new TypeError(`store.${fact.kind} answered neither true nor false.`));
  return answer;
}

/**
 * What the store answers, if it does so within a quarter of a minute. A login is asked for at most three times, and what is stored lives for a minute longer than the message: so
 * whatever the store does, it does before it may forget, and a store that is stuck while a message expires lets nobody use it twice. A timer that comes late (a process that was
 * stopped, an isolate that was frozen) changes nothing: the clock is asked as well.
 */
async function inTime<Answer>(operation: string, ask: () => Promise<Answer>): Promise<Answer> {
  const late = () => new Error(`store.${operation} did not answer within ${PATIENCE / 1000} seconds.`);
  const began = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), PATIENCE);
  });
  try {
    const answer = await Promise.race([ask(), end]);
    if (!(Math.abs(Date.now() - began) <= PATIENCE)) throw late();
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

const PATIENCE = 15_000;
