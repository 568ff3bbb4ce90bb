// The debugger page in Firefox: its examples, served and from the disk. What else it does, the tests in Chromium hold.
import { equal } from "../../../tests/js/lib/check.mjs";
import { EXAMPLES } from "../page/verdicts.mjs";

export const debuggerTests = Object.fromEntries(
  [
    ["served", (site) => site.address("index.html")],
    ["index.html from the disk", (site) => site.file("index.html")],
    ["one file from the disk", (site) => site.file("saml-debugger.html")],
  ].map(([where, addressOf]) => [`debugger: every example, ${where}`, ({ browser, site }) => browser.visit(addressOf(site), ({ page }) => judgesExamples(page))]),
);

async function judgesExamples(page) {
  await page.waitForSelector("html[data-ready]");
  for (const [title, , verdict, rule] of EXAMPLES) {
    const before = await results(page);
    await page.evaluate((title) => [...document.querySelectorAll("button.example")].find(({ textContent }) => textContent === title).click(), title);
    await page.waitForFunction((count) => performance.getEntriesByName("saml-debugger:result").length > count, {}, before);
    const shown = await page.evaluate(() => [document.querySelector("#banner > .banner").dataset.verdict, document.querySelector(".rung.fail")?.dataset.rule]);
    equal(shown, [verdict, rule], title);
  }
}

const results = (page) => page.evaluate(() => performance.getEntriesByName("saml-debugger:result").length);
