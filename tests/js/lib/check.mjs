// A few assertions and a loop over tests: plain ES, so that the same tests run inside every runtime.

export function equal(actual, expected, what = "value") {
  const [found, wanted] = [shown(actual), shown(expected)];
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`);
}

export function ok(condition, what) {
  if (!condition) throw new Error(what);
}

/** The error that a promise is rejected with, when it is of this class. */
export async function refused(promise, errorClass) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    if (error instanceof errorClass) return error;
    throw new Error(`expected a ${errorClass.name}, found ${error?.stack ?? error}`);
  }
  throw new Error(`expected a ${errorClass.name}, and nothing was refused: ${shown(value)}`);
}

/** `tests` has one function for each name. A test that returns `{ skipped: reason }` is skipped. */
export async function runTests(tests, context) {
  const results = [];
  for (const [name, test] of Object.entries(tests)) results.push(await runTest(name, () => test(context)));
  return results;
}

export async function runTest(name, test) {
  try {
    const verdict = await test();
    return verdict?.skipped === undefined ? { name, outcome: "passed" } : { name, outcome: "skipped", detail: verdict.skipped };
  } catch (error) {
    return { name, outcome: "failed", detail: String(error?.stack ?? error) };
  }
}

const shown = (value) => JSON.stringify(value) ?? String(value);
