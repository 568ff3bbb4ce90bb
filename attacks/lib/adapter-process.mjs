// An adapter is a process: a line in, a line out, both JSON. One that dies or does not answer in time is started again for the next case.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

const HOST = join(import.meta.dirname, "../host.mjs");

/** For how long a process may start up, whatever the limit for a case is. */
const START_MS = 120_000;

export class AdapterProcess {
  #program;
  #timeout;
  #running = null;
  #count = 0;

  /** @param program a module for the host in this folder (.mjs), or anything that can be started. */
  constructor(program, { timeout }) {
    this.#program = program;
    this.#timeout = timeout;
  }

  async about() {
    const answer = await this.#exchange({ hello: "saml-attacks 1" }, START_MS);
    if (answer.name === undefined) throw new Error(`${this.#program} does not say what it is: ${JSON.stringify(answer)}`);
    const { name, version = "", configuration = "", leaves = "" } = answer;
    return { name, version, configuration, leaves };
  }

  /** What it answers; or `crash` or `hang`, which are outcomes too. */
  async ask(line) {
    // A process that was started for this case is not held to the case's limit while it loads.
    if (this.#running === null) {
      const greeting = await this.#exchange({ hello: "saml-attacks 1" }, START_MS);
      if (greeting.name === undefined) return greeting;
    }
    const answer = await this.#exchange(line, this.#timeout);
    if (!OUTCOMES.includes(answer.outcome)) return this.#broken(`answered ${JSON.stringify(answer)}`);
    if (answer.outcome === "accept" && typeof answer.nameId !== "string") return this.#broken("accepted, and named no user");
    return answer;
  }

  async stop() {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.child.kill("SIGKILL");
    await running.gone;
  }

  async #exchange(line, timeout) {
    const running = (this.#running ??= start(this.#program));
    const id = ++this.#count;
    const answer = await within(timeout, running.answer({ id, ...line }));
    if (answer.outcome === "hang" || answer.outcome === "crash") await this.stop();
    else if (answer.id !== id) return this.#broken(`answered ${answer.id} when asked ${id}`);
    return answer;
  }

  async #broken(reason) {
    await this.stop();
    return { outcome: "crash", reason };
  }
}

const OUTCOMES = ["accept", "refuse", "unsupported", "crash", "hang"];

function start(program) {
  const [command, args] = program.endsWith(".mjs") ? [process.execPath, [HOST, program]] : [program, []];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let waiting = null;
  let ended = null;
  const settle = (answer) => {
    const resolve = waiting;
    waiting = null;
    resolve?.(answer);
  };
  const end = (reason) => {
    ended ??= { outcome: "crash", reason: `${reason}${said === "" ? "" : `: ${said.trim().slice(-500)}`}` };
    settle(ended);
  };
  child.stderr.on("data", (data) => {
    said = `${said}${data}`.slice(-2000);
  });
  // A program that cannot be started is gone too.
  const gone = new Promise((resolve) => {
    child.on("error", (error) => resolve(end(`cannot be started (${error.message})`)));
    child.on("close", (code, signal) => resolve(end(`ended with ${signal ?? code}`)));
  });
  child.stdin.on("error", () => {}); // It is gone; that it is, `close` says.
  createInterface({ input: child.stdout }).on("line", (line) => settle(parsed(line)));
  const answer = (line) =>
    new Promise((resolve) => {
      if (ended !== null) return resolve(ended);
      said = "";
      waiting = resolve;
      child.stdin.write(`${JSON.stringify(line)}\n`);
    });
  return { child, answer, gone };
}

function parsed(line) {
  try {
    return JSON.parse(line) ?? { outcome: "crash", reason: "answered null" };
  } catch {
    return { outcome: "crash", reason: `answered what is no JSON: ${line.slice(0, 200)}` };
  }
}

async function within(timeout, promise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ outcome: "hang", reason: `no answer in ${timeout} ms` }), timeout);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
