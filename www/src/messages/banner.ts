// The answer on messages that are no logins.
import { button, code, element } from "../dom.js";
import { guessOf } from "../guidance/draw.js";
import type { Loaded } from "../loaded.js";
import { nameOf } from "../recognised.js";
import { counted } from "../sentences.js";
import { doubtOn } from "../standing.js";
import { banner, refusedBanner } from "../verdict.js";
import type { Finding } from "./finding.js";
import type { LogoutVerdict } from "./judge-logout.js";
import type { Sender } from "./logout-message.js";
import type { EntityName } from "./metadata.js";
import type { Jump } from "./show-facts.js";
import { toFinding } from "./show-findings.js";
import { isWrapper, wrap } from "./wrapper.js";

export interface BannerLinks {
  readonly jump: Jump;
  readonly toConnection: () => void;
  readonly fillConnection: () => void;
  readonly load: (text: string) => void;
}

const said = (text: string) => element("p", { class: "said" }, text);

export function findingsBanner(loaded: Loaded, findings: readonly Finding[], { toConnection }: BannerLinks): HTMLElement {
  const name = nameOf(loaded.message);
  const count = (wanted: Finding["outcome"]) => findings.filter(({ outcome }) => outcome === wanted).length;
  const [first] = findings.filter(({ outcome }) => outcome === "fail");
  const open = loaded.question.connection === null ? [element("p", {}, "More can be compared once it is known who the two are. ", button("Give the connection", toConnection))] : [];
  if (first !== undefined) {
    const more = count("fail") === 1 ? "" : ` ${count("fail") - 1} more failed.`;
    return banner("refused", `${name} with ${count("fail") === 1 ? "a fault" : "faults"}`, said(`${first.says ?? first.title}${more}`), element("p", {}, button("To the checks", toFinding)), ...open);
  }
  const notes = count("note") === 0 ? "" : ` ${counted(count("note"), "note")} below.`;
  return banner("open", name, said(`No fault was found: ${counted(count("pass"), "check")} passed${count("skip") === 0 ? "" : `, ${count("skip")} could not be made`}.${notes} Whether it is taken, only its receiver can say.`), ...open);
}

export function logoutBanner(loaded: Loaded, verdict: LogoutVerdict, sentBy: Sender, findings: readonly Finding[], links: BannerLinks): HTMLElement {
  // The package verifies what reaches the application. What it sends itself is for the identity provider to judge.
  if (sentBy === "application") return findingsBanner(loaded, findings, links);
  const { how } = loaded.message.transport;
  const lone = how === "xml" || how === "value" ? [element("p", { class: "quiet" }, "It was judged as if it had come by HTTP-POST. A signature in the query cannot be judged from the message alone: give the whole URL.")] : [];
  const notes = [...verdict.complaints.map((complaint) => element("p", { class: "complaint" }, `Left out, because it cannot work: ${complaint}`)), ...lone];
  const doubt = doubtOn(loaded);
  switch (verdict.outcome) {
    case "refused": {
      const { refusal } = verdict;
      const { position, expected, found } = refusal;
      const where = position === undefined ? null : button(`Line ${position.line}, column ${position.column}`, () => links.jump({ start: loaded.source.unitAt(position.start), end: loaded.source.unitAt(position.end) }, refusal.rule), "link to-source");
      const also = [["Expected", expected === undefined ? null : code(expected)], ["Found", found === undefined ? null : code(found)], ["Where", where]] as const;
      return refusedBanner(refusal, code(refusal.rule), { also, notes, guess: guessOf(loaded) });
    }
    case "accepted":
      if (doubt !== null) return banner(doubt.kind, doubt.title, said(doubt.said), ...notes);
      return banner("accepted", "Accepted", said(acceptedWords(verdict)), ...awaited(loaded, verdict.kind), ...relaxations(verdict.relaxed), ...notes);
    case "open":
      if (verdict.missing === "connection") return findingsBanner(loaded, findings, links);
      return banner("open", "Not decided", said(MISSING[verdict.missing]), element("p", {}, button("Give the connection", links.toConnection, "primary")), ...notes);
  }
}

const MISSING = {
  sloUrl: "The core judges logout messages once it knows your single logout URL: it has to be the Destination.",
  query: "The query is not whole here, and its signature is over the whole. Give the URL as it was requested.",
  settings: "The connection cannot work as it is, and so the core did not judge the message.",
};

function acceptedWords(verdict: LogoutVerdict & { readonly outcome: "accepted" }): string {
  if (verdict.kind === "request") return `This LogoutRequest would be accepted, the first time that it is used. It ends sessions of ${verdict.nameId ?? "the user"}.`;
  if (!verdict.success) return "This LogoutResponse would be accepted. It says that the logout was not done.";
  return `This LogoutResponse would be accepted, the first time that it is used. ${verdict.partial ? "It says that the user is still signed in somewhere." : "It says that the logout is done."}`;
}

function awaited({ question }: Loaded, kind: "request" | "response"): HTMLElement[] {
  return kind === "response" && question.inResponseTo === undefined ? [element("p", { class: "quiet" }, "Which request it answers was not compared: choose it under “Expected InResponseTo”.")] : [];
}

const relaxations = (relaxed: readonly string[]) => (relaxed.length === 0 ? [] : [element("p", { class: "warning" }, element("strong", {}, "Warning: "), `Without these members of the policy it would be refused: ${relaxed.join(", ")}.`)]);

export function metadataBanner(loaded: Loaded, entities: readonly EntityName[], { fillConnection }: BannerLinks): HTMLElement {
  const name = nameOf(loaded.message);
  const title = `No login: ${name}`;
  if (entities.length > 1) return banner("open", title, said(`This is metadata of ${entities.length.toLocaleString("en")} entities. Choose one below to see what it says.`));
  const [only] = entities;
  if (only?.isSp === true && !only.isIdp) return banner("open", title, said("This is metadata of an application. It can fill in this application below."));
  return banner("open", title, said("This is metadata. It can fill in the connection to check logins against."), element("p", {}, button("Fill in the connection from it", fillConnection, "primary")));
}

export function assertionBanner(loaded: Loaded, { load }: BannerLinks): HTMLElement {
  const wrapped = wrap(loaded);
  return banner("open", "An Assertion without its Response",
    said("The Response that it came in is missing. So its status, destination and signature, and how it was sent, cannot be judged."),
    ...(wrapped.text === undefined
      ? [element("p", { class: "quiet" }, `It cannot be judged inside a Response made for it: ${wrapped.refused}`)]
      : [element("p", {}, "Its own signature, conditions and subject can be judged inside a Response that this page makes around it. The Assertion stays as it is."), element("p", {}, button("Judge it inside an unsigned Response made for it", () => load(wrapped.text), "primary"))]));
}

/** For the banner of a login. */
export function wrapperNotice(loaded: Loaded): HTMLElement | null {
  if (!isWrapper(loaded)) return null;
  return element("p", { class: "notice warn" }, "This page made the Response around this Assertion. Only what is said of the Assertion counts: the status, the times and the ID of the Response, and that it is not signed, come from this page.");
}
