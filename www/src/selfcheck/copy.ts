// A text to the clipboard, or, where a browser forbids that, into a field to copy it from.
import { button, element } from "../dom.js";
import { copied } from "../taking-along.js";

/** The button, and what it says afterwards. */
export function copyButton(text: string): HTMLElement[] {
  const said = element("span", { class: "quiet", at: { role: "status" } });
  const field = element("textarea", { at: { readonly: "", rows: "8", "aria-label": "The result" } }, text);
  const copy = async () => {
    const isCopied = await copied(text);
    said.textContent = isCopied ? "Copied." : "This browser does not let the page copy. Copy it from the field.";
    if (isCopied) return;
    said.after(field);
    field.select();
  };
  return [button("Copy the result", () => void copy()), said];
}
