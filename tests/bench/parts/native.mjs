// The Rust crate beside its native peers: a cargo workspace of its own (tests/bench/native), which prints its figures as JSON.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const MANIFEST = join(import.meta.dirname, "../native/Cargo.toml");
const OWN = "saml-edge";

/** Subjects and rows in the form of the others. What cannot be built or installed is in the rows with its reason. */
export async function measureNative({ quick, progress }) {
  if (!existsSync(MANIFEST)) return { subjects: [], rows: [], missing: "tests/bench/native is not there" };
  progress("native peers (cargo builds them first)");
  if (spawnSync("pkg-config", ["--exists", "xmlsec1-openssl"]).status !== 0) {
    progress("libxmlsec1 is missing: apt-get install libxmlsec1-dev pkg-config");
  }
  const command = ["run", "--quiet", "--release", "--manifest-path", MANIFEST, "--", "--json", ...(quick ? ["--quick"] : [])];
  const child = spawn(process.env.CARGO ?? "cargo", command, { stdio: ["ignore", "pipe", "inherit"] });
  const [told, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`the native comparison ended with ${code}`);
  return read(JSON.parse(told).subjects);
}

function read(subjects) {
  const messages = Object.keys(TITLES).filter((message) => subjects.some((subject) => message in subject.messages));
  const rows = messages.map((message) => {
    const own = subjects.find(({ name }) => name === OWN)?.messages[message]?.microseconds;
    const cells = Object.fromEntries(subjects.map((subject) => [subject.name, cell(subject, message, own)]));
    return { id: `native-${message}`, part: "native", title: `${TITLES[message]}, native`, unit: "µs", cells };
  });
  return { subjects: subjects.map(({ name, version, scope, missing }) => ({ id: name, name, version, scope, missing })), rows };
}

function cell({ missing, messages }, message, own) {
  if (missing !== undefined) return { missing };
  const { microseconds, refusal } = messages[message] ?? {};
  if (microseconds === undefined) return { refusal: refusal ?? "not measured" };
  // Its ratios are those of the medians.
  const ratio = own === undefined ? undefined : microseconds.median / own.median;
  return { cpu: microseconds, ...(ratio === undefined ? {} : { times: { cpu: { median: ratio } } }) };
}

const TITLES = {
  "assertion-6k": "6 KB, Assertion signed",
  "both-6k": "6 KB, Response and Assertion signed",
  "20k": "20 KB, Assertion signed",
  "154k": "154 KB, Assertion signed",
};
