// `cargo xtask bench`: this package beside its peers on the same messages in one run, and hostile messages.
// Exit code 1 where a bar is not kept or a part of it broke.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, type } from "node:os";
import { parseArgs } from "node:util";

import { judgeBars, verdictOf, shownValue } from "./bars.mjs";
import { chart, WIDE } from "./chart.mjs";
import { versionOf } from "./lib/bundle.mjs";
import { GROUND, OWN, SUBJECTS } from "./lib/subjects.mjs";
import { fitted, headLines, partLines, slower } from "./table.mjs";

/** Each is loaded when it is wanted; each has a file of its name in parts/, and `cargo xtask bench` knows them by that. All answer with rows, some with more. */
const PARTS = {
  rules: async (how) => ({ rows: [], rules: await (await import("./parts/rules.mjs")).measureRules(how) }),
  node: async (how) => ({ rows: await (await import("./parts/node.mjs")).measureNode(how) }),
  workerd: async (how) => ({ rows: await (await import("./parts/workerd.mjs")).measureWorkerd(how) }),
  cold: async (how) => ({ rows: await (await import("./parts/cold.mjs")).measureCold(how) }),
  upload: async (how) => ({ rows: await (await import("./parts/upload.mjs")).measureUpload(how) }),
  hostile: async (how) => hostilePart(await (await import("./parts/hostile.mjs")).measureHostile(how)),
  native: async (how) => nativePart(await (await import("./parts/native.mjs")).measureNative(how)),
};

const { values: flags } = parseArgs({
  options: { json: { type: "string" }, svg: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false } },
});
const wanted = flags.only === undefined ? Object.keys(PARTS) : [...new Set(flags.only.split(","))];
const unknown = wanted.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
  console.error(`--only knows ${Object.keys(PARTS).join(", ")}; not ${unknown.join(", ")}`);
  process.exit(2);
}

// Standard output is the figures' alone where they go there.
const print = flags.json === "-" ? () => {} : (lines) => lines.forEach((line) => console.log(fitted(line, process.stdout.columns)));
const figures = await measure();
if (flags.json === "-") console.log(JSON.stringify(figures, null, 2));
else if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(figures, null, 2)}\n`);
if (flags.svg !== undefined) writeFileSync(flags.svg, chart(figures, WIDE));
const broken = figures.bars.filter(({ kept }) => kept === false);
for (const bar of broken) console.error(`${verdictOf(bar)}: ${bar.row}: ${bar.wanted}: ${shownValue(bar)}`);
for (const [part, reason] of Object.entries(figures.failed)) console.error(`FAILED: ${part}: ${reason}`);
process.exitCode = broken.length === 0 && Object.keys(figures.failed).length === 0 ? 0 : 1;

/** Part by part, each with its table as soon as it is there. One that breaks takes no other's figures along. */
async function measure() {
  const [{ model }] = cpus();
  const machine = { node: process.versions.node, workerd: versionOf("workerd"), system: type(), cpu: model, cores: cpus().length };
  const subjects = [...SUBJECTS, GROUND].map(({ id, name, version, scope }) => ({ id, name, version, scope }));
  const gathered = { machine, made: origin(), quick: flags.quick, subjects, rows: [], failed: {} };
  print(headLines(gathered));
  for (const part of wanted) {
    try {
      const { rows, ...more } = await PARTS[part]({ quick: flags.quick, progress: (text) => console.error(`… ${text}`) });
      gathered.rows.push(...rows);
      Object.assign(gathered, more);
      print(partLines({ rows, ...more }, judgeBars(rows), subjects));
    } catch (error) {
      gathered.failed[part] = String(error?.message ?? error);
      console.error(error);
    }
  }
  return { ...gathered, bars: judgeBars(gathered.rows) };
}

/** What is measured, for whoever finds the figures later. */
function origin() {
  const git = (...words) => {
    const { status, stdout } = spawnSync("git", words, { cwd: import.meta.dirname, encoding: "utf8" });
    return status === 0 ? stdout.trim() : undefined;
  };
  const commit = git("rev-parse", "--short", "HEAD");
  const changes = git("status", "--porcelain");
  const date = new Date().toISOString().slice(0, 10);
  // Sources that came without their history have no commit.
  return commit === undefined ? { date } : { date, commit, uncommitted: changes !== "" };
}

function hostilePart(hostile) {
  const { name, cpu } = hostile.reduce(slower);
  const title = `slowest of ${hostile.length} hostile messages of 256 KiB`;
  return { rows: [{ id: "hostile", part: "hostile", title, unit: "ms", worst: name, cells: { [OWN]: { cpu } } }], hostile };
}

function nativePart({ rows, ...native }) {
  return { rows, native };
}
