// From what the core answers to what people read.
import { nearMisses, rules, sentences, wordings } from "./tables.js";
import type { Check, Refusal, SignatureReport } from "./types.js";
import type { WireCheck, WireRefusal, WireSentence, WireSignature } from "./wire.js";
import type { Wording } from "./words.js";

/** A refusal of the core with its sentences. */
export function refusalOf({ wording, rule, expected, found, values, near, position }: WireRefusal): Refusal {
  const known: Wording | undefined = wordings()[wording];
  if (known === undefined) throw new TypeError("The WebAssembly module is of another version than this package.");
  const [, code, actor, always, message, hint] = known;
  const passes = expected ?? always ?? undefined;
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, blank) => (blank === "expected" ? passes : blank === "found" ? found : values[blank]) ?? "");
  return {
    code,
    rule,
    message: filled(message),
    ...(passes === undefined ? {} : { expected: passes }),
    ...(found === undefined ? {} : { found }),
    hint: near === undefined ? filled(hint) : `${filled(hint)} ${nearMisses()[near]}`,
    actor,
    ...(position === undefined ? {} : { position }),
  };
}

/** What is wrong with the caller's settings. */
export function connectionErrorOf({ about, ...sentence }: WireSentence & { readonly about?: string }): string {
  return about === undefined ? sentenceOf(sentence) : `${about}: ${sentenceOf(sentence)}`;
}

function sentenceOf({ text, sentence, values = [], inner }: WireSentence): string {
  if (sentence === undefined) return text ?? "";
  const known = sentences()[sentence];
  if (known === undefined) throw new TypeError("The WebAssembly module is of another version than this package.");
  const fills = inner === undefined ? [...values] : [...values, sentenceOf(inner)];
  return known.replace(/\{\}/g, () => fills.shift() ?? "");
}

/** The refusal that the core has under this name, for those that are decided here. */
export function refusalNamed(name: string, rule: string, { expected, found }: { expected?: string; found?: string | null } = {}): Refusal {
  return refusalOf({
    wording: wordings().findIndex(([known]) => known === name),
    rule,
    values: [],
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined || found === null ? {} : { found: shorten(found) }),
  });
}

/** As the core does it: it comes from anybody, and goes to logs. */
function shorten(value: string): string {
  const characters = [...value];
  const short = characters.slice(0, 200).join("").replace(HIDDEN, " ");
  return characters.length > 200 ? `${short}…` : short;
}

/** Control characters, and those that show nothing or turn the direction of what follows. */
const HIDDEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2065\u2800\ufff0-\ufffb\u{e0000}-\u{e0fff}]|[\u202a-\u202e]/gu;

export function signatureOf({ verifiedBy, ...rest }: WireSignature): SignatureReport {
  if (verifiedBy === null) return { ...rest, verifiedBy };
  const { notAfter } = verifiedBy;
  return { ...rest, verifiedBy: { ...verifiedBy, notAfter: notAfter === null ? null : new Date(notAfter).toISOString() } };
}

export function checkOf({ rule, outcome, reason, error }: WireCheck): Check {
  const [title, spec] = rules()[rule] ?? ["", ""];
  return {
    rule,
    title,
    spec,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error: refusalOf(error) }),
  };
}
