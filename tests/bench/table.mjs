// The figures on the terminal: no line of figures is wider than 80 columns, and what is longer (a reason) is cut to the terminal's width.
import { shownValue, verdictOf } from "./bars.mjs";
import { columnOf } from "./lib/names.mjs";
import { amountOf, originOf, quartilesOf, RATIOS, reasonOf, significant, timesOf } from "./lib/words.mjs";

/** What is measured, and how its lines are to be read. */
export function headLines({ machine, made, subjects }) {
  const { node, workerd, cpu, cores } = machine;
  const versions = subjects.filter(({ scope }) => scope === "full" || scope === "signature").map(({ name, version }) => `${name} ${version}`);
  return [
    `Node ${node}, workerd ${workerd}, ${cpu}, ${cores} cores; ${originOf(made)}`,
    ...wrapped(versions.join(", "), 78),
    "Columns: CPU time (median, quartiles), time by the clock, and how many times as",
    "much CPU time as saml-edge (median, quartiles). †: signatures only.",
    ...wrapped(RATIOS, 78),
  ];
}

/** Of one part of the comparison. */
export function partLines({ rows, rules, hostile, native }, bars, subjects) {
  const known = new Map([...subjects, ...(native?.subjects ?? [])].map((subject) => [subject.id, subject]));
  const lines = rules === undefined ? [] : rulesLines(rules, known);
  for (const row of rows.filter(({ id }) => id !== "hostile")) {
    lines.push("", `${row.title}${row.octets === undefined ? "" : ` (${row.octets} octets)`}`);
    for (const [id, cell] of inOrder(row.cells, [...known.keys()])) lines.push(line(known.get(id) ?? { id }, cell, row.unit));
    lines.push(...bars.filter((bar) => bar.row === row.id).map(barLine));
  }
  if (hostile !== undefined) lines.push(...hostileLines(hostile, bars));
  return lines;
}

/** For a terminal, whose lines must not wrap; a file gets all of them. */
export function fitted(line, columns) {
  return columns === undefined || line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}

function line(subject, cell, unit) {
  const name = columnOf(subject).padEnd(15);
  const reason = reasonOf(cell);
  if (reason !== undefined) return `  ${name} ${reason}`;
  const { cpu, wall } = cell;
  const spread = cpu === undefined ? "" : `(${significant(cpu.low)}–${significant(cpu.high)})`;
  const clock = wall === undefined ? "" : `${significant(wall.median)} ${unit}`;
  const columns = [amountOf(cell, unit).padStart(10), spread.padEnd(15), clock.padStart(10), (timesOf(cell) ?? "").padStart(6), quartilesOf(cell)];
  return `  ${name} ${columns.join(" ")}`.trimEnd();
}

function inOrder(cells, order) {
  return Object.entries(cells).toSorted(([a], [b]) => place(order, a) - place(order, b));
}

function place(order, id) {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}

const barLine = (bar) => `  ${bar.wanted}: ${shownValue(bar)}: ${verdictOf(bar)}`;

function hostileLines(hostile, bars) {
  const lines = ["", "Hostile messages, as large as the default limit allows: the slowest of each class"];
  for (const of of [...new Set(hostile.map((entry) => entry.class))]) {
    const slowest = hostile.filter((entry) => entry.class === of).reduce(slower);
    lines.push(`  ${significant(slowest.cpu.median).padStart(6)} ms  ${of}`, `             ${slowest.verdict}: ${slowest.name}`);
  }
  return [...lines, ...bars.filter(({ row }) => row === "hostile").map(barLine)];
}

function rulesLines({ wrongs, verdicts }, subjects) {
  const lines = ["", "Well signed and wrong: who accepts it"];
  wrongs.forEach((what, index) => {
    const accepting = Object.keys(verdicts).filter((id) => verdicts[id][index].accepts === true);
    lines.push(`  ${what}`, ...wrapped(accepting.map((id) => columnOf(subjects.get(id))).join(", ") || "nobody", 74).map((text) => `    ${text}`));
  });
  return lines;
}

export function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export const slower = (most, entry) => (entry.cpu.median > most.cpu.median ? entry : most);
