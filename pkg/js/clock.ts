/** A clock that tells no time must not be taken for one at which everything began: then metadata would never end. Milliseconds since the epoch. */
export function clock(): number {
  const milliseconds = Date.now();
  if (!isMoment(milliseconds)) throw new TypeError("Date.now() gives no moment.");
  return milliseconds;
}

/** As far as a Date goes. */
export const isMoment = (milliseconds: unknown): boolean => typeof milliseconds === "number" && Math.abs(milliseconds) <= 8.64e15;
