// All variants of a message, one after the other.
import type { Report } from "../library.js";
import { type Court, type Trial, trialOf } from "./court.js";
import { prepare } from "./preparation.js";
import { type Variant, variantsOf } from "./variants.js";

export interface Tried {
  readonly variant: Variant;
  readonly trial: Trial;
}

export interface Run {
  /** The verdict on the message itself. */
  readonly original: Report;
  readonly tried: readonly Tried[];
}

/** `rest` is awaited after each variant, and ends the run where it says `false`; then there is none. */
export async function runOf(text: string, court: Court, rest: (done: number, all: number) => Promise<boolean>): Promise<Run | null> {
  const original = await court.report(text);
  const identity = original.accepted ? await court.identify(text) : null;
  const preparations = await prepare(text, async (forged) => (await court.report(forged)).signatures);
  const variants = variantsOf(text, preparations);
  const tried: Tried[] = [];
  for (const variant of variants) {
    if (!(await rest(tried.length, variants.length))) return null;
    tried.push({ variant, trial: await trialOf(variant.text, court, identity) });
  }
  return { original, tried };
}

/** The rule is asked before the first that the message itself fails: the variant is then refused for what was altered. */
export function isForAlteration({ checks }: Report, rule: string): boolean {
  const first = checks.findIndex(({ outcome }) => outcome === "fail");
  const at = checks.findIndex((check) => check.rule === rule);
  return first === -1 || (at !== -1 && at < first);
}
