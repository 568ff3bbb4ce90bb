// The corpus and its runner. The last line is `N passed, N failed, N skipped`. Needs saml-edge, and nothing else, in attacks/node_modules.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AdapterProcess } from "../../attacks/lib/adapter-process.mjs";
import { deliveries, readCorpus } from "../../attacks/lib/corpus.mjs";
import { countsOf, sumOf } from "../../attacks/lib/report.mjs";
import { runAdapter } from "../../attacks/lib/run-adapter.mjs";
import { equal, ok, runTests } from "../js/lib/check.mjs";
import { corpusTests } from "./corpus-tests.mjs";

const ADAPTERS = join(import.meta.dirname, "adapters");
const RUNNER = join(import.meta.dirname, "../../attacks/run.mjs");
const OWN = join(import.meta.dirname, "../../attacks/adapters/saml-edge.mjs");

const corpus = readCorpus();
const good = corpus.cases.find(({ id }) => id === "accept/plain");
const altered = corpus.cases.find(({ id }) => id === "tamper/name-id");
const replayed = corpus.cases.find(({ id }) => id === "replay/same-assertion");
const optional = corpus.cases.find(({ id }) => id === "accept/ed25519");
const tolerated = corpus.cases.find(({ id }) => id === "dtd/empty");
const FEW = [good, altered, replayed, optional, tolerated];

const runnerTests = {
  "an adapter that accepts everything as somebody is never right": async () => {
    equal(await verdicts("accepts-as-mallory.mjs"), { good: "other", altered: "other", replayed: "other", optional: "other", tolerated: "other" });
  },

  "an adapter that accepts everything as the user of the good message lets attacks in": async () => {
    equal(await verdicts("accepts-as-jane.mjs"), { good: "right", altered: "accepted", replayed: "accepted", optional: "right", tolerated: "tolerated" });
  },

  "an adapter that refuses everything refuses good logins, and shows nothing of replays": async () => {
    equal(await verdicts("refuses.mjs"), { good: "refused", altered: "right", replayed: "refused", optional: "optional", tolerated: "right" });
  },

  "an adapter that cannot be asked says so, and it is counted apart": async () => {
    const run = await runAdapter(corpus, FEW, join(ADAPTERS, "cannot.mjs"));
    equal(sumOf([...countsOf(FEW, run).values()]).unsupported, FEW.length);
  },

  "an adapter that reads other attributes than were signed is not believed for its NameID": async () => {
    const split = corpus.cases.find(({ id }) => id === "text-splitting/comment-in-attribute-value");
    const run = await runAdapter(corpus, [split], join(ADAPTERS, "accepts-as-jane.mjs"));
    equal(run.results[0].verdict, "tolerated", "no attributes");
    const cut = await runAdapter(corpus, [split], join(ADAPTERS, "cuts-attributes.mjs"));
    equal(cut.results[0].verdict, "other", "cut attributes");
  },

  "a case that kills the process is a crash, and the next one is asked of a new process": async () => {
    const run = await runAdapter(corpus, [good, altered, good], join(ADAPTERS, "dies-of-tampering.mjs"));
    equal(run.results.map(({ verdict }) => verdict), ["right", "crash", "right"]);
    ok(run.results[1].reason.includes("ended with 7"), run.results[1].reason);
  },

  "an error that nobody catches is a crash too": async () => {
    const run = await runAdapter(corpus, [good, good], join(ADAPTERS, "throws-later.mjs"));
    equal(run.results.map(({ verdict }) => verdict), ["crash", "crash"]);
  },

  "a case that is never answered is a hang, and the next one is asked of a new process": async () => {
    const run = await runAdapter(corpus, [good, altered, good], join(ADAPTERS, "hangs-on-tampering.mjs"), { timeout: 4000 });
    equal(run.results.map(({ verdict }) => verdict), ["right", "hang", "right"]);
  },

  "an adapter that answers another question, no JSON, no outcome or no user is broken": async () => {
    for (const [name, reason] of [["another-id", "when asked"], ["no-json", "no JSON"], ["no-outcome", "maybe"], ["no-user", "named no user"]]) {
      const program = executable(name);
      const adapter = new AdapterProcess(program, { timeout: 5000 });
      const answer = await adapter.ask(deliveries(corpus, good)[0]);
      await adapter.stop();
      equal(answer.outcome, "crash", name);
      ok(answer.reason.includes(reason), `${name}: ${answer.reason}`);
    }
  },

  "any executable is an adapter": async () => {
    const run = await runAdapter(corpus, [good, altered], executable("refuses"));
    equal([run.name, run.version, run.results.map(({ verdict }) => verdict)], ["an executable", "1", ["refused", "right"]]);
  },

  "what cannot be started is named": async () => {
    for (const program of [join(ADAPTERS, "is-not-there"), join(ADAPTERS, "is-not-there.mjs")]) {
      const error = await runAdapter(corpus, [good], program).then(
        () => null,
        (reason) => reason,
      );
      ok(error?.message.includes("does not say what it is"), String(error));
    }
  },

  "a library that prints does not break the protocol, and sees the clock of the case": async () => {
    const run = await runAdapter(corpus, [good], join(ADAPTERS, "prints-the-time.mjs"));
    equal(run.results[0], { id: good.id, verdict: "other", nameId: "2026-11-24T10:00:00.000Z 1795514400000 2026-11-24T10:00:00.000Z" });
  },

  "adapters are not told what is expected": () => {
    const [line] = deliveries(corpus, altered);
    equal(Object.keys(line), ["fresh", "now", "clockSkewSeconds", "sp", "idp", "request", "decryptionKeys", "samlResponse"]);
  },

  "a login that comes again is delivered twice, to one service provider": () => {
    equal(deliveries(corpus, replayed).map(({ fresh }) => fresh), [true, false]);
  },

  "the command says what was wrong, and fails": () => {
    const wrong = run("--adapter", join(ADAPTERS, "accepts-as-jane.mjs"), "--only", "tamper/name-id,accept/plain", "--verbose");
    equal(wrong.status, 1);
    ok(/tamper +0\/1: 1 accepted\n/.test(wrong.stdout) && wrong.stdout.includes("accepted  tamper/name-id: jane.doe@example.com"), wrong.stdout);
    const right = run("--adapter", "saml-edge", "--only", "tamper", "--json");
    equal([right.status, JSON.parse(right.stdout).runs[0].results.length], [0, 30], right.stderr);
    equal([run().status, run("--adapter", OWN, "--only", "nonsense").status, run("--adapter", OWN, "--timeout", "x").status], [2, 2, 2]);
  },
};

async function verdicts(adapter) {
  const { results } = await runAdapter(corpus, FEW, join(ADAPTERS, adapter));
  const [of1, of2, of3, of4, of5] = results.map(({ verdict }) => verdict);
  return { good: of1, altered: of2, replayed: of3, optional: of4, tolerated: of5 };
}

function run(...args) {
  return spawnSync(process.execPath, [RUNNER, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
}

/** A program that is no module: it speaks the protocol itself. */
function executable(answers) {
  const file = join(folder, `${answers}.cjs`);
  const program = `#!${process.execPath}
const ANSWERS = {
  "another-id": () => '{"id":-1,"outcome":"accept","nameId":"jane.doe@example.com"}',
  "no-json": () => "yes",
  "no-outcome": (id) => JSON.stringify({ id, outcome: "maybe" }),
  "no-user": (id) => JSON.stringify({ id, outcome: "accept" }),
  refuses: (id) => JSON.stringify({ id, outcome: "refuse", reason: "always" }),
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
  const { id, hello } = JSON.parse(text);
  console.log(hello === undefined ? ANSWERS[${JSON.stringify(answers)}](id) : JSON.stringify({ id, name: "an executable", version: "1" }));
});
`;
  writeFileSync(file, program);
  chmodSync(file, 0o755);
  return file;
}

const folder = mkdtempSync(join(tmpdir(), "saml-attacks-"));
try {
  const own = await runAdapter(corpus, corpus.cases, OWN);
  const results = [...(await runTests(runnerTests, null)), ...(await runTests(corpusTests(corpus, own), null))];
  const failed = results.filter(({ outcome }) => outcome === "failed");
  for (const { name, detail } of failed) console.log(`FAIL  ${name}\n${detail}`);
  console.log(`${results.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
