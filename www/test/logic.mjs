// What the debugger works out, apart from its page: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { loadSource } from "./lib/source.mjs";
import { readSamples, textOf } from "./lib/samples.mjs";
import { hiddenTests } from "./compare/hidden.mjs";
import { meaningTests } from "./compare/meaning.mjs";
import { valueTests } from "./compare/values.mjs";

const samples = { ...readSamples(), textOf };
const compareContext = { source: await loadSource("compare/index.ts"), ...samples };

for (const tests of [meaningTests, hiddenTests, valueTests]) report(await runTests(tests, compareContext));
summary();
