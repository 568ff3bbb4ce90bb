// What the debugger page works out apart from what it shows: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { builderTests } from "./builders/logic.mjs";

for (const tests of [builderTests]) report(await runTests(tests, {}));
summary();
