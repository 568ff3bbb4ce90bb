// A card for each signature.
import { type SignatureInText, verifies } from "./coverage.js";
import { button, code, element, facts } from "./dom.js";
import type { SignatureReport } from "./library.js";

export function showSignatures(section: HTMLElement, inText: readonly SignatureInText[], reports: readonly SignatureReport[], jump: (signature: SignatureInText) => void): void {
  const judged = new Set(inText.map(({ report }) => report));
  const cards = [
    ...inText.map((signature) => (signature.report === null ? unjudged(signature, jump) : card(signature.report, signature, jump))),
    ...reports.filter((report) => !judged.has(report)).map((report) => card(report, null, jump)),
  ];
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "signatures-heading" }, "Signatures")),
    ...(cards.length === 0 ? [element("p", { class: "quiet" }, "There is none in what can be read.")] : cards),
  );
}

function card(report: SignatureReport, inText: SignatureInText | null, jump: (signature: SignatureInText) => void): HTMLElement {
  const isEqual = report.digestComputed === report.digestStated;
  return element("article", { class: `signature ${verifies(report) ? "good" : "bad"}` },
    element("h3", {}, `Covers ${report.covers} `, badge(verifies(report) ? "good" : "bad", verifies(report) ? "✓ Verifies with a configured key" : isEqual ? "✕ Not trusted" : "✕ Digest differs")),
    element("p", {}, report.finding),
    inText === null ? element("p", { class: "quiet" }, "It is inside what was encrypted, and so is what it covers: neither is in the text above, where only the ciphertext stands.") : element("p", {}, button("Show in the message", () => jump(inText), "link")),
    facts([
      ["Algorithm", code(shortName(report.algorithm))],
      ["Digest", code(shortName(report.digestAlgorithm))],
      ["Digest stated", code(report.digestStated)],
      ["Digest computed", element("span", {}, report.digestComputed === null ? "The canonical form is too long." : code(report.digestComputed), element("small", {}, isEqual ? "Equal: what is covered was not altered." : "Different: what is covered was altered after it was signed."))],
      ["Verified by", report.verifiedBy === null ? "No key of the connection." : element("span", {}, `Certificate ${report.verifiedBy.position + 1} of the connection`, fingerprint(report.verifiedBy.sha256))],
      ["Certificate in the message", report.namedCertificate === null ? "None is named." : element("span", {}, fingerprint(report.namedCertificate), element("small", {}, report.verifiesWithNamed ? "The signature verifies with it, which proves nothing by itself." : "The signature does not verify with it."))],
    ]),
    canonical("Canonical form of the element, which the digest is of", report.canonical),
    canonical("Canonical form of SignedInfo, which the signature is of", report.canonicalSignedInfo));
}

const unjudged = (signature: SignatureInText, jump: (signature: SignatureInText) => void) =>
  element("article", { class: "signature bad" },
    element("h3", {}, `In ${signature.covered.local} `, badge("warn", "Not judged")),
    element("p", {}, "The checks stopped before it was looked at. The shading shows what it would cover: nothing of it is verified."),
    element("p", {}, button("Show in the message", () => jump(signature), "link")));

const badge = (kind: "good" | "bad" | "warn", text: string) => element("span", { class: `badge ${kind}` }, text);

/** SHA-256, as the tools of administrators show it. */
export const fingerprint = (digits: string) => element("code", { class: "fingerprint" }, digits.toUpperCase().match(/../g)?.join(":") ?? "");

const canonical = (title: string, text: string | null | undefined) =>
  text === undefined || text === null ? null : element("details", {}, element("summary", {}, title), element("pre", { at: { tabindex: "0", "aria-label": title } }, code(text)));

/** The part of the URI that tells algorithms apart. */
const shortName = (uri: string) => uri.slice(uri.lastIndexOf("#") + 1) || uri;
