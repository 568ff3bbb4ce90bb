// Both sides of each difference, beside each other.
import { fingerprint } from "../certificates.js";
import { button, code, element, visible } from "../dom.js";
import type { CertificateDetails } from "../library.js";
import { dayOf } from "../sentences.js";
import type { Difference } from "./collected.js";
import { GROUPS, type Group } from "./names.js";
import { nearMiss, onlyIn, type Parted, parted } from "./values.js";

/** What a column is called. */
export interface Side {
  readonly title: string;
  /** Kind and size of the message. */
  readonly described: string;
}

export type Sides = readonly [Side, Side];

export interface Row {
  readonly label: Node;
  readonly one: Node;
  readonly other: Node;
}

/** `null` where it is none that can be read. */
export type Certificates = ReadonlyMap<string, CertificateDetails | null>;

export function differenceTable(caption: string, sides: Sides, differences: readonly Difference[], certificates: Certificates): HTMLElement {
  const groups = new Map<Group, Row[]>();
  for (const difference of differences) {
    const rows = groups.get(difference.group) ?? [];
    groups.set(difference.group, rows);
    rows.push(differenceRow(difference, certificates));
  }
  return sideTable(caption, sides, [...groups].map(([group, rows]) => ({ title: GROUPS[group], rows })));
}

/** Its roles are named because on a phone its parts are no table to the browser. */
export function sideTable(caption: string, sides: Sides, groups: readonly { readonly title: string | null; readonly rows: readonly Row[] }[]): HTMLElement {
  const head = (...words: (Node | string)[]) => element("th", { at: { scope: "col", role: "columnheader" } }, ...words);
  const sideHead = ({ title, described }: Side) => head(title, element("small", {}, ...visible(described)));
  const cell = ({ title }: Side, content: Node) => element("td", { at: { role: "cell" } }, element("span", { class: "side", at: { "aria-hidden": "true" } }, title), content);
  return element("table", { class: "sides", at: { role: "table" } },
    element("caption", { class: "unseen" }, caption),
    element("thead", { at: { role: "rowgroup" } }, element("tr", { at: { role: "row" } }, head("What"), sideHead(sides[0]), sideHead(sides[1]))),
    ...groups.map(({ title, rows }) => element("tbody", { at: { role: "rowgroup" } },
      title === null ? null : element("tr", { class: "group", at: { role: "row" } }, element("th", { at: { colspan: "3", scope: "rowgroup", role: "rowheader" } }, title)),
      ...rows.map(({ label, one, other }) => element("tr", { at: { role: "row" } }, element("th", { at: { scope: "row", role: "rowheader" } }, label), cell(sides[0], one), cell(sides[1], other))))));
}

function differenceRow({ label, path, one, other, kind }: Difference, certificates: Certificates): Row {
  const hint = kind === "text" && one?.length === 1 && other?.length === 1 ? nearMiss(one[0] ?? "", other[0] ?? "") : null;
  const name = element("span", {}, element("span", { class: "label" }, ...visible(label)), hint === null ? null : element("small", { class: "hint" }, hint), path === "" ? null : element("small", {}, ...wrappable(path)));
  if (kind === "certificate") return { label: name, one: certificateCell(one, certificates), other: certificateCell(other, certificates) };
  return { label: name, one: valueCell(one, other, 0), other: valueCell(other, one, 1) };
}

function valueCell(values: readonly string[] | null, against: readonly string[] | null, side: 0 | 1): HTMLElement {
  if (values === null) return element("span", { class: "quiet" }, "Not there");
  if (values.length === 0) return element("span", { class: "quiet" }, "There, without a value");
  if (against === null) return list(values.map((value) => valueText({ before: value, differing: "", after: "" })), 0);
  const [value, other] = [values[0] ?? "", against[0] ?? ""];
  if (values.length === 1 && against.length === 1) return valueText(side === 0 ? parted(value, other)[0] : parted(other, value)[1]);
  const { only, common } = onlyIn(values, against);
  return list(only.map((text) => valueText({ before: "", differing: text, after: "" })), common);
}

function list(items: readonly HTMLElement[], common: number): HTMLElement {
  const [only] = items;
  if (items.length === 1 && common === 0 && only !== undefined) return only;
  const more = items.length > LISTED ? element("li", { class: "quiet" }, `${items.length - LISTED} more`) : null;
  const same = common === 0 ? null : element("li", { class: "quiet" }, `${items.length === 0 ? "" : "and "}${common} that the other has too`);
  return element("ul", { class: "values" }, ...items.slice(0, LISTED).map((item) => element("li", {}, item)), more, same);
}

const LISTED = 50;

/** Of what is long, the surroundings of the difference; the rest on demand. */
function valueText({ before, differing, after }: Parted): HTMLElement {
  if (before + differing + after === "") return element("span", { class: "quiet" }, "Empty");
  const whole = () => element("code", {}, ...visible(before), marked(differing), ...visible(after));
  const hasMark = differing !== "";
  const [head, body, tail] = [hasMark ? last(before, AROUND) : first(before, LONG), first(differing, LONG), first(after, hasMark ? AROUND : LONG)];
  const length = before.length + differing.length + after.length;
  if (length <= head.length + body.length + tail.length + 20) return whole();
  const short = element("span", {}, element("code", {}, head === before || !hasMark ? "" : "…", ...visible(head), marked(body), body === differing ? "" : "…", ...visible(tail), "…"));
  short.append(element("small", {}, `${length.toLocaleString("en")} characters. `, button("Show all", () => short.replaceWith(whole()), "link")));
  return short;
}

const AROUND = 60;
const LONG = 200;

const first = (text: string, most: number) => (text.length > most + 20 ? text.slice(0, most) : text);
const last = (text: string, most: number) => (text.length > most + 20 ? text.slice(-most) : text);

const marked = (text: string) => (text === "" ? null : element("mark", { class: "differing" }, ...visible(text)));

function certificateCell(values: readonly string[] | null, certificates: Certificates): HTMLElement {
  const value = values?.[0];
  if (value === undefined) return valueCell(values, null, 0);
  const details = certificates.get(value);
  if (details === undefined || details === null) return element("span", {}, valueText({ before: value.replace(/\s/g, ""), differing: "", after: "" }), element("small", {}, details === null ? "This is no certificate that can be read." : ""));
  const until = details.notAfter === null ? "" : `, until ${dayOf(details.notAfter)}`;
  return element("span", {}, code(details.subject ?? "A key without a name"), element("small", {}, `${details.key}${until}. SHA-256:`), fingerprint(details.sha256));
}

/** A long path breaks after its slashes. */
const wrappable = (path: string) => path.split("/").flatMap((step, at) => (at === 0 ? [] : ["/", element("wbr"), ...visible(step)]));
