// How pages look: none is wider than a telephone, and pictures of them where somebody wants to see them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { ok } from "../../../tests/js/lib/check.mjs";
import { DESKTOP, PHONE } from "./browser.mjs";

/** `look(page, name)` for the page as it stands. Pictures go to `folder`, if there is one. */
export function looksInto(folder) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  return async (page, name, { schemes = ["light"] } = {}) => {
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      ok(wide <= 0, `${name} is ${wide} px wider than ${size.width} px`);
      for (const colorScheme of folder === undefined ? [] : schemes) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`), fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: null });
  };
}
