// The core's list of wordings, as it is written.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function readWordings() {
  const source = readFileSync(join(import.meta.dirname, "../../../src/error/wordings/table.rs"), "utf8");
  const [kinds, statuses] = source.slice(source.indexOf("wordings! {{")).split("\n} {\n");
  return {
    /** Each name with its code and, where one name has several rules, one of them. */
    kinds: [...kinds.matchAll(/^ {4}([A-Z]\w+):\s+"(ERR_\w+)",\s+([A-Z]\d\d),/gm)].map(([, name, code, rule]) => ({ name, code, rule })),
    statuses: [...statuses.matchAll(/^ {4}\w+((?: "\w+")+): /gm)].flatMap(([, names]) => [...names.matchAll(/\w+/g)].map(([name]) => name)),
  };
}
