// Where a moment lies in the time that a message gives itself.

export interface Window {
  readonly begin: Date;
  readonly end: Date;
}

export interface Place {
  /** What the slider spans: the window, and as much again around it. */
  readonly least: number;
  readonly most: number;
  /** Beyond which end of the slider the moment lies. */
  readonly beyond: "before" | "after" | null;
  /** Such as `46 hours after its end`. */
  readonly said: string;
}

export function placeIn({ begin, end }: Window, moment: Date): Place {
  const [from, to, at] = [begin.getTime(), end.getTime(), moment.getTime()];
  const around = Math.max((to - from) / 2, SHORTEST_AROUND);
  const [least, most] = [from - around, to + around];
  return { least, most, beyond: at < least ? "before" : at > most ? "after" : null, said: saidOf(from, to, at) };
}

function saidOf(begin: number, end: number, at: number): string {
  if (at < begin) return `${lasting(begin - at)} before its beginning`;
  // NotOnOrAfter: at its end it is over.
  if (at >= end) return at === end ? "at its end, which is too late" : `${lasting(at - end)} after its end`;
  return `within it, ${lasting(end - at)} before its end`;
}

/** Whole units, of which there are at least two, but for what is shorter than two seconds. */
export function lasting(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const [length, unit] = UNITS.find(([length]) => seconds >= 2 * length) ?? [1, "second"];
  const count = Math.floor(seconds / length);
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}

const UNITS: readonly (readonly [number, string])[] = [[86_400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];

/** The clock skew that can be set, and a little more. */
const SHORTEST_AROUND = 360_000;
