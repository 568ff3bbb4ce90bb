// The outcome of a run, as tables of its groups.
import { element } from "../dom.js";
import type { Run, Tried } from "./run.js";
import type { Group } from "./variants.js";

/** On what the proof rests. */
export function basis({ original }: Run, on: "settings" | "claims", other: HTMLElement): HTMLElement {
  const rule = original.checks.find(({ outcome }) => outcome === "fail");
  const under = on === "settings" ? "under the settings of this page" : "at its own time, against its own claims, which nobody has verified";
  if (original.accepted) return element("div", { class: "basis" }, element("p", {}, `The message itself is accepted ${under}. A variant that is refused is refused for what was altered.`), on === "settings" ? null : element("p", {}, other));
  const why = rule === undefined ? "is not decided" : `is refused, by ${rule.rule} (${rule.title})`;
  return element("div", { class: "notice warn basis", at: { "data-basis": "weak" } },
    element("p", {}, `The message itself ${why}, ${under}. Its variants may be refused for the same reason: this proves little.`),
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
  const groups = new Map<Group, Tried[]>();
  for (const tried of run.tried) groups.set(tried.variant.group, [...(groups.get(tried.variant.group) ?? []), tried]);
  const first = run.original.checks.find(({ outcome }) => outcome === "fail")?.rule ?? null;
  return [...groups].map(([group, tried]) => groupTable(group, tried, first, open));
}

/** With roles in words: on a phone the rows are laid out as blocks, and a browser then forgets that they are a table. */
function groupTable(group: Group, tried: readonly Tried[], ofOriginal: string | null, open: (text: string) => void): HTMLElement {
  const refused = tried.filter(({ trial }) => trial.outcome === "refused").length;
  const all = refused === tried.length;
  const details = element("details", { class: "variants", at: { "data-group": group } },
    element("summary", {}, group, " ", element("span", { class: `badge ${all ? "good" : "warn"}` }, `${all ? "✓" : "!"} ${refused} of ${tried.length} refused`)),
    element("table", { at: { role: "table" } },
      element("caption", { class: "unseen" }, `Variants: ${group}`),
      element("thead", { at: { role: "rowgroup" } }, element("tr", { at: { role: "row" } }, ...["Attack", "What it would win", "Outcome"].map((title) => element("th", { at: { scope: "col", role: "columnheader" } }, title)))),
      element("tbody", { at: { role: "rowgroup" } }, ...tried.map((each) => row(each, ofOriginal, open)))));
  details.open = !all;
  return details;
}

function row({ variant, trial }: Tried, ofOriginal: string | null, open: (text: string) => void): HTMLElement {
  return element("tr", { at: { role: "row", "data-outcome": trial.outcome } },
    element("th", { at: { scope: "row", role: "rowheader" } }, variant.title, " ", opener(variant.title, () => open(variant.text))),
    element("td", { at: { role: "cell" } }, variant.wins),
    element("td", { at: { role: "cell" } }, ...outcome(trial, ofOriginal)));
}

function outcome(trial: Tried["trial"], ofOriginal: string | null): (Node | string)[] {
  if (trial.outcome !== "refused") return [element("span", { class: `badge ${trial.outcome === "forged" ? "bad" : "warn"}` }, OUTCOMES[trial.outcome][0]), " ", OUTCOMES[trial.outcome][1]];
  const like = trial.rule === ofOriginal ? element("small", {}, " As is the message itself.") : null;
  return [element("span", { class: "badge good" }, `✓ ${trial.rule}`), " ", trial.title, ".", ...(like === null ? [] : [like])];
}

const OUTCOMES = {
  same: ["Accepted", "It says the same as the message itself: nothing was won."],
  forged: ["✕ Accepted", "It must be refused."],
  open: ["Not decided", "Nothing was refused, and not every check could be made."],
} as const;

const opener = (title: string, onclick: () => void) => element("button", { class: "link", at: { type: "button", "aria-label": `Load this variant: ${title}` }, onclick }, "Load it");
