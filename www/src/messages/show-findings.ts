// Findings in a ladder, as the checks of logins are shown.
import { button, code, element, facts } from "../dom.js";
import { counted } from "../sentences.js";
import { ACTORS } from "../verdict.js";
import type { Finding } from "./finding.js";
import type { Jump } from "./show-facts.js";

export function showFindings(section: HTMLElement, findings: readonly Finding[], jump: Jump): void {
  const count = (wanted: Finding["outcome"]) => findings.filter(({ outcome }) => outcome === wanted).length;
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "checks-heading" }, "Checks of this page"), element("span", { class: "quiet" }, `${count("fail")} failed, ${counted(count("note"), "note")}, ${count("pass")} passed, ${count("skip")} skipped`)),
    element("ol", { class: "ladder findings", at: { tabindex: "0", "aria-labelledby": "checks-heading" } }, ...inOrder(findings).map((finding) => rung(finding, jump))),
  );
}

/** What is wrong comes first, whatever the order of the questions. */
const inOrder = (findings: readonly Finding[]) => [...findings].sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
const ORDER: readonly Finding["outcome"][] = ["fail", "note", "skip", "pass"];

export function toFinding(): void {
  const first = document.querySelector<HTMLElement>(".findings > li");
  first?.scrollIntoView({ block: "center" });
  first?.focus({ preventScroll: true });
}

function rung({ id, title, spec, outcome, says, expected, found, hint, actor, at }: Finding, jump: Jump): HTMLLIElement {
  const isSmall = outcome === "pass" || outcome === "skip";
  return element("li", { class: `rung finding ${outcome}`, at: { tabindex: "-1", "data-finding": id } },
    element("p", { class: "rung-title" },
      element("span", { class: "outcome" }, OUTCOMES[outcome]),
      element("span", { class: "title" }, title),
      element("small", {}, isSmall && says !== undefined ? `${says} ` : "", spec)),
    isSmall ? null : element("div", { class: "rung-body" },
      says === undefined ? null : element("p", { class: "said" }, says),
      facts([
        ["Expected", expected === undefined ? null : code(expected)],
        ["Found", found === undefined ? null : code(found.slice(0, 600))],
        ["Who must act", actor === undefined ? null : `${ACTORS[actor]}.`],
        ["What to do", hint],
        ["Where", at === undefined ? null : button("Show in the message", () => jump(at, title), "link to-source")],
      ])));
}

const OUTCOMES = { pass: "✓ Passed", fail: "✕ Failed", note: "! Note", skip: "– Skipped" };
