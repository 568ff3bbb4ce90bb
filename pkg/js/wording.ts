// From what the core answers to what people read.
import type { Check, Refusal } from "./types.js";
import type { WireCheck, WireRefusal } from "./wire.js";
import { NEAR_MISSES, RULES, WORDINGS, type Wording } from "./words.js";

/** A refusal of the core with its sentences. */
export function refusalOf({ wording, rule, expected, found, values, near, position }: WireRefusal): Refusal {
  const [, code, actor, always, message, hint] = WORDINGS[wording] as Wording;
  const passes = expected ?? always ?? undefined;
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, blank) => (blank === "expected" ? passes : blank === "found" ? found : values[blank]) ?? "");
  return {
    code,
    rule,
    message: filled(message),
    ...(passes === undefined ? {} : { expected: passes }),
    ...(found === undefined ? {} : { found }),
    hint: near === undefined ? filled(hint) : `${filled(hint)} ${NEAR_MISSES[near]}`,
    actor,
    ...(position === undefined ? {} : { position }),
  };
}

/** The refusal that the core has under this name, for those that are decided here. */
export function refusalNamed(name: string, rule: string, blanks: Pick<WireRefusal, "expected" | "found"> = {}): Refusal {
  return refusalOf({ wording: WORDINGS.findIndex(([known]) => known === name), rule, values: [], ...blanks });
}

export function checkOf({ rule, outcome, reason, error }: WireCheck): Check {
  const [title, spec] = RULES[rule] ?? ["", ""];
  return {
    rule,
    title,
    spec,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error: refusalOf(error) }),
  };
}
