import { deflateRawSync } from "node:zlib";

import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, failedRules, give, settled, shares, typeConnection, verdictOf } from "../lib/browser.mjs";

export const EXAMPLES = [
  ["Good login", "accept/okta-assertion-signed", "accepted", undefined],
  ["Expired", "time/an-hour-later", "refused", "C03"],
  ["Wrong audience", "audience/another", "refused", "C06"],
  ["Rotated certificate", "key-trust/next-key-not-configured", "refused", "K01"],
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

  "without a connection nothing is decided, and what is wrong in any case is refused": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-assertion-signed"));
      equal(await failedRules(page), ["C03", "A14"], "it is old");
      ok((await page.textContent("#banner")).includes("When it was made, nothing in it was wrong by itself."), "and nothing else");
      await page.click('#banner button:text-is("Judge it at its own time")');
      await settled(page);
      equal(await verdictOf(page), "open");
      const said = await page.textContent("#banner .said");
      ok(said.includes("needs the Issuer of your identity provider, its certificate, the Entity ID of your application and its ACS URL"), said);
      equal((await shares(page)).good, 0, "no key is trusted");
      for (const rule of ["K01", "S01", "C06", "A13", "A02"]) ok((await page.textContent(`#rule-${rule}`)).includes("Skipped: needs"), rule);
      await page.click('#banner button:text-is("Give the connection")');
      equal(await page.evaluate(() => document.querySelector("#connection").open), true, "the connection is open");
      await page.click("#clock summary");
      await page.getByLabel("Now", { exact: true }).check();
      await give(page, bodyOf("time/an-hour-later"));
      equal(await failedRules(page), ["C03", "A14"]);
    }),

  "an old login: what was wrong with it when it was made": ({ browser, bodyOf, vectors }) =>
    browser.withPage(async ({ page }) => {
      const { connection } = vectors.find(({ name }) => name === "audience/another");
      await typeConnection(page, connection);
      await give(page, bodyOf("audience/another"));
      await page.waitForSelector("#banner .notice");
      const note = await page.textContent("#banner .notice");
      ok(/^This login is \d+ (hours|days) old\. When it was made, it was wrong as well: The IdP made this login for/.test(note), note);
      await page.click('#banner button:text-is("Judge it at its own time")');
      await settled(page);
      equal(await failedRules(page), ["C06"]);
    }),

  "what is refused on its way is not accepted, whatever it says": ({ browser, bodyOf, vectors }) =>
    browser.withPage(async ({ page }) => {
      const { connection } = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
      const xml = bodyOf("accept/okta-assertion-signed");
      const value = Buffer.from(xml).toString("base64");
      const deflated = deflateRawSync(xml).toString("base64");
      await typeConnection(page, connection);
      await give(page, xml);
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      const ways = {
        twice: Buffer.from(value).toString("base64"),
        "a query": `https://sp.example.com/saml/acs?SAMLResponse=${encodeURIComponent(deflated)}`,
        "deflated in a form": `SAMLResponse=${encodeURIComponent(deflated)}`,
        "two of them": `SAMLResponse=${encodeURIComponent(value)}&SAMLResponse=${encodeURIComponent(value)}`,
        "a long RelayState": `SAMLResponse=${encodeURIComponent(value)}&RelayState=${"a".repeat(2000)}`,
      };
      for (const [name, text] of Object.entries(ways)) {
        await give(page, text);
        equal(await verdictOf(page), "refused", name);
        ok((await page.textContent("#banner .banner-title")).includes("Refused as it arrived"), name);
      }
      for (const text of [xml, value, `SAMLResponse=${encodeURIComponent(value)}&RelayState=%2F`]) {
        await give(page, text);
        equal(await verdictOf(page), "accepted", text.slice(0, 20));
      }
    }),

  "a copy that was written anew says so above the certificate": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await give(page, bodyOf("accept/okta-assertion-signed").replace(/></g, ">\n  <"));
      await page.waitForSelector("#banner .notice");
      ok((await page.textContent("#banner .notice")).includes("altered after it was signed"), await page.textContent("#banner .notice"));
    }),

  "a message that was cut off, anywhere": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const xml = bodyOf("accept/okta-assertion-signed");
      for (const length of [57, 100, 300, 1000, 3000, xml.length - 5]) {
        await give(page, xml.slice(0, length));
        ok((await page.textContent("#banner .banner-title")).includes("Only part of the message is here"), String(length));
        equal(await page.$$eval("main .complaint", (found) => found.map(({ textContent }) => textContent).filter((text) => text.includes("failed"))), [], `${length}: no part of the page failed`);
      }
      await give(page, "<Response><a></Response>");
      ok(!(await page.textContent("#banner .banner-title")).includes("Only part"), "another fault");
    }),

  "the code leads to its page, which is told nothing of the message": ({ browser }) =>
    browser.withPage(async ({ page, requests }) => {
      await example(page, "Expired");
      const asked = requests.length;
      const link = await page.$eval("#banner .by-rule a", ({ href, target, rel, textContent }) => ({ href, target, rel, textContent }));
      equal(link, {
        href: "https://github.com/saml-edge/saml-edge/blob/main/docs/errors/ERR_EXPIRED.md",
        target: "_blank",
        rel: "noreferrer noopener",
        textContent: "ERR_EXPIRED",
      });
      equal(requests.length, asked, "requests");
    }),

  "failed, passed and skipped, and the first that failed": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      equal(await page.locator(".rung:visible").count(), 2, "shown at first");
      await page.click(".rungs.pass > summary");
      ok((await page.locator(".rung.pass:visible").count()) > 40, "passed");
      await page.click("#banner .by-rule button");
      equal(await page.evaluate(() => document.activeElement.id), "rule-C03", "focus");
      await example(page, "Good login");
      equal(await page.locator(".rung.fail").count(), 0);
      ok((await page.textContent("#checks")).includes("None failed."), "said");
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
  const inGroups = ["fail", "pass", "skip"].flatMap((outcome) => expected.checks.filter((check) => check.outcome === outcome));
  equal(found, inGroups.map((check) => [check.rule, check.outcome]), "checks");
  const error = expected.checks.find(({ outcome }) => outcome === "fail")?.error;
  if (error !== undefined) equal(await page.textContent("#banner .said"), error.message, "sentence");
}
