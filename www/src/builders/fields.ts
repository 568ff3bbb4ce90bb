// Fields of the two forms, and what is wrong with one, said at it.
import { button, element, freshId } from "../dom.js";
import { choiceField, type Field, fileButton, textField } from "../fields.js";
import type { Complaint } from "./complaint.js";

/** A choice whose last one opens a field for anything else. */
export function openChoice(label: string, choices: Readonly<Record<string, string>>, changed: () => void): Field {
  const other = textField("The URI", "", changed);
  const choice = choiceField(label, { ...choices, [OTHER]: "Another" }, () => {
    other.row.hidden = choice.value !== OTHER;
    changed();
  });
  other.row.hidden = true;
  return {
    row: element("div", {}, choice.row, other.row),
    get value() {
      // Chosen and not filled in is no URI, and not the same as nothing chosen.
      return choice.value === OTHER ? other.value || " " : choice.value;
    },
    set value(value) {
      choice.value = Object.hasOwn(choices, value) ? value : OTHER;
      other.value = choice.value === OTHER ? value : "";
      other.row.hidden = choice.value !== OTHER;
    },
  };
}

const OTHER = "other";

/** URIs, one a line, with the usual ones at hand. */
export function listField(label: string, hint: string, known: Readonly<Record<string, string>>, changed: () => void): Field {
  const field = textField(label, hint, changed, 2);
  const add = (uri: string) => {
    const lines = field.value.split("\n").filter((line) => line.trim() !== "");
    if (!lines.includes(uri)) field.value = [...lines, uri].join("\n");
    changed();
  };
  const buttons = Object.entries(known).map(([uri, text]) => button(text, () => add(uri), "example"));
  field.row.append(element("div", { class: "examples", at: { role: "group", "aria-label": `Add to ${label}` } }, element("span", { class: "quiet" }, "Add"), ...buttons));
  return field;
}

/** A text that may come from a file. */
export function fileField(label: string, hint: string, changed: () => void): Field {
  const field = textField(label, hint, changed, 3);
  field.row.append(element("div", { class: "row from-file" }, fileButton("From a file", (text) => {
    field.value = text;
    changed();
  })));
  return field;
}

export const fieldset = (legend: string, ...rows: readonly (HTMLElement | null)[]) => element("fieldset", {}, element("legend", {}, legend), ...rows);

/** A group that few need. */
export const folded = (legend: string, ...rows: readonly HTMLElement[]) =>
  element("details", { class: "fold" }, element("summary", {}, legend), element("div", { at: { role: "group", "aria-label": legend } }, ...rows));

/** At most one is said: the package refuses at the first. */
export function clearComplaint(form: HTMLElement): void {
  form.querySelector(".complaint.at-field")?.remove();
  const control = form.querySelector("[aria-invalid]");
  control?.removeAttribute("aria-invalid");
  control?.removeAttribute("aria-describedby");
}

/** Says it at its field, which gets the focus; `false` where it is about none. */
export function complain(fields: Readonly<Record<string, Field>>, { setting, text }: Complaint): boolean {
  const row = setting === null ? undefined : fields[setting]?.row;
  const control = row === undefined ? undefined : [...row.querySelectorAll<HTMLElement>("input:not([type=file]), select, textarea")].filter((found) => found.closest("[hidden]") === null).at(-1);
  if (row === undefined || control === undefined) return false;
  const said = element("p", { class: "complaint at-field", id: freshId("complaint") }, withoutName(text));
  for (let fold = row.closest("details"); fold !== null; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  // In a label it would be a part of the name.
  if (row instanceof HTMLLabelElement) row.after(said);
  else control.after(said);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", said.id);
  control.focus();
  return true;
}

/** At its field nobody needs to be told the name of its setting. */
const withoutName = (text: string) => text.replace(/^(?:connection|options)\.[\w.[\]]+(: | )/, (_, between: string) => (between === " " ? "It " : ""));

export const valuesOf = <Name extends string>(fields: Readonly<Record<Name, Field>>): Record<Name, string> =>
  Object.fromEntries(Object.entries<Field>(fields).map(([name, { value }]) => [name, value])) as Record<Name, string>;
