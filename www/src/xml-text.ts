// What stands in tags and between them: attributes and characters, with references resolved. What is well-formed is for the core to say.
import type { Range, XmlElement } from "./xml-outline.js";

export interface WrittenAttribute extends Range {
  /** As written, with prefix. */
  readonly name: string;
  readonly local: string;
  readonly value: string;
  /** Between its quotes. */
  readonly inner: Range;
}

/** Those of a start tag, up to what is no attribute: nobody knows what a parser would make of the rest. */
export function attributesIn(text: string, { start, tagEnd, name }: Pick<XmlElement, "start" | "tagEnd" | "name">): WrittenAttribute[] {
  const from = start + 1 + name.length;
  const tag = text.slice(from, tagEnd);
  const found: WrittenAttribute[] = [];
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    const [whole, space = "", written = "", quoted = ""] = match;
    const end = from + match.index + whole.length;
    const inner = { start: end - quoted.length + 1, end: end - 1 };
    found.push({ name: written, local: localOf(written), value: attributeValue(quoted.slice(1, -1)), start: from + match.index + space.length, end, inner });
  }
  return found;
}

/** Each begins where the last one ends: from every character on, a long tag would take the square of its length. */
const ATTRIBUTE = /(\s+)([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')/y;

/** White space is a space there ([XML 3.3.3](https://www.w3.org/TR/xml/#AVNormalize)). */
const attributeValue = (written: string) => unescaped(written.replace(/\r\n|[\t\r\n]/g, " "));

export const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(":")));

export const localOf = (name: string): string => name.slice(name.indexOf(":") + 1);

export interface Piece extends Range {
  readonly kind: "text" | "CDATA section" | "comment" | "processing instruction";
  /** What it adds to the value. */
  readonly value: string;
}

/** In the order of the text. Tags are taken for text: it is for an element that holds no other. */
export function piecesIn(text: string, { start, end }: Range): Piece[] {
  const content = text.slice(start, end);
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], from: number, to: number, value: string) => {
    if (to > from) pieces.push({ kind, start: start + from, end: start + to, value });
  };
  let from = 0;
  for (let at = content.indexOf("<"); at !== -1; ) {
    const section = SECTIONS.find(({ begin }) => content.startsWith(begin, at));
    const stop = section === undefined ? -1 : content.indexOf(section.end, at + section.begin.length);
    // To search for the end of each would take the square of the length.
    if (section !== undefined && stop === -1) break;
    if (section !== undefined) {
      add("text", from, at, characters(content.slice(from, at)));
      from = stop + section.end.length;
      add(section.kind, at, from, section.kind === "CDATA section" ? withLineFeeds(content.slice(at + section.begin.length, stop)) : "");
    }
    at = content.indexOf("<", section === undefined ? at + 1 : from);
  }
  add("text", from, content.length, characters(content.slice(from)));
  return pieces;
}

/** A CDATA section is text like any other; comments and processing instructions are none. */
export const charactersIn = (text: string, range: Range): string => piecesIn(text, range).map(({ value }) => value).join("");

/** For each: how it begins and how it ends. */
export const SECTIONS = [
  { kind: "comment", begin: "<!--", end: "-->" },
  { kind: "CDATA section", begin: "<![CDATA[", end: "]]>" },
  { kind: "processing instruction", begin: "<?", end: "?>" },
] as const;

const characters = (text: string) => unescaped(withLineFeeds(text));

/** [XML 2.11](https://www.w3.org/TR/xml/#sec-line-ends). */
const withLineFeeds = (text: string) => text.replace(/\r\n?/g, "\n");

export function unescaped(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hexadecimal?: string, name?: string) => characterOf(decimal, hexadecimal, name) ?? whole);
}

/** For an attribute or an element: nothing in it is markup, and white space stays as it is. */
export const escaped = (text: string): string => text.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The reference that stands there, and what it stands for. */
export function referenceAt(text: string, at: number): { readonly written: string; readonly character: string } | null {
  if (text[at] !== "&") return null;
  HERE.lastIndex = at;
  const [written, decimal, hexadecimal, name] = HERE.exec(text) ?? [];
  const character = characterOf(decimal, hexadecimal, name);
  return written === undefined || character === null ? null : { written, character };
}

function characterOf(decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined): string | null {
  if (name !== undefined) return ENTITIES[name] ?? null;
  const point = decimal === undefined ? parseInt(hexadecimal ?? "", 16) : parseInt(decimal, 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : null;
}

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g;
const HERE = new RegExp(REFERENCE.source, "y");
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
