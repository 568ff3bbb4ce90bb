import type { OneTimeStore } from "../types.js";

export interface MemoryStoreOptions {
  /** Most keys at a time; default 100,000, which is about 20 MB. */
  readonly maxKeys?: number;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * A store in the memory of this one process or isolate. Where several serve the same connection (on every edge platform, and
 * behind every load balancer), each would accept the same login once, and so does the next process after a restart: use a shared store there.
 *
 * When it is full of keys that have not expired it throws, and logins are refused: to forget one would let it be used again.
 */
export function memoryStore({ maxKeys = 100_000, now = Date.now }: MemoryStoreOptions = {}): OneTimeStore {
  if (!Number.isInteger(maxKeys) || maxKeys < 1) throw new TypeError("maxKeys is not a positive integer.");
  const expiries = new Map<string, number>();
  let sweepAt = Math.min(maxKeys, FIRST_SWEEP);

  const isLive = (key: string) => (expiries.get(key) ?? -Infinity) > now();

  function makeRoom(): void {
    if (expiries.size < sweepAt) return;
    for (const key of expiries.keys()) if (!isLive(key)) expiries.delete(key);
    if (expiries.size >= maxKeys) throw new Error(`memoryStore holds ${maxKeys} keys, and none has expired.`);
    // Twice what is live, so that sweeping stays a constant cost for each key.
    sweepAt = Math.min(maxKeys, Math.max(FIRST_SWEEP, expiries.size * 2));
  }

  return {
    async put(key, expiresAt) {
      // It would count as expired at once, and the answer would be that it was stored.
      if (Number.isNaN(expiresAt)) throw new TypeError("expiresAt is not a number.");
      if (isLive(key)) return false;
      expiries.delete(key);
      makeRoom();
      expiries.set(key, expiresAt);
      return true;
    },
    async take(key) {
      const live = isLive(key);
      expiries.delete(key);
      return live;
    },
  };
}

const FIRST_SWEEP = 1024;
