// What looks like an attack in a message, whether or not the checks came as far. Nothing here decides: that is for the core.
import type { Outline, Range } from "../xml-outline.js";
import { treeOf } from "../xml-tree.js";
import { duplicateIds } from "./ids.js";
import { lineIndex, type LineIndex } from "./lines.js";
import { otherNamespaces } from "./namespaces.js";
import { foundSignatures, oddSignatures } from "./signing.js";
import { oddValues } from "./split-values.js";
import { misplaced } from "./wrapping.js";

export interface Place extends Range {
  /** Such as `Assertion, line 3, column 14`. */
  readonly label: string;
}

export interface Suspicion {
  readonly title: string;
  /** What is there, and why it is dangerous. */
  readonly sentences: readonly string[];
  /** A value as it is read by different readers, by their names. */
  readonly readings: readonly (readonly [string, string])[];
  readonly places: readonly Place[];
  /** The rules of saml-edge that refuse it; empty where none does, and then `instead` says what is done. */
  readonly rules: readonly string[];
  readonly instead?: string;
}

/** What there may be by the thousand is worded only where it is shown. */
export type Told = Suspicion | (() => Suspicion);

export interface Suspicions {
  readonly found: readonly Suspicion[];
  /** How many more there are: a message that is full of them is not told in full. */
  readonly more: number;
}

export function suspicionsIn(outline: Outline): Suspicions {
  const lines = lineIndex(outline.text);
  const tree = treeOf(outline);
  const signatures = foundSignatures(tree);
  const all: readonly Told[] = [...documentType(outline.text, lines), ...duplicateIds(tree, lines), ...misplaced(tree, signatures, lines), ...oddSignatures(signatures, lines), ...oddValues(tree, lines), ...otherNamespaces(tree, lines)];
  const found = all.slice(0, MOST).map((told) => (typeof told === "function" ? told() : told));
  return { found, more: Math.max(0, all.length - MOST) };
}

const MOST = 12;

/** Behind it the outline knows nothing. */
function documentType(text: string, lines: LineIndex): Suspicion[] {
  const start = afterProlog(text);
  if (!text.startsWith("<!DOCTYPE", start)) return [];
  return [
    {
      title: "A DOCTYPE",
      sentences: [
        "The message declares a document type, which SAML forbids. No identity provider sends one.",
        "A parser that follows it may read files, fetch addresses, use up all memory, or see other values than those that were signed. What stands after it was not looked at here.",
      ],
      readings: [],
      places: [lines.place("DOCTYPE", { start, end: start + "<!DOCTYPE".length })],
      rules: ["X05"],
    },
  ];
}

/** Where the root begins, or what stands before it and is neither a comment nor an instruction. */
function afterProlog(text: string): number {
  for (let at = text.startsWith("\ufeff") ? 1 : 0; ; ) {
    while (" \t\r\n".includes(text[at] ?? "-")) at += 1;
    const close = text.startsWith("<?", at) ? "?>" : text.startsWith("<!--", at) ? "-->" : null;
    const end = close === null ? -1 : text.indexOf(close, at + 2);
    if (close === null || end === -1) return at;
    at = end + close.length;
  }
}
