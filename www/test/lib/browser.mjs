// Chromium, and www/dist/ served on this machine.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { equal } from "../../../tests/js/lib/check.mjs";
import { servePage } from "../../serve.mjs";

const { chromium } = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"))("playwright-core");
const DIST = join(import.meta.dirname, "../../dist");

export async function openBrowser() {
  const { url: origin, stop } = await servePage();
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  return {
    origin,
    newContext: (options) => browser.newContext(options),
    /** What the page does in the test; errors on its console fail it. */
    async withPage(test, { file = false, expectErrors = false, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: file ? [] : ["clipboard-read", "clipboard-write"], ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      const [errors, requests] = [[], []];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      context.on("request", (request) => requests.push(request.url()));
      try {
        await page.goto(file ? pathToFileURL(join(DIST, "saml-debugger.html")).href : `${origin}/`);
        await page.waitForSelector("html[data-ready]");
        await test({ page, requests, context });
        if (!expectErrors) equal(errors, [], "errors on the console");
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      stop();
    },
  };
}

/** What the box holds now, and the verdict on it. */
export async function give(page, text) {
  const before = await results(page);
  await page.fill("#box", text);
  await page.waitForFunction((count) => performance.getEntriesByName("saml-debugger:result").length > count, before);
  await settled(page);
}

export async function example(page, title) {
  const before = await results(page);
  await page.click(`button.example:text-is("${title}")`);
  await page.waitForFunction((count) => performance.getEntriesByName("saml-debugger:result").length > count, before);
  await settled(page);
}

/** Into the connection editor, as a reader types it. What is empty stays as it is. */
export async function typeConnection(page, { idp = {}, sp = {} }) {
  await page.evaluate(() => (document.querySelector("#connection").open = true));
  const form = page.locator("#connection");
  const fields = { "Issuer": idp.entityId, "Certificates or public keys": idp.certificates?.join("\n"), "Audience, as the identity provider knows this application": sp.entityId, "Where the login is posted to": sp.acsUrl };
  for (const [label, value] of Object.entries(fields)) if (value !== undefined) await form.getByLabel(label).fill(value);
  await settled(page);
}

/** Certificates are read beside the rest, and the message is judged again after it. */
export const settled = (page) => page.waitForTimeout(80);

const results = (page) => page.evaluate(() => performance.getEntriesByName("saml-debugger:result").length);

export const verdictOf = (page) => page.getAttribute("#banner > .banner", "data-verdict");

export const failedRules = (page) => page.$$eval(".rung.fail", (rungs) => rungs.map(({ dataset }) => dataset.rule));

export const shares = (page) => page.$$eval(".legend [data-cover]", (items) => Object.fromEntries(items.map(({ dataset }) => [dataset.cover, Number(dataset.characters)])));

export const shaded = (page, cover) => page.$$eval(`.source .cover.${cover}`, (spans) => spans.map(({ textContent }) => textContent).join(""));
