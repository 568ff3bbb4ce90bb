import { withoutHtmlEscapes } from "./escapes.js";
import type { Root } from "./types.js";

/** The root of a document and what stands around it. Whether the XML is well-formed, this does not say. */
export interface Document {
  root: Root;
  /** `null` where the name has none. */
  prefix: string | null;
  /** Octet offsets: of `<`, and after the end tag; `null` where the end tag is missing. */
  begin: number;
  end: number | null;
  /** The first octet that is neither white space nor markup and stands before the root, or after it. */
  textBefore: number | null;
  textAfter: number | null;
  doctype: number | null;
  /** The encoding of the XML declaration. */
  declared: string | null;
  /** Where an XML declaration stands that is not at the very beginning. */
  lateDeclaration: number | null;
}

/** `octets` are of an encoding that has ASCII in it, after any byte order mark. `null` where there is no element. */
export function readDocument(octets: Uint8Array): Document | null {
  const scanner = new Scanner(octets);
  const prolog = scanner.prolog();
  if (prolog.open === null) return null;
  const tag = scanner.startTag(prolog.open);
  if (tag === null) return null;
  const end = tag.isEmpty ? tag.end : scanner.endOfRoot(tag.end);
  const { open, ...found } = prolog;
  return { ...found, begin: open, root: tag.root, prefix: tag.prefix, end, textAfter: end === null ? null : scanner.textFrom(end) };
}

interface StartTag {
  root: Root;
  prefix: string | null;
  end: number | null;
  isEmpty: boolean;
}

class Scanner {
  readonly #octets: Uint8Array;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  prolog(): Pick<Document, "textBefore" | "doctype" | "declared" | "lateDeclaration"> & { open: number | null } {
    const found = { open: null as number | null, textBefore: null as number | null, doctype: null as number | null, declared: null as string | null, lateDeclaration: null as number | null };
    for (let at: number | null = 0; at !== null; ) {
      const open = this.#find("<", at);
      found.textBefore ??= this.textFrom(at, open ?? this.#octets.length);
      if (open === null) return found;
      if (this.#at("<?", open)) {
        const end = this.#after("?>", open);
        if (/^<\?xml\s/.test(this.#text(open, open + 6))) this.#declaration(found, open, end);
        at = end;
      } else if (this.#at("<!--", open)) {
        at = this.#after("-->", open + 4);
      } else if (this.#at("<!DOCTYPE", open)) {
        found.doctype ??= open;
        at = this.#afterDoctype(open);
      } else if (NAME_START.test(this.#text(open + 1, open + 5))) {
        return { ...found, open };
      } else {
        found.textBefore ??= open;
        at = open + 1;
      }
    }
    return found;
  }

  #declaration(found: { declared: string | null; lateDeclaration: number | null }, open: number, end: number | null): void {
    if (open > 0) found.lateDeclaration ??= open;
    const declaration = this.#text(open, Math.min(end ?? open, open + 200));
    found.declared ??= /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? null;
  }

  startTag(open: number): StartTag | null {
    const end = this.#afterTag(open);
    // A root's tag has some hundred octets; what is longer than this is no name.
    const tag = this.#text(open, Math.min(end ?? this.#octets.length, open + 65_536));
    const qualified = /^<([^\s/>="'<]+)/.exec(tag)?.[1];
    if (qualified === undefined) return null;
    const colon = qualified.indexOf(":");
    const prefix = colon === -1 ? null : qualified.slice(0, colon);
    const wanted = prefix === null ? "xmlns" : `xmlns:${prefix}`;
    let namespace: string | null = null;
    for (const [, name, double, single] of tag.matchAll(ATTRIBUTE)) {
      if (name === wanted) namespace ??= withoutHtmlEscapes(double ?? single ?? "");
    }
    return { root: { name: qualified.slice(colon + 1), namespace: namespace === "" ? null : namespace }, prefix, end, isEmpty: end !== null && this.#octets[end - 2] === SLASH };
  }

  /** By counting tags: names are not compared. */
  endOfRoot(from: number | null): number | null {
    let depth = 1;
    for (let at = from; at !== null; ) {
      const open = this.#find("<", at);
      if (open === null) return null;
      if (this.#at("<!--", open)) at = this.#after("-->", open + 4);
      else if (this.#at("<![CDATA[", open)) at = this.#after("]]>", open);
      else if (this.#at("<?", open)) at = this.#after("?>", open);
      else if (this.#at("</", open)) {
        at = this.#after(">", open);
        depth -= 1;
        if (depth === 0) return at;
      } else {
        at = this.#afterTag(open);
        if (at !== null && this.#octets[at - 2] !== SLASH) depth += 1;
      }
    }
    return null;
  }

  /** The first octet that belongs to no white space, comment or processing instruction. */
  textFrom(from: number, to = this.#octets.length): number | null {
    for (let at: number | null = from; at !== null && at < to; ) {
      if (this.#at("<!--", at)) at = this.#after("-->", at + 4);
      else if (this.#at("<?", at)) at = this.#after("?>", at);
      else if (isWhiteSpace(this.#octets[at])) at += 1;
      else return at;
    }
    return null;
  }

  /** A `>` inside quotes ends no tag. */
  #afterTag(open: number): number | null {
    let quote = 0;
    for (let at = open; at < this.#octets.length; at++) {
      const octet = this.#octets[at];
      if (quote !== 0) quote = octet === quote ? 0 : quote;
      else if (octet === DOUBLE || octet === SINGLE) quote = octet;
      else if (octet === GREATER) return at + 1;
    }
    return null;
  }

  #afterDoctype(open: number): number | null {
    let [brackets, quote] = [0, 0];
    for (let at = open; at < this.#octets.length; at++) {
      const octet = this.#octets[at];
      if (quote !== 0) quote = octet === quote ? 0 : quote;
      else if (octet === DOUBLE || octet === SINGLE) quote = octet;
      else if (octet === BRACKET) brackets += 1;
      else if (octet === CLOSING_BRACKET) brackets -= 1;
      else if (octet === GREATER && brackets <= 0) return at + 1;
    }
    return null;
  }

  #find(text: string, from: number): number | null {
    const first = text.charCodeAt(0);
    for (let at = this.#octets.indexOf(first, from); at !== -1; at = this.#octets.indexOf(first, at + 1)) {
      if (this.#at(text, at)) return at;
    }
    return null;
  }

  #after(text: string, from: number): number | null {
    const at = this.#find(text, from);
    return at === null ? null : at + text.length;
  }

  #at(text: string, at: number): boolean {
    for (let index = 0; index < text.length; index++) if (this.#octets[at + index] !== text.charCodeAt(index)) return false;
    return true;
  }

  #text(from: number, to: number): string {
    return UTF_8.decode(this.#octets.subarray(from, to));
  }
}

export const isWhiteSpace = (octet: number | undefined): boolean => octet === 32 || octet === 9 || octet === 10 || octet === 13;

const NAME_START = /^[A-Za-z_\u0080-\uffff]/;
const ATTRIBUTE = /\s([^\s=/>"'<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const [SLASH, GREATER, DOUBLE, SINGLE, BRACKET, CLOSING_BRACKET] = [47, 62, 34, 39, 91, 93];
const UTF_8 = new TextDecoder();
