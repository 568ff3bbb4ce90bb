// A text to the clipboard, or, where a browser forbids that, into a field to copy it from.
import { button, element } from "../dom.js";

/** The button, and what it says afterwards. */
export function copyButton(text: string): HTMLElement[] {
  const said = element("span", { class: "quiet", at: { role: "status" } });
  const field = element("textarea", { at: { readonly: "", rows: "8", "aria-label": "The result" } }, text);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "This browser does not let the page copy. Copy it from the field.";
      said.after(field);
      field.select();
    }
  };
  return [button("Copy the result", () => void copy()), said];
}
