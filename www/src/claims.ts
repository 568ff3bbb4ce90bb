// What a message says about itself. Nobody has verified it: it fills in forms, and sets the clock.
import { attributeOf, type Outline, textOf, type XmlElement } from "./xml-outline.js";

export interface Claims {
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly address: string | null;
  readonly inResponseTo: string | null;
  /** Of signers, as base64 without white space. */
  readonly certificates: readonly string[];
  /** Of those for whom something was encrypted, which are the service provider's own. */
  readonly recipients: readonly string[];
  readonly issued: Date | null;
  /** When every condition in it holds, without clock skew. */
  readonly notBefore: Date | null;
  readonly notOnOrAfter: Date | null;
}

export const claimsIn = (outline: Outline): Claims => readClaims([outline]);

/** `outlines`: the message, and after it what was encrypted in it. */
export function readClaims(outlines: readonly Outline[]): Claims {
  const all = (local: string) => outlines.flatMap((outline) => outline.elements.filter((element) => element.local === local).map((element) => ({ outline, element })));
  // Elements of one name can stand in each other: what is long is no name, and to read each would take the square of the length.
  const text = (local: string) => first(all(local).filter(({ element }) => element.contentEnd - element.tagEnd <= LONGEST).map(({ outline, element }) => textOf(outline, element).trim()));
  const attribute = (local: string, name: string) => all(local).map(({ outline, element }) => attributeOf(outline, element, name));
  const dates = (pairs: [string, string][]) => pairs.flatMap(([local, name]) => attribute(local, name)).flatMap((value) => dateOf(value) ?? []);
  const begins = dates([["Conditions", "NotBefore"], ["SubjectConfirmationData", "NotBefore"]]);
  const ends = dates([["Conditions", "NotOnOrAfter"], ["SubjectConfirmationData", "NotOnOrAfter"], ["AuthnStatement", "SessionNotOnOrAfter"]]);
  const certificates = (isWanted: (within: string | undefined) => boolean) => {
    const some = all("X509Certificate").filter(({ element }) => element.contentEnd - element.tagEnd <= 16 * LONGEST).slice(0, 32);
    const wanted = some.filter(({ element }) => isWanted(holderOf(element)));
    return [...new Set(wanted.map(({ outline, element }) => textOf(outline, element).replace(/\s/g, "")))].slice(0, 8);
  };
  return {
    issuer: text("Issuer"),
    audience: text("Audience"),
    // Of several confirmations one is enough, and the first may be of another.
    address: first([...attribute("Response", "Destination"), ...attribute("SubjectConfirmationData", "Recipient")]),
    inResponseTo: first([...attribute("Response", "InResponseTo"), ...attribute("SubjectConfirmationData", "InResponseTo")]),
    certificates: certificates((within) => within === "Signature"),
    recipients: certificates((within) => within?.startsWith("Encrypted") === true),
    issued: first(dates([["Response", "IssueInstant"], ["Assertion", "IssueInstant"]])),
    notBefore: begins.length === 0 ? null : new Date(Math.max(...begins.map(Number))),
    notOnOrAfter: ends.length === 0 ? null : new Date(Math.min(...ends.map(Number))),
  };
}

/** Characters of a name or an address. */
const LONGEST = 4096;

/** What a KeyInfo belongs to. */
function holderOf({ parent }: XmlElement): string | undefined {
  for (let at = parent; at !== null; at = at.parent) if (HOLDERS.includes(at.local)) return at.local;
  return undefined;
}

const HOLDERS = ["Signature", "EncryptedKey", "EncryptedData"];

const first = <Value>(values: readonly (Value | null)[]): Value | null => values.find((value) => value !== null && value !== "") ?? null;

function dateOf(value: string | null): Date | null {
  if (value === null || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
