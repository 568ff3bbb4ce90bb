// What the scripted browser reads out of a page: its forms, and whether a script could submit one.
import { parse } from "parse5";

const BUTTONS = ["button", "image", "reset", "submit"];

/** `forms`: `{ action, method, fields: [{ name, type, value }] }`, with everything that a submit without a button sends. */
export function readHtml(text, url) {
  const forms = [];
  let scripted = false;
  for (const { element, form } of elements(parse(text), undefined, { forms, url })) {
    scripted ||= element.tagName === "script" || attribute(element, "onload") !== undefined;
    form?.fields.push(...fieldsOf(element));
  }
  return { forms, scripted };
}

/** Every element in document order, with the form that it stands in. */
function* elements(node, form, found) {
  let inside = form;
  if (node.tagName === "form") {
    inside = readForm(node, found.url);
    found.forms.push(inside);
  } else if (node.tagName !== undefined) {
    yield { element: node, form };
  }
  for (const child of node.childNodes ?? []) yield* elements(child, inside, found);
}

function readForm(element, url) {
  return {
    action: new URL(attribute(element, "action") || url, url).href,
    method: attribute(element, "method")?.toUpperCase() === "POST" ? "POST" : "GET",
    fields: [],
  };
}

function fieldsOf(element) {
  const name = attribute(element, "name");
  if (name === undefined || name === "" || attribute(element, "disabled") !== undefined) return [];
  if (element.tagName === "textarea") return [{ name, type: "textarea", value: textOf(element) }];
  if (element.tagName === "select") return [{ name, type: "select", value: chosenOf(element) }];
  if (element.tagName !== "input") return [];
  const type = attribute(element, "type")?.toLowerCase() ?? "text";
  if (BUTTONS.includes(type)) return [];
  const box = type === "checkbox" || type === "radio";
  if (box && attribute(element, "checked") === undefined) return [];
  return [{ name, type, value: attribute(element, "value") ?? (box ? "on" : "") }];
}

function chosenOf(select) {
  const options = select.childNodes.filter(({ tagName }) => tagName === "option");
  const chosen = options.find((option) => attribute(option, "selected") !== undefined) ?? options[0];
  return chosen === undefined ? "" : (attribute(chosen, "value") ?? textOf(chosen));
}

const attribute = (element, wanted) => element.attrs?.find(({ name }) => name === wanted)?.value;

const textOf = (element) => element.childNodes.map((child) => child.value ?? "").join("");
