// Rounds in which each has its turn, so that what the machine does besides reaches all of them.

/** Answers with a list of what `turn` gave for each entrant, by its id. Who goes first changes from round to round. */
export async function interleave(entrants, count, turn) {
  const results = new Map(entrants.map(({ id }) => [id, []]));
  for (let round = 0; round < count; round++) {
    for (let place = 0; place < entrants.length; place++) {
      const entrant = entrants[(place + round) % entrants.length];
      if (round < (entrant.mostRounds ?? count)) results.get(entrant.id).push(await turn(entrant));
    }
  }
  return results;
}
