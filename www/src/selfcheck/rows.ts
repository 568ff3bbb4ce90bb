// The table, a row for each class.
import { element } from "../dom.js";
import type { ClassTally } from "./tally.js";

const COLUMNS = ["accepted", "refused", "agreed", "failed"] as const;

/** Only rows that changed are written again. */
export function classRows(table: HTMLTableElement): { update: (changed: ReadonlySet<ClassTally>) => void } {
  const body = element("tbody");
  table.tBodies[0]?.remove();
  table.append(body);
  const rows = new Map<ClassTally, HTMLTableRowElement>();
  return {
    update(changed) {
      for (const tally of changed) {
        const row = rowOf(tally);
        const old = rows.get(tally);
        rows.set(tally, row);
        if (old === undefined) body.append(row);
        else old.replaceWith(row);
      }
    },
  };
}

const rowOf = (tally: ClassTally) =>
  element("tr", { class: tally.failed > 0 ? "failed" : "" }, element("th", { at: { scope: "row" } }, tally.name), ...COLUMNS.map((column) => element("td", { at: { "data-column": column } }, String(tally[column]))));
