import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give } from "../lib/browser.mjs";

export const layoutTests = {
  "on a phone nothing is wider than the page": ({ browser }) =>
    browser.withPage(
      async ({ page }) => {
        for (const title of ["Good login", "Expired", "Encrypted"]) {
          await example(page, title);
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
          equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, title);
        }
      },
      { viewport: { width: 390, height: 844 } },
    ),

  "whatever can be pressed is 24 pixels high": ({ browser, metadata }) =>
    browser.withPage(async ({ page }) => {
      const low = () => page.$$eval("button, summary, a[href]:not(.skip), select, input:not([type=checkbox], [type=radio], [hidden])", (targets) =>
        targets.filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 24).map((target) => `${target.getBoundingClientRect().height} ${target.outerHTML.slice(0, 100)}`));
      equal(await low(), [], "empty");
      for (const title of ["Good login", "Wrapped signature", "Expired"]) {
        await example(page, title);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        await page.waitForTimeout(300);
        equal(await low(), [], title);
      }
      await give(page, metadata);
      equal(await low(), [], "metadata");
    }),

  "every field and button has a name, and every ID is there once": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      const nameless = await page.$$eval("input:not([hidden]), select, textarea, button", (fields) =>
        fields.filter((field) => !(field.labels?.length > 0 || field.getAttribute("aria-label") || field.textContent.trim())).map(({ outerHTML }) => outerHTML.slice(0, 100)),
      );
      equal(nameless, []);
      equal(await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)), []);
      const dangling = await page.$$eval("[aria-labelledby]", (parts) => parts.filter((part) => document.getElementById(part.getAttribute("aria-labelledby")) === null).map(({ id }) => id));
      equal(dangling, []);
    }),

  ...Object.fromEntries(["light", "dark"].map((colorScheme) => [`contrast of text, ${colorScheme}`, ({ browser }) => browser.withPage(readable, { colorScheme })])),

  "an example by the keyboard": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.focus("button.example >> nth=1");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".rung.fail");
      await page.focus(".rung.fail .to-source");
      await page.keyboard.press("Enter");
      equal(await page.evaluate(() => document.activeElement.localName), "mark");
    }),
};

/** WCAG 2.2, 1.4.3: 4.5 to 1, against the nearest background that is painted. */
async function readable({ page }) {
  for (const title of ["Good login", "Wrapped signature", "Expired"]) {
    await example(page, title);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const poor = await page.evaluate(findPoorContrast);
    ok(poor.length === 0, `${title}: ${poor.slice(0, 5).join(" | ")}`);
  }
}

export function findPoorContrast() {
  const painter = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    return [...painter.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) => [red, green, blue].map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const background = channels(getComputedStyle(at).backgroundColor);
      if (background[3] === 255) return background;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");
    if (!hasText || element.matches(":disabled, option") || !element.checkVisibility()) continue;
    const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)}: ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return poor;
}
