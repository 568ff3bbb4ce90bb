// Builds the debugger page, and tests it in Chromium: `node www/test/page.mjs`. The last line is `N passed, N failed, N skipped`.
import "../build.mjs";
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { openBrowser } from "./lib/browser.mjs";
import { readSamples } from "./lib/samples.mjs";
import { editorTests } from "./page/editor.mjs";
import { exportTests } from "./page/exports.mjs";
import { fileTests } from "./page/files.mjs";
import { inputTests } from "./page/input.mjs";
import { layoutTests } from "./page/layout.mjs";
import { privacyTests } from "./page/privacy.mjs";
import { sourceTests } from "./page/source.mjs";
import { verdictTests } from "./page/verdicts.mjs";

const browser = await openBrowser();
const context = { browser, ...readSamples() };
for (const tests of [verdictTests, inputTests, sourceTests, editorTests, layoutTests, fileTests, privacyTests, exportTests]) report(await runTests(tests, context));
await browser.close();
summary();
