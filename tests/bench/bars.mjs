// What is promised, and whether it is kept. Each bar is about a ratio or a figure of this run.

const PEER = "node-saml";

/** A row's id, what of it counts, and the bound: `least`, `most`, or `below`. */
const BARS = [
  { row: "node-assertion-6k", times: PEER, least: 30 },
  { row: "node-assertion-6k", over: "node-crypto", most: 6 },
  { row: "node-both-6k", times: PEER, least: 30 },
  { row: "node-154k", times: PEER, least: 40 },
  { row: "workerd-assertion-6k", times: PEER, least: 20 },
  { row: "workerd-first", times: PEER, least: 8 },
  { row: "cold-inside", times: PEER, least: 8 },
  { row: "upload-gzip", octets: "saml-edge", most: 130_000 },
  { row: "core-brotli", octets: "saml-edge", most: 102_400 },
  { row: "hostile", cpu: "saml-edge", most: 50 },
  ...["assertion-6k", "both-6k", "20k", "154k"].map((message) => ({ row: `native-${message}`, times: "libxmlsec1", least: 1 })),
];

/** Those whose rows were measured. `kept` is `null` where what it is held against is missing. */
export function judgeBars(rows, subjects) {
  const nameOf = (id) => subjects.find((subject) => subject.id === id)?.name ?? id;
  return BARS.flatMap((bar) => {
    const row = rows.find(({ id }) => id === bar.row);
    return row === undefined ? [] : [judged(bar, row, nameOf)];
  });
}

function judged(bar, { cells }, nameOf) {
  const { row, least, most } = bar;
  const value = valueOf(bar, cells) ?? null;
  const kept = value === null ? null : least === undefined ? value <= most : value >= least;
  return { row, wanted: wordsOf(bar, nameOf), value, kept };
}

function valueOf({ times, over, octets, cpu }, cells) {
  if (times !== undefined) return cells[times]?.times?.cpu.median;
  if (over !== undefined) return cells[over]?.times === undefined ? undefined : 1 / cells[over].times.cpu.median;
  if (octets !== undefined) return cells[octets]?.octets;
  return cells[cpu]?.cpu.median;
}

function wordsOf({ times, over, octets, least, most }, nameOf) {
  if (times !== undefined && least === 1) return `faster than ${nameOf(times)}, signatures alone`;
  if (times !== undefined) return `at least ${least}× ${nameOf(times)}`;
  if (over !== undefined) return `at most ${most}× ${nameOf(over)}`;
  return octets === undefined ? `at most ${most} ms` : `at most ${most / 1000} KB`;
}

/** A bar's value in the measure of its words. */
export function shownValue({ value, wanted }) {
  if (value === null) return "not measured";
  if (wanted.endsWith(" KB")) return `${(value / 1000).toFixed(1)} KB`;
  if (wanted.endsWith(" ms")) return `${value.toFixed(1)} ms`;
  return `${value.toFixed(value < 10 ? 1 : 0)}×`;
}

export const verdictOf = ({ kept }) => (kept === null ? "not measured" : kept ? "kept" : "NOT KEPT");
