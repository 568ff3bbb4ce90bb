// What the debugger works out, without a browser: `node www/test/logic.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { adviceTests } from "./guidance/advice.mjs";
import { decisionTests } from "./guidance/decisions.mjs";
import { fragmentTests } from "./guidance/fragment.mjs";
import { productTests } from "./guidance/product-of.mjs";
import { ruleTests } from "./guidance/rules.mjs";
import { readSamples } from "./lib/samples.mjs";
import { restorationTests } from "./logic/restoration.mjs";

const SUITES = [
  adviceTests,
  decisionTests,
  fragmentTests,
  productTests,
  restorationTests,
  ruleTests,
];

const context = readSamples();
for (const tests of SUITES) report(await runTests(tests, context));
summary();
