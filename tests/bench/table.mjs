// The figures on the terminal.
import { shownValue, verdictOf } from "./bars.mjs";
import { amountOf, reasonOf, SCOPES, significant, timesOf } from "./lib/words.mjs";

export function printTable(figures) {
  const { machine, rows, hostile, bars } = figures;
  const subjects = new Map([...figures.subjects, ...(figures.native?.subjects ?? [])].map((subject) => [subject.id, subject]));
  console.log(`Node ${machine.node}, workerd ${machine.workerd}, ${machine.cpu}, ${machine.cores} cores`);
  console.log("CPU time by the median (and quartiles), time by the clock, and how many times as much CPU as saml-edge in the same rounds");
  for (const row of rows.filter(({ id }) => id !== "hostile")) {
    console.log(`\n${row.title}${row.octets === undefined ? "" : ` (${row.octets} octets)`}`);
    for (const [id, cell] of Object.entries(ordered(row.cells, [...subjects.keys()]))) console.log(line(subjects.get(id), cell, row.unit));
    for (const bar of bars.filter((bar) => bar.row === row.id)) console.log(barLine(bar));
  }
  if (figures.native?.missing !== undefined) console.log(`\nNative peers: ${figures.native.missing}`);
  if (hostile !== undefined) printHostile(hostile, bars);
}

function line(subject = { name: "nothing" }, cell, unit) {
  const name = `${subject.name} ${subject.version ?? ""}`.trim().padEnd(30);
  const reason = reasonOf(cell);
  if (reason !== undefined) return `  ${name} ${reason}`;
  const { cpu, wall } = cell;
  const spread = cpu === undefined ? "" : `(${significant(cpu.low)} to ${significant(cpu.high)})`;
  const clock = wall === undefined ? "" : `${significant(wall.median)} ${unit}`;
  const columns = [amountOf(cell, unit).padStart(10), spread.padEnd(18), clock.padStart(10), (timesOf(cell) ?? "").padStart(7), SCOPES[subject.scope] ?? ""];
  return `  ${name} ${columns.join(" ")}`.trimEnd();
}

function ordered(cells, order) {
  return Object.fromEntries(Object.entries(cells).toSorted(([a], [b]) => place(order, a) - place(order, b)));
}

function place(order, id) {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}

const barLine = (bar) => `  ${bar.wanted}: ${shownValue(bar)}: ${verdictOf(bar)}`;

function printHostile(hostile, bars) {
  console.log("\nHostile messages, as large as the default limit allows: the slowest of each class");
  for (const of of [...new Set(hostile.map((entry) => entry.class))]) {
    const slowest = hostile.filter((entry) => entry.class === of).reduce(slower);
    console.log(`  ${of.padEnd(54)} ${significant(slowest.cpu.median).padStart(6)} ms  ${slowest.name}, ${slowest.verdict}`);
  }
  for (const bar of bars.filter(({ row }) => row === "hostile")) console.log(barLine(bar));
}

export const slower = (most, entry) => (entry.cpu.median > most.cpu.median ? entry : most);
