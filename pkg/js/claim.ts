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
 * time. A replay ends it at once, so that it does not use up a request that somebody still waits for.
 */
export async function claim(claims: readonly Claim[], store: OneTimeStore | typeof ACCEPT_REPLAY, now: number): Promise<void> {
  if (store === ACCEPT_REPLAY) return;
  // A message judged at a past moment is acceptable that much longer by the store's clock.
  const behind = Math.max(0, Date.now() - now);
  for (const { fact, refusal } of claims) if (!(await isFirst(fact, store, behind))) throw refusal();
}

/** Only `true` and `false` are answers. */
export async function isFirst(fact: Fact, store: OneTimeStore, behind: number): Promise<boolean> {
  let answer: unknown;
  try {
    answer = fact.kind === "put" ? await store.put(fact.key, fact.expiresAt + behind) : await store.take(fact.key);
  } catch (cause) {
    throw storeUnavailable(cause);
  }
  if (typeof answer !== "boolean") throw storeUnavailable(new TypeError(`store.${fact.kind} answered neither true nor false.`));
  return answer;
}
