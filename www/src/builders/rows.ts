// XML in rows to read, of which no character is added or left out.
import { outline } from "../xml-outline.js";

export interface Row {
  readonly text: string;
  readonly indent: number;
}

/** A new row at each tag that follows another one directly; an element with nothing in it stays in one. */
export function rowsOf(xml: string): Row[] {
  const rows: Row[] = [];
  let [from, indent, last, isOpen] = [0, 0, -1, false];
  for (const { start, end, depth } of outline(xml).tags) {
    const closes = xml[start + 1] === "/";
    if (start === last && !(closes && isOpen)) {
      rows.push({ text: xml.slice(from, start), indent });
      [from, indent] = [start, depth];
    }
    [last, isOpen] = [end, !closes];
  }
  if (from < xml.length) rows.push({ text: xml.slice(from), indent });
  return rows;
}
