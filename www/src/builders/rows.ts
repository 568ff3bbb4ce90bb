// XML in rows to read, of which no character is added or left out.
import { outline } from "../xml-outline.js";

export interface Row {
  readonly text: string;
  readonly indent: number;
}

/** A new row at each tag that follows another one directly. */
export function rowsOf(xml: string): Row[] {
  const rows: Row[] = [];
  let [from, indent, last] = [0, 0, -1];
  const { tags } = outline(xml);
  for (const { start, end, depth } of tags) {
    if (start === last && start > from) {
      rows.push({ text: xml.slice(from, start), indent });
      [from, indent] = [start, depth];
    }
    last = end;
  }
  if (from < xml.length) rows.push({ text: xml.slice(from), indent });
  return rows;
}
