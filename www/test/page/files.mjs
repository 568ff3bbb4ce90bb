import { readFileSync } from "node:fs";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, verdictOf } from "../lib/browser.mjs";

const dist = (name) => readFileSync(join(import.meta.dirname, "../../dist", name), "utf8");

export const fileTests = {
  "the page in one file works from a disk, offline": ({ browser }) =>
    browser.withPage(
      async ({ page, requests, context }) => {
        await context.setOffline(true);
        await example(page, "Good login");
        equal(await verdictOf(page), "accepted");
        await example(page, "Wrong audience");
        equal(await verdictOf(page), "refused");
        equal(requests.filter((url) => !url.startsWith("data:")).length, 1, "requests");
      },
      { file: true },
    ),

  "the page in one file reads megabytes": ({ browser, response }) =>
    browser.withPage(
      async ({ page }) => {
        const log = `${"only a log line\n".repeat(70_000)}SAMLResponse=${encodeURIComponent(Buffer.from(response).toString("base64"))}\n`;
        await page.setInputFiles("#file", { name: "saml.log", mimeType: "text/plain", buffer: Buffer.from(log) });
        await page.waitForSelector("#result:not([hidden])");
      },
      { file: true },
    ),

  "a file that is no UTF-8 stays as it is wherever it is read": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><Response>\u00fc</Response>', "latin1");
      await page.setInputFiles("#file", { name: "response.xml", mimeType: "text/xml", buffer: latin });
      await page.waitForFunction((expected) => document.querySelector("#box").value === expected, latin.toString("base64"));
      await page.click("#key > summary");
      const der = Buffer.from([0x30, 0x82, 0xff, 0xfe]);
      await page.setInputFiles('#key input[type="file"]', { name: "key.der", mimeType: "application/octet-stream", buffer: der });
      await page.waitForFunction((expected) => document.querySelector("#key textarea").value === expected, der.toString("base64"));
      const marked = Buffer.from("\ufeff-----BEGIN PRIVATE KEY-----");
      await page.setInputFiles('#key input[type="file"]', { name: "key.pem", mimeType: "text/plain", buffer: marked });
      await page.waitForFunction(() => document.querySelector("#key textarea").value === "-----BEGIN PRIVATE KEY-----");
    }),

  "no file names another host, and no markup has a handler": () => {
    for (const name of ["index.html", "saml-debugger.html", "selftest.html", "saml-selftest.html"]) {
      const html = dist(name).replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
      equal(html.match(/\s(?:src|href)="(?!app\.js"|selftest\.(?:js|html)"|index\.html"|style\.css"|#|data:)[^"]*"|\son\w+=/g), null, name);
    }
    ok(!/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/.test(dist("app.js")), "text is set as text");
  },
};
