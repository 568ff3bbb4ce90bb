// A workerd process of one subject, driven over loopback. Clocks stand still inside of it while it computes, so its CPU time is read from outside.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { WORKERD } from "./bundle.mjs";

const COMPATIBILITY = { date: "2026-07-01", flags: ["nodejs_compat"] };

/** Compilers may still be at work when the answer is there: what they do belongs to the request. */
const SETTLE = 30;

/**
 * The worker itself, which stays warm; or with `fresh` one that loads it into a new isolate for each request. The script runs before the first
 * request where it stays, and within the request where it is loaded.
 */
export async function startWorkerd({ folder, script, modules, fresh = false }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "worker.js"), script);
  for (const [name, octets] of modules) writeFileSync(join(folder, name), octets);
  writeFileSync(join(folder, "loader.js"), loader([...modules.keys()]));
  writeFileSync(join(folder, "config.capnp"), config([...modules.keys()], fresh));
  const flags = fresh ? ["--experimental"] : [];
  const child = spawn(WORKERD, ["serve", ...flags, "--control-fd=3", join(folder, "config.capnp")], { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let complaints = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (complaints = (complaints + chunk).slice(-2000)));
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`workerd ended (${code ?? signal}): ${complaints}`);
  });
  // Whoever waits for an answer sees it; nobody has to.
  ended.catch(() => {});
  const [line] = await Promise.race([once(createInterface(child.stdio[3]), "line"), ended]);
  const url = `http://127.0.0.1:${JSON.parse(line).port}/`;
  const ask = async (job) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(job) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${text} ${complaints}`);
    return JSON.parse(text);
  };
  return {
    ask: (job) => Promise.race([ask(job), ended]),
    /** Milliseconds of one request: of the process, and by the client's clock. */
    async measure(job) {
      const cpu = cpuOf(child.pid);
      const wall = performance.now();
      const answer = await Promise.race([ask(job), ended]);
      const elapsed = performance.now() - wall;
      await sleep(SETTLE);
      return { answer, cpu: cpuOf(child.pid) - cpu, wall: elapsed };
    },
    stop: () => child.kill(),
  };
}

/** Of all threads that there are; those of workerd and V8 stay. */
function cpuOf(pid) {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]));
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

function config(wasm, fresh) {
  const embedded = (name, as, file) => `(name = "${name}", ${as} = embed "${file}")`;
  const modules = fresh
    ? [embedded("loader.js", "esModule", "loader.js"), embedded("script", "text", "worker.js"), ...wasm.map((name) => embedded(name, "data", name))]
    : [embedded("worker.js", "esModule", "worker.js"), ...wasm.map((name) => embedded(name, "wasm", name))];
  const flags = fresh ? [...COMPATIBILITY.flags, "experimental"] : COMPATIBILITY.flags;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  compatibilityDate = "${COMPATIBILITY.date}",
  compatibilityFlags = ${JSON.stringify(flags)},
  ${fresh ? 'bindings = [(name = "LOADER", workerLoader = ())],' : ""}
);
`;
}

/**
 * Each request gets an isolate that nothing ran in. V8 shares compiled WebAssembly between isolates of a process by its octets, so each gets
 * octets of its own: a custom section more, which means nothing.
 */
const loader = (wasm) => `
import script from "script";
${wasm.map((name, index) => `import wasm${index} from "${name}";`).join("\n")}
let count = 0;
function unlike(octets) {
  const section = [0, 6, 1, 110, ...new Uint8Array(new Uint32Array([count]).buffer)];
  const whole = new Uint8Array(octets.byteLength + section.length);
  whole.set(new Uint8Array(octets));
  whole.set(section, octets.byteLength);
  return whole.buffer;
}
export default {
  async fetch(request, { LOADER }) {
    count += 1;
    const worker = LOADER.get(String(count), () => ({
      compatibilityDate: "${COMPATIBILITY.date}",
      compatibilityFlags: ${JSON.stringify(COMPATIBILITY.flags)},
      mainModule: "worker.js",
      modules: { "worker.js": script, ${wasm.map((name, index) => `"${name}": { wasm: unlike(wasm${index}) }`).join(", ")} },
    }));
    return await worker.getEntrypoint().fetch(request);
  },
};
`;
