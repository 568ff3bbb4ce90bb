// The answer in one banner.
import { LABELS } from "./assumed.js";
import { button, code, element, facts } from "./dom.js";
import { adviceInBanner, guessOf } from "./guidance/draw.js";
import type { Guess } from "./guidance/product-of.js";
import type { Refusal } from "./library.js";
import type { Loaded } from "./loaded.js";
import { doubtOn, faultsOf, timeOf } from "./standing.js";
import { pageOf } from "./words.js";

export const ACTORS: Record<Refusal["actor"], string> = {
  "idp-admin": "The administrator of the identity provider",
  "sp-admin": "The administrator of this application",
  user: "The user, by signing in again",
  attack: "Nobody: no identity provider sends this. It is an attack, or something on the way alters messages",
};

export interface VerdictLinks {
  readonly toCheck: (rule: string) => void;
  readonly toConnection: () => void;
  readonly toKey: () => void;
}

export function verdictBanner(loaded: Loaded, links: VerdictLinks): HTMLElement {
  const { report, assumed } = loaded.judgement;
  const failed = report.checks.filter(({ outcome }) => outcome === "fail");
  const [first] = failed;
  const passed = report.checks.filter(({ outcome }) => outcome === "pass").length;
  const notes = notesOn(loaded, links);
  if (first?.error !== undefined) {
    if (first.rule === "X07" && isCutOff(loaded)) return banner("refused", "Only part of the message is here", said("It ends in the middle. Copy it again, to its end: a form field, a log or a chat may have cut it off."), byRule(first.error, first.rule), ...notes);
    const more = failed.length === 1 ? "" : ` ${failed.length - 1} more failed.`;
    const rule = element("span", {}, button(first.error.rule, () => links.toCheck(first.rule), "link"), ` ${first.title}.${more}`);
    return refusedBanner(first.error, rule, { notes, guess: guessOf(loaded) });
  }
  if (assumed.length > 0) return banner("open", "Not decided", said(`Nothing in it is wrong by itself: ${passed} checks passed. To decide, this page still needs ${listed(assumed.map((part) => LABELS[part]))}.`), element("p", {}, button("Give the connection", links.toConnection, "primary")), ...notes);
  const doubt = doubtOn(loaded);
  if (report.accepted && doubt !== null) return banner(doubt.kind, doubt.title, said(`${doubt.said} ${passed} checks passed.`), ...notes);
  if (report.accepted) return banner("accepted", loaded.question.clock === "now" ? "Accepted" : `Accepted, as of ${timeOf(loaded.question.now)}`, said(`This login would be accepted, the first time that it is used. ${passed} checks passed.`), ...relaxations(loaded), ...notes);
  return banner("open", "Not decided", said("No check failed, and not all could be made."), ...notes);
}

/** What a policy allows stands beside the verdict that rests on it. */
function relaxations({ question: { connection, inResponseTo }, claims }: Loaded): HTMLElement[] {
  const { allowSha1 = false, idpInitiated = "refuse", clockSkewSeconds = 180 } = connection?.policy ?? {};
  const relaxed = [allowSha1 ? "accepts SHA-1" : "", idpInitiated === "accept" ? "accepts logins that no request asked for" : "", clockSkewSeconds > 180 ? `lets clocks differ by ${clockSkewSeconds} seconds` : ""].filter(Boolean);
  return [
    ...(relaxed.length === 0 ? [] : [element("p", { class: "warning" }, `The policy ${listed(relaxed)}.`)]),
    ...(inResponseTo === undefined && claims.inResponseTo !== null ? [element("p", { class: "warning" }, "Which request it answers was not compared: choose it under “Expected InResponseTo”.")] : []),
  ];
}

const said = (text: string) => element("p", { class: "said" }, text);

function notesOn(loaded: Loaded, { toConnection, toKey }: VerdictLinks): HTMLElement[] {
  const { report, complaints } = loaded.judgement;
  const isUnverified = loaded.question.connection !== null && loaded.question.unverified != null;
  const faults = faultsOf(loaded.message);
  const needsKey = loaded.isEncrypted && loaded.question.decrypt === null;
  return [
    ...(isUnverified ? [element("p", { class: "notice warn" }, `The connection came from ${loaded.question.unverified === "link" ? "a link" : "the message itself"}, and nobody has verified it. `, button("Look at the connection", toConnection, "link"))] : []),
    ...(faults.length === 0 || report.accepted ? [] : [element("p", { class: "warning" }, element("strong", {}, "It is refused as it arrived, too: "), faults[0] ?? "")]),
    ...(needsKey ? [element("p", {}, "The message is encrypted. ", button("Give the key of your application", toKey, "link"))] : []),
    ...complaints.map((complaint) => element("p", { class: "complaint" }, `Left out, because it cannot work: ${complaint}`)),
    ...report.warnings.map(({ message }) => element("p", { class: "warning" }, element("strong", {}, "Warning: "), message)),
  ];
}

/** Its root never ends, and not for another name in its end tag. */
function isCutOff({ outline: { text, elements: [root] } }: Loaded): boolean {
  if (root === undefined) return text.trimStart().startsWith("<");
  const isOpen = root.contentEnd === root.tagEnd && root.end === root.tagEnd && text[root.tagEnd - 2] !== "/";
  return isOpen && !text.trimEnd().endsWith(`</${root.name}>`);
}

const listed = (words: readonly string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`);

interface Beside {
  /** What else there is to say of it, where no check of the list below says it. */
  readonly also?: Parameters<typeof facts>[0];
  readonly notes: readonly Node[];
  readonly guess: Guess | null;
}

/** What to do comes first; the rule and its code are for whoever looks them up. */
export function refusedBanner(error: Refusal, rule: Node, { also = [], notes, guess }: Beside): HTMLElement {
  const all = facts([["What to do", error.hint], adviceInBanner(error, guess), ["Who must act", `${ACTORS[error.actor]}.`], ...also]);
  return banner("refused", "Refused", said(error.message), all, byRule(error, rule), ...notes);
}

const byRule = ({ code: name }: Refusal, rule: Node | string) => element("p", { class: "quiet by-rule" }, "Rule ", rule, " ", pageLink(name));

/** To the page about a code, where the reader asks for it. The address has the code, and nothing of the message; who is there is not told where the reader comes from. */
const pageLink = (name: Refusal["code"]) => element("a", { at: { href: pageOf(name), target: "_blank", rel: "noreferrer noopener", title: "What it means, and where it is mended" } }, code(name));

/** `kind` is also a class of style.css. */
export function banner(kind: "accepted" | "refused" | "open", title: string, ...children: (Node | null)[]): HTMLElement {
  return element("div", { class: `banner ${kind}`, at: { "data-verdict": kind } }, element("p", { class: "banner-title" }, element("span", { class: "mark", at: { "aria-hidden": "true" } }, MARKS[kind]), title), ...children);
}

const MARKS = { accepted: "✓", refused: "✕", open: "?" };
