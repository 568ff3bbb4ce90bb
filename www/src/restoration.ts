// What happened to a message after it was signed: usual damage is undone by trial, and the digest says when that was it.
import { judge } from "./judgement.js";
import type { SignatureReport } from "./library.js";
import type { Loaded } from "./loaded.js";
import { XS, XSI } from "./names.js";
import type { Range } from "./xml-outline.js";

export interface Restoration {
  /** What was done to the message, as a sentence. */
  readonly damage: string;
  readonly difference: Difference;
  /** The first place of the message that shows it. */
  readonly at: Range;
}

/** Where two texts begin to differ, each with what follows there. */
export interface Difference {
  /** Characters that are equal. */
  readonly equal: number;
  readonly one: string;
  readonly other: string;
}

/** `null` where nothing that is known was done to it. `index`: of the report's signatures. */
export async function restore(loaded: Loaded, index: number): Promise<Restoration | null> {
  const { source, signatures, judgement, message, question } = loaded;
  const report = judgement.report.signatures[index];
  const signature = signatures.find((known) => known.report === report);
  if (report === undefined || signature === undefined) return null;
  const { start, end } = signature.covered;
  const covered = source.text.slice(start, end);
  for (const { damage, undo } of TRIALS) {
    const undone = undo(covered);
    if (undone === covered) continue;
    const xml = new TextEncoder().encode(source.text.slice(0, start) + undone + source.text.slice(end));
    const { report: trial } = await judge({ ...message, xml }, question);
    if (!isWhole(trial.signatures[index])) continue;
    const difference = firstDifference(covered, undone);
    return difference === null ? null : { damage, difference, at: { start: start + difference.equal, end: start + difference.equal + 1 } };
  }
  return null;
}

export const isWhole = (report: SignatureReport | undefined) => report !== undefined && report.digestComputed === report.digestStated;

/** `null` where they are equal. */
export function firstDifference(one: string, other: string): Difference | null {
  const length = Math.min(one.length, other.length);
  let equal = 0;
  while (equal < length && one[equal] === other[equal]) equal += 1;
  if (equal === one.length && equal === other.length) return null;
  return { equal, one: one.slice(equal, equal + SHOWN), other: other.slice(equal, equal + SHOWN) };
}

/** Characters of each side. */
const SHOWN = 60;

interface Trial {
  readonly damage: string;
  /** Gives back the same text where there is nothing of the kind in it. */
  readonly undo: (covered: string) => string;
}

const betweenTags = (text: string) => text.replace(/>\s+(?=<)/g, ">");

const TRIALS: readonly Trial[] = [
  { damage: "White space was put between its elements, as tools do that show XML in rows.", undo: betweenTags },
  { damage: "White space was put between its elements and around its values, as tools do that show XML in rows.", undo: (text) => betweenTags(text).replace(/>[^<>]+(?=<)/g, (value) => `>${value.slice(1).trim()}`) },
  { damage: "Its rows were broken, as mail programs do with long ones.", undo: (text) => text.replace(/\r?\n/g, "") },
  { damage: "Its letters beyond ASCII were read in the wrong encoding: UTF-8 taken for Windows-1252.", undo: misread },
  { damage: "Its escapes were escaped once more.", undo: (text) => text.replace(/&amp;(?=(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/g, "&") },
  { damage: "Its line ends were changed: carriage returns that were signed are gone.", undo: (text) => text.replace(/(?<!&#13;|&#xD;)\r?\n/g, "&#13;\n") },
  { damage: "Its line ends were changed: carriage returns were added.", undo: (text) => text.replace(/&#(?:13|x0?[dD]);/g, "") },
  { damage: "Spaces in it were made non-breaking ones, as word processors do.", undo: (text) => text.replace(/\u00a0|&#160;|&#xA0;/gi, " ") },
  { damage: "The declaration of a namespace prefix that is signed was taken out.", undo: declared },
];

/** Runs of characters that are one octet each in Windows-1252, and UTF-8 as octets. */
function misread(text: string): string {
  return text.replace(/[^\0-\x7f]{2,}/g, (run) => {
    const octets = Array.from(run, (character) => WINDOWS_1252.get(character));
    if (octets.includes(undefined)) return run;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(octets as number[]));
    } catch {
      return run;
    }
  });
}

const WINDOWS_1252: ReadonlyMap<string, number> = new Map(Array.from(new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, octet) => octet)), (character, octet) => [character, octet]));

/** Prefixes that the canonical form keeps by their names (Exclusive XML Canonicalization 3), and that nothing declares any more. */
function declared(text: string): string {
  const list = /<(?:\w+:)?InclusiveNamespaces\b[^>]*\bPrefixList="([^"]*)"/.exec(text)?.[1] ?? "";
  const [tag = ""] = /^<[^>]*/.exec(text) ?? [];
  const missing = list.split(/\s+/).flatMap((prefix) => (USUAL[prefix] === undefined || tag.includes(`xmlns:${prefix}=`) ? [] : [` xmlns:${prefix}="${USUAL[prefix]}"`]));
  return missing.length === 0 ? text : text.replace(/^<[^\s/>]+/, (name) => name + missing.join(""));
}

const USUAL: Readonly<Record<string, string>> = {
  xs: XS,
  xsd: XS,
  xsi: XSI,
};
