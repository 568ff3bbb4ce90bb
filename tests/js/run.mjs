// `node run.mjs --runtime NAME [--suites NAMES]`: every suite in one runtime, or those that are named with commas between, from the package that is installed here.
// The last line is `N passed, N failed, N skipped`.
import { createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { productResults, readCorpus } from "./lib/corpus.mjs";
import { readVectors } from "./lib/vectors.mjs";
import { entriesSuite } from "./suites/entries.mjs";
import { nodeSamlSuite } from "./suites/node-saml.mjs";
import { packageSuite } from "./suites/package.mjs";

const RUNTIMES = ["node-esm", "node-cjs", "workerd", "edge-runtime", "deno", "bun", "chromium"];

/** By what a job is called. `package` has no job: those suites run beside the runtimes, in Node. */
const SUITES = ["vectors", "wrapper", "conversation", "metadata", "compat", "faults", "oddRsa", "decrypt", "corpus", "package", "recovery"];

/** Where the corpus is judged as well; its verdicts are those of the vectors' rules, which every runtime proves. */
const CORPUS_RUNTIMES = ["node-esm", "node-cjs", "workerd"];

/** Small enough for every way in which a job travels. */
const BATCH_OCTETS = 2_000_000;

const tally = { passed: 0, failed: 0, skipped: 0 };

const { values } = parseArgs({ options: { runtime: { type: "string" }, suites: { type: "string" } } });
const suites = values.suites?.split(",");
if (!RUNTIMES.includes(values.runtime) || suites?.some((name) => !SUITES.includes(name))) {
  console.error(`Usage: node run.mjs --runtime ${RUNTIMES.join("|")} [--suites ${SUITES.join(",")}]`);
  process.exit(2);
}
if (values.runtime === "chromium" && !existsSync(process.env.CHROME_PATH ?? "")) {
  report([{ name: "chromium", outcome: "skipped", detail: "CHROME_PATH names no browser" }]);
} else {
  await runAll(values.runtime);
}
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = tally.failed === 0 ? 0 : 1;

async function runAll(runtime) {
  const { open } = await import(`./runtimes/${runtime}.mjs`);
  const vectors = readVectors(join(import.meta.dirname, "../vectors"));
  const [assertionSigned, bothSigned] = ["accept/okta-assertion-signed", "accept/okta-both-signed"].map((name) =>
    vectors.find((vector) => vector.name === name),
  );
  const jobs = batches(vectors).map((batch) => ({ suite: "vectors", data: { batch } }));
  jobs.push({ suite: "wrapper", data: { assertionSigned, bothSigned } });
  for (const suite of ["conversation", "metadata", "compat"]) jobs.push({ suite, data: conversationData(assertionSigned) });
  jobs.push({ suite: "faults", data: { ...conversationData(assertionSigned), assertionSigned, bothSigned } });
  jobs.push({ suite: "oddRsa", data: JSON.parse(readFileSync(join(import.meta.dirname, "odd-rsa/signatures.json"), "utf8")) });
  const encrypted = vectors.filter(({ decrypt, encoding, message }) => message === "login" && encoding === "xml" && decrypt?.every((key) => key.includes("BEGIN PRIVATE KEY")));
  jobs.push(...batches(encrypted).map((batch) => ({ suite: "decrypt", data: { batch } })));
  await runJobs(() => open(), jobs.filter(({ suite }) => isAsked(suite)));
  if (isAsked("corpus") && CORPUS_RUNTIMES.includes(runtime)) await runCorpus(open);
  if (isAsked("package") && runtime === "node-esm") report([...(await packageSuite({ assertionSigned })), ...(await entriesSuite({ assertionSigned })), ...(await nodeSamlSuite(conversationData(assertionSigned)))]);
  if (isAsked("recovery")) await runRecovery(open, { suite: "recovery", data: { assertionSigned } });
}

function isAsked(suite) {
  return suites?.includes(suite) ?? true;
}

function conversationData({ connection }) {
  const read = (file) => readFileSync(join(import.meta.dirname, "../vectors/keys", file), "utf8");
  const names = { short: "rsa-1024", idp: "idp", sp: "sp", ec: "ec-p256", ec384: "ec-p384", ec521: "ec-p521" };
  const texts = (suffix) => Object.fromEntries(Object.entries(names).map(([name, file]) => [name, read(`${file}.${suffix}`)]));
  const sec1 = createPrivateKey(read("ec-p256.key.pem")).export({ type: "sec1", format: "pem" });
  const publicKeys = Object.fromEntries(
    Object.keys(names).map((name) => {
      const key = createPublicKey(texts("crt.pem")[name]);
      const curve = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" }[key.asymmetricKeyDetails.namedCurve];
      return [name, { pem: key.export({ type: "spki", format: "pem" }), curve }];
    }),
  );
  const keys = { publicKeys, ...texts("key.pem"), pkcs1: read("sp-pkcs1.key.pem"), sec1, certificates: texts("crt.pem") };
  return { connection, keys };
}

async function runCorpus(open) {
  const entries = readCorpus();
  if (entries === undefined) return report([{ name: "corpus", outcome: "skipped", detail: "not present beside the project" }]);
  const results = await runJobs(
    () => open(),
    batches(entries).map((batch) => ({ suite: "corpus", data: { batch } })),
  );
  report(productResults(entries, results));
}

async function runRecovery(open, job) {
  const trapPackage = process.env.SAML_EDGE_TRAP_PACKAGE;
  if (trapPackage === undefined) {
    report([{ name: "recovery", outcome: "skipped", detail: "SAML_EDGE_TRAP_PACKAGE names no build with a trap" }]);
  } else {
    await runJobs(() => open(realpathSync(trapPackage)), [job]);
  }
}

/** A runtime that cannot start, or that dies, has failed every job that it did not answer. */
async function runJobs(open, jobs) {
  const waiting = [...jobs];
  const results = [];
  let runtime;
  try {
    runtime = await open();
    while (waiting.length > 0) {
      results.push(...complete(waiting[0], await runtime.run(waiting[0])));
      waiting.shift();
    }
  } catch (error) {
    results.push(...waiting.map(({ suite }) => ({ name: suite, outcome: "failed", detail: String(error?.stack ?? error) })));
  } finally {
    await runtime?.close();
  }
  report(results);
  return results;
}

/** An answer with fewer verdicts than there are messages is no answer. */
function complete({ suite, data }, results) {
  const expected = data.batch?.length ?? 1;
  if (results.length < expected) throw new Error(`${suite}: ${results.length} results for ${expected} tests`);
  return results;
}

function report(results) {
  for (const { name, outcome, detail } of results) {
    tally[outcome] += 1;
    if (outcome === "failed") console.log(`FAILED ${name}\n  ${detail.replaceAll("\n", "\n  ")}`);
    if (outcome === "skipped") console.log(`skipped: ${name}: ${detail}`);
  }
}

function batches(messages) {
  const made = [[]];
  let octets = 0;
  for (const message of messages) {
    octets += message.body.length;
    if (octets > BATCH_OCTETS && made.at(-1).length > 0) {
      made.push([]);
      octets = message.body.length;
    }
    made.at(-1).push(message);
  }
  return made;
}
