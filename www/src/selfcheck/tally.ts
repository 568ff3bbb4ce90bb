// What was found, class by class.
import type { Verdict } from "./verdict.js";

export interface ClassTally {
  readonly name: string;
  accepted: number;
  refused: number;
  agreed: number;
  failed: number;
}

/** In the order in which they came. What got no answer counts as neither accepted nor refused. */
export class Tally {
  readonly classes = new Map<string, ClassTally>();
  readonly differing: Verdict[] = [];
  judged = 0;

  add(verdict: Verdict): ClassTally {
    const name = verdict.name.split("/")[0] ?? "";
    const tally = this.classes.get(name) ?? { name, accepted: 0, refused: 0, agreed: 0, failed: 0 };
    this.classes.set(name, tally);
    this.judged += 1;
    if (verdict.answer !== "none") tally[verdict.answer] += 1;
    if (verdict.difference === null) tally.agreed += 1;
    else {
      tally.failed += 1;
      this.differing.push(verdict);
    }
    return tally;
  }
}
