// The Rust crate beside its native peers: a cargo workspace of its own (tests/bench/native), which prints its figures as JSON.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { OWN } from "../lib/names.mjs";

const MANIFEST = join(import.meta.dirname, "../native/Cargo.toml");

const PACKAGES = "libxmlsec1-dev libclang-dev pkg-config";

/** The only peer that stands on libraries of the system, whose headers it has libclang read. */
const ON_LIBRARIES = "samael";

/** Milliseconds between two lines of progress: the peers are hundreds of crates. */
const EVERY = 15_000;

/** Subjects and rows in the form of the others. What cannot be built or installed is in the rows with its reason. */
export async function measureNative({ quick, progress }) {
  if (spawnSync("pkg-config", ["--exists", "xmlsec1-openssl"]).status !== 0) progress(`libxmlsec1 is missing: apt-get install ${PACKAGES}`);
  progress("native peers: cargo builds them, which in a fresh clone takes 10 to 20 minutes");
  const missing = {};
  let features = [];
  let reason = await build(features, progress);
  if (reason !== undefined) {
    missing[ON_LIBRARIES] = reason;
    progress(`native peers: ${reason}; once more without ${ON_LIBRARIES}`);
    features = ["--no-default-features", "--features", "peer-bergshamra,peer-saml,peer-saml-rs"];
    reason = await build(features, progress);
  }
  if (reason !== undefined) return nothing(reason);
  progress("native peers");
  return read(await run(features, quick), missing);
}

/** Why it cannot be built, or nothing. */
async function build(features, progress) {
  const child = cargo("build", features, ["ignore", "ignore", "pipe"]);
  const ended = endOf(child);
  let compiled = 0;
  let shown = performance.now();
  const tail = [];
  for await (const line of createInterface({ input: child.stderr })) {
    tail.push(line.trim());
    if (tail.length > 60) tail.shift();
    if (/^\s*Compiling /.test(line)) compiled += 1;
    if (performance.now() - shown < EVERY) continue;
    shown = performance.now();
    progress(`native peers: ${compiled} crates compiled: ${line.trim()}`);
  }
  const end = await ended;
  if (end === 0) return undefined;
  console.error(tail.join("\n"));
  return `cargo does not build it: ${tail.find((line) => line.startsWith("error")) ?? tail.at(-1) ?? end} (are ${PACKAGES} installed?)`;
}

/** The exit code, or why there is none. */
async function endOf(child) {
  try {
    const [code, signal] = await once(child, "close");
    return code ?? signal;
  } catch (error) {
    return `cargo does not start: ${error.message}`;
  }
}

/** What fails here is no matter of what is installed. */
async function run(features, quick) {
  const child = cargo("run", ["--quiet", ...features, "--", "--json", ...(quick ? ["--quick"] : [])], ["ignore", "pipe", "inherit"]);
  const [told, end] = await Promise.all([text(child.stdout), endOf(child)]);
  if (end !== 0) throw new Error(`the native comparison ended with ${end}`);
  return JSON.parse(told);
}

const cargo = (command, words, stdio) => spawn(process.env.CARGO ?? "cargo", [command, "--release", "--manifest-path", MANIFEST, ...words], { stdio });

function nothing(reason) {
  const rows = Object.keys(TITLES).map((message) => row(message, undefined, { [OWN]: { missing: reason } }));
  return { subjects: [], missing: reason, rows };
}

function read({ subjects, octets }, missing) {
  const known = subjects.map((subject) => ({ ...subject, missing: missing[subject.name] ?? subject.missing }));
  const messages = Object.keys(TITLES).filter((message) => known.some((subject) => message in subject.messages));
  const rows = messages.map((message) => row(message, octets[message], Object.fromEntries(known.map((subject) => [subject.name, cell(subject, message)]))));
  return { subjects: known.map(({ name, version, scope, missing }) => ({ id: name, name, version, scope, missing })), rows };
}

const row = (message, octets, cells) => ({ id: `native-${message}`, part: "native", title: `native: ${TITLES[message]}`, octets, unit: "µs", cells });

function cell({ missing, messages }, message) {
  if (missing !== undefined) return { missing };
  const { measured, refusal } = messages[message] ?? {};
  if (measured === undefined) return { refusal: refusal ?? "not measured" };
  return { cpu: measured.microseconds, times: { cpu: measured.times } };
}

const TITLES = {
  "assertion-6k": "Assertion signed",
  "both-6k": "Response and Assertion signed",
  "20k": "Assertion signed, many groups",
  "154k": "Assertion signed, very many groups",
};
