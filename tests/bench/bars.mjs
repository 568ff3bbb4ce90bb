// What is promised, and whether it is kept. Each bar is about a ratio or a figure of this run.
import { FLOOR, OWN, PEER, shortOf } from "./lib/names.mjs";

/** A row's id, what of it counts, and the bound: `least` or `most`. */
const BARS = [
  { row: "node-assertion-6k", times: PEER, least: 30 },
  { row: "node-assertion-6k", over: FLOOR, most: 6 },
  { row: "node-both-6k", times: PEER, least: 30 },
  { row: "node-154k", times: PEER, least: 40 },
  { row: "workerd-assertion-6k", times: PEER, least: 20 },
  { row: "workerd-first", times: PEER, least: 8 },
  { row: "cold-inside", times: PEER, least: 8 },
  { row: "upload-gzip", octets: OWN, most: 130_000 },
  { row: "core-brotli", octets: OWN, most: 102_400 },
  { row: "hostile", cpu: OWN, most: 50 },
  ...["assertion-6k", "both-6k", "20k", "154k"].map((message) => ({ row: `native-${message}`, times: "libxmlsec1", least: 1 })),
];

/** Those whose rows were measured. `kept` is `null` where what it is held against is missing. */
export function judgeBars(rows) {
  return BARS.flatMap((bar) => {
    const row = rows.find(({ id }) => id === bar.row);
    return row === undefined ? [] : [judged(bar, row)];
  });
}

function judged(bar, { cells }) {
  const { row, least, most } = bar;
  const value = valueOf(bar, cells) ?? null;
  const bound = least === undefined ? { most } : { least };
  return { row, wanted: wordsOf(bar), unit: unitOf(bar), ...bound, value, kept: value === null ? null : holds(bound, value) };
}

const holds = ({ least, most }, value) => (least === undefined ? value <= most : value >= least);

function valueOf({ times, over, octets, cpu }, cells) {
  if (times !== undefined) return cells[times]?.times?.cpu.median;
  if (over !== undefined) return cells[over]?.times === undefined ? undefined : 1 / cells[over].times.cpu.median;
  if (octets !== undefined) return cells[octets]?.octets;
  return cells[cpu]?.cpu?.median;
}

function unitOf({ octets, cpu }) {
  return octets !== undefined ? "KB" : cpu !== undefined ? "ms" : "×";
}

function wordsOf({ times, over, octets, least, most }) {
  if (times !== undefined && least === 1) return `faster than ${shortOf(times)}, signatures alone`;
  if (times !== undefined) return `at least ${least}× ${shortOf(times)}`;
  if (over !== undefined) return `at most ${most}× ${shortOf(over)}`;
  return octets === undefined ? `at most ${most} ms` : `at most ${most / 1000} KB`;
}

/** A bar's value in the measure of its words, with as many digits as it takes to see the verdict in it. */
export function shownValue({ value, unit, least, most, kept }) {
  if (value === null) return "not measured";
  const scale = unit === "KB" ? 1000 : 1;
  const bound = least === undefined ? { most: most / scale } : { least: least / scale };
  const scaled = value / scale;
  let text = "";
  for (let digits = unit === "×" && scaled >= 10 ? 0 : 1; digits <= MOST_DIGITS; digits++) {
    text = scaled.toFixed(digits);
    if (holds(bound, Number(text)) === kept) break;
  }
  return unit === "×" ? `${text}×` : `${text} ${unit}`;
}

const MOST_DIGITS = 20;

export const verdictOf = ({ kept }) => (kept === null ? "not measured" : kept ? "kept" : "NOT KEPT");
