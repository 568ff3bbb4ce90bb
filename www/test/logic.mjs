// What the tools of the debugger work out without a page: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { readSamples } from "./lib/samples.mjs";
import { linkTests } from "./hand-on/link.mjs";
import { redactTests } from "./hand-on/redact.mjs";
import { reportTests } from "./hand-on/report.mjs";

const context = readSamples();
for (const tests of [redactTests, linkTests, reportTests]) report(await runTests(tests, context));
summary();
