import type { Policy } from "./types.js";

/** A clock that tells no time must not be taken for one at which everything began: then metadata would never end. Milliseconds since the epoch. */
export function clock(): number {
  const milliseconds = Date.now();
  if (!isMoment(milliseconds)) throw new TypeError("Date.now() gives no moment.");
  return milliseconds;
}

/** As far as a Date goes. */
export const isMoment = (milliseconds: unknown): boolean => typeof milliseconds === "number" && Math.abs(milliseconds) <= 8.64e15;

/** How far clocks may differ, in milliseconds. What a policy may not have (a kept copy may hold anything) forgives nothing. */
export function skewOf(policy: Policy | undefined): number {
  const seconds = policy?.clockSkewSeconds ?? 180;
  return seconds >= 0 && seconds <= 300 ? seconds * 1000 : 0;
}
