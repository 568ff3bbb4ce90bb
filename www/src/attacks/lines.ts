// Lines and columns, as the core counts them: from 1, columns in characters.
import type { Range } from "../xml-outline.js";
import { tagOf, type TreeNode } from "../xml-tree.js";
import type { Place } from "./suspicions.js";

export interface LineIndex {
  /** Such as `line 3, column 14`. */
  at(offset: number): string;
  place(name: string, range: Range): Place;
  ofNode(node: TreeNode): Place;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", feed + 1)) starts.push(feed + 1);
  const countAt = characterCounts(text);
  const at = (offset: number) => {
    const line = lineOf(starts, offset);
    return `line ${line + 1}, column ${countAt(offset) - countAt(starts[line] ?? 0) + 1}`;
  };
  const place = (name: string, range: Range) => ({ ...range, label: `${name}, ${at(range.start)}` });
  return { at, place, ofNode: (node) => place(node.element.name.slice(0, 80), tagOf(node)) };
}

function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many characters stand before an offset. One line may hold the whole message, and places in it by the thousand: each costs a block. */
function characterCounts(text: string): (offset: number) => number {
  const sums = [0];
  for (let at = 0; at < text.length; at += BLOCK) sums.push((sums.at(-1) ?? 0) + characters(text, at, Math.min(text.length, at + BLOCK)));
  return (offset) => {
    const block = Math.floor(offset / BLOCK);
    return (sums[block] ?? 0) + characters(text, block * BLOCK, offset);
  };
}

const BLOCK = 1024;

/** A character beyond the basic plane has two units. */
function characters(text: string, start: number, end: number): number {
  let count = end - start;
  for (let at = start; at < end; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

/** Of a list that may be long. */
export const firstOf = <Value>(values: readonly Value[]): readonly Value[] => values.slice(0, 8);
