// Which parts of a text a signature vouches for.
import type { SignatureReport } from "./library.js";
import type { SourceText } from "./offsets.js";
import { attributeOf, childrenOf, type Outline, type Range, type XmlElement } from "./xml-outline.js";

/** `good`: under a signature that verifies with a configured key. `bad`: under one that does not, or that was not judged. `none`: under no signature. */
export type Cover = "good" | "bad" | "none";

export interface Stretch extends Range {
  readonly cover: Cover;
}

/** A signature in the text, with what the core said of it; `null` where the checks stopped before it. */
export interface SignatureInText {
  readonly element: XmlElement;
  readonly covered: XmlElement;
  readonly report: SignatureReport | null;
}

export const verifies = ({ digestStated, digestComputed, verifiedBy }: SignatureReport) => digestComputed === digestStated && verifiedBy !== null;

export function signaturesIn(outline: Outline, source: SourceText, reports: readonly SignatureReport[]): SignatureInText[] {
  const byStart = new Map(reports.flatMap((report) => (report.position === null ? [] : [[source.unitAt(report.position.start), report] as const])));
  const found = outline.elements.filter(({ local, parent }) => local === "Signature" && parent !== null).slice(0, MOST);
  return found.flatMap((element) => (element.parent === null ? [] : [{ element, covered: element.parent, report: byStart.get(element.start) ?? null }]));
}

/** A message has two; what has more is refused. */
const MOST = 16;

/** The whole text, in stretches that follow each other. */
export function coverage(outline: Outline, signatures: readonly SignatureInText[]): Stretch[] {
  const steps: { at: number; good: number; bad: number }[] = [];
  for (const signature of signatures) {
    const isGood = signature.report !== null && verifies(signature.report);
    for (const { start, end } of digested(outline, signature)) {
      const by = { good: isGood ? 1 : 0, bad: isGood ? 0 : 1 };
      steps.push({ at: start, ...by }, { at: end, good: -by.good, bad: -by.bad });
    }
  }
  steps.sort((one, other) => one.at - other.at);
  const stretches: Stretch[] = [];
  let [start, good, bad] = [0, 0, 0];
  for (const step of [...steps, { at: outline.text.length, good: 0, bad: 0 }]) {
    if (step.at > start) add(stretches, { start, end: step.at, cover: good > 0 ? "good" : bad > 0 ? "bad" : "none" });
    start = step.at;
    good += step.good;
    bad += step.bad;
  }
  return stretches;
}

function add(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last?.cover === next.cover) stretches[stretches.length - 1] = { ...last, end: next.end };
  else stretches.push(next);
}

/** Whether what begins there is covered. */
export const stretchAt = (stretches: readonly Stretch[], offset: number): Cover => stretches[firstBeyond(stretches, offset)]?.cover ?? "none";

/** The first stretch that ends after the offset. */
export function firstBeyond(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Stretch).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The element without its Signature (xmldsig 6.6.4) and without comments, which a Reference by ID leaves out (xmldsig 4.4.3.3); and SignedInfo, which the signature value is of.
 */
function digested(outline: Outline, { element, covered }: SignatureInText): Range[] {
  const holes = [{ start: element.start, end: element.end }, ...outline.comments].sort((one, other) => one.start - other.start);
  const ranges = without(covered, holes);
  const [signedInfo] = childrenOf(outline, element).filter(({ local }) => local === "SignedInfo");
  if (signedInfo === undefined) return ranges;
  const [method] = childrenOf(outline, signedInfo).filter(({ local }) => local === "CanonicalizationMethod");
  const keepsComments = method !== undefined && attributeOf(outline, method, "Algorithm")?.endsWith("#WithComments") === true;
  return [...ranges, ...without(signedInfo, keepsComments ? [] : outline.comments)];
}

function without({ start, end }: Range, holes: readonly Range[]): Range[] {
  const ranges: Range[] = [];
  let from = start;
  for (const hole of holes) {
    if (hole.end <= from || hole.start >= end) continue;
    if (hole.start > from) ranges.push({ start: from, end: hole.start });
    from = hole.end;
  }
  if (from < end) ranges.push({ start: from, end });
  return ranges;
}
