// `node stores-live.mjs`: the stores of the installed package on real servers, which it starts and stops itself.
// The last line is `N passed, N failed, N skipped`.
import * as library from "saml-edge/stores";

import { runTest } from "./lib/check.mjs";
import { loginBackend } from "./live/logins.mjs";
import { redisBackends } from "./live/redis.mjs";
import { sqlBackends } from "./live/sql.mjs";
import { lastTests, storeTests } from "./live/tests.mjs";
import { workersBackends } from "./live/workers.mjs";

const BACKENDS = [
  { name: "memoryStore", open: openMemory, tests: {} },
  ...redisBackends(library),
  ...sqlBackends(library),
  ...workersBackends(library),
  loginBackend,
];

/** Many times what any test needs: what waits for ever must not keep the others from running. */
const LIMIT = 120_000;

const tally = { passed: 0, failed: 0, skipped: 0 };

for (const backend of BACKENDS) await runBackend(backend);
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
// Not when nothing is left to do: a test that hangs leaves something.
process.exit(tally.failed === 0 ? 0 : 1);

/** `open` answers `{ handles, close }`, with `kill` where there is a server; or `{ missing: reason }`. */
async function runBackend({ name, open, isNone = false, tests }) {
  let state;
  const test = async (does, work) => report(await runTest(`${name}: ${does}`, () => inTime(work)));
  await test("it starts", async () => {
    state = await open();
    return { skipped: state.missing };
  });
  if (state?.handles === undefined) return;
  const all = { ...(isNone ? {} : storeTests), ...tests, ...(state.kill === undefined ? {} : lastTests) };
  for (const [does, work] of Object.entries(all)) await test(does, () => work({ library, ...state }));
  await test("it stops", state.close);
}

async function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it takes too long")), LIMIT);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function report({ name, outcome, detail }) {
  tally[outcome] += 1;
  if (outcome === "failed") console.log(`FAILED ${name}\n  ${detail.replaceAll("\n", "\n  ")}`);
  if (outcome === "skipped") console.log(`skipped: ${name}: ${detail}`);
}

/** Two handles, one state. */
async function openMemory() {
  const store = library.memoryStore();
  const handle = () => ({ put: (...values) => store.put(...values), take: (key) => store.take(key) });
  return { handles: [handle(), handle()], close: async () => {} };
}
