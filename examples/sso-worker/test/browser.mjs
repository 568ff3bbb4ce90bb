// Chromium, with one watch over all that its pages complain of.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));
const { chromium } = require("playwright-core");

export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH || "/usr/bin/chromium", args: FLAGS });
  /** What broke a page's policy, or was thrown in it. */
  const complaints = [];
  return {
    complaints,
    /** A browser of its own: no cookie of another is in it. */
    async open(options = {}) {
      const context = await browser.newContext({ viewport: DESKTOP, ...options });
      // Decides nothing: it ends the wait for what never comes.
      context.setDefaultTimeout(15_000);
      context.on("console", (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      return context;
    },
    stop: () => browser.close(),
  };
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  // Chromium's sandbox refuses to start as root.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
