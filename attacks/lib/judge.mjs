// What an answer is worth.
//
// right       as expected
// other       accepted as somebody else than the identity provider named in the good message, or with other attributes
// accepted    accepted, and must be refused; the user is the one of the good message
// tolerated   the same, where refusing is a choice; not counted against anybody
// refused     refused, and must be accepted
// optional    the same, where a library need not know this; not counted against anybody
// crash, hang the process died, or did not answer
// unsupported the adapter says that its library has no way to be asked this

/** Those that are counted against an adapter. */
export const FAULTS = ["other", "accepted", "refused", "crash", "hang"];

/** Those that are counted apart. */
export const APART = ["tolerated", "optional", "unsupported"];

export const VERDICTS = ["right", ...FAULTS, ...APART];

export function judge(one, answer) {
  switch (answer.outcome) {
    case "accept":
      // How a library hands out the attributes of good logins is its own affair.
      if (one.expect === "accept") return answer.nameId === one.identity.nameId ? "right" : "other";
      if (!isSame(one.identity, answer)) return "other";
      return one.tolerated === undefined ? "accepted" : "tolerated";
    case "refuse":
      if (one.expect === "refuse") return "right";
      return one.optional ? "optional" : "refused";
    default:
      return answer.outcome;
  }
}

/** A login that comes again shows something only where it was accepted before. */
export function judgeFirst(one, answer) {
  if (answer.outcome === "accept") return isSame(one.identity, answer) ? null : "other";
  return answer.outcome === "refuse" ? "refused" : answer.outcome;
}

function isSame({ nameId, attributes = {} }, answer) {
  if (answer.nameId !== nameId) return false;
  // An adapter whose library hands out no attributes leaves them out; it is not said to read them wrongly.
  if (answer.attributes === undefined) return true;
  return Object.entries(attributes).every(([name, values]) => JSON.stringify(answer.attributes[name]) === JSON.stringify(values));
}
