// A certificate of metadata.
import { element, facts } from "../dom.js";
import type { CertificateDetails } from "../library.js";
import { fingerprint } from "../signatures.js";

export function certificateCard({ subject, key, notBefore, notAfter, sha256, sha1 }: CertificateDetails, use: string, now: Date): HTMLElement {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return element("article", { class: "certificate" },
    element("p", { class: "certificate-title" }, element("strong", {}, subject ?? "Public key"), element("span", { class: "quiet" }, `for ${use.slice(0, 40)}`), endBadge(notAfter, now)),
    facts([
      ["Key", key],
      ["Valid", notBefore === null || notAfter === null ? null : `${day(notBefore)} to ${day(notAfter)}`],
      ["SHA-256", fingerprint(sha256)],
      ["SHA-1", fingerprint(sha1)],
    ]));
}

function endBadge(notAfter: Date | null, now: Date): HTMLElement | null {
  if (notAfter === null) return null;
  const days = Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000);
  if (days < 0) return element("span", { class: "badge bad" }, "ended");
  return days <= SOON ? element("span", { class: "badge warn" }, `ends in ${days} days`) : null;
}

/** Days in which a certificate can be replaced in good time. */
const SOON = 60;
