// What a login or an Assertion says, in one card.
import { badge, element } from "../dom.js";
import type { Loaded } from "../loaded.js";
import type { Group } from "./facts.js";
import { type Part, readResponse, type ResponseSaid } from "./response.js";
import { attributeTable, factList, type Jump } from "./show-facts.js";

export function responseParts(loaded: Loaded, jump: Jump): HTMLElement[] {
  const said = readResponse(loaded);
  const { response, assertion, assertionIs, more } = said;
  const { report } = loaded.judgement;
  return [
    element("p", { class: "quiet" }, report.accepted ? "Every check passed. Only what a verified signature covers was verified: the badges say which." : "As the message says it. It was not accepted: do not take it for true."),
    element("div", { class: "said-parts" },
      ...(response === null ? [] : [part(response, jump)]),
      assertion === null ? noAssertion(assertionIs) : element("section", { class: "said-part" },
        heading(assertion, assertionIs === "decrypted" ? "Assertion, decrypted" : "Assertion"),
        factList(assertion.group.facts, assertionIs === "decrypted" ? null : jump),
        more === 0 ? null : element("p", { class: "quiet" }, `${more} more in this Response are not shown here.`))),
    ...(assertion === null ? [] : [attributeTable(assertion.group.attributes, assertion.group.attributesLeft)].filter((table) => table !== null)),
  ];
}

function part(shown: Part<Group>, jump: Jump): HTMLElement {
  return element("section", { class: "said-part" }, heading(shown, shown.group.title), factList(shown.group.facts, jump));
}

function heading({ isCovered }: Part<Group>, title: string): HTMLElement {
  return element("h3", {}, `${title} `, badge(isCovered ? "good" : "warn", isCovered ? "✓ Covered by a verified signature" : "As it says; not verified"));
}

function noAssertion(assertionIs: ResponseSaid["assertionIs"]): HTMLElement {
  return element("section", { class: "said-part" },
    element("h3", {}, "Assertion"),
    element("p", { class: "quiet" }, assertionIs === "encrypted" ? "It is encrypted. It can be shown where it is signed itself, and the key is given under “Decryption key”." : "There is none."));
}
