// The addresses of this application in the words of the reader's identity provider.
import { code, element } from "../dom.js";
import { choiceField } from "../fields.js";
import { type Addresses, entriesFor, productNames, whereIn } from "./idp-labels.js";
import { copyButton, type Say } from "./output.js";

export function idpEntries(addresses: () => Addresses, say: Say): { readonly root: HTMLElement; update(): void } {
  const list = element("div", { class: "idp-entries" });
  const product = choiceField("Identity provider", Object.fromEntries(productNames().map((name) => [name, name])), () => update());
  function update(): void {
    const entries = entriesFor(product.value, addresses());
    list.replaceChildren(
      element("p", { class: "quiet" }, whereIn(product.value)),
      entries.length === 0
        ? element("p", { class: "quiet" }, "Fill in the entity ID and the ACS URL above.")
        : element("dl", { class: "facts" }, ...entries.flatMap(({ label, value }) => [element("dt", {}, label), element("dd", { class: "copied" }, code(value), copyButton(label, value, say))])),
    );
  }
  const root = element("section", { class: "idp", at: { "aria-label": "What to enter at the identity provider" } },
    element("h4", {}, "What to enter at the identity provider"),
    element("p", { class: "quiet" }, "By the names of its own pages, which may change. It follows the fields above."),
    product.row,
    list);
  return { root, update };
}
