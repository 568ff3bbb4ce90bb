// The tests in a process of another runtime: one job for each line of the input, one answer for each line of the output.
import { createInterface } from "node:readline";
import { argv, stdin, stdout } from "node:process";

import { runJob } from "./agent.mjs";
import { importLibrary } from "./library.mjs";

const library = await importLibrary(argv[2]);
for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
  stdout.write(`${JSON.stringify(await runJob(library, JSON.parse(line)))}\n`);
}
