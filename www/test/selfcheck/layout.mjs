// Phones, keyboards, readers of screens.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { equal } from "../../../tests/js/lib/check.mjs";
import { resultOf } from "./browsers.mjs";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));

export const layoutTests = {
  "on a phone nothing is wider than the page": (context) =>
    context.browser.visit(
      disagreeing(context),
      async ({ page }) => {
        await resultOf(page);
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
        equal(await page.$eval("#classes", (table) => table.offsetWidth <= table.nextElementSibling.offsetWidth), true, "the table is within its card");
        // Words of the table are not broken.
        equal(await page.$$eval("#classes th", (cells) => cells.filter(({ textContent, offsetHeight }) => !/[- ]/.test(textContent) && offsetHeight > 40).map(({ textContent }) => textContent)), []);
      },
      { viewport: { width: 390, height: 844 } },
    ),

  "it leads to the debugger and back, and the page of one file nowhere": ({ browser, site }) =>
    browser.visit(site.address("selftest.html"), async ({ page }) => {
      const links = () => page.$$eval("footer a", (found) => found.map((link) => new URL(link.href).pathname));
      equal(await links(), ["/index.html"]);
      await page.goto(site.address("index.html"));
      equal(await links(), ["/selftest.html"]);
      await page.goto(site.file("saml-selftest.html"));
      equal(await links(), []);
    }),

  ...Object.fromEntries(
    ["light", "dark"].map((colorScheme) => [
      `axe finds nothing, ${colorScheme}`,
      (context) =>
        context.browser.visit(
          disagreeing(context),
          async ({ page }) => {
            await resultOf(page);
            await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
            const violations = await page.evaluate(async () => (await globalThis.axe.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]));
            equal(violations, []);
          },
          { colorScheme },
        ),
    ]),
  ),
};

/** Everything that the page can show at once: rows of each class, and differences with long sentences. */
function disagreeing({ site, vectors }) {
  const first = new Map(vectors.toReversed().map((vector) => [vector.name.split("/")[0], vector]));
  return site.withVectors([...first.values()].toReversed().map((vector, at) => (at % 20 === 0 ? { ...vector, sentences: { message: "x".repeat(300), hint: "" }, identity: { nameId: "x".repeat(300) } } : vector)));
}
