// The elements of a message, as a tree that is worked by mouse and keyboard (ARIA tree pattern, one list with levels).
import { type Cover, type Stretch, stretchAt } from "./coverage.js";
import { element, visible } from "./dom.js";
import { cut } from "./sentences.js";
import { attributeOf, type Outline, textOf, type XmlElement } from "./xml-outline.js";

export interface TreeView {
  /** Marks the element, or the nearest one around it that is shown. */
  mark(target: XmlElement | null): void;
}

export interface TreeLinks {
  /** The reader points at it, or at nothing. `focus`: by the keyboard, so that it has to come into view. */
  readonly pointed: (target: XmlElement | null, by: "mouse" | "focus") => void;
  readonly chosen: (target: XmlElement) => void;
}

/** What was opened and closed stays while the same message is judged anew. */
let last: { readonly text: string; readonly open: Set<number> } | null = null;

/** Items that are shown at once; a login has some sixty. */
const MOST = 500;

export function showTree(list: HTMLElement, outline: Outline, stretches: readonly Stretch[], { pointed, chosen }: TreeLinks): TreeView {
  const { elements } = outline;
  const indexes = new Map(elements.map((found, index) => [found, index]));
  const children = childIndexes(outline, indexes);
  if (last?.text !== outline.text) last = { text: outline.text, open: openAtFirst(elements, children) };
  const { open } = last;
  let current = 0;
  let items = new Map<number, HTMLElement>();

  const parentOf = (index: number) => indexes.get(elements[index]?.parent as XmlElement);
  const draw = () => {
    const rows = visibleRows(children, open);
    items = new Map(rows.map((row) => [row.index, item(row.index, row.position, row.of)]));
    if (!items.has(current)) current = nearest(current);
    items.get(current)?.setAttribute("tabindex", "0");
    list.replaceChildren(...items.values(), ...(rows.length < MOST ? [] : [element("p", { class: "quiet", at: { role: "none" } }, "More are not shown here. Close some.")]));
  };
  const item = (index: number, position: number, of: number) => {
    const found = elements[index] as XmlElement;
    const hasChildren = children[index] !== undefined;
    const made = element("div", { class: "item", at: { role: "treeitem", tabindex: "-1", "data-index": String(index), "aria-level": String(found.depth + 1), "aria-posinset": String(position), "aria-setsize": String(of), "aria-expanded": hasChildren ? String(open.has(index)) : undefined } }, ...label(outline, found, hasChildren, stretchAt(stretches, found.start)));
    made.style.setProperty("--depth", String(Math.min(found.depth, 12)));
    return made;
  };
  const nearest = (index: number): number => {
    for (let at: number | undefined = index; at !== undefined; at = parentOf(at)) if (items.has(at)) return at;
    return 0;
  };
  const focus = (index: number | undefined) => {
    const target = index === undefined ? undefined : items.get(index);
    if (index === undefined || target === undefined) return;
    items.get(current)?.setAttribute("tabindex", "-1");
    current = index;
    target.setAttribute("tabindex", "0");
    target.focus();
  };
  const toggle = (index: number, wanted: boolean) => {
    if (children[index] === undefined || open.has(index) === wanted) return false;
    if (wanted) open.add(index);
    else open.delete(index);
    const hadFocus = list.contains(document.activeElement);
    draw();
    if (hadFocus) focus(index);
    return true;
  };
  const step = (by: 1 | -1, matches: (index: number) => boolean = () => true) => {
    const order = [...items.keys()];
    for (let at = order.indexOf(current) + by; at >= 0 && at < order.length; at += by) if (matches(order[at] as number)) return focus(order[at]);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    ArrowRight: () => toggle(current, true) || focus(open.has(current) ? children[current]?.[0] : undefined),
    ArrowLeft: () => toggle(current, false) || focus(parentOf(current)),
    Home: () => focus([...items.keys()][0]),
    End: () => focus([...items.keys()].at(-1)),
    Enter: () => chosen(elements[current] as XmlElement),
    " ": () => chosen(elements[current] as XmlElement),
  };

  list.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const letter = event.key.length === 1 && event.key !== " " ? event.key.toLowerCase() : null;
    if (keys[event.key] === undefined && letter === null) return;
    event.preventDefault();
    if (letter === null) keys[event.key]?.();
    else step(1, (index) => (elements[index] as XmlElement).local.toLowerCase().startsWith(letter));
  };
  list.onclick = ({ target }) => {
    const index = indexOf(target);
    if (index === null) return;
    if (target instanceof HTMLElement && target.matches(".twist")) {
      current = index;
      toggle(index, !open.has(index));
    } else chosen(elements[index] as XmlElement);
  };
  list.onpointerover = ({ target }) => pointed(elementOf(target), "mouse");
  list.onpointerleave = () => pointed(null, "mouse");
  list.addEventListener("focusin", ({ target }) => {
    const index = indexOf(target);
    if (index !== null) current = index;
    pointed(elementOf(target), "focus");
  });
  list.addEventListener("focusout", () => pointed(null, "focus"));
  const elementOf = (target: EventTarget | null) => elements[indexOf(target) ?? -1] ?? null;
  draw();
  return {
    mark(target) {
      list.querySelector(".item.here")?.classList.remove("here");
      const index = target === null ? undefined : indexes.get(target);
      if (index === undefined) return;
      const shown = items.get(nearest(index));
      shown?.classList.add("here");
      // Not scrollIntoView, which would move the page under the mouse.
      if (shown !== undefined) list.scrollTop = Math.min(Math.max(list.scrollTop, shown.offsetTop + shown.offsetHeight - list.clientHeight), shown.offsetTop);
    },
  };
}

function indexOf(target: EventTarget | null): number | null {
  const found = target instanceof Element ? target.closest<HTMLElement>(".item") : null;
  return found === null ? null : Number(found.dataset["index"]);
}

/** By the index of the parent. Elements without children have none. */
function childIndexes({ elements }: Outline, indexes: ReadonlyMap<XmlElement, number>): (number[] | undefined)[] {
  const children: (number[] | undefined)[] = [];
  elements.forEach(({ parent }, index) => {
    const at = parent === null ? undefined : indexes.get(parent);
    if (at !== undefined) (children[at] ??= []).push(index);
  });
  return children;
}

/** All but the signatures, whose insides seldom matter, in what is as long as a login. */
function openAtFirst(elements: readonly XmlElement[], children: readonly (readonly number[] | undefined)[]): Set<number> {
  const isLong = elements.length > MOST;
  return new Set(elements.flatMap(({ local, depth }, index) => (children[index] === undefined || local === "Signature" || (isLong && depth > 1) ? [] : [index])));
}

interface Row {
  readonly index: number;
  readonly position: number;
  readonly of: number;
}

function visibleRows(children: readonly (readonly number[] | undefined)[], open: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  // What stands on the stack is still to be shown, the next on top.
  const stack: Row[] = [{ index: 0, position: 1, of: 1 }];
  while (rows.length < MOST) {
    const row = stack.pop();
    if (row === undefined) break;
    rows.push(row);
    const below = open.has(row.index) ? (children[row.index] ?? []) : [];
    for (let at = Math.min(below.length, MOST) - 1; at >= 0; at -= 1) stack.push({ index: below[at] as number, position: at + 1, of: below.length });
  }
  return rows;
}

const COVERS: Record<Cover, string> = { good: "covered by a trusted signature", bad: "covered by a signature that is not trusted", none: "not covered" };

function label(outline: Outline, found: XmlElement, hasChildren: boolean, cover: Cover): HTMLElement[] {
  const prefix = found.name.slice(0, found.name.length - found.local.length);
  const said = saying(outline, found, hasChildren);
  return [
    element("span", { class: "twist", at: { "aria-hidden": "true" } }),
    element("span", { class: "name" }, prefix === "" ? null : element("span", { class: "prefix" }, ...visible(prefix)), ...visible(found.local)),
    ...(said === "" ? [] : [element("span", { class: "value" }, ...visible(said))]),
    element("span", { class: `dot ${cover}`, at: { title: COVERS[cover], "aria-hidden": "true" } }),
    element("span", { class: "unseen" }, COVERS[cover]),
  ];
}

/** What tells it from its like: a name, an address, its text. */
function saying(outline: Outline, found: XmlElement, hasChildren: boolean): string {
  for (const name of TELLING) {
    const value = found.tagEnd - found.start > 4000 ? null : attributeOf(outline, found, name);
    if (value !== null) return brief(value);
  }
  return hasChildren || found.contentEnd - found.tagEnd > 4000 ? "" : brief(textOf(outline, found).trim());
}

const TELLING = ["Name", "Algorithm", "URI", "Value", "Recipient", "ID", "entityID", "Location", "NotOnOrAfter"];

/** Of what standards name, the part that tells it apart. */
function brief(text: string): string {
  return cut(text.slice(Math.max(text.lastIndexOf("#"), text.startsWith("urn:oasis:") ? text.lastIndexOf(":") : -1) + 1), 60);
}
