// Labelled fields of the forms.
import { button, element, freshId } from "./dom.js";
import { readFile } from "./octets.js";

export interface Field {
  readonly row: HTMLElement;
  value: string;
}

export function textField(label: string, hint: string, changed: () => void, rows = 1): Field {
  const id = freshId("field");
  const at = { id, spellcheck: "false", autocomplete: "off", autocapitalize: "off" };
  const input = rows === 1 ? element("input", { at: { ...at, type: "text" } }) : element("textarea", { at: { ...at, rows: String(rows) } });
  input.addEventListener("input", changed);
  const row = element("div", { class: "field" }, element("label", { at: { for: id } }, label, hint === "" ? null : element("small", {}, hint)), input);
  return fieldOf(row, input);
}

export function choiceField(label: string, choices: Readonly<Record<string, string>>, changed: () => void): Field {
  const id = freshId("field");
  const input = element("select", { id }, ...Object.entries(choices).map(([value, text]) => element("option", { at: { value } }, text)));
  input.addEventListener("change", changed);
  return fieldOf(element("div", { class: "field" }, element("label", { at: { for: id } }, label), input), input);
}

/** Its value is `yes` or empty. */
export function switchField(label: string, changed: () => void): Field {
  const input = element("input", { at: { type: "checkbox" } });
  input.addEventListener("change", changed);
  return {
    row: element("label", { class: "choice" }, input, element("span", {}, label)),
    get value() {
      return input.checked ? "yes" : "";
    },
    set value(value) {
      input.checked = value !== "";
    },
  };
}

function fieldOf(row: HTMLElement, input: { value: string }): Field {
  return {
    row,
    get value() {
      return input.value;
    },
    set value(value) {
      input.value = value;
    },
  };
}

/** A button that opens a file of the reader's and gives its text, without a mark of its encoding. */
export const fileButton = (label: string, give: (text: string) => void): HTMLElement => fileChoice(label, label, (text) => give(text.replace(/^\ufeff/, "")));

/** Gives the text exactly as it is in the file. `named`: what it is called where its button is not seen. */
export function fileChoice(label: string, named: string, give: (text: string) => void): HTMLElement {
  const input = element("input", { at: { type: "file", hidden: "", "aria-label": named } });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void readFile(file).then(give);
    input.value = "";
  });
  return element("span", {}, button(label, () => input.click()), input);
}

/** A browser takes minutes to insert megabytes into what can be edited, and none to set them. */
export function takeLongPastes(field: HTMLElement, give: (text: string) => void): void {
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (text.length <= 200_000) return;
    event.preventDefault();
    give(text);
  });
}
