// What the page works out without a browser: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { readSamples } from "./lib/samples.mjs";
import { messageTests } from "./messages/index.mjs";

const context = readSamples();
for (const tests of [...messageTests]) report(await runTests(tests, context));
summary();
