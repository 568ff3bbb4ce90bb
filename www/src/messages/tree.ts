// The elements of an outline by parent, name and namespace. What is well-formed is for the core to say.
import { attributeOf, type Outline, textOf, type XmlElement } from "../xml-outline.js";

export class Tree {
  readonly outline: Outline;
  /** The document element, or the one that the tree was made of. */
  readonly root: XmlElement | null;
  readonly #children = new Map<XmlElement, XmlElement[]>();
  readonly #inherited = new Map<XmlElement, Map<string, string>>();
  readonly #declared = new Map<XmlElement, ReadonlyMap<string, string>>();

  /** `within`: only that element and what is in it, as one entity of many. */
  constructor(outline: Outline, within: XmlElement | null = null) {
    this.outline = outline;
    this.root = within ?? outline.elements[0] ?? null;
    const { elements } = outline;
    for (let at = within === null ? 0 : firstFrom(elements, within.start); at < elements.length; at += 1) {
      const element = elements[at] as XmlElement;
      if (within !== null && element.start >= Math.max(within.end, within.tagEnd)) break;
      if (element.parent === null) continue;
      const siblings = this.#children.get(element.parent);
      if (siblings === undefined) this.#children.set(element.parent, [element]);
      else siblings.push(element);
    }
  }

  children(parent: XmlElement | null, local?: string, namespace?: string): readonly XmlElement[] {
    if (parent === null) return [];
    const all = this.#children.get(parent) ?? [];
    return local === undefined ? all : all.filter((child) => child.local === local && (namespace === undefined || this.namespaceOf(child) === namespace));
  }

  child(parent: XmlElement | null, local: string, namespace?: string): XmlElement | null {
    return this.children(parent, local, namespace)[0] ?? null;
  }

  /** Its text, without white space around it; `null` where there is no such element. */
  text(element: XmlElement | null): string | null {
    if (element === null) return null;
    const text = this.outline.text.slice(element.tagEnd, element.contentEnd).replace(SECTION, (_, characters: string | undefined) => (characters === undefined ? "" : escaped(characters)));
    return textOf({ ...this.outline, text }, { ...element, tagEnd: 0, contentEnd: text.length }).trim();
  }

  attribute(element: XmlElement | null, name: string): string | null {
    return element === null ? null : attributeOf(this.outline, element, name);
  }

  /** `null` where none is declared. */
  namespaceOf(element: XmlElement): string | null {
    const colon = element.name.indexOf(":");
    const prefix = colon === -1 ? "" : element.name.slice(0, colon);
    const own = this.#declarationsOf(element).get(prefix);
    return (own ?? this.#around(element.parent, prefix)) || null;
  }

  /** Climbed once for all children of an element: they may be many, and deep. */
  #around(parent: XmlElement | null, prefix: string): string {
    if (parent === null) return "";
    const known = this.#inherited.get(parent) ?? new Map<string, string>();
    this.#inherited.set(parent, known);
    let found = known.get(prefix);
    for (let at: XmlElement | null = parent; at !== null && found === undefined; at = at.parent) found = this.#declarationsOf(at).get(prefix);
    known.set(prefix, found ?? "");
    return found ?? "";
  }

  /** Read once for each start tag: a tag may be long, and may have many children. */
  #declarationsOf(element: XmlElement): ReadonlyMap<string, string> {
    const known = this.#declared.get(element);
    if (known !== undefined) return known;
    const tag = this.outline.text.slice(element.start, element.tagEnd);
    const found = new Map<string, string>();
    for (const [, prefix = "", double, single] of tag.matchAll(DECLARATION)) if (!found.has(prefix)) found.set(prefix, double ?? single ?? "");
    this.#declared.set(element, found);
    return found;
  }
}

/** A CDATA section is text like any other; comments and processing instructions are none. */
const SECTION = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;
const escaped = (text: string) => text.replace(/[&<]/g, (character) => (character === "&" ? "&amp;" : "&lt;"));

const DECLARATION = /(?<=\s)xmlns(?::([^\s=/]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Elements stand in the order of their start tags. */
function firstFrom(elements: readonly XmlElement[], start: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle] as XmlElement).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
