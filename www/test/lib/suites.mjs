// Every file of tests in a folder: none can be forgotten.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { runTests } from "../../../tests/js/lib/check.mjs";
import { report } from "../../../tests/interop/lib/report.mjs";

/** What a file exports under a name that ends in `Tests` are its tests. Words on the command line choose tests that have one of them in their name. */
export async function runFolder(folder, context) {
  const words = process.argv.slice(2);
  for (const name of readdirSync(join(import.meta.dirname, "..", folder)).filter((name) => name.endsWith(".mjs"))) {
    const exported = await import(pathToFileURL(join(import.meta.dirname, "..", folder, name)).href);
    for (const [, tests] of Object.entries(exported).filter(([name]) => name.endsWith("Tests"))) {
      const chosen = Object.entries(tests).filter(([title]) => words.length === 0 || words.some((word) => title.includes(word)));
      report(await runTests(Object.fromEntries(chosen), context));
    }
  }
}
