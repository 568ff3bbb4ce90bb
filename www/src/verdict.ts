// The answer in one banner.
import { button, code, element, facts } from "./dom.js";
import { adviceInBanner, guessOf } from "./guidance/draw.js";
import type { Guess } from "./guidance/product-of.js";
import type { Refusal } from "./library.js";
import type { Loaded } from "./loaded.js";

export const ACTORS: Record<Refusal["actor"], string> = {
  "idp-admin": "The administrator of the identity provider",
  "sp-admin": "The administrator of this application",
  user: "The user, by signing in again",
  attack: "Nobody: no identity provider sends this. It is an attack, or something on the way alters messages",
};

export interface VerdictLinks {
  readonly toCheck: (rule: string) => void;
  readonly toConnection: () => void;
}

export function verdictBanner(loaded: Loaded, { toCheck, toConnection }: VerdictLinks): HTMLElement {
  const { report, complaints, hasConnection } = loaded.judgement;
  const isOfLink = loaded.question.unverified === "link" && hasConnection;
  const failed = report.checks.filter(({ outcome }) => outcome === "fail");
  const error = failed[0]?.error;
  const left = report.checks.filter(({ reason }) => reason === "needs a connection").length;
  const passed = report.checks.filter(({ outcome }) => outcome === "pass").length;
  const notes = [
    ...(isOfLink ? [element("p", { class: "notice warn" }, "The connection came from a link, and nobody has verified it. ", button("Look at the connection", toConnection, "link"))] : []),
    ...complaints.map((complaint) => element("p", { class: "complaint" }, `Left out, because it cannot work: ${complaint}`)),
    ...report.warnings.map(({ message }) => element("p", { class: "warning" }, element("strong", {}, "Warning: "), message)),
  ];
  if (error !== undefined) {
    const more = failed.length === 1 ? "" : ` ${failed.length - 1} more failed.`;
    return refusedBanner(error, element("span", {}, button(error.rule, () => toCheck(error.rule), "link"), ` ${failed[0]?.title ?? ""}.${more}`), { notes, guess: guessOf(loaded) });
  }
  // Who can write the message can write a connection for it: that both fit each other is no reason to trust either.
  if (report.accepted && isOfLink) return banner("open", OF_LINK, element("p", { class: "said" }, `The message fits the connection that came with it: ${passed} checks passed. That says nothing until the connection is compared with your own.`), ...notes);
  if (report.accepted) return banner("accepted", "Accepted", element("p", { class: "said" }, `This login would be accepted, the first time that it is used. ${passed} checks passed.`), ...notes);
  const open = element("p", {}, button("Give the connection", toConnection, "primary"));
  if (!hasConnection) return banner("open", "Not decided", element("p", { class: "said" }, `Nothing is wrong so far: ${passed} checks passed. ${left} more need to know which identity provider you trust, and who you are.`), open, ...notes);
  return banner("open", "Not decided", element("p", { class: "said" }, "No check failed, and not all could be made."), ...notes);
}

export const OF_LINK = "Not decided: the connection is the link’s own";

interface Beside {
  /** What else there is to say of it, where no check of the list below says it. */
  readonly also?: Parameters<typeof facts>[0];
  readonly notes: readonly Node[];
  readonly guess: Guess | null;
}

export function refusedBanner(error: Refusal, rule: Node, { also = [], notes, guess }: Beside): HTMLElement {
  const all = facts([["Rule", rule], ["Code", code(error.code)], ...also, ["Who must act", `${ACTORS[error.actor]}.`], ["What to do", error.hint], adviceInBanner(error, guess)]);
  return banner("refused", "Refused", element("p", { class: "said" }, error.message), all, ...notes);
}

/** `kind` is also a class of style.css. */
export function banner(kind: "accepted" | "refused" | "open", title: string, ...children: Node[]): HTMLElement {
  return element("div", { class: `banner ${kind}`, at: { "data-verdict": kind } }, element("p", { class: "banner-title" }, element("span", { class: "mark", at: { "aria-hidden": "true" } }, MARKS[kind]), title), ...children);
}

const MARKS = { accepted: "✓", refused: "✕", open: "?" };
