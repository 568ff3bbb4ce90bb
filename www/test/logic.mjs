// What the tools of the debugger work out, without the page: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { suspicionTests } from "./attacks/suspicions.mjs";
import { readSamples } from "./lib/samples.mjs";
import { loadSource } from "./lib/source.mjs";

const { outline } = await loadSource("xml-outline.ts");
const { suspicionsIn } = await loadSource("attacks/suspicions.ts");
const context = { suspicionsOf: (text) => suspicionsIn(outline(text)), ...readSamples() };

for (const tests of [suspicionTests]) report(await runTests(tests, context));
summary();
