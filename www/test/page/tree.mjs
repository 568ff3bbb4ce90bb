import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give } from "../lib/browser.mjs";

export const treeTests = {
  "the tree has the elements of the message, and says what is covered": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      const text = bodyOf("accept/okta-assertion-signed");
      const outside = text.replace(/<ds:Signature [\s\S]*?<\/ds:Signature>/g, "<ds:Signature>").match(/<[a-zA-Z0-9]+:[A-Za-z]+/g);
      equal(await page.$$eval(".item .name", (names) => names.map(({ textContent }) => `<${textContent}`)), outside, "elements");
      const covered = await page.$$eval(".item:has(.dot.good) .name", (names) => names.map(({ textContent }) => textContent));
      equal(covered[0], "saml2:Assertion", "the first that is covered");
      ok(covered.includes("saml2:NameID") && !covered.includes("saml2p:Status") && !covered.includes("ds:Signature"), covered.join());
    }),

  "pointing into the tree marks the source, and into the source the tree": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.hover('.item:has-text("NameID")');
      ok((await highlighted(page)).startsWith("<saml2:NameID Format=") && (await highlighted(page)).endsWith("jane.doe@example.com</saml2:NameID>"), await highlighted(page));
      await page.hover('#source-heading');
      equal(await highlighted(page), null, "no longer");
      await pointAtText(page, "jane.doe@example.com");
      equal(await page.textContent(".item.here .name"), "saml2:NameID");
      await pointAtText(page, "urn:console:JQ7a9f0c2");
      equal(await page.textContent(".item.here .name"), "saml2:Audience");
      await page.hover("#source-heading");
      equal(await page.locator(".item.here").count(), 0, "nothing");
    }),

  "what is inside a closed element marks the element": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.check("#break-rows");
      await pointAtText(page, "<ds:DigestValue");
      equal(await page.textContent(".item.here .name"), "ds:Signature");
    }),

  "the tree by the keyboard": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const focused = () => page.evaluate(() => document.activeElement.querySelector(".name")?.textContent);
      await example(page, "Good login");
      await page.focus('.tree [tabindex="0"]');
      equal(await focused(), "saml2p:Response");
      ok((await highlighted(page)).startsWith("<saml2p:Response"), "marked");
      const walk = async (key, name) => {
        await page.keyboard.press(key);
        equal(await focused(), name, key);
      };
      await walk("ArrowDown", "saml2:Issuer");
      await walk("s", "saml2p:Status");
      await walk("ArrowRight", "saml2p:StatusCode");
      await walk("ArrowLeft", "saml2p:Status");
      await walk("ArrowLeft", "saml2p:Status");
      await walk("ArrowDown", "saml2:Assertion");
      await walk("ArrowUp", "saml2p:Status");
      await walk("ArrowRight", "saml2p:Status");
      await walk("ArrowRight", "saml2p:StatusCode");
      await walk("End", "saml2:AttributeValue");
      await walk("Home", "saml2p:Response");
      await walk("ArrowUp", "saml2p:Response");
      equal(await page.locator('.tree [tabindex="0"]').count(), 1, "one item can be tabbed to");
      await page.keyboard.press("n");
      await page.keyboard.press("Enter");
      equal(await page.evaluate(() => document.activeElement.localName), "mark", "in the source");
      ok((await page.textContent(".source mark")).startsWith("<saml2:NameID"), "marked");
      await page.click(".jumped button");
      equal(await focused(), "saml2:NameID", "and back");
    }),

  "what was closed stays closed when a setting changes": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      const all = await page.locator(".item").count();
      await page.click('.item:has-text("Assertion") .twist >> nth=0');
      const closed = await page.locator(".item").count();
      ok(closed < all - 10, `${closed} of ${all}`);
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await page.waitForTimeout(100);
      equal(await page.locator(".item").count(), closed);
    }),

  "thousands of elements, and a text that breaks off": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, `<Response>${"<a><b/></a>".repeat(20_000)}</Response>`);
      const count = await page.locator(".item").count();
      equal(count, 500, "items");
      await give(page, "<Response><a><b>text");
      equal(await page.$$eval(".item .name", (names) => names.map(({ textContent }) => textContent)), ["Response", "a", "b"]);
    }),
};

const highlighted = (page) =>
  page.evaluate(() => {
    const [range] = CSS.highlights.get("here") ?? [];
    return range?.toString() ?? null;
  });

/** Moves the mouse over the text, where it stands first in the source. */
async function pointAtText(page, text) {
  const place = await page.evaluate((wanted) => {
    const body = document.querySelector(".source");
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const at = node.textContent.indexOf(wanted);
      if (at === -1) continue;
      const range = document.createRange();
      range.setStart(node, at + 2);
      range.setEnd(node, at + 3);
      node.parentElement.scrollIntoView({ block: "center" });
      body.scrollTop += range.getBoundingClientRect().top - body.getBoundingClientRect().top - 100;
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    return null;
  }, text);
  await page.mouse.move(place.x, place.y);
  await page.mouse.move(place.x + 1, place.y);
}
