// Values of the message in sentences about it: what the redaction removed is not said by a sentence either.
import type { Connection } from "../library.js";
import type { Options } from "./kinds.js";
import type { Outcome } from "./redact.js";

/** What may be said of a message: a value as it is, or that it was removed. */
export interface Shown {
  value(value: string): string;
  /** A sentence of the core, in which values stand between “ and ”. `found`: one that may stand in it without them. */
  sentence(sentence: string, found?: string): string;
}

export const AS_IT_IS: Shown = { value: (value) => value, sentence: (sentence) => sentence };

export const REMOVED = "(removed)";

/** `outcomes`: of the message, and of what was encrypted in it. What cannot be redacted says nothing. */
export function shownAfter(outcomes: readonly Outcome[], options: Options, connection: Connection | null): Shown {
  const known = new Set<string>(options.hosts ? [] : valuesOf(connection));
  for (const outcome of outcomes) if (!("refused" in outcome)) for (const value of outcome.kept) known.add(value);
  const isKnown = (value: string) => value.trim() === "" || known.has(value.trim()) || COMPUTED.test(value) || (!options.certificates && FINGERPRINT.test(value));
  const value = (given: string) => (isKnown(given) || given.split(" ").every(isKnown) ? given : REMOVED);
  return {
    value,
    sentence(sentence, found) {
      const quoted = sentence.replace(/“([^”]*)”/g, (_, inner: string) => `“${value(inner)}”`);
      return found === undefined || found === "" || value(found) === found ? quoted : quoted.replaceAll(found, REMOVED);
    },
  };
}

/** The settings of the reader are his to say. */
function valuesOf(connection: Connection | null): string[] {
  if (connection === null) return [];
  const { idp, sp, policy = {} } = connection;
  return [idp.entityId, sp.entityId, sp.acsUrl, ...Object.values(policy).flatMap((member) => (Array.isArray(member) ? member.map(String) : [String(member)]))];
}

/** What the core works out, such as `3078 octets` or `4 min`, and times. */
const COMPUTED = /^(?:at (?:most|least) )?\d{1,12}(?: (?:s|min|h|days?|hours?|octets|bits))?$|^[-+:.TZ\d]{1,40}$/;
const FINGERPRINT = /^[\da-f]{40}$|^[\da-f]{64}$/;
