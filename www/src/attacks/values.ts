// What stands in an element that has no element in it.
import { unescaped } from "../xml-text.js";
import type { Range } from "../xml-outline.js";
import { contentOf, type Tree, type TreeNode } from "./tree.js";

export interface Piece extends Range {
  readonly kind: "text" | "CDATA section" | "comment" | "processing instruction";
  /** What it adds to the value. */
  readonly value: string;
}

/** In the order of the text. */
export function piecesOf({ text }: Tree, node: TreeNode): Piece[] {
  const { start, end } = contentOf(node);
  const pieces: Piece[] = [];
  let from = start;
  for (let at = indexOf(text, "<", from, end); at !== -1; at = indexOf(text, "<", from, end)) {
    if (at > from) pieces.push({ kind: "text", start: from, end: at, value: unescaped(text.slice(from, at)) });
    const piece = markup(text, at, end);
    if (piece === null) return pieces;
    pieces.push(piece);
    from = piece.end;
  }
  if (from < end) pieces.push({ kind: "text", start: from, end, value: unescaped(text.slice(from, end)) });
  return pieces;
}

export const valueOf = (tree: Tree, node: TreeNode): string => piecesOf(tree, node).map(({ value }) => value).join("");

function markup(text: string, at: number, limit: number): Piece | null {
  for (const [kind, open, close] of MARKUP) {
    if (!text.startsWith(open, at)) continue;
    const closed = indexOf(text, close, at + open.length, limit);
    if (closed === -1) return null;
    return { kind, start: at, end: closed + close.length, value: kind === "CDATA section" ? text.slice(at + open.length, closed) : "" };
  }
  return null;
}

const MARKUP = [
  ["comment", "<!--", "-->"],
  ["CDATA section", "<![CDATA[", "]]>"],
  ["processing instruction", "<?", "?>"],
] as const;

/** Searches no further than the element, which the outline has found to be whole. */
function indexOf(text: string, wanted: string, from: number, limit: number): number {
  const at = text.slice(from, limit).indexOf(wanted);
  return at === -1 ? -1 : at + from;
}
