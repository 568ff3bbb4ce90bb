// What is kept of a run: every case that was not right, and of what it was a run.
import { createHash } from "node:crypto";

export function kept(corpus, { runs }) {
  return {
    corpus: digestOf(corpus),
    node: process.versions.node,
    adapters: runs.map(({ name, version, configuration, leaves, results }) => ({ name, version, configuration, leaves, verdicts: verdictsOf(corpus, name, results) })),
  };
}

/** Those that are right are left out, so a run that left cases out must not come here. */
function verdictsOf(corpus, name, results) {
  const missing = corpus.cases.length - results.length;
  if (missing !== 0) throw new Error(`${name} was not run through all cases: ${missing} are missing`);
  return Object.fromEntries(results.filter(({ verdict }) => verdict !== "right").map(({ id, verdict }) => [id, verdict]));
}

/** The cases, as somebody else would read them. */
export function digestOf({ clockSkewSeconds, parties, decryptionKeys, cases }) {
  return createHash("sha256").update(JSON.stringify([clockSkewSeconds, parties, decryptionKeys, cases])).digest("hex");
}

/** The run again, as the report of the runner takes it. */
export function runsOf(corpus, { adapters }) {
  return adapters.map(({ verdicts, ...about }) => {
    const unknown = Object.keys(verdicts).filter((id) => !corpus.cases.some((one) => one.id === id));
    if (unknown.length > 0) throw new Error(`${about.name} has verdicts of no case: ${unknown.join(", ")}`);
    return { ...about, results: corpus.cases.map(({ id }) => ({ id, verdict: verdicts[id] ?? "right" })) };
  });
}
