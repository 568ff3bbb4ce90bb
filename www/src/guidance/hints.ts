// The core's hints name Okta's settings in a parenthesis. Beside a sentence for the product at hand it repeats that, or names another product's.
import type { Loaded } from "../loaded.js";
import type { Check } from "../library.js";
import { topicOf } from "./decisions.js";
import { guessOf } from "./draw.js";

export const withoutOkta = (hint: string): string => hint.replace(/ \(in Okta[:,] [^()]*\)/g, "");

/** The checks as they are shown: where a sentence for the identity provider stands below a hint, the hint is the general one. */
export function shownChecks(loaded: Loaded): readonly Check[] {
  const { checks } = loaded.judgement.report;
  if (guessOf(loaded) === null) return checks;
  return checks.map((check) => (check.error === undefined || topicOf(check.error) === null ? check : { ...check, error: { ...check.error, hint: withoutOkta(check.error.hint) } }));
}

/** For the banner, which is given all of it. */
export const shownAs = (loaded: Loaded): Loaded => ({ ...loaded, judgement: { ...loaded.judgement, report: { ...loaded.judgement.report, checks: [...shownChecks(loaded)] } } });
