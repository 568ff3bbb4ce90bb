// The page around the verdicts: what its reader can do, and what it says where a browser cannot.
import { readFileSync } from "node:fs";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { resultOf, sum } from "./browsers.mjs";
import { changed, exchanged } from "./site.mjs";

const FEW = ["accept/plain", "audience/another", "encryption/gcm-256", "logout/request"];
const few = ({ vectors }) => vectors.filter(({ name }) => FEW.includes(name));
const oneFailed = (context) => context.site.withVectors(changed(few(context), "accept/plain", { expect: "refuse", rule: "C06", code: "ERR_AUDIENCE_MISMATCH", at: "1:2" }));

export const pageTests = {
  "Stop stops it, nothing is said about the rest, and it runs again": (context) =>
    context.browser.visit(
      context.site.address("selftest.html"),
      async ({ page }) => {
        const { verdict, title, rows } = await resultOf(page);
        const [, agreed, judged, left] = /^(\d+) of (\d+) verdicts as expected, (\d+) not run$/.exec(title) ?? [];
        ok(Number(judged) > 0 && Number(left) > 0, title);
        equal([verdict, agreed, Number(judged) + Number(left), sum(rows, "agreed")], ["open", judged, context.vectors.length, Number(judged)]);
        equal(await page.evaluate(() => document.activeElement.textContent), "Run again", "focus");
        await page.evaluate(() => (document.querySelector("#outcome").dataset.seen = "yes"));
        await page.click('button:text-is("Run again")');
        await page.waitForSelector('#outcome .banner[data-verdict="open"]');
      },
      { before: (page) => page.addInitScript(stopAtOnce) },
    ),

  "the result is copied": (context) =>
    context.browser.visit(oneFailed(context), async ({ page }) => {
      const { facts } = await resultOf(page);
      await page.click('button:text-is("Copy the result")');
      await page.waitForSelector('#buttons [role="status"]:text-is("Copied.")');
      const lines = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
      equal(lines, [
        "Self-check of saml-edge: 3 of 4 verdicts as expected",
        `Browser: ${facts["Browser"]}`,
        `Core: ${facts["Core"]}`,
        `SHA-256 of what ran: ${facts["SHA-256 of what ran"]}`,
        `SHA-256 of the build: ${facts["SHA-256 of what ran"]}`,
        `Time: ${facts["Time"]}`,
        "",
        "accept/plain",
        "  expected: refused: C06, ERR_AUDIENCE_MISMATCH, at 1:2",
        "  found: accepted",
        "  accepted, and must be refused",
        "",
      ]);
    }),

  "where copying is forbidden the result stands in a field, selected": (context) =>
    context.browser.visit(
      context.site.withVectors(few(context)),
      async ({ page }) => {
        await resultOf(page);
        await page.click('button:text-is("Copy the result")');
        const selected = await page.waitForSelector("#buttons textarea").then(() => page.evaluate(() => document.getSelection().toString()));
        ok(selected.startsWith("Self-check of saml-edge: 4 of 4 verdicts as expected\n"), selected);
      },
      { before: (page) => page.addInitScript(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no")))) },
    ),

  "a browser that lacks what all vectors need runs none, and is told so": async (context) => {
    for (const [missing, name] of [["WebAssembly", "WebAssembly"], ["DecompressionStream", "DecompressionStream for deflate-raw"]]) {
      await context.browser.visit(
        context.site.withVectors(few(context)),
        async ({ page }) => {
          const { verdict, title, said, rows } = await resultOf(page);
          equal([verdict, title, said, rows], ["refused", "This browser cannot run the check", `It lacks ${name}.`, []]);
        },
        { before: (page) => page.addInitScript((missing) => delete globalThis[missing], missing) },
      );
    }
  },

  "a browser that lacks what some vectors need fails those, and is told so": (context) => {
    const names = ["accept/plain", context.vectors.find(({ pending }) => pending.length > 0).name];
    return context.browser.visit(
      context.site.withVectors(context.vectors.filter(({ name }) => names.includes(name))),
      async ({ page }) => {
        const { verdict, title, differing, warning, facts } = await resultOf(page);
        ok(facts["SHA-256 of what ran"].startsWith("not computed: "), facts["SHA-256 of what ran"]);
        equal([verdict, title], ["refused", "1 of 2 verdicts as expected"]);
        equal(differing.map(([name, , found]) => [name, found]), [[names[1], "no answer"]]);
        ok(differing[0][3].startsWith("It could not be run. TypeError: "), differing[0][3]);
        equal(warning, "This browser gives this page no crypto.subtle. Vectors that need it could not be run.");
      },
      { before: (page) => page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined })) },
    );
  },

  "no vectors, or fewer than the build packed, are no result": async (context) => {
    for (const [vectors, count] of [[[], 0], [[], context.vectors.length], [few(context), context.vectors.length]]) {
      await context.browser.visit(context.site.withVectors(vectors, { count }), async ({ page }) => {
        const { verdict, title, said } = await resultOf(page);
        equal([verdict, title, said], ["refused", "This browser cannot run the check", `This page holds ${vectors.length} vectors, and was built with ${count}. It was altered or cut.`]);
      });
    }
  },

  "other octets than the build's are found out, whatever their verdicts": async (context) => {
    // A section of its own, which changes nothing.
    const wasm = readFileSync(new URL("../../../pkg/dist/core.wasm", import.meta.url));
    const other = Buffer.concat([wasm, Buffer.from([0, 5, 1, 65, 1, 2, 3])]).toString("base64");
    const address = context.site.withScript((script) => exchanged(script, wasm.toString("base64"), other));
    await context.browser.visit(address, async ({ page }) => {
      const { verdict, said, facts, differing } = await resultOf(page);
      equal([verdict, differing], ["refused", []]);
      ok(said.startsWith("The WebAssembly that ran is not the one"), said);
      ok(facts["SHA-256 of what ran"] !== facts["SHA-256 of the build"] && /^[\da-f]{64}$/.test(facts["SHA-256 of what ran"]), JSON.stringify(facts));
    });
  },

  "the debugger leads here, and alone in its file it does not": async ({ browser, site }) => {
    await browser.visit(site.address("index.html"), async ({ page }) => {
      await page.click("footer a");
      await page.waitForSelector("#classes");
      equal(await page.title(), "Self-check of saml-edge");
    });
    await browser.visit(site.file("saml-debugger.html"), async ({ page }) => equal(await page.$$eval("a:not(.skip)", (links) => links.length), 0, "links"));
  },
};

/** As soon as some were judged, and before all were: presses what stands there. */
function stopAtOnce() {
  new MutationObserver(() => {
    const progress = document.querySelector("progress");
    const stop = document.querySelector("#buttons button");
    if (stop?.textContent === "Stop" && progress.value > 0 && progress.value < progress.max) {
      stop.focus();
      stop.click();
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
