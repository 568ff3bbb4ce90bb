// Figures as people read them.

/** Three digits. */
export function significant(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function amountOf({ cpu, octets }, unit) {
  return octets === undefined ? `${significant(cpu.median)} ${unit}` : `${(octets / 1000).toFixed(1)} ${unit}`;
}

/** How many times as much as saml-edge, which is none of its own. */
export function timesOf({ times }) {
  const ratio = typeof times === "number" ? times : times?.cpu.median;
  if (ratio === undefined) return undefined;
  return `${ratio < 0.095 ? ratio.toFixed(2) : ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
}

/** Why there is no figure. */
export function reasonOf({ lacks, refusal, wrong, missing }) {
  if (wrong !== undefined) return `not measured, because it ${wrong}`;
  if (refusal !== undefined) return `refuses it: ${refusal}`;
  return lacks === undefined ? missing : `does not do this: ${lacks}`;
}

export const SCOPES = { full: "", signature: "signatures only", floor: "one signature's arithmetic only", ground: "" };
