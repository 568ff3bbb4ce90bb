// Facts, with a way to where each stands.
import { code, element, facts } from "../dom.js";
import { cut } from "../sentences.js";
import type { Range } from "../xml-outline.js";
import type { Attribute } from "./assertion.js";
import type { Fact } from "./facts.js";

/** Marks the range in the message. */
export type Jump = (range: Range, label: string) => void;

export function factList(shown: readonly Fact[], jump: Jump | null): HTMLElement {
  return facts(shown.map((fact) => [fact.name, factValue(fact, jump)] as const));
}

function factValue({ name, value, meaning, at }: Fact, jump: Jump | null): HTMLElement {
  const show = at === undefined || jump === null ? null : element("button", { class: "link show", at: { type: "button", "aria-label": `Show ${name} in the message` }, onclick: () => jump(at, name) }, "show");
  if (value === undefined) return element("span", {}, sentence(meaning ?? ""), show === null ? null : " ", show);
  return element("span", {}, code(shortened(value)), show === null ? null : " ", show, meaning === undefined ? null : element("small", {}, sentence(meaning)));
}

const shortened = (value: string) => cut(value, 600);

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function attributeTable(attributes: readonly Attribute[], left: number): HTMLElement | null {
  if (attributes.length === 0) return null;
  const rows = attributes.map(({ name, friendlyName, values }) =>
    element("tr", {},
      element("th", { at: { scope: "row" } }, code(shortened(name)), friendlyName === null ? null : element("small", {}, code(shortened(friendlyName)))),
      element("td", {}, ...(values.length === 0 ? [element("span", { class: "quiet" }, "no value")] : values.map((value) => element("p", {}, code(shortened(value))))))));
  return element("div", {},
    table("Attributes", ["Name", "Values"], rows),
    left === 0 ? null : element("p", { class: "quiet" }, `${left.toLocaleString("en")} more attributes are not shown.`));
}

export function table(caption: string, heads: readonly string[], rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  return element("table", { class: "said-table" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { at: { scope: "col" } }, head)))),
    element("tbody", {}, ...rows));
}

