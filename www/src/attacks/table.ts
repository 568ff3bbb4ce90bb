// The outcome of a run, as tables of its groups.
import { badge, element } from "../dom.js";
import type { Report } from "../library.js";
import { isForAlteration, type Run, type Tried } from "./run.js";
import type { Group } from "./variants.js";

/** On what the proof rests. */
export function basis({ original, tried }: Run, on: "settings" | "claims", other: HTMLElement): HTMLElement {
  const rule = original.checks.find(({ outcome }) => outcome === "fail");
  const under = on === "settings" ? "under the settings of this page" : "at its own time, against its own claims, which nobody has verified, and with every relaxation of the policy that old messages need";
  if (original.accepted) return element("div", { class: "basis" }, element("p", {}, `The message itself is accepted ${under}. A variant that is refused is refused for what was altered.`), on === "settings" ? null : element("p", {}, other));
  const proven = tried.filter(({ trial }) => trial.outcome === "refused" && isForAlteration(original, trial.rule)).length;
  return element("div", { class: "notice warn basis", at: { "data-basis": "weak" } },
    element("p", {}, `The message itself ${rule === undefined ? "is not decided" : `is refused, by ${rule.rule} (${rule.title})`}, ${under}, so that this proves less.`),
    rule === undefined ? null : element("p", {}, `${proven} of ${tried.length} variants are refused by rules that are asked before that one, and so for what was altered.${proven === tried.length ? "" : " Of the others nothing is proved."}`),
    element("p", {}, other));
}

/** Loudly, at the top. */
export function failures({ tried }: Run, open: (text: string) => void): HTMLElement[] {
  const accepted = tried.filter(({ trial }) => trial.outcome === "forged");
  if (accepted.length === 0) return [];
  return [
    element("div", { class: "notice failure", at: { role: "alert" } },
      element("p", {}, element("strong", {}, `saml-edge accepted ${accepted.length === 1 ? "a variant" : `${accepted.length} variants`} that it must refuse.`)),
      element("p", {}, "This is a vulnerability. Please report it privately, with the variant, by the Security tab of the project's repository. Use a message with test keys and no user's data, if one shows it too."),
      element("ul", {}, ...accepted.map(({ variant }) => element("li", {}, `${variant.title}. `, opener(variant.title, () => open(variant.text)))))),
  ];
}

export function table(run: Run, open: (text: string) => void): HTMLElement[] {
  const groups = [...new Set(run.tried.map(({ variant }) => variant.group))];
  return groups.map((group) => groupTable(group, run.tried.filter(({ variant }) => variant.group === group), run.original, open));
}

/** With roles in words: on a phone the rows are laid out as blocks, and a browser then forgets that they are a table. */
function groupTable(group: Group, tried: readonly Tried[], original: Report, open: (text: string) => void): HTMLElement {
  const details = element("details", { class: "variants", at: { "data-group": group } },
    element("summary", {}, group, " ", groupBadge(tried)),
    element("table", { at: { role: "table" } },
      element("caption", { class: "unseen" }, `Variants: ${group}`),
      element("thead", { at: { role: "rowgroup" } }, element("tr", { at: { role: "row" } }, ...["Attack", "What it would win", "Outcome"].map((title) => element("th", { at: { scope: "col", role: "columnheader" } }, title)))),
      element("tbody", { at: { role: "rowgroup" } }, ...tried.map((each) => row(each, original, open)))));
  details.open = tried.some(({ trial }) => trial.outcome === "forged");
  return details;
}

function groupBadge(tried: readonly Tried[]): HTMLElement {
  const count = (outcome: string) => tried.filter(({ trial }) => trial.outcome === outcome).length;
  const [refused, forged] = [count("refused"), count("forged")];
  if (forged > 0) return badge("bad", `✕ ${forged} of ${tried.length} accepted`);
  const all = refused === tried.length;
  return badge(all ? "good" : "warn", `${all ? "✓" : "!"} ${refused} of ${tried.length} refused`);
}

function row({ variant, trial }: Tried, original: Report, open: (text: string) => void): HTMLElement {
  return element("tr", { at: { role: "row", "data-outcome": trial.outcome } },
    element("th", { at: { scope: "row", role: "rowheader" } }, variant.title, " ", opener(variant.title, () => open(variant.text))),
    element("td", { at: { role: "cell" } }, variant.wins),
    element("td", { at: { role: "cell" } }, ...outcome(trial, original)));
}

function outcome(trial: Tried["trial"], original: Report): (Node | string)[] {
  if (trial.outcome !== "refused") return [badge(trial.outcome === "forged" ? "bad" : "warn", OUTCOMES[trial.outcome][0]), " ", OUTCOMES[trial.outcome][1]];
  const proves = isForAlteration(original, trial.rule);
  return [badge(proves ? "good" : "warn", `${proves ? "✓" : "!"} ${trial.rule}`), " ", trial.title, ".", ...(proves ? [] : [element("small", {}, " The message itself does not come past this rule: nothing is proved.")])];
}

const OUTCOMES = {
  same: ["Accepted", "It says the same as the message itself: nothing was won."],
  forged: ["✕ Accepted", "It must be refused."],
  open: ["Not decided", "Nothing was refused, and not every check could be made."],
} as const;

const opener = (title: string, onclick: () => void) => element("button", { class: "link", at: { type: "button", "aria-label": `Load it: ${title}` }, onclick }, "Load it");
