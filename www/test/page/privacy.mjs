import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example } from "../lib/browser.mjs";

export const privacyTests = {
  "only the page's own files are asked for, and none after it was loaded": ({ browser }) =>
    browser.withPage(async ({ page, requests }) => {
      const names = () => requests.filter((url) => !url.startsWith("data:")).map((url) => url.replace(browser.origin, ""));
      equal(names().toSorted(), ["/", "/app.js", "/style.css"], "at load");
      for (const title of ["Good login", "Encrypted", "Wrapped signature"]) await example(page, title);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      equal(names().length, 3, "afterwards");
    }),

  "the policy forbids connections, forms, handlers and foreign scripts": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const violated = await page.evaluate(async () => {
        const violations = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
        const refused = await fetch("/app.js").then(() => false, () => true);
        document.body.insertAdjacentHTML("beforeend", '<img src="https://example.com/x.png" onerror="document.title=1">');
        await new Promise((resolve) => setTimeout(resolve, 50));
        document.body.lastElementChild.remove();
        return { refused, violations };
      }).catch((error) => ({ error: String(error) }));
      ok(violated.refused, `a connection is refused: ${JSON.stringify(violated)}`);
      ok(violated.violations.includes("connect-src") && violated.violations.includes("img-src"), JSON.stringify(violated));
    }, { expectErrors: true }),
};
