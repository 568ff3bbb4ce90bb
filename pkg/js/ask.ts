import { call } from "./core.js";
import { SamlError } from "./error.js";
import { internal } from "./refusals.js";
import type { Answer } from "./wire.js";
import { refusalOf } from "./wording.js";

/** What the core found, or the reason why it found nothing: the message's in a `SamlError`, the caller's in a `TypeError`. */
export function ask<Result>(run: () => string): Result {
  // Without a prototype: whatever else happened to Object.prototype, an answer is what the core said.
  const answer: Answer<Result> = Object.setPrototypeOf(JSON.parse(call(run)), null);
  const result = answer.ok ?? answer.report;
  if (result !== undefined) return result;
  if (answer.connectionError !== undefined) throw new TypeError(answer.connectionError);
  throw answer.error === undefined ? internal(new Error("The core gave no answer.")) : new SamlError(refusalOf(answer.error));
}
