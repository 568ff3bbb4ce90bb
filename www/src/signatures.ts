// A card for each signature.
import { fingerprint } from "./certificates.js";
import { type SignatureInText, verifies } from "./coverage.js";
import { badge, button, code, element, facts } from "./dom.js";
import type { SignatureReport } from "./library.js";
import type { Loaded } from "./loaded.js";
import { type Difference, firstDifference, isWhole, type Restoration } from "./restoration.js";
import type { Range } from "./xml-outline.js";

type Jump = (range: Range, label: string) => void;

/** `restorations`: what was done to what each signature covers, as soon as it is known. */
export function showSignatures(section: HTMLElement, loaded: Loaded, restorations: readonly Promise<Restoration | null>[], jump: Jump): void {
  const { signatures } = loaded;
  const { signatures: reports } = loaded.judgement.report;
  const inText = new Map(signatures.map((signature) => [signature.report, signature]));
  const cards = [
    ...signatures.filter(({ report }) => report === null).map((signature) => unjudged(signature, jump)),
    ...reports.map((report, index) => {
      const made = card(report, inText.get(report) ?? null, loaded, jump);
      if (!isWhole(report)) void restorations[index]?.then((restoration) => made.querySelector(".restoration")?.replaceChildren(...showRestoration(restoration, jump)));
      return made;
    }),
  ];
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "signatures-heading" }, "Signatures")),
    ...(cards.length === 0 ? [element("p", { class: "quiet" }, "There is none in what can be read.")] : cards),
  );
}

function card(report: SignatureReport, inText: SignatureInText | null, { source }: Loaded, jump: Jump): HTMLElement {
  const isEqual = isWhole(report);
  return element("article", { class: `signature ${verifies(report) ? "good" : "bad"}` },
    element("h3", {}, `Covers ${report.covers} `, badge(verifies(report) ? "good" : "bad", verifies(report) ? "✓ Verifies with a configured key" : isEqual ? "✕ Not trusted" : "✕ Digest differs")),
    element("p", {}, report.finding),
    inText === null ? element("p", { class: "quiet" }, "It is inside what was encrypted, and so is what it covers: neither is in the text below, where only the ciphertext stands.") : element("p", {}, toSignature(inText, jump)),
    isEqual ? null : element("div", { class: "restoration", at: { role: "status" } }, element("p", { class: "quiet" }, "Looking for what was done to it…")),
    facts([
      ["Algorithm", code(shortName(report.algorithm))],
      ["Digest", code(shortName(report.digestAlgorithm))],
      ["Digest stated", code(report.digestStated)],
      ["Digest computed", element("span", {}, report.digestComputed === null ? "The canonical form is too long." : code(report.digestComputed), element("small", {}, isEqual ? "Equal: what is covered was not altered." : "Different: what is covered was altered after it was signed."))],
      ["Verified by", report.verifiedBy === null ? "No key of the connection." : element("span", {}, `Certificate ${report.verifiedBy.position + 1} of the connection`, fingerprint(report.verifiedBy.sha256))],
      ["Certificate in the message", report.namedCertificate === null ? "None is named." : element("span", {}, fingerprint(report.namedCertificate), element("small", {}, report.verifiesWithNamed ? "The signature verifies with it, which proves nothing by itself." : "The signature does not verify with it."))],
    ]),
    canonical("Canonical form of the element, which the digest is of", report.canonical, inText === null ? null : withoutSignature(source.text, inText)),
    canonical("Canonical form of SignedInfo, which the signature is of", report.canonicalSignedInfo, null));
}

const unjudged = (signature: SignatureInText, jump: Jump) =>
  element("article", { class: "signature bad" },
    element("h3", {}, `In ${signature.covered.local} `, badge("warn", "Not judged")),
    element("p", {}, "The checks stopped before it was looked at. The shading shows what it would cover: nothing of it is verified."),
    element("p", {}, toSignature(signature, jump)));

const toSignature = ({ element: { start, tagEnd } }: SignatureInText, jump: Jump) => button("Show in the message", () => jump({ start, end: tagEnd }, "The signature"), "link");

function showRestoration(restoration: Restoration | null, jump: Jump): HTMLElement[] {
  if (restoration === null) return [element("p", { class: "quiet" }, "It is none of the usual damage, such as by tools that show XML in rows, by mail programs or a wrong encoding. A value was changed, added or taken out.")];
  const { damage, difference, at } = restoration;
  return [
    element("p", {}, element("strong", {}, damage), " With that undone the digest is the one that was signed."),
    facts([
      ["Signed was", code(difference.other)],
      ["Here stands", code(difference.one)],
      ["First at", button("Show in the message", () => jump(at, "The first difference"), "link")],
    ]),
  ];
}

/** The commonest reason of all why a signature fails is a copy that some tool has written anew. */
export function damageNote(restoration: Restoration | null): HTMLElement | null {
  if (restoration === null) return null;
  return element("p", { class: "notice info" }, element("strong", {}, "This copy was altered after it was signed. "), restoration.damage, " Copy the value SAMLResponse as the browser sent it, not as a tool shows it; if it arrives like this at your application, something on the way alters it.");
}

/** `written`: the same in the message, where it is there. */
function canonical(title: string, text: string | null | undefined, written: string | null): HTMLElement | null {
  if (text === undefined || text === null) return null;
  const difference = written === null ? null : firstDifference(written, text);
  return element("details", {}, element("summary", {}, title),
    written === null ? null : element("p", { class: "quiet" }, ...(difference === null ? ["Octet for octet as in the message, without the Signature."] : differing(difference))),
    element("pre", { at: { tabindex: "0", "aria-label": title } }, code(text)));
}

const differing = ({ equal, one, other }: Difference) => [`First written differently than in the message after ${equal} characters: `, code(one), " there, ", code(other), " here."];

function withoutSignature(text: string, { element: { start, end }, covered }: SignatureInText): string {
  return text.slice(covered.start, start) + text.slice(end, covered.end);
}

/** The part of the URI that tells algorithms apart. */
const shortName = (uri: string) => uri.slice(uri.lastIndexOf("#") + 1) || uri;
