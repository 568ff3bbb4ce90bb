// Where there is no message: the way on.
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give, settled, verdictOf } from "../lib/browser.mjs";

const axe = readFileSync(createRequire(join(import.meta.dirname, "../../../tests/js/package.json")).resolve("axe-core"), "utf8");
const titleOf = (page) => page.textContent("#banner .banner-title");
const certificateOf = ({ vectors }) => vectors.find(({ name }) => name === "accept/plain").connection.idp.certificates[0].replace(/-----[A-Z ]+-----|\s/g, "");

const TEXTS = (context) => [certificateOf(context), "AADSTS50105: no. MSIS7042: no.", "https://idp.example.com/metadata", "Good morning", "-----BEGIN PRIVATE KEY-----\nMII", "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'/>"];

export const deadEndTests = {
  "dead end: a certificate goes into the connection, beside those that are there": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await give(page, certificateOf(context));
      await page.waitForSelector("#banner .fingerprint");
      ok((await titleOf(page)).includes("This is a certificate"), "title");
      equal(await page.textContent("#recognised"), "", "no notes of the reader");
      await page.click('button:text-is("Use it in the connection")');
      await settled(page);
      equal(await page.locator("#connection .certificate").count(), 1, "certificates");
      equal(await page.evaluate(() => document.activeElement.closest("details").id), "connection", "focus");
      await page.click('button:text-is("Use it in the connection")');
      await settled(page);
      equal((await page.evaluate(() => document.activeElement.value)).match(/BEGIN/g).length, 1, "once");
    }),

  "dead end: a second certificate does not take the place of a bare one": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      const [one, other] = [certificateOf(context), context.vectors.flatMap(({ connection }) => connection?.idp?.certificates ?? []).map((text) => text.replace(/-----[A-Z ]+-----|\s/g, "")).find((text) => text.startsWith("MIID") && text !== certificateOf(context))];
      await page.evaluate(() => (document.querySelector("#connection").open = true));
      await page.getByLabel("Certificates or public keys").fill(one);
      await give(page, other);
      await page.click('button:text-is("Use it in the connection")');
      await page.waitForFunction(() => document.querySelectorAll("#connection .certificate").length === 2);
    }),

  "dead end: a private key goes into its field, and the box is emptied of it": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).trim();
      await give(page, pem);
      ok((await page.textContent("#banner")).includes("It stays in this page"), "said");
      await page.click('button:text-is("Use it to decrypt")');
      await page.waitForFunction(() => document.querySelector("#box").value === "");
      equal(await page.inputValue("#key textarea"), pem);
      equal(await page.evaluate(() => [document.activeElement.closest("details")?.id, document.querySelector("#banner").textContent]), ["key", ""], "focus, and no banner");
    }),

  "dead end: an error of an identity provider says what to change": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, "Sorry, but we’re having trouble signing you in.\nAADSTS50105: Your administrator has configured the application to block users.");
      ok((await titleOf(page)).includes("An error of Microsoft Entra ID"), "title");
      ok((await page.textContent("#banner")).includes("Assign the user to the application."), "what to do");
    }),

  "dead end: that there is no message is said once": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, "Good morning");
      equal((await page.textContent("main")).match(/SAML message\b/g).length, 1, "once");
      ok(await page.isVisible("#how-to summary"), "how to");
    }),

  "dead end: XML of another protocol is refused, and named": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>');
      equal(await verdictOf(page), "refused");
      ok((await page.textContent("#banner .notice")).includes("This is a Response of SAML 1.1"), "named");
      ok(await page.isVisible("#how-to summary"), "how to");
    }),

  "dead end: how to get a message is there until there is one": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      ok(await page.isVisible("#how-to summary"), "empty");
      await page.focus("#how-to summary");
      await page.keyboard.press("Enter");
      ok(await page.isVisible("#how-to ol"), "by keyboard");
      await example(page, "Good login");
      ok(!(await page.isVisible("#how-to")), "with a message");
      await page.click("#clear");
      ok(await page.isVisible("#how-to ol"), "again");
    }),

  ...Object.fromEntries([["light", { colorScheme: "light" }], ["dark, on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }]].map(([name, options]) => [`dead end: axe-core finds nothing, and nothing is too wide, ${name}`, ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(axe);
      await page.evaluate(() => (document.querySelector("#how-to").open = true));
      for (const text of TEXTS(context)) {
        await give(page, text);
        await settled(page);
        const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`));
        equal(found, [], text.slice(0, 30));
        equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `width: ${text.slice(0, 30)}`);
      }
    }, options)])),
};
