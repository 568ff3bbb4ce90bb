// The same code in workerd and in Chromium: it asks for nothing that only Node has.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { equal } from "../../../tests/js/lib/check.mjs";
import { base64, form } from "../lib/samples.mjs";
import { bundleSource } from "../lib/source.mjs";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));

const textsOf = ({ response, value, redirect, metadata }) => [
  response,
  value,
  `https://sp.example.com/saml/slo?${redirect}`,
  form({ SAMLResponse: value, RelayState: "ä" }),
  `curl 'https://a.example/' -d '${form({ SAMLResponse: value })}'`,
  JSON.stringify({ log: { entries: [{ request: { url: "https://a.example/", postData: { text: form({ SAMLResponse: value }) } } }] } }),
  base64(Buffer.concat([deflateRawSync(metadata), Buffer.from("after")])),
  base64(Buffer.from(`\ufeff${metadata}`, "utf16le")),
  base64(Buffer.from(metadata.replace("idp", "ÿ"), "latin1")),
  "SAMLResponse=%ff%fe&RelayState=%ff",
];

const plain = (result) => JSON.stringify(result, (_, value) => (value instanceof Uint8Array ? [...value].join() : value));

export const runtimeTests = {
  async "runtimes/workerd says the same"(context) {
    const { Miniflare } = require("miniflare");
    const script = `${await bundleSource("recognise/index.ts")}
      const plain = ${plain};
      export default { async fetch(request) { return Response.json(await Promise.all((await request.json()).map(async (text) => plain(await recognise(text))))); } };`;
    const miniflare = new Miniflare({ modules: [{ type: "ESModule", path: "worker.mjs", contents: script }], compatibilityDate: "2026-07-01", cf: false, telemetry: { enabled: false } });
    try {
      const response = await miniflare.dispatchFetch("http://tests.invalid/", { method: "POST", body: JSON.stringify(textsOf(context)) });
      await same(context, await response.json());
    } finally {
      await miniflare.dispose();
    }
  },

  async "runtimes/chromium says the same"(context) {
    const executablePath = process.env.CHROME_PATH || "/usr/bin/chromium";
    if (!existsSync(executablePath)) return { skipped: "CHROME_PATH names no browser" };
    const { chromium } = require("playwright-core");
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      const source = `data:text/javascript;base64,${base64(await bundleSource("recognise/index.ts"))}`;
      const results = await page.evaluate(`(async () => {
        const { recognise } = await import(${JSON.stringify(source)});
        const plain = ${plain};
        return await Promise.all(${JSON.stringify(textsOf(context))}.map(async (text) => plain(await recognise(text))));
      })()`);
      await same(context, results);
    } finally {
      await browser.close();
    }
    return undefined;
  },
};

async function same(context, results) {
  const texts = textsOf(context);
  for (const [at, text] of texts.entries()) equal(results[at], plain(await context.recognise(text)), `text ${at}`);
}
