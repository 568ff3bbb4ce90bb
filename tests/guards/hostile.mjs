// node hostile.mjs FOLDER: writes the hostile messages of the benchmark for the guards, with their names in the file `hostile`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostileMessages } from "../bench/hostile/messages.mjs";

const folder = process.argv[2];
// The time at which the messages of tests/messages are good.
const messages = hostileMessages(new Date("2026-11-24T10:00:00Z"));
for (const [index, { xml }] of messages.entries()) {
  const octets = Buffer.from(xml);
  const body = new URLSearchParams({ SAMLResponse: octets.toString("base64") });
  writeFileSync(join(folder, `hostile-${index}`), `${octets.length}\n${body}`);
}
writeFileSync(join(folder, "hostile"), messages.map((message) => `${message.class} (${message.name})\n`).join(""));
