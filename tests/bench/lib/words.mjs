// Figures as people read them.

/** Three digits. */
export function significant(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export const sizeOf = (octets) => `${(octets / 1000).toFixed(1)} KB`;

export function amountOf({ cpu, octets }, unit) {
  return octets === undefined ? `${significant(cpu.median)} ${unit}` : sizeOf(octets);
}

/** How many times as much as saml-edge, which is none of its own. */
export function timesOf({ times }) {
  const ratio = typeof times === "number" ? times : times?.cpu.median;
  return ratio === undefined ? undefined : `${digits(ratio)}×`;
}

/** The quartiles of that ratio; none where it is one of sizes. */
export function quartilesOf({ times }) {
  const { low, high } = times?.cpu ?? {};
  return low === undefined || high === undefined ? "" : `(${digits(low)}–${digits(high)})`;
}

const digits = (ratio) => (ratio < 0.095 ? ratio.toFixed(2) : ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0));

/** Why there is no figure. */
export function reasonOf({ lacks, refusal, wrong, missing }) {
  if (wrong !== undefined) return `not measured, because it ${wrong}`;
  if (refusal !== undefined) return `refuses it: ${refusal}`;
  return lacks === undefined ? missing : `does not do this: ${lacks}`;
}

/** Why the ratios beside the medians are not what these divide to. */
export const RATIOS = "A ratio is made within each round, and its median shown: the medians of the times do not divide to the same number.";

/** What was measured, where a run has noted it. */
export function originOf({ commit, uncommitted, date }) {
  return `at ${commit ?? "no commit"}${uncommitted ? " with uncommitted changes" : ""}, ${date}`;
}
