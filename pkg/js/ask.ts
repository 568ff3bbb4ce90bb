import { call } from "./core.js";
import { SamlError } from "./error.js";
import { internal } from "./refusals.js";
import type { Answer } from "./wire.js";

/** What the core found, or the reason why it found nothing: the message's in a `SamlError`, the caller's in a `TypeError`. */
export function ask<Result>(run: () => string): Result {
  const answer: Answer<Result> = JSON.parse(call(run));
  const result = answer.ok ?? answer.report;
  if (result !== undefined) return result;
  if (answer.connectionError !== undefined) throw new TypeError(answer.connectionError);
  throw answer.error === undefined ? internal(new Error("The core gave no answer.")) : new SamlError(answer.error);
}
