import { runTest } from "../lib/check.mjs";
import { judgeVector } from "../lib/judge.mjs";

/** One test for each vector of the batch. */
export async function vectors(library, { batch }) {
  const results = [];
  for (const vector of batch) results.push(await runTest(`vector ${vector.name}`, () => judgeVector(library, vector)));
  return results;
}
