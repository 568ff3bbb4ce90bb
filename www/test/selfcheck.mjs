// Builds the self-check, and runs it in Chromium and Firefox: `node www/test/selfcheck.mjs`. The last line is `N passed, N failed, N skipped`.
import { existsSync } from "node:fs";

import "../build.mjs";
import { runTests } from "../../tests/js/lib/check.mjs";
import { report, summary } from "../../tests/interop/lib/report.mjs";
import { openChromium, openFirefox } from "./selfcheck/browsers.mjs";
import { readSamples } from "./lib/samples.mjs";
import { loadSource } from "./lib/source.mjs";
import { debuggerTests } from "./selfcheck/debugger.mjs";
import { judgingTests } from "./selfcheck/judging.mjs";
import { layoutTests } from "./selfcheck/layout.mjs";
import { pageTests } from "./selfcheck/page.mjs";
import { openSite } from "./selfcheck/site.mjs";
import { verdictTests } from "./selfcheck/verdicts.mjs";

const BROWSERS = [
  ["Chromium", process.env.CHROME_PATH ?? "/usr/bin/chromium", openChromium, [verdictTests, pageTests, layoutTests]],
  ["Firefox", process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr", openFirefox, [verdictTests, debuggerTests]],
];

const modules = await Promise.all(["unpack", "verdict", "run", "tally"].map((name) => loadSource(`selfcheck/${name}.ts`)));
const site = await openSite();
const context = { site, ...readSamples(), ...Object.assign({}, ...modules) };
report(await runTests(judgingTests, context));
for (const [name, path, open, suites] of BROWSERS) {
  if (!existsSync(path)) report([{ name, outcome: "skipped", detail: path === "" ? "none was found" : `${path} is no file` }]);
  else await runIn(name, await open(path), suites);
}
site.close();
summary();

async function runIn(name, browser, suites) {
  for (const tests of suites) report((await runTests(tests, { ...context, browser })).map((result) => ({ ...result, name: `${name}/${result.name}` })));
  await browser.close();
}
