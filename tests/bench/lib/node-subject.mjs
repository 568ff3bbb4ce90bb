// A subject in a Node process of its own, one order at a time.
import { fork } from "node:child_process";
import { join } from "node:path";

const SCRIPT = join(import.meta.dirname, "subject-process.mjs");

export async function startSubject(file) {
  // Some peers write to the terminal while they verify.
  const child = fork(SCRIPT, [file], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints = (complaints + chunk).slice(-4000)));
  await answerOf(child, () => complaints);
  return {
    async ask(order, job = {}) {
      child.send({ order, ...job });
      return await answerOf(child, () => complaints);
    },
    stop: () => child.kill(),
  };
}

function answerOf(child, complaints) {
  return new Promise((resolve, reject) => {
    const end = () => {
      child.off("message", told).off("exit", died);
    };
    const told = ({ answer, error }) => {
      end();
      if (error === undefined) resolve(answer);
      else reject(new Error(error));
    };
    const died = (code, signal) => {
      end();
      reject(new Error(`a subject's process ended (${code ?? signal}): ${complaints()}`));
    };
    child.on("message", told).on("exit", died);
  });
}
