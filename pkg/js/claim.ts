import { ACCEPT_REPLAY } from "./options.js";
import { replayed, requestNotPending, storeUnavailable } from "./refusals.js";
import type { OneTimeStore } from "./types.js";
import type { Fact, WireLogin } from "./wire.js";

/**
 * Rules P01 to P03 and R08: lets the store say, in order, that this login and the request it answers are used for the first
 * time. A replay ends it at once, so that it does not use up a request that somebody still waits for.
 */
export async function claim(
  { facts, inResponseTo }: WireLogin,
  store: OneTimeStore | typeof ACCEPT_REPLAY,
  now: number,
): Promise<void> {
  if (store === ACCEPT_REPLAY) return;
  // A login judged at a past moment is acceptable that much longer by the store's clock.
  const behind = Math.max(0, Date.now() - now);
  for (const [position, fact] of facts.entries()) {
    if (await isFirst(fact, store, behind)) continue;
    if (fact.kind === "take") throw requestNotPending(inResponseTo);
    throw replayed(position === 0 ? "P01" : "P02");
  }
}

/** Only `true` and `false` are answers. */
async function isFirst(fact: Fact, store: OneTimeStore, behind: number): Promise<boolean> {
  let answer: unknown;
  try {
    answer = fact.kind === "put" ? await store.put(fact.key, fact.expiresAt + behind) : await store.take(fact.key);
  } catch (cause) {
    throw storeUnavailable(cause);
  }
  if (typeof answer !== "boolean") throw storeUnavailable(new TypeError(`store.${fact.kind} answered neither true nor false.`));
  return answer;
}
