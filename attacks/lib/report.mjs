// Counts by class, and a table for the terminal.
import { APART, FAULTS, VERDICTS } from "./judge.mjs";

/** For each run and class: how often each verdict. */
export function countsOf(cases, run) {
  const counts = new Map();
  const verdicts = new Map(run.results.map(({ id, verdict }) => [id, verdict]));
  for (const { id, class: name } of cases) {
    const verdict = verdicts.get(id);
    if (!VERDICTS.includes(verdict)) throw new Error(`${run.name} has no verdict of ${id}: ${verdict}`);
    if (!counts.has(name)) counts.set(name, Object.fromEntries(VERDICTS.map((word) => [word, 0])));
    counts.get(name)[verdict]++;
  }
  return counts;
}

export function sumOf(counts) {
  return Object.fromEntries(VERDICTS.map((word) => [word, counts.reduce((sum, count) => sum + count[word], 0)]));
}

/** How many were held, of all that could be asked; what is not counted against anybody is held. */
export function scoreOf(count) {
  const all = VERDICTS.reduce((sum, word) => sum + count[word], 0) - count.unsupported;
  return { held: all - faultsOf(count).reduce((sum, [, times]) => sum + times, 0), all };
}

/** The verdicts against, with how often. */
export function faultsOf(count) {
  return FAULTS.filter((word) => count[word] > 0).map((word) => [word, count[word]]);
}

export const isFault = (verdict) => FAULTS.includes(verdict);

export function table(corpus, cases, runs, verbose) {
  const counted = runs.map((run) => countsOf(cases, run));
  const classes = corpus.classes.map(({ class: name }) => name).filter((name) => cases.some((one) => one.class === name));
  const rows = classes.map((name) => [name, ...counted.map((counts) => cell(counts.get(name)))]);
  rows.push(["all", ...counted.map((counts) => cell(sumOf([...counts.values()])))]);
  return [aligned([["", ...runs.map(({ name, version }) => `${name} ${version}`)], ...rows]), ...(verbose ? details(runs) : [])].join("\n");
}

/** `8/9: 1 accepted; 2 tolerated` */
function cell(count) {
  const { held, all } = scoreOf(count);
  const faults = faultsOf(count).map(([word, times]) => `${times} ${word}`);
  const apart = APART.filter((word) => count[word] > 0).map((word) => `${count[word]} ${word}`);
  return `${held}/${all}${faults.length > 0 ? `: ${faults.join(", ")}` : ""}${apart.length > 0 ? `; ${apart.join(", ")}` : ""}`;
}

function details(runs) {
  return runs.flatMap(({ name, results }) => [
    `\n${name}:`,
    ...results.filter(({ verdict }) => verdict !== "right").map(({ id, verdict, reason, nameId }) => `  ${verdict}  ${id}: ${nameId ?? reason}`),
  ]);
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column])).join("  ").trimEnd()).join("\n");
}
