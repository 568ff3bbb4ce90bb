// CPU time, because other work on the machine must not count. Garbage collection belongs to what made the garbage.

/** Milliseconds of CPU time for one run: the median of rounds. */
export async function cpuTime(run, { rounds, runs }) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    for (let count = 0; count < runs; count++) await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000 / runs);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}
