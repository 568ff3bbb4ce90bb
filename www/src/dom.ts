// Elements without markup in strings: whatever a message holds reaches the page as text only.

type Child = Node | string | null | undefined;

interface Given {
  class?: string;
  id?: string;
  /** Attributes by their names. */
  at?: Record<string, string | undefined>;
  onclick?: () => void;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, given: Given = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (given.class !== undefined) made.className = given.class;
  if (given.id !== undefined) made.id = given.id;
  for (const [name, value] of Object.entries(given.at ?? {})) if (value !== undefined) made.setAttribute(name, value);
  if (given.onclick !== undefined) made.addEventListener("click", given.onclick);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const button = (text: string, onclick: () => void, className = "") => element("button", { class: className, at: { type: "button" }, onclick }, text);

/** Names and values; pairs without a value are left out. */
export function facts(pairs: readonly (readonly [string, Node | string | null | undefined])[]): HTMLDListElement {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined);
  return element("dl", { class: "facts" }, ...known.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

export const badge = (kind: "good" | "bad" | "warn", text: string) => element("span", { class: `badge ${kind}` }, text);

export const code = (text: string) => element("code", {}, ...visible(text));

/** An element of the page as it was written. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`The page has no ${id}.`);
  return found;
}

/** Text in which what cannot be seen, or turns the direction of what follows, is named beside it. */
export function visible(text: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (index > from) pieces.push(text.slice(from, index));
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    pieces.push(element("span", { class: "hidden-character", at: { "data-point": `U+${point}` } }, character));
    from = index + character.length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

const HIDDEN = /(?![\t\n])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

let drawn = 0;
export const freshId = (word: string) => `${word}-${(drawn += 1)}`;
