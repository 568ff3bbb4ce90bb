// What people read, by the numbers that the core answers with. Most logins need no word of it, so each table is text until something is refused.
import * as json from "./words-json.js";
import type { NEAR_MISSES, RULES, SENTENCES, WORDINGS } from "./words.js";

export const wordings = /* @__PURE__ */ once<typeof WORDINGS>(json.WORDINGS);
export const sentences = /* @__PURE__ */ once<typeof SENTENCES>(json.SENTENCES);
export const nearMisses = /* @__PURE__ */ once<typeof NEAR_MISSES>(json.NEAR_MISSES);
export const rules = /* @__PURE__ */ once<typeof RULES>(json.RULES);

function once<Table>(text: string): () => Table {
  let table: Table | undefined;
  return () => (table ??= JSON.parse(text) as Table);
}
