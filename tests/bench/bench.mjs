// `cargo xtask bench`: this package beside its peers on the same messages in one run, and hostile messages.
// Exit code 1 where a bar is not kept.
import { writeFileSync } from "node:fs";
import { cpus, type } from "node:os";
import { parseArgs } from "node:util";

import { judgeBars, verdictOf, shownValue } from "./bars.mjs";
import { chart } from "./chart.mjs";
import { versionOf } from "./lib/bundle.mjs";
import { GROUND, OWN, SUBJECTS } from "./lib/subjects.mjs";
import { printTable, slower } from "./table.mjs";

/** Each is loaded when it is wanted. What they answer with is rows, but for two. */
const PARTS = {
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
const wanted = flags.only === undefined ? Object.keys(PARTS) : flags.only.split(",");
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`--only knows ${Object.keys(PARTS).join(", ")}; not ${unknown.join(", ")}`);
  process.exit(2);
}

const figures = await measure();
// Standard output is the figures' alone where they go there.
if (flags.json === "-") console.log(JSON.stringify(figures, null, 2));
else printTable(figures);
if (flags.json !== undefined && flags.json !== "-") writeFileSync(flags.json, `${JSON.stringify(figures, null, 2)}\n`);
if (flags.svg !== undefined) writeFileSync(flags.svg, chart(figures));
const broken = figures.bars.filter(({ kept }) => kept === false);
for (const bar of broken) console.error(`${verdictOf(bar)}: ${bar.row}: ${bar.wanted}: ${shownValue(bar)}`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function measure() {
  const [{ model }] = cpus();
  const machine = { node: process.versions.node, workerd: versionOf("workerd"), system: type(), cpu: model, cores: cpus().length };
  const subjects = [...SUBJECTS, GROUND].map(({ id, name, version, scope }) => ({ id, name, version, scope }));
  const gathered = { machine, quick: flags.quick, subjects, rows: [] };
  for (const part of wanted) {
    const { rows, ...more } = await PARTS[part]({ quick: flags.quick, progress: (text) => console.error(`… ${text}`) });
    gathered.rows.push(...rows);
    Object.assign(gathered, more);
  }
  return { ...gathered, bars: judgeBars(gathered.rows, subjects) };
}

function hostilePart(hostile) {
  const { name, cpu } = hostile.reduce(slower);
  const title = `slowest of ${hostile.length} hostile messages of 256 KiB`;
  return { rows: [{ id: "hostile", part: "hostile", title, unit: "ms", worst: name, cells: { [OWN]: { cpu } } }], hostile };
}

function nativePart({ rows, ...native }) {
  return { rows, native };
}
