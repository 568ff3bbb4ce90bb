// All vectors, in each browser.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { resultOf, sum } from "./browsers.mjs";
import { changed } from "./site.mjs";

const root = join(import.meta.dirname, "../../..");

export const verdictTests = {
  "every verdict is as expected, and nothing is asked of anybody": (context) =>
    context.browser.visit(context.site.address("selftest.html"), async ({ page, requests }) => {
      await isGreen(page, context);
      equal(requests.map((url) => url.replace(`${context.site.origin}/`, "")).toSorted(), ["selftest.html", "selftest.js", "style.css"], "requests");
    }),

  "every verdict is as expected, in one file from the disk": (context) =>
    context.browser.visit(context.site.file("saml-selftest.html"), async ({ page, requests }) => {
      await isGreen(page, context);
      equal(requests, [], "requests");
    }),

  "one flipped demand is one difference, listed in full": (context) => {
    const address = context.site.withVectors(changed(context.vectors, "accept/plain", { expect: "refuse", rule: "C06", code: "ERR_AUDIENCE_MISMATCH", at: "1:2" }));
    return context.browser.visit(address, async ({ page }) => {
      const { verdict, title, rows, differing } = await resultOf(page);
      const total = context.vectors.length;
      equal([verdict, title], ["refused", `${total - 1} of ${total} verdicts as expected`]);
      equal([sum(rows, "agreed"), sum(rows, "failed")], [total - 1, 1], "sums");
      equal(rows.filter(({ failed }) => failed > 0).map(({ name }) => name), ["accept"], "class");
      equal(differing, [["accept/plain", "refused: C06, ERR_AUDIENCE_MISMATCH, at 1:2", "accepted", "accepted, and must be refused"]], "differing");
    });
  },
};

async function isGreen(page, { vectors }) {
  const { verdict, title, facts, rows, differing, warning } = await resultOf(page);
  equal(differing, []);
  equal([verdict, title, warning], ["accepted", `${vectors.length} of ${vectors.length} verdicts as expected`, null]);
  equal(rows.map(({ name }) => name), [...new Set(vectors.map(({ name }) => name.split("/")[0]))], "classes");
  const expected = (verdict) => vectors.filter(({ expect }) => expect === verdict).length;
  equal([sum(rows, "accepted"), sum(rows, "refused"), sum(rows, "agreed"), sum(rows, "failed")], [expected("accept"), expected("refuse"), vectors.length, 0], "sums");
  const wasm = readFileSync(join(root, "pkg/dist/core.wasm"));
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const sha256 = createHash("sha256").update(wasm).digest("hex");
  equal([facts["Core"], facts["SHA-256 of what ran"], facts["SHA-256 of the build"]], [`saml-edge ${version}, WebAssembly of ${wasm.length} bytes`, sha256, sha256], "core");
  equal(facts["Browser"], await page.evaluate(() => navigator.userAgent), "browser");
  ok(/^\d+\.\d s$/.test(facts["Time"]), facts["Time"]);
}
