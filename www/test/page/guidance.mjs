import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give } from "../lib/browser.mjs";

const ENTITY_ID = "urn:console:JQ7a9f0c2";
const SEVEN = ["okta", "entraId", "googleWorkspace", "adFs", "pingFederate", "oneLogin", "keycloak"];

export const guidanceTests = {
  "the product of the loaded message comes first, open, and in the banner": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      const banner = page.locator("#banner .advice");
      equal(await banner.getAttribute("data-product"), "okta");
      ok((await page.textContent("#banner")).includes("In Okta"), "the banner names the product");
      equal(await banner.locator("code.value").textContent(), ENTITY_ID);
      ok((await banner.textContent()).includes("Looks like Okta, by the Issuer"), "the banner says that it is a guess");
      ok(!/\(in Okta/.test(await page.textContent("#banner") + (await page.textContent("#rule-C06"))), "and the hint does not say it again");
      const section = page.locator("#rule-C06 .advice-section").first();
      equal(await section.evaluate(({ open }) => open), true, "open");
      equal(await productsIn(section), ["okta"], "the others are not drawn before somebody looks");
      await page.click('#rule-C06 summary:text-is("In other identity providers")');
      await page.waitForSelector('#rule-C06 [data-product="keycloak"]');
      equal(await productsIn(section), SEVEN);
      equal(await section.locator('[data-product="keycloak"] code').textContent(), ENTITY_ID);
      equal(await section.locator('[data-product="entraId"] b').allTextContents(), ["Single sign-on", "Basic SAML Configuration", "Identifier (Entity ID)"]);
    }),

  "another product's message has that first": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, failing(bodyOf, "https://sso.example.com/realms/staff"));
      equal(await page.getAttribute("#banner .advice", "data-product"), "keycloak");
      equal(await productsIn(page.locator("#rule-R05 .advice-section").first()), ["keycloak"]);
      equal(await page.textContent("#rule-R05 dt small"), " Looks like Keycloak, by the Issuer");
    }),

  "where nothing tells the product, the seven stand closed and the banner has none": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, failing(bodyOf, "https://idp.example.org/"));
      equal(await page.locator("#banner .advice").count(), 0);
      const section = page.locator("#rule-R05 .advice-section");
      equal(await section.evaluate(({ open }) => open), false, "closed");
      equal(await productsIn(section), [], "nothing is drawn in it");
      await section.locator("summary").focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector('#rule-R05 [data-product="okta"]');
      equal(await productsIn(section), SEVEN);
    }),

  "an attack has nothing to configure": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Comment in the NameID");
      equal(await page.locator("#rule-X08 .rung-body").count(), 1);
      equal(await page.locator("#rule-X08 .advice-section").count(), 0);
      equal(await page.locator("#banner .advice").count(), 0);
    }),

  "a command is told from its value": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      await page.click('#rule-C06 summary:text-is("In other identity providers")');
      await page.waitForSelector('#rule-C06 [data-product="adFs"]');
      equal(await page.locator('#rule-C06 [data-product="adFs"] .command').allTextContents(), ["Set-AdfsRelyingPartyTrust", "-Identifier"]);
      equal(await page.locator('#rule-C06 [data-product="adFs"] .value').textContent(), ENTITY_ID);
    }),

  "a sentence says what it rests on": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => (location.hash = "#rule=S12"));
      await page.click("#about .advice-section summary");
      await page.waitForSelector('#about [data-product="keycloak"]');
      const restsOn = async (product) => await page.textContent(`#about [data-product="${product}"] small`);
      ok((await restsOn("entraId")).startsWith("Read in “Advanced certificate signing options in a SAML token”, learn.microsoft.com/"), "verified");
      equal(await restsOn("googleWorkspace"), "Not verified: no page that says so was found.");
    }),

  "the card of a rule, on load and after a change, above the box": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.goto(`${browser.origin}/#rule=C06`);
      await page.reload();
      await page.waitForSelector("#about");
      equal(await page.textContent("#about-heading"), "C06: Every AudienceRestriction names this service provider, and there is one");
      equal(await page.locator("#about .refusal code").allTextContents(), ["ERR_AUDIENCE_MISMATCH", "ERR_AUDIENCE_MISSING", "ERR_SCHEMA"]);
      equal(await productsIn(page.locator("#about")), [], "the seven stand closed");
      await page.click("#about .advice-section summary");
      await page.waitForSelector('#about [data-product="keycloak"]');
      equal(await productsIn(page.locator("#about")), SEVEN);
      ok((await page.textContent('#about [data-product="okta"]')).includes("to the entity ID of the application."), "the blank has words");
      ok(!/\{\w+\}|…\./.test(await page.textContent("#about")), "no blank is left");
      ok((await page.textContent("#about")).includes("for ‹another audience›; this service provider is ‹entity ID of the application›."), "blanks are named");
      const box = await page.evaluate(() => document.querySelector("#about").compareDocumentPosition(document.querySelector("#box")));
      equal(box & 4, 4, "the box follows");
      await page.evaluate(() => (location.hash = "#code=ERR_ISSUER_MISMATCH"));
      await page.waitForSelector('#about-heading:text-is("ERR_ISSUER_MISMATCH")');
      equal(await page.evaluate(() => document.activeElement.id), "about", "focus");
      ok((await page.textContent("#about")).includes("R11: The Response's Issuer"), "its rules");
    }),

  "the card goes with the fragment": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => (location.hash = "#rule=R05"));
      await page.waitForSelector("#about");
      equal(await page.locator("#about .refusal").count(), 11, "every status");
      equal(await productsIn(page.locator("#about")), [], "several places stand closed");
      await page.click('#about summary:has-text("Who may sign in")');
      await page.waitForSelector('#about [data-product="keycloak"]');
      equal(await productsIn(page.locator("#about")), SEVEN);
      await page.click('#about button:text-is("Close")');
      equal(await page.locator("#about").count(), 0);
      equal(await page.evaluate(() => [location.hash, document.activeElement.id]), ["", "box"]);
    }),

  "a digest that differs is no matter of certificates": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => (location.hash = "#code=ERR_DIGEST_MISMATCH"));
      await page.waitForSelector("#about");
      equal(await page.locator("#about .advice-section").count(), 0);
      ok((await page.textContent("#about")).includes("altered after it was signed"), "why");
      await page.evaluate(() => (location.hash = "#rule=S15"));
      await page.waitForSelector("#about .advice-section");
      const advised = await page.locator("#about .refusals:has(.advice-section)").textContent();
      ok(advised.includes("ERR_SIGNATURE_INVALID") && !advised.includes("ERR_DIGEST_MISMATCH"), advised);
    }),

  "the card closes when a message is loaded, and stays when the box is emptied": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      for (const load of [() => example(page, "Wrong audience"), () => give(page, "<a/>")]) {
        await page.evaluate(() => (location.hash = "#rule=C06"));
        await page.waitForSelector("#about");
        await page.click("#clear");
        equal(await page.locator("#about").count(), 1, "emptied");
        await load();
        equal([await page.locator("#about").count(), await page.evaluate(() => location.hash)], [0, ""], "loaded");
      }
    }),

  "an unknown rule says so, and markup in the fragment stays text": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => (location.hash = "#rule=Z99"));
      await page.waitForSelector("#about");
      equal(await page.textContent("#about-heading"), "No such rule");
      equal(await page.textContent("#about code"), "Z99");
      const markup = "<img src=x onerror=document.title='hit'>\u202e";
      await page.evaluate((text) => (location.hash = `#code=${encodeURIComponent(text)}`), markup);
      await page.waitForSelector('#about-heading:text-is("No such code")');
      equal(await page.textContent("#about code"), markup);
      equal(await page.locator("#about img").count(), 0);
      equal(await page.locator("#about .hidden-character").getAttribute("data-point"), "U+202E");
      equal(await page.title(), "SAML debugger");
    }),

  "a fragment about something else is left alone": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => (location.hash = "#rule=C06"));
      await page.waitForSelector("#about");
      await page.evaluate(() => (location.hash = "#x=abc"));
      await page.waitForFunction(() => document.querySelector("#about") === null);
      equal(await page.evaluate(() => location.hash), "#x=abc");
    }),

  "the card in the page of one file": ({ browser }) =>
    browser.withPage(
      async ({ page, requests }) => {
        await page.evaluate(() => (location.hash = "#rule=S12"));
        await page.click("#about .advice-section summary");
        await page.waitForSelector('#about [data-product="keycloak"]');
        equal(await productsIn(page.locator("#about")), SEVEN);
        equal(requests.length, 1, "requests");
      },
      { file: true },
    ),

  "on a phone neither the card nor the sentences are wider than the page": ({ browser }) =>
    browser.withPage(
      async ({ page }) => {
        for (const rule of ["C06", "R05", "S12", "Z99"]) {
          await page.evaluate((id) => (location.hash = `#rule=${id}`), rule);
          await page.waitForFunction((id) => document.querySelector("#about-heading")?.textContent.startsWith(id) || id === "Z99", rule);
          equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, rule);
        }
        await example(page, "Wrong audience");
        await page.click('#rule-C06 summary:text-is("In other identity providers")');
        await page.waitForSelector('#rule-C06 [data-product="keycloak"]');
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "sentences");
      },
      { viewport: { width: 390, height: 844 } },
    ),
};

const productsIn = (section) => section.locator("[data-product]").evaluateAll((found) => found.map(({ dataset }) => dataset.product));

/** A refusal of the identity provider's own, which needs no connection to be seen. */
const failing = (bodyOf, issuer) => bodyOf("status/request-denied").replaceAll("http://www.okta.com/exk1fcia6d6EMsf331d8", issuer);
