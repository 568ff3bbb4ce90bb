import { call } from "./core.js";
import { type DecryptionKeys, secretsOf, unwrap } from "./decrypt.js";
import { SamlError } from "./error.js";
import { ownOf } from "./own.js";
import { internal } from "./refusals.js";
import type { Answer } from "./wire.js";
import { connectionErrorOf, refusalOf } from "./wording.js";

/** What the core found, or the reason why it found nothing: the message's in a `SamlError`, the caller's in a `TypeError`. */
export function ask<Result>(run: () => string): Result {
  return resultOf(answerOf(run));
}

/** The same where something may be encrypted: what CryptoKeys have to unwrap is unwrapped, and the core asked again from the beginning. */
export async function askWith<Result>(keys: DecryptionKeys, run: (secrets: Uint8Array) => string): Promise<Result> {
  const sessions: string[] = [];
  // First for the assertion, then for what is encrypted inside it; a third time nothing is left to ask for.
  for (let round = 0; round < 3; round++) {
    const answer = answerOf<Result>(() => run(secretsOf(keys, sessions)));
    if (answer.unwrap === undefined) return resultOf(answer);
    sessions.push(...(await Promise.all(answer.unwrap.map((wrapped) => unwrap(keys, wrapped)))));
  }
  throw internal(new Error("The core asked for the same keys again."));
}

function answerOf<Result>(run: () => string): Answer<Result> {
  // Whatever else happened to Object.prototype, an answer is what the core said.
  return ownOf(JSON.parse(call(run)));
}

function resultOf<Result>(answer: Answer<Result>): Result {
  const result = answer.ok ?? answer.report;
  if (result !== undefined) return result;
  if (answer.connectionError !== undefined) throw new TypeError(connectionErrorOf(answer.connectionError));
  throw answer.error === undefined ? internal(new Error("The core gave no answer.")) : new SamlError(refusalOf(answer.error));
}
