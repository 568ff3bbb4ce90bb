import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give } from "../lib/browser.mjs";

const axe = readFileSync(createRequire(join(import.meta.dirname, "../../../tests/js/package.json")).resolve("axe-core"), "utf8");

const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

const VIEWS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: { width: 390, height: 844 } }],
];

export const accessibleTests = {
  ...Object.fromEntries(VIEWS.map(([name, options]) => [`axe-core finds nothing, ${name}`, ({ browser, authnRequest, metadata }) => browser.withPage((context) => clean(context, { authnRequest, metadata }), options)])),

  "axe-core finds what is wrong": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
      ok((await violations(page)).some((found) => found.startsWith("button-name")), "a button without a name");
    }),
};

async function clean({ page }, texts) {
  equal(await violations(page), [], "empty");
  for (const title of ["Good login", "Wrapped signature", "Expired", "Encrypted"]) {
    await example(page, title);
    equal(await violations(page), [], title);
    await openAll(page);
    await page.waitForTimeout(300);
    equal(await violations(page), [], `${title}, all open`);
  }
  for (const [name, text] of Object.entries(texts)) {
    await give(page, text);
    equal(await violations(page), [], name);
  }
  await give(page, "<Response><a>");
  equal(await violations(page), [], "broken");
}

/** Every rule of axe-core, those of best practice among them. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`);
}
