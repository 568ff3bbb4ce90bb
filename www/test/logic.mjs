// What the page decides without drawing it: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { readSamples } from "./lib/samples.mjs";
import { adviceTests } from "./guidance/advice.mjs";
import { decisionTests } from "./guidance/decisions.mjs";
import { fragmentTests } from "./guidance/fragment.mjs";
import { productTests } from "./guidance/product-of.mjs";
import { ruleTests } from "./guidance/rules.mjs";

const context = readSamples();
for (const tests of [decisionTests, adviceTests, productTests, ruleTests, fragmentTests]) report(await runTests(tests, context));
summary();
