import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, failedRules, give, verdictOf } from "../lib/browser.mjs";

export const EXAMPLES = [
  ["Good login", "accept/okta-assertion-signed", "accepted", undefined],
  ["Expired", "time/an-hour-later", "refused", "C03"],
  ["Wrong audience", "audience/another", "refused", "C06"],
  ["Wrapped signature", "xsw/xsw3-other-id", "refused", "A03"],
  ["Encrypted", "encryption/gcm-256", "accepted", undefined],
  ["Comment in the NameID", "text-splitting/name-id-comment-truncating", "refused", "X08"],
];

export const verdictTests = {
  ...Object.fromEntries(EXAMPLES.map(([title, name, verdict, rule]) => [`example: ${title}`, ({ browser, vectors }) => browser.withPage(({ page }) => agrees(page, { title, verdict, rule, vector: vectors.find((known) => known.name === name) }))])),

  "one page shows example after example": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      for (const [title, , verdict, rule] of [...EXAMPLES, ...EXAMPLES.toReversed()]) {
        await example(page, title);
        equal(await verdictOf(page), verdict, title);
        equal((await failedRules(page))[0], rule, title);
      }
    }),

  "without a connection nothing is decided, and what is wrong by itself is refused": ({ browser, response }) =>
    browser.withPage(async ({ page }) => {
      await give(page, response);
      equal(await verdictOf(page), "open");
      ok((await page.textContent("#banner")).includes("Nothing is wrong so far"), "the banner says what is missing");
      const unconnected = await explain(Buffer.from(response).toString("base64"));
      equal(await page.locator(".rung.pass").count(), unconnected.checks.filter(({ outcome }) => outcome === "pass").length, "passed");
      await page.click("#banner button");
      equal(await page.evaluate(() => document.querySelector("#connection").open), true, "the connection is open");
    }),

  "failed only, all, and the first that failed": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      equal(await page.locator(".rung:visible").count(), 2, "shown at first");
      await page.check('.segments input[value="all"]', { force: true });
      equal(await page.locator(".rung:visible").count(), await page.locator(".rung").count(), "all");
      await page.click('button:text-is("To the first that failed")');
      equal(await page.evaluate(() => document.activeElement.id), "rule-C03", "focus");
    }),
};

/** Rule by rule, as `explain` says it in Node. */
async function agrees(page, { title, verdict, rule, vector }) {
  await example(page, title);
  equal(await verdictOf(page), verdict, "verdict");
  equal((await failedRules(page))[0], rule, "first failed rule");
  const { body, connection, inResponseTo, now, decrypt } = vector;
  const expected = await explain(body, connection, { inResponseTo, now: new Date(now), decrypt });
  const found = await page.$$eval(".rung", (rungs) => rungs.map(({ dataset, classList }) => [dataset.rule, classList[1]]));
  equal(found, expected.checks.map((check) => [check.rule, check.outcome]), "checks");
  const error = expected.checks.find(({ outcome }) => outcome === "fail")?.error;
  if (error !== undefined) equal(await page.textContent("#banner .said"), error.message, "sentence");
}
