// The median of rounds and, as their spread, the quartiles. Other work on the machine makes some rounds slow; it makes none fast.

export function spread(values) {
  if (values.length === 0 || !values.every(Number.isFinite)) throw new Error(`no figures: ${values}`);
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part) => {
    const place = part * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** How many times the one is the other, in the rounds that both ran. */
export function ratios(above, below) {
  return spread(Array.from({ length: Math.min(above.length, below.length) }, (_, round) => above[round] / below[round]));
}

/** What rounds of one subject came to, and how many times as much as those of saml-edge in the same rounds. */
export function cellOf(rounds, own) {
  const of = (kind) => rounds.map((round) => round[kind]);
  const cell = { cpu: spread(of("cpu")), wall: spread(of("wall")), rounds: rounds.length };
  const times = (kind) => ratios(of(kind), own.map((round) => round[kind]));
  return { ...cell, times: { cpu: times("cpu"), wall: times("wall") } };
}
