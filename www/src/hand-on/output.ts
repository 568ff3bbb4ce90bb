// Texts that leave by the reader's own hand.
import { button, element } from "../dom.js";
import { copied, download, type Named } from "../taking-along.js";

/** A text to take along: to see, to copy, and to save. */
export function outputField(label: string, rows: number, file: Named | null, ...more: HTMLElement[]): { part: HTMLElement; show(text: string): void } {
  const area = element("textarea", { class: "output", at: { rows: String(rows), readonly: "", spellcheck: "false", "aria-label": label } });
  const said = element("span", { class: "quiet", at: { role: "status" } });
  const copy = async () => {
    const isCopied = await copied(area.value);
    said.textContent = isCopied ? "Copied." : "Selected: copy it by the keyboard.";
    if (isCopied) return;
    area.focus();
    area.select();
  };
  const named = (word: string, act: () => void) => {
    const made = button(word, act);
    // There are several on the page: who hears them needs to know of what each is.
    made.setAttribute("aria-label", `${word} ${label.toLowerCase()}`);
    return made;
  };
  const buttons = [named("Copy", () => void copy()), ...(file === null ? [] : [named("Download", () => download(text, file))]), ...more];
  let text = "";
  return {
    part: element("div", {}, area, element("div", { class: "row" }, ...buttons, said)),
    show(next) {
      text = next;
      area.value = next;
      said.textContent = "";
    },
  };
}
