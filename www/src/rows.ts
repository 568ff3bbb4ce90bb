// The rows in which a text is shown.
import type { Outline, Range } from "./xml-outline.js";

export interface Row extends Range {
  /** `null` where a line goes on in the next row. */
  readonly number: number | null;
  readonly indent: number;
}

export function lineRows(text: string): Row[] {
  const rows: Row[] = [];
  for (let start = 0, number = 1; start <= text.length; number += 1) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed + 1;
    if (end > start || number === 1) {
      for (let from = start; from === start || from < end; from += LONGEST_ROW) {
        rows.push({ start: from, end: Math.min(end, from + LONGEST_ROW), number: from === start ? number : null, indent: 0 });
      }
    }
    if (feed === -1) return rows;
    start = end;
  }
  return rows;
}

/** A browser lays out a line of megabytes for seconds. */
const LONGEST_ROW = 20_000;

/** Lines, and a new row at each tag that follows another tag or begins after one. */
export function brokenRows({ text, tags }: Outline): Row[] {
  const rows: Row[] = [];
  let tag = 0;
  for (const { start, end, number } of lineRows(text)) {
    let from = start;
    let first = true;
    let indent = 0;
    const cut = (to: number) => {
      if (to > from) rows.push({ start: from, end: to, number: first ? number : null, indent });
      first = first && to <= from;
      from = Math.max(from, to);
    };
    for (; tag < tags.length && (tags[tag] as Range).start < end; tag += 1) {
      const { start: at, depth } = tags[tag] as Range & { depth: number };
      const follows = tags[tag - 1]?.end === at || text[at - 1] === ">";
      if (follows) cut(at);
      if (from === at) indent = Math.min(depth, 12);
    }
    cut(end);
  }
  return rows;
}
