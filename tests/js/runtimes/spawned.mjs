import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A runtime that runs lib/process.mjs from the tests' own folder. */
export function openProcess(command, before, trapPackage) {
  const script = join(import.meta.dirname, "../lib/process.mjs");
  const child = spawn(command, [...before, script, ...(trapPackage === undefined ? [] : [trapPackage])], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
  });
  const answers = createInterface({ input: child.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const ended = once(child, "close");
  return {
    async run(job) {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const { done, value } = await answers.next();
      if (done) throw new Error(`${command} ended before it answered, with exit code ${(await ended)[0]}`);
      return JSON.parse(value);
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
