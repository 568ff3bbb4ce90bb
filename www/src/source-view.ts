// The message octet for octet, shaded by what signatures cover.
import { type Cover, firstBeyond, type Stretch } from "./coverage.js";
import { button, element, visible } from "./dom.js";
import { brokenRows, lineRows, type Row } from "./rows.js";
import { showTree } from "./tree-view.js";
import { innermostAt, type Outline, type Range } from "./xml-outline.js";

export interface SourceView {
  /** Marks the range and brings it into view. `back` leads to where the reader came from. */
  jump(range: Range, label: string, back: () => void): void;
}

/** Rows broken between tags, as long as the reader wants it. */
let isBroken = false;

export function showSource(section: HTMLElement, outline: Outline, stretches: readonly Stretch[]): SourceView {
  const body = element("div", { class: "source", at: { tabindex: "0", role: "region", "aria-label": "The message as it was received" } });
  const more = element("div", {});
  let rows: Row[] = [];
  let shown = 0;
  let here: Range | null = null;

  const draw = (upTo: number) => {
    rows = isBroken ? brokenRows(outline) : lineRows(outline.text);
    shown = 0;
    body.replaceChildren();
    grow(upTo);
  };
  /** Megabytes are shown piece by piece. */
  const grow = (upTo: number) => {
    const made = document.createDocumentFragment();
    for (; shown < rows.length && (rows[shown] as Row).start < upTo; shown += 1) made.append(rowElement(rows[shown] as Row, outline.text, stretches, here));
    body.append(made);
    more.replaceChildren(...(shown === rows.length ? [] : [element("p", { class: "quiet" }, `${rows.length - shown} more rows. `, button("Show all", () => grow(Infinity)))]));
  };
  const breaks = element("input", { at: { type: "checkbox", id: "break-rows" } });
  breaks.checked = isBroken;
  breaks.addEventListener("change", () => {
    isBroken = breaks.checked;
    draw(AT_ONCE);
  });
  draw(AT_ONCE);

  /** Marked by the browser, so that pointing draws nothing anew; one that cannot leaves it. */
  const highlight = (range: Range | null) => {
    if (typeof Highlight === "undefined") return;
    CSS.highlights.delete("here");
    const last = rows[shown - 1];
    if (range === null || last === undefined) return;
    const [from, to] = [pointAt(body, rows, range.start), pointAt(body, rows, Math.min(range.end, last.end))];
    if (from === null || to === null) return;
    const marked = document.createRange();
    marked.setStart(...from);
    marked.setEnd(...to);
    CSS.highlights.set("here", new Highlight(marked));
  };
  const intoView = ({ start }: Range) => {
    if (start >= (rows[shown - 1]?.end ?? 0)) grow(start + 1);
    const point = pointAt(body, rows, start);
    const { top, bottom } = body.getBoundingClientRect();
    const at = (point?.[0].parentElement ?? body).getBoundingClientRect().top;
    if (at < top || at > bottom - 40) body.scrollTop += at - (top + bottom) / 2;
  };
  const jump: SourceView["jump"] = (range, label, back) => {
    here = short(range, outline.text);
    draw(Math.max(AT_ONCE, here.end + 1));
    const mark = body.querySelector<HTMLElement>("mark");
    mark?.setAttribute("tabindex", "-1");
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "center" });
    section.querySelector(".jumped")?.replaceChildren(`${label}. `, button("Back", back, "link"));
  };
  const list = element("div", { class: "tree", at: { role: "tree", "aria-label": "Elements of the message" } });
  const tree = outline.elements.length === 0 ? { mark: () => {} } : showTree(list, outline, stretches, {
    pointed(target, by) {
      if (target !== null && by === "focus") intoView(target);
      highlight(target);
    },
    chosen: (target) => jump(target, `${target.name}`, () => list.querySelector<HTMLElement>('[tabindex="0"]')?.focus()),
  });
  const point = (node: Node | null, within: number) => {
    const offset = node === null ? null : offsetOf(rows, node, within);
    tree.mark(offset === null ? null : innermostAt(outline, offset));
  };
  body.addEventListener("pointermove", (event) => {
    const caret = caretAt(event.clientX, event.clientY);
    point(caret?.node ?? null, caret?.offset ?? 0);
  });
  body.addEventListener("pointerleave", () => tree.mark(null));
  body.addEventListener("pointerup", () => {
    const { anchorNode, anchorOffset } = getSelection() ?? { anchorNode: null, anchorOffset: 0 };
    point(anchorNode, anchorOffset);
  });
  body.addEventListener("focusin", ({ target }) => target instanceof HTMLElement && target.localName === "mark" && point(target, 0));

  const elements = element("details", { class: "elements" }, element("summary", {}, "Elements"), list);
  elements.open = matchMedia("(min-width: 64rem)").matches;
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "source-heading" }, "Message as received"), element("label", { class: "choice" }, breaks, "Break rows between tags")),
    legend(stretches, outline.text.length),
    element("p", { class: "jumped", at: { role: "status" } }),
    outline.elements.length === 0 ? body : element("div", { class: "source-and-tree" }, elements, body),
    more,
  );
  return { jump };
}

/** Characters: more than real logins have. */
const AT_ONCE = 60_000;

/** Of an element that is long, the start tag. */
function short({ start, end }: Range, text: string): Range {
  if (end - start <= 300) return { start, end: Math.max(end, start + 1) };
  const tag = text.indexOf(">", start) + 1;
  return { start, end: tag > 0 && tag < end ? Math.min(tag, start + 2000) : start + 300 };
}

/** Browsers before 2025 have the other name. */
function caretAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null {
  if (typeof document.caretPositionFromPoint === "function") {
    const found = document.caretPositionFromPoint(x, y);
    return found === null ? null : { node: found.offsetNode, offset: found.offset };
  }
  const range = document.caretRangeFromPoint(x, y);
  return range === null ? null : { node: range.startContainer, offset: range.startOffset };
}

function rowElement({ start, end, number, indent }: Row, text: string, stretches: readonly Stretch[], here: Range | null): HTMLElement {
  const line = element("div", { class: "text" });
  line.style.setProperty("--indent", String(indent));
  for (let at = firstBeyond(stretches, start); at < stretches.length && (stretches[at] as Stretch).start < end; at += 1) {
    const stretch = stretches[at] as Stretch;
    const piece = { start: Math.max(start, stretch.start), end: Math.min(end, stretch.end) };
    line.append(element("span", { class: `cover ${stretch.cover}` }, ...marked(text, piece, here)));
  }
  return element("div", { class: "line" }, element("span", { class: "number", at: { "data-number": number === null ? "" : String(number), "aria-hidden": "true" } }), line);
}

function marked(text: string, { start, end }: Range, here: Range | null): (Node | string)[] {
  if (here === null || here.end <= start || here.start >= end) return visible(text.slice(start, end));
  const [from, to] = [Math.max(start, here.start), Math.min(end, here.end)];
  return [...visible(text.slice(start, from)), element("mark", {}, ...visible(text.slice(from, to))), ...visible(text.slice(to, end))];
}

/** Where in the drawn rows this offset of the text is; `null` where it is not drawn. */
function pointAt(body: HTMLElement, rows: readonly Row[], offset: number): [Node, number] | null {
  const line = body.children[rowAt(rows, offset)]?.querySelector(".text");
  if (line == null) return null;
  let left = offset - (rows[rowAt(rows, offset)] as Row).start;
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const { length } = text as Text;
    if (left <= length) return [text, left];
    left -= length;
  }
  return null;
}

/** The other way round. */
function offsetOf(rows: readonly Row[], node: Node, within: number): number | null {
  const line = (node instanceof Element ? node : node.parentElement)?.closest(".text");
  const row = rows[Array.prototype.indexOf.call(line?.closest(".source")?.children ?? [], line?.parentElement)];
  if (line == null || row === undefined) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, within);
  return row.start + before.toString().length;
}

function rowAt(rows: readonly Row[], offset: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle] as Row).start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function legend(stretches: readonly Stretch[], whole: number): HTMLUListElement {
  const share = (wanted: Cover) => stretches.filter(({ cover }) => cover === wanted).reduce((sum, { start, end }) => sum + end - start, 0);
  const item = (cover: Cover, text: string) =>
    element("li", { at: { "data-cover": cover, "data-characters": String(share(cover)) } }, element("span", { class: `swatch cover ${cover}`, at: { "aria-hidden": "true" } }, "abc"), `${text}: ${percent(share(cover), whole)}`);
  return element("ul", { class: "legend" },
    item("good", "covered by a signature that verifies with a configured key"),
    item("bad", "covered by a signature that fails, is not trusted, or was not judged"),
    item("none", "not covered"));
}

function percent(some: number, whole: number): string {
  if (some === 0 || whole === 0) return "none";
  const share = (100 * some) / whole;
  return share < 1 ? "less than 1 %" : `${Math.round(share)} %`;
}
