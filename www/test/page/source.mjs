import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { textOf } from "../lib/samples.mjs";
import { example, give, shaded, shares, settled } from "../lib/browser.mjs";

const DAMAGE = {
  "shown in rows": { alter: (text) => text.replace(/></g, ">\n  <"), said: "between its elements, as", at: "\n" },
  "and its values on rows of their own": { alter: (text) => text.replace(/></g, ">\n  <").replace(/>([^<>\s][^<>]*)</g, ">\n    $1\n  <"), said: "around its values" },
  "rows broken": { alter: (text) => text.replace("jane.doe@", "jane.\ndoe@"), said: "Its rows were broken", at: "\n" },
  "escaped once more": { from: "accept/references-in-name-id", alter: (text) => text.replaceAll("&amp;", "&amp;amp;"), said: "escaped once more" },
  "a value": { alter: (text) => text.replace("jane.doe@example.com", "mallory@example.com"), said: "A value was changed" },
};

export const sourceTests = {
  "the source is what was received": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const text = bodyOf("accept/okta-both-signed");
      await give(page, text);
      equal(await page.$$eval(".source .text", (lines) => lines.map(({ textContent }) => textContent).join("")), text);
      await page.check("#break-rows");
      equal(await page.$$eval(".source .text", (lines) => lines.map(({ textContent }) => textContent).join("")), text, "with broken rows");
      const last = await page.$$eval(".source .number", (numbers) => Math.max(...numbers.map(({ dataset }) => Number(dataset.number))));
      equal(last, text.split("\n").length, "line numbers");
    }),

  "good login: the assertion without its Signature, and SignedInfo": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      const text = bodyOf("accept/okta-assertion-signed");
      const between = (begin, end) => text.slice(text.indexOf(begin), text.indexOf(end) + end.length);
      const assertion = between("<saml2:Assertion", "</saml2:Assertion>");
      const signature = between("<ds:Signature ", "</ds:Signature>");
      const covered = assertion.length - signature.length + between("<ds:SignedInfo", "</ds:SignedInfo>").length;
      equal(await shares(page), { good: covered, bad: 0, none: text.length - covered });
    }),

  "wrapped: nothing is verified, and the forged assertion is under no signature": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrapped signature");
      const { good, bad, none } = await shares(page);
      equal(good, 0, "verified");
      ok(bad > 1500, `under a signature that was not judged: ${bad}`);
      equal(good + bad + none, bodyOf("xsw/xsw3-other-id").length, "whole");
      ok((await shaded(page, "none")).includes("admin@example.com"), "the forged name is not covered");
      ok(!(await shaded(page, "bad")).includes("admin@example.com"), "and not shaded");
    }),

  "a comment is not covered": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Comment in the NameID");
      ok((await shaded(page, "none")).includes("<!---->"), "the comment");
      ok((await shaded(page, "good")).includes("admin@example.com.evil.example"), "what is around it");
    }),

  "without the connection, nothing is covered by a key that is trusted": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-assertion-signed"));
      const { good, bad } = await shares(page);
      equal(good, 0);
      ok(bad > 0, "shaded");
      ok((await page.textContent(".signature")).includes("which this connection does not trust"), "finding");
    }),

  "an altered message: the digests differ": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await give(page, bodyOf("accept/okta-assertion-signed").replace("jane.doe@example.com", "mallory@example.com"));
      equal((await shares(page)).good, 0);
      ok((await page.textContent(".signature")).includes("Digest differs"), "card");
    }),

  ...Object.fromEntries(Object.entries(DAMAGE).map(([name, { from, alter, said, at }]) => [`what was done to it: ${name}`, ({ browser, vectors, bodyOf }) => browser.withPage(async ({ page }) => {
    await example(page, "Good login");
    const text = from === undefined ? bodyOf("accept/okta-assertion-signed") : textOf(vectors.find((vector) => vector.name === from).body);
    ok(alter(text) !== text, "altered");
    await give(page, alter(text));
    await page.waitForFunction(() => document.querySelector(".restoration")?.textContent.includes("Looking") === false);
    const found = await page.textContent(".restoration");
    ok(found.includes(said), found);
    if (at === undefined) return;
    await page.click('.restoration button');
    ok((await page.textContent(".source mark")).startsWith(at), await page.textContent(".source mark"));
  })])),

  "where the canonical form is first written differently": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      ok((await page.textContent(".signature details")).includes("First written differently than in the message after 17 characters"), await page.textContent(".signature details p"));
    }),

  "encrypted: the signature has a card, and is not in the text": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Encrypted");
      equal((await shares(page)).good, 0);
      ok((await page.textContent(".signature")).includes("inside what was encrypted"), "card");
    }),

  "a check's position jumps into the source": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      await page.click("#rule-C06 .to-source");
      const marked = await page.textContent(".source mark");
      ok(marked.startsWith("<saml2:AudienceRestriction>") && marked.includes("urn:console:other"), marked);
      equal(await page.evaluate(() => document.activeElement.localName), "mark", "focus");
      ok(await page.locator(".source mark").isVisible(), "in view");
      await page.click(".jumped button");
      equal(await page.evaluate(() => document.activeElement.id), "rule-C06", "and back");
    }),

  "offsets count octets: letters beyond ASCII before the place": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, '<Response a="žluťoučký 𝒳 €">\n<b>日本</c></Response>');
      await page.click(".to-source");
      equal(await page.textContent(".source mark"), "</c>");
    }),

  "characters that hide are named": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, "<Response>a\u202eb\u200b</Response>");
      equal(await page.$$eval(".source .hidden-character", (found) => found.map(({ dataset }) => dataset.point)), ["U+202E", "U+200B"]);
    }),

  "a message of megabytes is shown piece by piece": ({ browser, response }) =>
    browser.withPage(async ({ page }) => {
      const long = response.replace("<saml2:Subject>", `${"<!-- -->\n".repeat(200_000)}<saml2:Subject>`);
      await page.setInputFiles("#file", { name: "login.xml", mimeType: "text/xml", buffer: Buffer.from(long) });
      await page.waitForSelector("#result:not([hidden])");
      const shown = await page.locator(".source .line").count();
      ok(shown > 1000 && shown < 20_000, `rows: ${shown}`);
      ok(await page.isVisible('button:text-is("Show all")'), "the rest is offered");
    }),

  "markup in values stays text": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, '<Response ID="&lt;img src=x onerror=alert(1)>"><img src="x" onerror="alert(1)"/><script>alert(1)</script></Response>');
      await settled(page);
      equal(await page.locator("main img, main script").count(), 0);
    }),
};
