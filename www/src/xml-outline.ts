// Where elements and comments stand in a text. What is well-formed is for the core to say: this only keeps offsets, and stops where it is lost.

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
      const found: XmlElement = { name, local: name.slice(name.indexOf(":") + 1), parent: open, depth, start: at, tagEnd: end, contentEnd: end, end };
      elements.push(found);
      tags.push({ start: at, end, depth });
      if (text[end - 2] !== "/") open = found;
    }
    at = text.indexOf("<", end);
  }
  return whole;
}

function markupEnd(text: string, at: number): number {
  for (const [begin, end] of SECTIONS) if (text.startsWith(begin, at)) return after(text, end, at + begin.length);
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

const SECTIONS = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

function after(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from);
  return at === -1 ? -1 : at + word.length;
}

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? "";
}

const NAME = /[^\s/>]*/y;

export const childrenOf = ({ elements }: Outline, parent: XmlElement) => elements.filter((candidate) => candidate.parent === parent);

export const attributeOf = ({ text }: Outline, { start, tagEnd, name }: XmlElement, wanted: string): string | null => {
  for (const [, found, quoted = '""'] of text.slice(start + 1 + name.length, tagEnd).matchAll(ATTRIBUTE)) {
    if (found === wanted) return unescaped(quoted.slice(1, -1));
  }
  return null;
};

/** Begins after white space only: from every character on, a long tag would take the square of its length. */
const ATTRIBUTE = /(?<=\s)([^\s=/]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** The text of an element that has nothing else in it. */
export const textOf = ({ text }: Outline, { tagEnd, contentEnd }: XmlElement): string => unescaped(text.slice(tagEnd, contentEnd).replace(/<!--[\s\S]*?-->/g, ""));

export function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = decimal === undefined ? parseInt(hexadecimal ?? "", 16) : parseInt(decimal, 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
