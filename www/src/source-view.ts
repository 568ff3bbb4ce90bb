// The message octet for octet, shaded by what signatures cover.
import type { Cover, Stretch } from "./coverage.js";
import { button, element, visible } from "./dom.js";
import type { Outline, Range } from "./xml-outline.js";

export interface SourceView {
  /** Marks the range and brings it into view. `back` leads to where the reader came from. */
  jump(range: Range, label: string, back: () => void): void;
}

interface Row extends Range {
  /** `null` where a line goes on in the next row. */
  readonly number: number | null;
  readonly indent: number;
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
  section.replaceChildren(
    element("div", { class: "heading" }, element("h2", { id: "source-heading" }, "Message as received"), element("label", { class: "choice" }, breaks, "Break rows between tags")),
    legend(stretches, outline.text.length),
    element("p", { class: "jumped", at: { role: "status" } }),
    body,
    more,
  );
  return {
    jump(range, label, back) {
      here = short(range, outline.text);
      draw(Math.max(AT_ONCE, here.end + 1));
      const mark = body.querySelector<HTMLElement>("mark");
      mark?.setAttribute("tabindex", "-1");
      mark?.focus({ preventScroll: true });
      mark?.scrollIntoView({ block: "center" });
      section.querySelector(".jumped")?.replaceChildren(`${label}. `, button("Back", back, "link"));
    },
  };
}

/** Characters: more than real logins have. */
const AT_ONCE = 60_000;

/** Of an element that is long, the start tag. */
function short({ start, end }: Range, text: string): Range {
  if (end - start <= 300) return { start, end: Math.max(end, start + 1) };
  const tag = text.indexOf(">", start) + 1;
  return { start, end: tag > 0 && tag < end ? Math.min(tag, start + 2000) : start + 300 };
}

function lineRows(text: string): Row[] {
  const rows: Row[] = [];
  for (let start = 0, number = 1; start <= text.length; number += 1) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed + 1;
    if (end > start || number === 1) {
      for (let from = start; from === start || from < end; from += LONGEST_ROW) {
        rows.push({ start: from, end: Math.min(end, from + LONGEST_ROW), number: from === start ? number : null, indent: 0 });
      }
    }
    if (feed === -1) return rows;
    start = end;
  }
  return rows;
}

/** A browser lays out a line of megabytes for seconds. */
const LONGEST_ROW = 20_000;

/** Lines, and a new row at each tag that follows another tag or begins after one. */
function brokenRows({ text, tags }: Outline): Row[] {
  const rows: Row[] = [];
  let tag = 0;
  for (const { start, end, number } of lineRows(text)) {
    let from = start;
    let first = true;
    let indent = 0;
    const cut = (to: number) => {
      if (to > from) rows.push({ start: from, end: to, number: first ? number : null, indent });
      first = first && to <= from;
      from = Math.max(from, to);
    };
    for (; tag < tags.length && (tags[tag] as Range).start < end; tag += 1) {
      const { start: at, depth } = tags[tag] as Range & { depth: number };
      const follows = tags[tag - 1]?.end === at || text[at - 1] === ">";
      if (follows) cut(at);
      if (from === at) indent = Math.min(depth, 12);
    }
    cut(end);
  }
  return rows;
}

function rowElement({ start, end, number, indent }: Row, text: string, stretches: readonly Stretch[], here: Range | null): HTMLElement {
  const line = element("div", { class: "text" });
  line.style.setProperty("--indent", String(indent));
  for (let at = firstIn(stretches, start); at < stretches.length && (stretches[at] as Stretch).start < end; at += 1) {
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

function firstIn(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Stretch).end <= offset) low = middle + 1;
    else high = middle;
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
