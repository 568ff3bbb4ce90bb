// What two messages have not in common, as the page says it.
import { element, visible } from "../dom.js";
import type { Check } from "../library.js";
import { counted } from "../sentences.js";
import type { CheckPair } from "./checks.js";
import type { Comparison } from "./collected.js";
import type { Read } from "./read.js";
import { differenceTable, type Row, type Sides, sideTable } from "./table.js";

/** In a sentence or two, also for those who only hear of it. */
export function summaryOf({ comparison: { differences, unlisted, varying, unlistedVarying, spelling } }: Read): string {
  const [byMeaning, always] = [differences.length + unlisted, varying.length + unlistedVarying];
  if (byMeaning + always + spelling.length === 0) return "Nothing differs: both are written alike, character for character.";
  const meaning = byMeaning === 0 ? "Nothing differs by meaning." : `${counted(byMeaning, "difference")} by meaning.`;
  return always === 0 ? meaning : `${meaning} ${counted(always, "more value")} ${always === 1 ? "differs" : "differ"} as in every login.`;
}

export function drawn(read: Read, sides: Sides): HTMLElement[] {
  const { comparison, certificates } = read;
  const { differences, unlisted, notes } = comparison;
  return [
    ...(notes.length === 0 ? [] : [element("ul", { class: "quiet" }, ...notes.map((note) => element("li", {}, note)))]),
    ...checkParts(read, sides),
    ...(differences.length === 0 ? [] : [element("h4", {}, "By meaning"), differenceTable("Differences by meaning", sides, differences, certificates)]),
    ...(unlisted === 0 ? [] : [element("p", {}, `${counted(unlisted, "more difference")} by meaning ${unlisted === 1 ? "is" : "are"} not listed.`)]),
    ...inEveryLogin(comparison, sides),
    ...writtenDifferently(comparison),
  ];
}

function checkParts({ checks, isWhole }: Read, sides: Sides): HTMLElement[] {
  if (checks === null) return [];
  const { failed, skipped } = checks;
  const how = `Both were judged under the settings above, at the same time${isWhole ? "" : ", and without a whole connection, which leaves checks open"}. An older login can fail by its age alone.`;
  return [
    element("h4", {}, "Checks that differ"),
    element("p", { class: "quiet" }, failed.length + skipped.length === 0 ? `None. ${how}` : how),
    ...(failed.length === 0 ? [] : [sideTable("Checks that differ", sides, [{ title: null, rows: failed.map(checkRow) }])]),
    ...(skipped.length === 0 ? [] : [folded(`${counted(skipped.length, "check")} passed for one, and skipped for the other`, () => sideTable("Checks that one of them skipped", sides, [{ title: null, rows: skipped.map(checkRow) }]))]),
  ];
}

const checkRow = ({ one, other }: CheckPair): Row => ({
  label: element("span", {}, element("code", {}, one.rule), " ", element("span", { class: "label" }, one.title)),
  one: outcome(one),
  other: outcome(other),
});

const outcome = ({ outcome: found, reason, error }: Check) =>
  element("span", { class: found }, element("span", { class: "outcome" }, OUTCOMES[found]), error !== undefined ? element("small", {}, ...visible(error.message)) : reason !== undefined ? element("small", {}, `${reason}.`) : null);

const OUTCOMES = { pass: "✓ Passed", fail: "✕ Failed", skip: "– Skipped" };

function inEveryLogin({ varying, unlistedVarying }: Comparison, sides: Sides): HTMLElement[] {
  const count = varying.length + unlistedVarying;
  if (count === 0) return [];
  const more = unlistedVarying === 0 ? null : element("p", {}, `${unlistedVarying.toLocaleString("en")} more are not listed.`);
  return [folded(`Differs in every login: ${counted(count, "value")}`, () => element("div", {}, differenceTable("What differs in every login", sides, varying, new Map()), more))];
}

function writtenDifferently({ spelling }: Comparison): HTMLElement[] {
  if (spelling.length === 0) return [];
  return [element("p", { class: "quiet spelling" }, `Written differently, with the same meaning: ${spelling.join(", ")}. A signature still covers prefixes and white space as they are.`)];
}

/** Drawn when it is opened. */
function folded(title: string, draw: () => HTMLElement): HTMLElement {
  const details = element("details", {}, element("summary", {}, title));
  details.addEventListener("toggle", () => details.append(draw()), { once: true });
  return details;
}
