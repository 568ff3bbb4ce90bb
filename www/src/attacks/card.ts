// The suspicions about a message.
import { button, code, element, facts } from "../dom.js";
import { toRung } from "../ladder.js";
import type { Loaded } from "../loaded.js";
import type { SourceView } from "../source-view.js";
import { type Suspicion, suspicionsIn } from "./suspicions.js";

/** Hidden where there is nothing to say; its heading, which names it, is there all the same. */
export function showSuspicions(section: HTMLElement, { outline, judgement: { report } }: Loaded, view: SourceView): void {
  const { found, more } = suspicionsIn(outline);
  section.hidden = found.length === 0;
  const failed = report.checks.flatMap(({ rule, outcome }) => (outcome === "fail" ? [rule] : []));
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "suspicions-heading" }, "Suspicions"), element("span", { class: "quiet" }, found.length + more === 1 ? "1 sign of an attack" : `${found.length + more} signs of an attack`)),
    element("p", { class: "quiet" }, "Found in the text alone, whether or not the checks came as far as its signatures."),
    ...found.map((suspicion) => article(suspicion, failed, view)),
    ...(more === 0 ? [] : [element("p", { class: "quiet" }, `${more} more are not shown.`)]),
  );
}

function article({ title, sentences, readings, places, rules, instead }: Suspicion, failed: readonly string[], view: SourceView): HTMLElement {
  const heading = element("h3", { at: { tabindex: "-1" } }, title);
  const back = () => {
    heading.scrollIntoView({ block: "center" });
    heading.focus({ preventScroll: true });
  };
  const where = places.map((place) => element("li", {}, button(place.label, () => view.jump(place, place.label, back), "link")));
  return element("article", { class: "suspicion" },
    heading,
    ...sentences.map((sentence) => element("p", {}, sentence)),
    readings.length === 0 ? null : facts(readings.map(([name, value]) => [name, code(value)] as const)),
    facts([
      ["Where", element("ul", { class: "places" }, ...where)],
      ["saml-edge", element("span", {}, ...answer(rules, failed, instead))],
    ]));
}

/** The rules that refused it here; else those that would have, where the checks stopped before. */
function answer(rules: readonly string[], failed: readonly string[], instead: string | undefined): (Node | string)[] {
  if (instead !== undefined) return [instead];
  const here = rules.filter((rule) => failed.includes(rule));
  if (here.length > 0) return ["Refuses it here, by rule ", ...listed(here.map((rule) => button(rule, () => toRung(rule), "link"))), "."];
  const stopped = failed.length === 0 ? "" : ` Here the message was refused before, by rule ${failed[0]}.`;
  return [`Has ${rules.length === 1 ? "a rule" : "rules"} against it: ${rules.join(", ")}.${stopped}`];
}

const listed = (items: readonly Node[]): (Node | string)[] => items.flatMap((item, at) => (at === 0 ? [item] : [", ", item]));
