import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give, settled } from "../lib/browser.mjs";
import { bundleSource } from "../lib/source.mjs";

const open = async (page) => {
  await page.click("#attacks > summary");
  await judged(page);
};

/** The run is over. */
const judged = (page) => page.waitForFunction(() => /variants were|There|Variants|Nothing|cannot|too long/.test(document.querySelector("#attacks [role=status]").textContent), null, { timeout: 60_000 });

const rows = (page) => page.$$eval("#attacks tbody tr", (found) => found.map(({ dataset }) => dataset.outcome));

export const attackTests = {
  "suspicions: of a good login there is nothing to see": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      for (const title of ["Good login", "Expired", "Encrypted"]) {
        await example(page, title);
        equal(await page.isVisible("#suspicions"), false, title);
      }
    }),

  "suspicions: a wrapped signature is explained where the checks stopped, and its places lead into the message and back": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrapped signature");
      ok((await page.textContent("#suspicions")).includes("A library that verifies the one and reads the other"), "danger");
      equal(await page.$$eval("#suspicions h3", (titles) => titles.map(({ textContent }) => textContent)), ["More assertions than one"]);
      await page.click("#suspicions .places li:nth-child(2) button");
      ok((await page.textContent(".source mark")).startsWith('<saml2:Assertion ID="id'), "the genuine one");
      equal(await page.evaluate(() => document.activeElement.localName), "mark", "focus");
      await page.click(".jumped button");
      equal(await page.evaluate(() => document.activeElement.textContent), "More assertions than one", "and back");
      await page.click('#suspicions button:text-is("A03")');
      equal(await page.evaluate(() => document.activeElement.id), "rule-A03", "to the rule");
    }),

  "suspicions: a comment in the name, as different readers have it, and gone with the next message": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Comment in the NameID");
      equal(await page.$$eval("#suspicions dd > code", (codes) => codes.map(({ textContent }) => textContent)), ["admin@example.com.evil.example", "admin@example.com"]);
      await example(page, "Good login");
      equal(await page.isVisible("#suspicions"), false);
    }),

  "suspicions: markup in values stays text, and characters that hide are named": ({ browser, response }) =>
    browser.withPage(async ({ page }) => {
      await give(page, response.replace("jane.doe@", "&lt;img src=x&gt;<!---->\u202edoe@"));
      equal(await page.locator("#suspicions img").count(), 0);
      ok((await page.textContent("#suspicions code")).startsWith("<img src=x>"), "as text");
      equal(await page.getAttribute("#suspicions .hidden-character", "data-point"), "U+202E");
    }),

  "attacks: nothing is done while the section is closed, and every variant of a good login is refused": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      equal(await page.locator("#attacks tbody tr, #attacks progress").count(), 0, "closed");
      await open(page);
      const outcomes = await rows(page);
      equal(outcomes.length, 68, "variants");
      equal(outcomes.filter((outcome) => outcome !== "refused"), []);
      equal(await page.textContent("#attacks [role=status]"), "68 of 68 variants were refused.");
      ok((await page.textContent("#attacks .basis")).includes("The message itself is accepted under the settings of this page"), "basis");
      equal(await page.locator("#attacks .failure").count(), 0);
    }),

  "attacks: of a login that is refused anyway it is said that this proves little, and its own claims are offered": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      await open(page);
      const weak = await page.textContent('#attacks [data-basis="weak"]');
      ok(weak.includes("is refused, by C03") && weak.includes("this proves less") && weak.includes("66 of 66 variants are refused by rules that are asked before that one"), weak);
      await page.click("#attacks .basis button");
      await judged(page);
      ok((await page.textContent("#attacks .basis")).includes("accepted at its own time, against its own claims, which nobody has verified"), "own claims");
      equal((await rows(page)).filter((outcome) => outcome !== "refused"), []);
      equal(await page.locator("#attacks td small").count(), 0, "none is refused for the reason of the message itself");
      await page.click("#attacks .basis button");
      await judged(page);
      equal(await page.locator('#attacks [data-basis="weak"]').count(), 1, "and back");
    }),

  "attacks: without a connection nothing is decided, and its own claims are offered": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-response-signed"));
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await open(page);
      ok((await page.textContent('#attacks [data-basis="weak"]')).includes("is not decided"), "basis");
      ok((await rows(page)).includes("open"), "some are open");
      await page.click("#attacks .basis button");
      await judged(page);
      equal((await rows(page)).filter((outcome) => outcome !== "refused"), []);
    }),

  "attacks: another message ends the run of the first": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.evaluate(() => (document.querySelector("#attacks").open = true));
      await example(page, "Encrypted");
      await judged(page);
      await settled(page);
      equal(await page.$$eval("#attacks details", (groups) => groups.map(({ dataset }) => dataset.group)), ["Values", "Encryption"]);
      ok((await page.textContent("#attacks")).includes("What is inside a ciphertext cannot be altered from outside"), "encrypted");
      await example(page, "Wrapped signature");
      await judged(page);
      ok((await page.textContent("#attacks [role=status]")).includes("exactly one assertion"), "none of an attack");
      equal((await rows(page)).length, 0);
    }),

  "attacks: a variant is loaded in place of the message": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await open(page);
      await page.click('#attacks [data-group="Wrapping"] > summary');
      await page.click('#attacks button[aria-label^="Load it: XSW 8"][aria-label$="another ID"]');
      await page.waitForSelector("#suspicions:not([hidden])");
      ok((await page.inputValue("#box")).includes("attacker@attacker.example"), "the variant");
      ok((await page.textContent("#suspicions")).includes("This is signature wrapping"), "suspected");
    }),

  "attacks: what is not refused is said loudly": ({ browser }) =>
    browser.withPage(
      async ({ page }) => {
        const source = Buffer.from(await bundleSource("attacks/table.ts")).toString("base64");
        const said = await page.evaluate(async (code) => {
          const { failures, table } = await import(`data:text/javascript;base64,${code}`);
          const variant = { group: "Wrapping", title: "XSW 1", wins: "All.", text: "<a/>" };
          const loaded = [];
          const run = { original: { accepted: true, checks: [] }, tried: [{ variant, trial: { outcome: "forged" } }, { variant, trial: { outcome: "same" } }, { variant, trial: { outcome: "refused", rule: "S15", title: "It verifies" } }] };
          const [notice] = failures(run, (text) => loaded.push(text));
          notice.querySelector("button").click();
          const [group] = table(run, () => {});
          const quiet = failures({ ...run, tried: run.tried.slice(1) }, () => {}).length;
          return { role: notice.getAttribute("role"), text: notice.textContent, loaded, quiet, isOpen: group.open, badge: group.querySelector("summary .badge").textContent, cells: [...group.querySelectorAll("td:last-child")].map(({ textContent }) => textContent) };
        }, source);
        equal([said.role, said.loaded, said.quiet, said.isOpen, said.badge], ["alert", ["<a/>"], 0, true, "✕ 1 of 3 accepted"]);
        ok(said.text.startsWith("saml-edge accepted a variant that it must refuse.") && said.text.includes("report it privately"), said.text);
        equal(said.cells, ["✕ Accepted It must be refused.", "Accepted It says the same as the message itself: nothing was won.", "✓ S15 It verifies."]);
      },
      { bypassCSP: true },
    ),

  "attacks: in the page from one file, too": ({ browser }) =>
    browser.withPage(
      async ({ page }) => {
        await example(page, "Good login");
        await open(page);
        equal((await rows(page)).length, 68);
      },
      { file: true },
    ),
};
