import { once } from "node:events";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

import { bundle } from "../lib/bundle.mjs";

const FRONT = `
import { runJob } from "agent";
import { library } from "library";
globalThis.runJob = (job) => runJob(library, job);
`;

const PAGE = '<!doctype html><meta charset="utf-8"><title>saml-edge</title><script type="module" src="tests.js"></script>';

/** As strict as a page that verifies logins can be. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

export async function open(trapPackage) {
  const script = await bundle({ front: FRONT, conditions: ["browser"], format: "esm", trapPackage });
  const server = createServer((request, response) => {
    const [type, body] = request.url === "/tests.js" ? ["text/javascript", script] : ["text/html", PAGE];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": POLICY }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH, args: FLAGS });
  const page = await browser.newPage();
  const broken = new Promise((_, reject) => page.on("pageerror", reject));
  broken.catch(() => {});
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await Promise.race([page.waitForFunction("globalThis.runJob !== undefined"), broken]);
  return {
    run: (job) => page.evaluate((job) => globalThis.runJob(job), job),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  // Chromium's sandbox refuses to start as root.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
