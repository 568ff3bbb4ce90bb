// Every certificate that the message names or the connection trusts.
import { badge, code, element, facts } from "./dom.js";
import { type CertificateDetails, readCertificates } from "./library.js";
import type { Loaded } from "./loaded.js";
import { pem } from "./pem.js";
import { dayOf } from "./sentences.js";

/** What a certificate is in a login. */
export interface CertificateRoles {
  readonly isTrusted: boolean;
  /** It is in a connection that nobody has verified. */
  readonly isUnverified?: boolean;
  /** Its key verifies a signature of the message. */
  readonly signed: boolean;
  /** `key`: it names the key of a signature. `recipient`: whom something was encrypted for. */
  readonly named: "signer" | "recipient" | null;
  /** What metadata says that it is for. */
  readonly use?: string;
}

/** The certificates are read beside the rest: `loaded` may have been replaced until they are there. */
export async function showCertificates(section: HTMLElement, loaded: Loaded, isCurrent: () => boolean): Promise<void> {
  const { certificates, recipients } = loaded.claims;
  const all = [
    ...certificates.map((text) => ({ text, as: "signer" as const })),
    ...recipients.map((text) => ({ text, as: "recipient" as const })),
    ...(loaded.question.connection?.idp.certificates ?? []).map((text) => ({ text, as: null })),
  ];
  const read = await Promise.all(all.map(async ({ text, as }) => ({ as, details: await detailsOf(text) })));
  if (!isCurrent()) return;
  const { signatures } = loaded.judgement.report;
  const signers = new Set(signatures.flatMap(({ verifiedBy, verifiesWithNamed, namedCertificate }) => [verifiedBy?.sha256, verifiesWithNamed ? namedCertificate : null]));
  const found = new Map<string, { details: CertificateDetails; as: CertificateRoles["named"]; isTrusted: boolean }>();
  for (const { as, details } of read) {
    if (details === null) continue;
    const known = found.get(details.sha256);
    found.set(details.sha256, { details, as: known?.as ?? as, isTrusted: known?.isTrusted === true || as === null });
  }
  const unreadable = read.filter(({ details }) => details === null).length;
  section.hidden = found.size === 0 && unreadable === 0;
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "certificates-heading" }, "Certificates")),
    ...[...found.values()].map(({ details, as, isTrusted }) => certificateCard(details, { isTrusted: isTrusted && loaded.question.unverified == null, isUnverified: isTrusted && loaded.question.unverified != null, signed: signers.has(details.sha256), named: as }, loaded.question.now)),
    unreadable === 0 ? "" : element("p", { class: "complaint" }, `${unreadable} in the message cannot be read as a certificate.`),
  );
}

async function detailsOf(text: string): Promise<CertificateDetails | null> {
  try {
    return (await readCertificates(pem(text)))[0] ?? null;
  } catch {
    // A message may hold anything there; that it cannot be read is counted.
    return null;
  }
}

export function certificateCard(details: CertificateDetails, roles: CertificateRoles, now: Date): HTMLElement {
  const { subject, issuer, serial, key, notBefore, notAfter, sha256, sha1 } = details;
  return element("article", { class: "certificate", at: { "data-sha256": sha256 } },
    element("p", { class: "certificate-title" }, element("strong", {}, subject === null ? "Public key" : code(subject)), ...badges(roles, details, now)),
    facts([
      ["Issued by", issuer === null ? null : issuer === subject ? "itself" : code(issuer)],
      ["Serial", serial === null ? null : code(serial)],
      ["Key", key],
      ["Valid", notBefore === null || notAfter === null ? null : `${dayOf(notBefore)} to ${dayOf(notAfter)}`],
      ["SHA-256", fingerprint(sha256)],
      ["SHA-1", fingerprint(sha1)],
    ]));
}

function badges({ isTrusted, isUnverified = false, signed, named, use }: CertificateRoles, { notBefore, notAfter }: CertificateDetails, now: Date): (HTMLElement | null)[] {
  const days = notAfter === null ? Infinity : Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000);
  return [
    use === undefined ? null : element("span", { class: "quiet" }, `for ${use.slice(0, 40)}`),
    isTrusted ? badge("good", "✓ trusted by the connection") : isUnverified ? badge("warn", "in the connection, which nobody has verified") : named === "signer" ? badge("warn", "in the message only, not trusted") : null,
    signed ? badge(isTrusted ? "good" : "warn", isTrusted ? "✓ signed this message" : "signed this message") : null,
    named === "recipient" ? badge("warn", "encrypted for") : null,
    days < 0 ? badge("bad", "ended") : days <= SOON ? badge("warn", `ends in ${days} days`) : null,
    notBefore !== null && notBefore > now ? badge("warn", "not yet begun") : null,
  ];
}

/** Days in which a certificate can be replaced in good time. */
const SOON = 60;

/** As the tools of administrators show it. */
export const fingerprint = (digits: string) => element("code", { class: "fingerprint" }, digits.toUpperCase().match(/../g)?.join(":") ?? "");
