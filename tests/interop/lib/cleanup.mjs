// What must be gone when this process ends, also when a test failed or the run was interrupted.

const tasks = new Set();

/** `task` runs once, at the process's end at the latest, and must not wait for anything. Answers a function that runs it now. */
export function atExit(task) {
  if (!hooked) hook();
  tasks.add(task);
  return () => {
    if (tasks.delete(task)) task();
  };
}

let hooked = false;

function hook() {
  hooked = true;
  process.once("exit", () => {
    for (const task of tasks) task();
  });
  for (const [signal, number] of [["SIGINT", 2], ["SIGTERM", 15]]) process.once(signal, () => process.exit(128 + number));
}
