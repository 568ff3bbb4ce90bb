// `node child.mjs PART`: the tests of one part, in a process that must end by itself. A line of JSON for each result.
import { pathToFileURL } from "node:url";

import { runTest } from "../../js/lib/check.mjs";

/** Standard output, where it is a pipe. */
const OWN = ["PipeWrap", "TTYWrap"];

const unhandled = [];
process.on("unhandledRejection", (reason) => unhandled.push(String(reason?.stack ?? reason)));

const before = process.eventNames();
const { tests, name } = await import(pathToFileURL(process.argv[2]).href);
const say = (result) => process.stdout.write(`${JSON.stringify(result)}\n`);
for (const [test, work] of Object.entries(tests)) say(await runTest(`${name}: ${test}`, work));
const left = () => process.getActiveResourcesInfo().filter((resource) => !OWN.includes(resource));
// Files that are being closed are soon gone; a timer or a socket is not.
for (let time = 0; time < 100 && (time === 0 || left().length > 0); time++) await new Promise((resolve) => setTimeout(resolve, 20));
// What is still open keeps the process alive: whoever started it waits for its end, and not for this line.
say(
  await runTest(`${name}: nothing is left`, () => {
    if (unhandled.length > 0) throw new Error(`rejections that nobody handled:\n${unhandled.join("\n")}`);
    if (left().length > 0) throw new Error(`still open: ${left().join(", ")}`);
    const listeners = process.eventNames().filter((event) => !before.includes(event));
    if (listeners.length > 0) throw new Error(`listeners: ${listeners.map(String).join(", ")}`);
  }),
);
