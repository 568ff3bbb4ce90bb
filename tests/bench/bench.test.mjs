// How figures become words: of verdicts, of tables, and of what a run has not measured. Loads no package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { judgeBars, shownValue, verdictOf } from "./bars.mjs";
import { chart, NARROW, WIDE } from "./chart.mjs";
import { cellOf } from "./lib/statistics.mjs";
import { quartilesOf, reasonOf } from "./lib/words.mjs";
import { markdown, rulesTable } from "./markdown.mjs";
import { fitted, headLines, partLines } from "./table.mjs";

const figures = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/bench/figures.json"), "utf8"));
const made = { date: "2026-01-02", commit: "abc1234", uncommitted: true };

test("a value has as many digits as its verdict needs", () => {
  const shown = (unit, bound, value, kept) => shownValue({ unit, ...bound, value, kept });
  assert.equal(shown("×", { most: 6 }, 6.0469, false), "6.05×");
  assert.equal(shown("×", { most: 6 }, 5.9999, true), "6.0×");
  assert.equal(shown("×", { most: 6 }, 6.0001, false), "6.0001×");
  assert.equal(shown("×", { least: 30 }, 29.97, false), "29.97×");
  assert.equal(shown("×", { least: 30 }, 42.6, true), "43×");
  assert.equal(shown("KB", { most: 130_000 }, 130_001, false), "130.001 KB");
  assert.equal(shown("ms", { most: 50 }, 34.14, true), "34.1 ms");
  assert.equal(shown("ms", { most: 50 }, null, null), "not measured");
});

test("a goal whose peer is missing is neither kept nor missed", () => {
  const own = { cpu: { median: 1, low: 1, high: 1 } };
  const [bar] = judgeBars([{ id: "native-20k", cells: { "saml-edge": own, libxmlsec1: { missing: "not installed" } } }]);
  assert.equal(bar.kept, null);
  assert.equal(verdictOf(bar), "not measured");
});

test("ratios are made within rounds, with quartiles", () => {
  const round = (value) => ({ cpu: value, wall: value });
  const cell = cellOf([3, 30, 5].map(round), [1, 10, 2].map(round));
  assert.equal(cell.times.cpu.median, 3);
  assert.equal(cell.cpu.median, 5);
  assert.equal(quartilesOf(cell), "(2.8–3.0)");
});

test("no line of figures is wider than 80 columns, and on a terminal nothing is wider than it", () => {
  const bars = judgeBars(figures.rows);
  const { hostile, native } = figures;
  const lines = [...headLines({ ...figures, made }), ...partLines({ rows: figures.rows, hostile, native }, bars, figures.subjects)];
  assert.ok(lines.length > 200);
  const measured = lines.filter((line) => /^ {2}\S.* (ms|µs|KB) /.test(line) && !line.includes(":"));
  assert.ok(measured.length > 100);
  for (const line of measured) assert.ok(line.length <= 80, line);
  for (const line of lines) assert.ok(fitted(line, 100).length <= 100, line);
  assert.equal(fitted("a".repeat(200), undefined).length, 200);
  assert.equal(fitted("abcdef", 4), "abc…");
});

test("a native build that fails leaves its reason in the rows, and the others' figures", () => {
  const reason = "cargo does not build it";
  const rows = figures.rows.map((row) => (row.part === "native" ? { ...row, cells: { "saml-edge": { missing: reason } } } : row));
  const without = { ...figures, rows, native: { subjects: [], missing: reason } };
  const text = markdown(without, judgeBars(rows));
  assert.ok(text.includes(`The crate's native peers are missing: ${reason}.`));
  assert.ok(text.includes("| workerd: first login of a fresh isolate |"));
  assert.ok(partLines({ rows, native: without.native }, [], figures.subjects).some((line) => line.endsWith(reason)));
  assert.equal(reasonOf({ missing: reason }), reason);
});

test("a part that broke is named", () => {
  const text = markdown({ ...figures, failed: { workerd: "it ended" } }, []);
  assert.ok(text.includes("Not measured: workerd (it ended)."));
});

test("commit and date are in chart and table once a run has noted them", () => {
  const origin = "at abc1234 with uncommitted changes, 2026-01-02";
  for (const shape of [WIDE, NARROW]) {
    const svg = chart({ ...figures, made }, shape);
    // A line of the narrow one may end within it.
    assert.ok(svg.replace(/<\/text>\n<text[^>]*>/g, " ").includes(origin), shape.width);
    assert.equal(svg.match(/shorter is better/g).length, 6);
    assert.ok(!chart({ ...figures, made: undefined }, shape).includes("uncommitted"));
  }
  assert.ok(markdown({ ...figures, made }, []).includes(origin));
});

test("who accepts what is wrong stands out", () => {
  const rules = { wrongs: ["another Audience"], verdicts: { "saml-edge": [{ refuses: "no" }], "node-saml": [{ accepts: true }] } };
  assert.ok(rulesTable({ ...figures, made, rules }).includes("| another Audience | refuses | **accepts** |"));
  assert.equal(rulesTable({ ...figures, rules: undefined }), "");
});

test("the messages that are measured have seven wrong ones beside them, each signed", async () => {
  const { made: make, MESSAGES, messageFor } = await import("./messages.mjs");
  const message = make(MESSAGES[0], new Date("2026-01-02T03:04:05Z"));
  assert.equal(message.wrongs.length, 7);
  for (const { xml, what } of message.wrongs) {
    assert.notEqual(xml, message.good.xml, what);
    assert.ok(xml.includes("<ds:SignatureValue>"));
  }
  assert.equal(messageFor({ id: "saml-edge", scope: "full" }, message).twins.length, 9);
  assert.equal(messageFor({ id: "node-saml", scope: "full" }, message).twins.length, 2);
});
