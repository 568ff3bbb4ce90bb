// Changes to a text by offsets.
import type { Range } from "../xml-outline.js";
import type { TreeNode } from "../xml-tree.js";

export interface Edit extends Range {
  readonly text: string;
}

export const edited = (text: string, edits: readonly Edit[]): string => editedPart(text, { start: 0, end: text.length }, edits);

/** A part of the text, with those changes that lie in it. Of two that overlap the outer one holds. */
export function editedPart(text: string, { start, end }: Range, edits: readonly Edit[]): string {
  const inside = edits.filter((edit) => edit.start >= start && edit.end <= end).sort((one, other) => one.start - other.start || other.end - one.end);
  let made = "";
  let from = start;
  for (const edit of inside) {
    if (edit.start < from) continue;
    made += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return made + text.slice(from, end);
}

export const replaced = ({ start, end }: Range, text: string): Edit => ({ start, end, text });

export const removed = ({ element }: TreeNode): Edit => replaced(element, "");

export const before = ({ element: { start } }: TreeNode, text: string): Edit => ({ start, end: start, text });

export const behind = ({ element: { end } }: TreeNode, text: string): Edit => ({ start: end, end, text });

/** As its last child. */
export const appended = ({ element: { contentEnd } }: TreeNode, text: string): Edit => ({ start: contentEnd, end: contentEnd, text });
