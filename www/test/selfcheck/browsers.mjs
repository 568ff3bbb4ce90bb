// Two browsers behind one door: what the tests do with a page, both can.
import { createRequire } from "node:module";
import { join } from "node:path";

import { equal } from "../../../tests/js/lib/check.mjs";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));

export async function openChromium(executablePath) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    async visit(address, test, { before = async () => {}, isFile = address.startsWith("file:"), ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: isFile ? [] : ["clipboard-read", "clipboard-write"], ...options });
      try {
        const page = await context.newPage();
        await before(page);
        await watched(page, address, test);
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

/** Over WebDriver BiDi. */
export async function openFirefox(executablePath) {
  const puppeteer = require("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  return {
    async visit(address, test) {
      const page = await browser.newPage();
      try {
        await watched(page, address, test);
      } finally {
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

/** Errors on the console fail the test. `requests` are those that were made, those for files on the disk left out. */
async function watched(page, address, test) {
  const [errors, requests] = [[], []];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => /^https?:/.test(request.url()) && requests.push(request.url()));
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  await test({ page, requests });
  equal(errors, [], "errors on the console");
}

/** What the self-check shows at its end. */
export async function resultOf(page) {
  await page.waitForSelector("#outcome .banner", { timeout: 180_000 });
  return await page.evaluate(() => {
    const text = (element) => element?.textContent ?? null;
    const rows = [...document.querySelectorAll("#classes tbody tr")].map((row) => ({
      name: text(row.querySelector("th")),
      ...Object.fromEntries([...row.querySelectorAll("td")].map((cell) => [cell.dataset.column, Number(cell.textContent)])),
    }));
    const differing = document.querySelector("#differing");
    return {
      verdict: document.querySelector("#outcome .banner").dataset.verdict,
      title: text(document.querySelector("#outcome .banner-title")).replace(/^[✓✕?]/u, ""),
      said: text(document.querySelector("#outcome .said")),
      facts: Object.fromEntries([...document.querySelectorAll("#outcome dt")].map((name) => [name.textContent, name.nextElementSibling.textContent])),
      rows,
      differing: differing.hidden ? [] : [...differing.querySelectorAll("li")].map((item) => [text(item.querySelector("p")), ...[...item.querySelectorAll("dd")].map(text)]),
      warning: text(document.querySelector("#outcome .warning")),
    };
  });
}

export const sum = (rows, column) => rows.reduce((total, row) => total + row[column], 0);
