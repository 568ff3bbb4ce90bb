// What the debugger works out, without a browser: `node www/test/logic.mjs [WORD]`. The last line is `N passed, N failed, N skipped`.
import { summary } from "../../tests/interop/lib/report.mjs";
import { readSamples, textOf } from "./lib/samples.mjs";
import { loadSource } from "./lib/source.mjs";
import { runFolder } from "./lib/suites.mjs";

const { outline } = await loadSource("xml-outline.ts");
const { suspicionsIn } = await loadSource("attacks/suspicions.ts");

/** What the tests of a folder are given beside the samples. */
const FOLDERS = {
  attacks: {
    outline,
    suspicionsOf: (text) => suspicionsIn(outline(text)),
    ...(await loadSource("attacks/variants.ts")),
    ...(await loadSource("attacks/preparation.ts")),
    ...(await loadSource("attacks/court.ts")),
    ...(await loadSource("attacks/run.ts")),
  },
  builders: {},
  compare: { source: await loadSource("compare/index.ts") },
  "dead-ends": {},
  guidance: {},
  "hand-on": {},
  logic: {},
  messages: {},
};

for (const [folder, given] of Object.entries(FOLDERS)) await runFolder(folder, { ...readSamples(), textOf, ...given });
summary();
