// A rule without a message: the card that the fragment `#rule=C06` or `#code=ERR_AUDIENCE_MISMATCH` asks for.
import { button, code, element, visible } from "../dom.js";
import { ACTORS } from "../verdict.js";
import { ABOUT } from "./advice.js";
import { SCHEMA_SENTENCE, unfilled } from "./blanks.js";
import { type Decision, decisionOn, isTopic, reasonOf, REASONS, sayingOf } from "./decisions.js";
import { allAdvice, opening, TITLE } from "./draw.js";
import { type Asked, readFragment } from "./fragment.js";
import { withoutOkta } from "./hints.js";
import { ORDER } from "./products/index.js";
import { type Rule, ruleOf, rulesOfCode, type Wording } from "./rules.js";

export interface RuleCard {
  /** Its fragment goes with it; the focus stays where it is. */
  close(): void;
}

/** `before`: what the card stands above. */
export function followFragment(before: HTMLElement): RuleCard {
  const place = element("div");
  before.before(place);
  const show = () => {
    const asked = readFragment(location.hash);
    place.hidden = asked === null;
    place.replaceChildren(...(asked === null ? [] : [card(asked, () => {
      close();
      before.querySelector("textarea")?.focus();
    })]));
    return asked;
  };
  const close = () => {
    if (readFragment(location.hash) === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    show();
  };
  window.addEventListener("hashchange", () => {
    if (show() !== null) document.getElementById("about")?.focus();
  });
  show();
  return { close };
}

function card({ by, id }: Asked, close: () => void): HTMLElement {
  const rules = by === "rule" ? [ruleOf(id)].filter((rule) => rule !== null) : rulesOfCode(id);
  const [rule] = rules;
  const title = rule === undefined ? `No such ${by}` : by === "code" ? id : `${rule.id}: ${rule.title}`;
  return element("section", { class: "card rule-card", id: "about", at: { tabindex: "-1", "aria-labelledby": "about-heading" } },
    element("div", { class: "heading" }, element("h2", { id: "about-heading" }, title), button("Close", close)),
    ...(rule === undefined ? [unknown(by, id)] : [...rules.map((each) => origin(each, by)), ...refusals(rules)]),
    element("p", { class: "quiet" }, "To see it in your own message, paste that below. Nothing leaves this page."));
}

const unknown = (by: Asked["by"], id: string) =>
  element("p", {}, `This page knows no ${by} `, element("code", {}, ...visible(id === "" ? "(nothing)" : id)), by === "rule" ? ". Rules are such as C06." : ". Codes are such as ERR_AUDIENCE_MISMATCH.");

const origin = ({ id, title, spec }: Rule, by: Asked["by"]): HTMLElement => element("p", {}, by === "code" ? `${id}: ${title}. ` : "", element("small", {}, `From ${spec}.`));

/** What is mended in the same place stands together, with that place below it. */
function refusals(rules: readonly Rule[]): HTMLElement[] {
  const groups = new Map<Decision, Map<string, Wording>>();
  for (const { id, wordings } of rules) {
    for (const wording of wordings) {
      const decision = decisionOn({ code: wording.code, rule: id, ...sayingOf(wording) });
      const group = groups.get(decision) ?? new Map<string, Wording>();
      groups.set(decision, group.set(wording.code === "ERR_SCHEMA" ? wording.code : wording.name, wording));
    }
  }
  if (groups.size === 0) return [element("p", {}, "No refusal has this number: what breaks the rule is refused under another one, or before any message comes.")];
  return [element("h3", {}, "What is refused"), ...[...groups].map(([decision, group]) => element("div", { class: "refusals" }, ...[...group.values()].map(refused), placeOf(decision)))];
}

function refused(wording: Wording): HTMLElement {
  const isOfSchema = wording.code === "ERR_SCHEMA";
  const { message, hint } = unfilled(wording);
  return element("div", { class: "refusal" },
    element("p", { class: "said" }, isOfSchema ? SCHEMA_SENTENCE : message),
    element("p", {}, withoutOkta(hint)),
    element("p", { class: "quiet" }, code(wording.code), ` Who must act: ${ACTORS[wording.actor]}.`));
}

/** Where something is set, closed; where there is none, why. */
function placeOf(decision: Decision): HTMLElement | null {
  if (isTopic(decision)) return opening(`${TITLE}: ${ABOUT[decision]}`, () => allAdvice(decision, undefined, ORDER));
  const reason = reasonOf(decision);
  return reason === null ? null : element("p", {}, REASONS[reason]);
}
