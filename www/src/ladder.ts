// Every rule, in the order in which production asks.
import { button, code, element, facts } from "./dom.js";
import { adviceUnder } from "./guidance/draw.js";
import type { Guess } from "./guidance/product-of.js";
import type { Check, Position } from "./library.js";
import { ACTORS } from "./verdict.js";

/** What was opened stays so, while settings change. */
const opened = new Set<Check["outcome"]>(["fail"]);

/** `guess`: whose sentence comes first under what failed. */
export function showLadder(section: HTMLElement, checks: readonly Check[], jump: (position: Position, rule: string) => void, guess: Guess | null): void {
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "checks-heading" }, "Checks"), element("span", { class: "quiet" }, "in the order in which production asks")),
    ...GROUPS.flatMap(({ outcome, title }): HTMLElement[] => {
      const rungs = checks.filter((check) => check.outcome === outcome);
      if (rungs.length === 0) return outcome === "fail" ? [element("p", { class: "quiet none-failed" }, "None failed.")] : [];
      const list = element("ol", { class: "ladder" }, ...rungs.map((check) => rung(check, jump, guess)));
      const group = element("details", { class: `rungs ${outcome}` }, element("summary", {}, `${rungs.length} ${title}`), list);
      group.open = opened.has(outcome);
      group.addEventListener("toggle", () => void (group.open ? opened.add(outcome) : opened.delete(outcome)));
      return [group];
    }),
  );
}

const GROUPS = [
  { outcome: "fail", title: "failed" },
  { outcome: "pass", title: "passed" },
  { outcome: "skip", title: "skipped" },
] as const;

export function toRung(rule: string): void {
  const target = document.getElementById(`rule-${rule}`);
  target?.closest("details")?.setAttribute("open", "");
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
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
