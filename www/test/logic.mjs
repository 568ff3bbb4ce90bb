// What the debugger works out, without a browser: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { readSamples } from "./lib/samples.mjs";
import { restorationTests } from "./logic/restoration.mjs";

const context = readSamples();
for (const tests of [restorationTests]) report(await runTests(tests, context));
summary();
