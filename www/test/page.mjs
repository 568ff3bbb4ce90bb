// Builds the debugger page, and tests it in Chromium: `node www/test/page.mjs [WORD]`. The last line is `N passed, N failed, N skipped`.
import "../build.mjs";
import { summary } from "../../tests/interop/lib/report.mjs";
import { openBrowser } from "./lib/browser.mjs";
import { readSamples } from "./lib/samples.mjs";
import { runFolder } from "./lib/suites.mjs";

const browser = await openBrowser();
await runFolder("page", { browser, ...readSamples() });
await browser.close();
summary();
