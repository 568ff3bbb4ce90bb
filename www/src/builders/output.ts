// What was made: to read, to copy, to save.
import { button, element, visible } from "../dom.js";
import { rowsOf } from "./rows.js";

/** Where something is said to whoever does not see the button change. */
export type Say = (sentence: string) => void;

export function copyButton(what: string, text: string, say: Say): HTMLElement {
  const word = element("span", {}, "Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      word.textContent = "Copied";
      setTimeout(() => (word.textContent = "Copy"), 2000);
      say(`Copied: ${what}.`);
    } catch {
      say(`The browser lets this page copy nothing: select ${what} and copy it.`);
    }
  };
  const made = button("", () => void copy());
  made.append(word, element("span", { class: "unseen" }, ` ${what}`));
  return made;
}

export function saveButton(name: string, type: string, text: string): HTMLElement {
  return button(`Download ${name}`, () => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = element("a", { at: { href: address, download: name } });
    link.click();
    // The browser may read it a little later.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
}

export function titled(title: string, ...actions: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "heading made-heading" }, element("h4", {}, title), element("div", { class: "row" }, ...actions));
}

/** In rows for the eye: the button copies it as it was made. */
export function xmlView(xml: string, name: string): HTMLElement {
  const rows = rowsOf(xml).map(({ text, indent }) => {
    const row = element("div", { class: "text" }, ...visible(text));
    row.style.setProperty("--indent", String(Math.min(indent, 12)));
    return row;
  });
  return element("div", { class: "source made-text", at: { tabindex: "0", role: "region", "aria-label": name } }, ...rows);
}

/** One long text. */
export const textView = (text: string, name: string) => element("div", { class: "source made-text", at: { tabindex: "0", role: "region", "aria-label": name } }, element("div", { class: "text" }, ...visible(text)));
