// What the debugger recognises: `node www/test/recognise.mjs`. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { loadSource } from "./lib/source.mjs";
import { readSamples } from "./lib/samples.mjs";
import { captureTests } from "./recognise/captures.mjs";
import { commandTests } from "./recognise/commands.mjs";
import { hostileTests } from "./recognise/hostile.mjs";
import { inflateTests } from "./recognise/inflate.mjs";
import { joinedTests } from "./recognise/joined.mjs";
import { logTests } from "./recognise/logs.mjs";
import { pageTests } from "./recognise/pages.mjs";
import { queryTests } from "./recognise/queries.mjs";
import { runtimeTests } from "./recognise/runtimes.mjs";
import { valueTests } from "./recognise/values.mjs";
import { vectorTests } from "./recognise/vectors.mjs";
import { xmlTests } from "./recognise/xml.mjs";

const { recognise } = await loadSource("recognise/index.ts");
const { inflate } = await loadSource("recognise/inflate.ts");
const context = { recognise, inflate, ...readSamples() };

for (const tests of [xmlTests, valueTests, queryTests, pageTests, commandTests, captureTests, logTests, joinedTests, inflateTests, hostileTests, vectorTests, runtimeTests]) {
  report(await runTests(tests, context));
}
summary();
