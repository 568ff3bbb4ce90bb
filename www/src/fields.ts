// Labelled fields of the forms.
import { element, freshId } from "./dom.js";

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

/** A button that opens a file of the reader's and gives its text. */
export function fileButton(label: string, read: (text: string) => void): HTMLElement {
  const input = element("input", { at: { type: "file", hidden: "", "aria-label": label } });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void file.text().then(read);
    input.value = "";
  });
  return element("span", {}, element("button", { at: { type: "button" }, onclick: () => input.click() }, label), input);
}
