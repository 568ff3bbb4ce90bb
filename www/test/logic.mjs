// What the tools of the debugger work out, without the page: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { suspicionTests } from "./attacks/suspicions.mjs";
import { trialTests } from "./attacks/trials.mjs";
import { variantTests } from "./attacks/variants.mjs";
import { readSamples } from "./lib/samples.mjs";
import { loadSource } from "./lib/source.mjs";

const { outline } = await loadSource("xml-outline.ts");
const { suspicionsIn } = await loadSource("attacks/suspicions.ts");
const variants = { ...(await loadSource("attacks/variants.ts")), ...(await loadSource("attacks/preparation.ts")) };
const trials = { ...(await loadSource("attacks/court.ts")), ...(await loadSource("attacks/run.ts")) };
const context = { outline, suspicionsOf: (text) => suspicionsIn(outline(text)), ...variants, ...trials, ...readSamples() };

for (const tests of [suspicionTests, trialTests, variantTests]) report(await runTests(tests, context));
summary();
