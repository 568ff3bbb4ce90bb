// What was made: to read, to copy, to save.
import { button, element, visible } from "../dom.js";
import { copied, download } from "../taking-along.js";
import { rowsOf } from "./rows.js";

/** Where something is said to whoever does not see the button change. */
export type Say = (sentence: string) => void;

export function copyButton(what: string, text: string, say: Say): HTMLElement {
  const word = element("span", {}, "Copy");
  const copy = async () => {
    if (!(await copied(text))) return say(`The browser lets this page copy nothing: select ${what} and copy it.`);
    word.textContent = "Copied";
    setTimeout(() => (word.textContent = "Copy"), 2000);
    say(`Copied: ${what}.`);
  };
  const made = button("", () => void copy());
  made.append(word, element("span", { class: "unseen" }, ` ${what}`));
  return made;
}

export const saveButton = (name: string, type: string, text: string): HTMLElement => button(`Download ${name}`, () => download(text, { name, type }));

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
