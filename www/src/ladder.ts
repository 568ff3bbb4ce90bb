// Every rule, in the order in which production asks.
import { button, code, element, facts, freshId } from "./dom.js";
import { adviceUnder } from "./guidance/draw.js";
import type { Guess } from "./guidance/product-of.js";
import type { Check, Position } from "./library.js";
import { ACTORS } from "./verdict.js";

type Filter = "failed" | "all";

/** What was chosen last stays, until there is nothing that it could show. */
let chosen: Filter | null = null;

export function showLadder(section: HTMLElement, checks: readonly Check[], jump: (position: Position, rule: string) => void, guess: Guess | null): void {
  const count = (wanted: Check["outcome"]) => checks.filter(({ outcome }) => outcome === wanted).length;
  const failed = count("fail");
  const list = element("ol", { class: "ladder", at: { tabindex: "0", "aria-labelledby": "checks-heading" } }, ...checks.map((check) => rung(check, jump, guess)));
  const show = (filter: Filter) => list.classList.toggle("failed-only", filter === "failed");
  const filter = failed === 0 ? "all" : (chosen ?? "failed");
  show(filter);
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "checks-heading" }, "Checks"), element("span", { class: "quiet" }, `${failed} failed, ${count("pass")} passed, ${count("skip")} skipped`)),
    element("div", { class: "row bar" },
      choices("Show", filter, (next) => {
        chosen = next;
        show(next);
      }),
      failed === 0 ? null : button("To the first that failed", () => toRung(checks.find(({ outcome }) => outcome === "fail")?.rule ?? ""))),
    ...(failed === 0 ? [element("p", { class: "quiet none-failed" }, "None failed.")] : []),
    list,
  );
}

export function toRung(rule: string): void {
  const target = document.getElementById(`rule-${rule}`);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

function choices(legend: string, filter: Filter, choose: (filter: Filter) => void): HTMLFieldSetElement {
  const name = freshId("filter");
  const choice = (value: Filter, text: string) => {
    const input = element("input", { at: { type: "radio", name, value } });
    input.checked = value === filter;
    input.addEventListener("change", () => choose(value));
    return element("label", {}, input, text);
  };
  return element("fieldset", { class: "segments" }, element("legend", { class: "unseen" }, legend), choice("failed", "Failed only"), choice("all", "All"));
}

function rung({ rule, title, spec, outcome, reason, error }: Check, jump: (position: Position, rule: string) => void, guess: Guess | null): HTMLLIElement {
  const position = error?.position;
  return element("li", { class: `rung ${outcome}`, id: `rule-${rule}`, at: { tabindex: "-1", "data-rule": rule } },
    element("p", { class: "rung-title" },
      element("span", { class: "outcome" }, OUTCOMES[outcome]),
      element("span", { class: "rule" }, rule),
      element("span", { class: "title" }, title),
      element("small", {}, outcome === "skip" && reason !== undefined ? `Skipped: ${reason}. ` : "", spec)),
    error === undefined ? null : element("div", { class: "rung-body" },
      element("p", { class: "said" }, error.message),
      facts([
        ["Expected", error.expected === undefined ? null : code(error.expected)],
        ["Found", error.found === undefined ? null : code(error.found)],
        ["Who must act", `${ACTORS[error.actor]}.`],
        ["What to do", error.hint],
        ["Where", position === undefined ? null : place(position, () => jump(position, rule))],
      ]),
      adviceUnder(error, guess)));
}

function place(position: Position, jump: () => void): HTMLElement {
  const where = button(`Line ${position.line}, column ${position.column}`, jump, "link to-source");
  return element("span", {}, where, position.path === undefined ? null : element("small", {}, ...wrappable(position.path)));
}

/** A long path breaks after its slashes. */
const wrappable = (path: string) => path.split("/").flatMap((step, at) => (at === 0 ? [step] : ["/", document.createElement("wbr"), step]));

const OUTCOMES = { pass: "✓ Passed", fail: "✕ Failed", skip: "– Skipped" };
