import { deflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give } from "../lib/browser.mjs";
import { findPoorContrast } from "./layout.mjs";

const GOOD = "accept/okta-assertion-signed";

export const compareTests = {
  "a login that works and one that does not": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await compareWith(page, bodyOf(GOOD).replace("urn:console:JQ7a9f0c2<", "urn:console:JQ7a9f0C2<"), "1 difference by meaning.");
      equal(await rows(page, "Differences by meaning"), [["Audience", "urn:console:JQ7a9f0c2", "urn:console:JQ7a9f0C2"]]);
      equal(await page.$$eval("#compare mark", (marks) => marks.map(({ textContent }) => textContent)), ["c", "C"], "what differs is marked");
      equal(await page.textContent("#compare .hint"), "Only capital and small letters differ.");
      const checks = await rows(page, "Checks that differ");
      const audience = checks.find(([title]) => title.startsWith("C06"));
      ok(audience?.[1].startsWith("✓ Passed") && audience[2].startsWith("✕ Failed"), JSON.stringify(checks));
    }),

  "the same message: nothing differs": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await compareWith(page, bodyOf(GOOD), "Nothing differs: both are written alike");
      equal(await page.locator("#compare table").count(), 0, "tables");
      ok((await page.textContent("#compare")).includes("None. Both were judged"), "checks");
      await compareWith(page, bodyOf(GOOD).replaceAll("saml2p:", "q:").replaceAll("xmlns:saml2p", "xmlns:q"), "Nothing differs by meaning.");
      ok((await page.textContent("#compare .spelling")).includes("prefixes"), "written differently");
      await compareWith(page, bodyOf(GOOD).replaceAll("id11659324151912061866934721", "id2"), "Nothing differs by meaning. 2 more values differ as in every login.");
      await page.click("#compare .comparison summary >> text=Differs in every login");
      await page.waitForSelector("#compare .comparison details[open] table");
      equal((await rows(page, "What differs in every login")).map(([label]) => label), ["ID of the Assertion", "Reference of the signature of the Assertion"]);
    }),

  "the loaded one is kept, and the next is compared with it": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await open(page);
      await page.click("#compare >> text=Keep this one");
      ok((await page.textContent("#compare [role=status]")).startsWith("Kept as the first: Response,"), "kept");
      equal(await page.inputValue("#box"), "", "the box");
      equal(await page.evaluate(() => document.activeElement.id), "box", "focus");
      await give(page, bodyOf(GOOD).replace(">jane.doe@example.com</saml2:NameID>", ">mallory@example.com</saml2:NameID>"));
      await said(page, "1 difference by meaning.");
      equal(await rows(page, "Differences by meaning"), [["NameID", "jane.doe@example.com", "mallory@example.com"]]);
      await page.click("#compare >> text=Forget the kept one");
      await said(page, "");
      equal(await page.locator("#compare table").count(), 0, "tables");
      ok(await page.isVisible("#compare textarea"), "the field is back");
    }),

  "of several messages one is chosen": ({ browser, response, authnRequest }) =>
    browser.withPage(async ({ page }) => {
      await give(page, authnRequest);
      const url = (xml) => `https://idp.example.com/sso?SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString("base64"))}`;
      const other = authnRequest.replace("/>", ' ForceAuthn="true"/>');
      await compareWith(page, `https://sp.example.com/acs?SAMLResponse=${encodeURIComponent(Buffer.from(response).toString("base64"))}\n${url(authnRequest)}\n${url(other)}\n`, "Nothing differs: both");
      ok(await page.isChecked('#compare input[name="compared"] >> nth=1'), "one of the same kind is shown first");
      await page.check('#compare input[name="compared"] >> nth=2');
      await said(page, "1 difference by meaning.");
      equal(await rows(page, "Differences by meaning"), [["ForceAuthn", "Not there", "true"]]);
      await page.check('#compare input[name="compared"] >> nth=0');
      await page.waitForFunction(() => document.querySelector("#compare").textContent.includes("Kind of message"));
    }),

  "certificates are named": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const text = bodyOf(GOOD);
      await give(page, text);
      const [certificate] = /MII[^<]*/.exec(text);
      const [other] = /MII[^<]*/.exec(bodyOf("accept/key-info-names-another-certificate"));
      await compareWith(page, text.replace(certificate, () => other), "1 difference by meaning.");
      const [[label, one, another]] = await rows(page, "Differences by meaning");
      equal(label, "Certificate of the signature of the Assertion");
      for (const cell of [one, another]) ok(/CN=.*SHA-256:([\dA-F]{2}:){31}/s.test(cell), cell);
      ok(one !== another, "two fingerprints");
      await compareWith(page, text.replace(certificate, "MIIx"), "1 difference by meaning.");
      ok((await rows(page, "Differences by meaning"))[0][2].includes("no certificate that can be read"), "unreadable");
    }),

  "what was decrypted is compared": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Encrypted");
      await compareWith(page, bodyOf("accept/plain"), "1 difference by meaning.");
      ok((await page.textContent("#compare")).includes("is compared as its signature covers it"), "note");
      const found = await rows(page, "Differences by meaning");
      equal(found, [["EncryptedAssertion", "Encrypted: http://www.w3.org/2009/xmlenc11#aes256-gcm, http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "Not there"]]);
    }),

  "a closed tool does nothing, and what is typed into it stays out of the box": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await compareWith(page, bodyOf("audience/another"), "by meaning");
      const first = await page.textContent("#compare .comparison");
      await page.evaluate(() => document.querySelector("#compare").removeAttribute("open"));
      await example(page, "Wrong audience");
      equal(await page.textContent("#compare .comparison"), first, "closed");
      await open(page);
      await said(page, "Nothing differs: both");
      ok((await page.inputValue("#box")) !== (await page.inputValue("#compare textarea")), "two texts");
      await page.fill("#compare textarea", "Good morning");
      await said(page, "Nothing in this text is a SAML message.");
    }),

  "hidden characters and markup of a message are text": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await compareWith(page, bodyOf(GOOD).replace("urn:console:JQ7a9f0c2<", "urn:console:\u202e&lt;img src=x onerror=alert(1)&gt;<"), "1 difference by meaning.");
      equal(await page.getAttribute("#compare .hidden-character", "data-point"), "U+202E");
      equal(await page.locator("#compare img").count(), 0);
    }),

  ...Object.fromEntries(["light", "dark"].map((colorScheme) => [`contrast of a comparison, ${colorScheme}`, ({ browser, bodyOf }) =>
    browser.withPage(
      async ({ page }) => {
        await example(page, "Good login");
        await compareWith(page, bodyOf(GOOD).replace("urn:console:JQ7a9f0c2<", "urn:console:\u200bJQ7a9f0C2/<").replaceAll("id11659324151912061866934721", "id2"), "1 difference by meaning.");
        equal(await page.evaluate(findPoorContrast), []);
      },
      { colorScheme },
    )])),

  "on a phone, what is long is cut and nothing is wider than the page": ({ browser, bodyOf }) =>
    browser.withPage(
      async ({ page }) => {
        await example(page, "Good login");
        const long = "x".repeat(5000);
        await compareWith(page, bodyOf("accept/entra").replace("Jane", long).replace(">https://sp.example.com/saml/metadata<", `>${long}<`), "by meaning");
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
        ok(!(await page.textContent("#compare .comparison")).includes(long), "cut");
        await page.click("#compare >> text=Show all >> nth=0");
        ok((await page.textContent("#compare .comparison")).includes(long), "shown");
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      },
      { viewport: { width: 390, height: 844 } },
    ),
};

async function open(page) {
  if (!(await page.evaluate(() => document.querySelector("#compare").open))) await page.click("#compare > summary");
}

async function compareWith(page, text, sentence) {
  await open(page);
  await page.fill("#compare textarea", "");
  await said(page, "");
  await page.fill("#compare textarea", text);
  await said(page, sentence);
}

const said = (page, sentence) => page.waitForFunction((wanted) => (wanted === "" ? document.querySelector("#compare [role=status]").textContent === "" : document.querySelector("#compare [role=status]").textContent.includes(wanted)), sentence);

/** The label and both values of each row. */
const rows = (page, caption) =>
  page.$$eval("#compare table", (tables, wanted) => {
    const table = tables.find((candidate) => candidate.caption.textContent === wanted);
    return [...(table?.querySelectorAll("tr:has(td)") ?? [])].map((row) => [row.querySelector(".label").parentNode.firstChild.textContent + (row.querySelector("code + .label")?.textContent ?? ""), ...[...row.querySelectorAll("td")].map((cell) => cell.lastChild.textContent)]);
  }, caption);
