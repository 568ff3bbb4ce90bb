// Where elements and comments stand in a text. What is well-formed is for the core to say: this only keeps offsets, and stops where it is lost.
import { attributesIn, charactersIn, localOf, SECTIONS } from "./xml-text.js";

export interface XmlElement {
  /** As written, with prefix. */
  readonly name: string;
  readonly local: string;
  readonly parent: XmlElement | null;
  readonly depth: number;
  readonly start: number;
  /** After the start tag. */
  readonly tagEnd: number;
  /** Before the end tag. */
  contentEnd: number;
  end: number;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Outline {
  readonly text: string;
  /** In the order of their start tags. */
  readonly elements: readonly XmlElement[];
  readonly comments: readonly Range[];
  /** Each tag, for whoever shows the text. */
  readonly tags: readonly (Range & { readonly depth: number })[];
}

export function outline(text: string): Outline {
  const elements: XmlElement[] = [];
  const comments: Range[] = [];
  const tags: (Range & { depth: number })[] = [];
  const whole = { text, elements, comments, tags };
  let open: XmlElement | null = null;
  for (let at = text.indexOf("<"); at !== -1; ) {
    const end = markupEnd(text, at);
    if (end === -1) return whole;
    if (text.startsWith("<!--", at)) comments.push({ start: at, end });
    else if (text[at + 1] === "/") {
      if (open === null) return whole;
      open.contentEnd = at;
      open.end = end;
      tags.push({ start: at, end, depth: open.depth });
      open = open.parent;
    } else if (text[at + 1] !== "!" && text[at + 1] !== "?") {
      const name = nameAt(text, at + 1);
      const depth: number = open === null ? 0 : open.depth + 1;
      const found: XmlElement = { name, local: localOf(name), parent: open, depth, start: at, tagEnd: end, contentEnd: end, end };
      elements.push(found);
      tags.push({ start: at, end, depth });
      if (text[end - 2] !== "/") open = found;
    }
    at = text.indexOf("<", end);
  }
  return whole;
}

function markupEnd(text: string, at: number): number {
  for (const { begin, end } of SECTIONS) if (text.startsWith(begin, at)) return after(text, end, at + begin.length);
  // A document type: the core refuses it, and nothing is known of what it makes of the text.
  if (text[at + 1] === "!") return -1;
  for (let here = at + 1; here < text.length; here += 1) {
    const character = text[here];
    if (character === ">") return here + 1;
    if (character !== '"' && character !== "'") continue;
    here = text.indexOf(character, here + 1);
    if (here === -1) return -1;
  }
  return -1;
}

function after(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from);
  return at === -1 ? -1 : at + word.length;
}

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? "";
}

const NAME = /[^\s/>]*/y;

/** The innermost element around an offset. */
export function innermostAt({ elements }: Outline, offset: number): XmlElement | null {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle] as XmlElement).start <= offset) low = middle + 1;
    else high = middle;
  }
  let found = elements[low - 1] ?? null;
  while (found !== null && found.end <= offset) found = found.parent;
  return found;
}

export const childrenOf = ({ elements }: Outline, parent: XmlElement) => elements.filter((candidate) => candidate.parent === parent);

export const attributeOf = ({ text }: Outline, element: XmlElement, wanted: string): string | null => attributesIn(text, element).find(({ name }) => name === wanted)?.value ?? null;

/** The text of an element that has nothing else in it. */
export const textOf = ({ text }: Outline, { tagEnd, contentEnd }: XmlElement): string => charactersIn(text, { start: tagEnd, end: contentEnd });
