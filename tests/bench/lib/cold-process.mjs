// A fresh process: what it takes from before the import to after the first login, and from the start of the process. The job is a file.
import { readFileSync } from "node:fs";

const { file, message } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const cpu = process.cpuUsage();
const wall = performance.now();
const { default: subject } = await import(file);
const verify = await subject.prepare(message.settings);
const answer = await verify(message.good);
const end = performance.now();
const used = process.cpuUsage(cpu);
if (answer !== message.expected) throw new Error(`not verified: ${answer}`);

const inside = { cpu: (used.user + used.system) / 1000, wall: end - wall };
const whole = { cpu: (cpu.user + cpu.system) / 1000 + inside.cpu, wall: end };
process.stderr.write(`${JSON.stringify({ inside, whole })}\n`);
// Some peers keep the process alive.
process.exit(0);
