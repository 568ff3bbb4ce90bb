// Results as `cargo xtask test` reads them.
const tally = { passed: 0, failed: 0, skipped: 0 };

export function report(results) {
  for (const { name, outcome, detail } of results) {
    tally[outcome] += 1;
    if (outcome === "failed") console.log(`FAILED ${name}\n  ${detail.replaceAll("\n", "\n  ")}`);
    if (outcome === "skipped") console.log(`skipped: ${name}: ${detail}`);
  }
}

/** The last line, and the exit code. */
export function summary() {
  console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}
