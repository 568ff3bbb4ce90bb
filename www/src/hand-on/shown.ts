// Values of the message in sentences about it: what the redaction removed is not said by a sentence either.
import { NEAR_MISSES, WORDINGS } from "../words.js";
import type { Connection } from "../library.js";
import { fingerprintsOf } from "./fingerprints.js";
import type { Options } from "./kinds.js";
import type { Outcome } from "./redact.js";

/** What may be said of a message: a value as it is, or that it was removed. */
export interface Shown {
  value(value: string): string;
  /** A sentence of the core. `found`: what it says was found. */
  sentence(sentence: string, found?: string): string;
}

export const AS_IT_IS: Shown = { value: (value) => value, sentence: (sentence) => sentence };

export const REMOVED = "(removed)";
/** In place of a sentence whose words and values cannot be told apart. */
export const LEFT_OUT = "What the check says of this message holds values that were removed.";

/** `outcomes`: of the message, and of what was encrypted in it. What cannot be redacted says nothing. */
export function shownAfter(outcomes: readonly Outcome[], options: Options, connection: Connection | null): Shown {
  const known = new Set<string>([...ALWAYS, ...(options.hosts ? [] : valuesOf(connection))]);
  for (const outcome of outcomes) if (!("refused" in outcome)) for (const value of outcome.kept) known.add(value);
  if (!options.certificates) {
    const kept = [...known].filter((value) => value.length >= SHORTEST_CERTIFICATE && /^(?:M|-----BEGIN)/.test(value)).slice(0, MOST_CERTIFICATES);
    const certificates = [...(connection?.idp.certificates ?? []), ...kept];
    for (const fingerprint of certificates.flatMap(fingerprintsOf)) known.add(fingerprint);
  }
  const isKnown = (value: string) => value.trim() === "" || known.has(value.trim()) || COMPUTED.test(value);
  const value = (given: string) => (isKnown(given) || given.split(" ").every(isKnown) ? given : REMOVED);
  return { value, sentence: (sentence, found) => redactedSentence(sentence, found, value) };
}

/** The settings of the reader are his to say. */
function valuesOf(connection: Connection | null): string[] {
  if (connection === null) return [];
  const { idp, sp, policy = {} } = connection;
  return [idp.entityId, sp.entityId, sp.acsUrl, ...Object.values(policy).flatMap((member) => (Array.isArray(member) ? member.map(String) : [String(member)]))];
}

/** Made anew from its template: nothing but the words of the core and what may be shown gets in, wherever a value seems to end. */
function redactedSentence(sentence: string, found: string | undefined, value: Shown["value"]): string {
  if (PLAIN.has(sentence)) return sentence;
  const near = NEAR_MISSES.find((miss) => sentence.endsWith(` ${miss}`));
  if (near !== undefined) {
    const rest = redactedSentence(sentence.slice(0, -near.length - 1), found, value);
    if (rest !== LEFT_OUT) return `${rest} ${near}`;
  }
  const made = new Set(TEMPLATES.flatMap((template) => refilled(template, sentence, found, value) ?? []));
  const [one, another] = made;
  return one === undefined || another !== undefined ? LEFT_OUT : one;
}

/** `null` where the sentence is not of that template. */
function refilled(template: Template, sentence: string, found: string | undefined, value: Shown["value"]): string | null {
  const filled = valuesIn(template, sentence, found);
  if (filled === null) return null;
  const shown = template.blanks.map((blank, at) => {
    const given = filled[at] ?? "";
    return template.own.includes(blank) ? given : LIST.test(given) ? shownList(given, value) : value(given);
  });
  return template.words.map((word, at) => word + (shown[at] ?? "")).join("");
}

/** `“a”, “b” and 3 more`. */
function shownList(list: string, value: Shown["value"]): string {
  const [, inner = "", more = ""] = LIST.exec(list) ?? [];
  return `“${inner.split("”, “").map(value).join("”, “")}”${more}`;
}

interface Template {
  /** Around the blanks: one more than those. */
  readonly words: readonly string[];
  readonly blanks: readonly string[];
  /** Blanks for what the core has worked out or named, and never for a value of the message. */
  readonly own: readonly string[];
}

/** What was found is known, and can hold anything. */
function valuesIn({ words, blanks, own }: Template, sentence: string, found: string | undefined): string[] | null {
  const pattern = words.map((word, at) => {
    const blank = blanks[at];
    if (blank === undefined) return escapedForPattern(word);
    const any = blank === "found" && found !== undefined ? escapedForPattern(found) : own.includes(blank) ? OWN_FORM : "[^]*";
    return `${escapedForPattern(word)}(${any})`;
  });
  const [whole, ...filled] = new RegExp(`^${pattern.join("")}$`).exec(sentence) ?? [];
  return whole === undefined ? null : filled;
}

const escapedForPattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function templateOf(name: string, text: string): Template {
  const parts = text.split(/\{(\w+)\}/);
  return { words: parts.filter((_, at) => at % 2 === 0), blanks: parts.filter((_, at) => at % 2 === 1), own: OWN[name] ?? [] };
}

/** By the name of the wording. Not listed: everything in it may be of the message. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  AuthnTooOld: ["found"],
  Base64Invalid: ["0", "1"],
  CanonicalizationFailed: ["0"],
  CertificateNotValid: ["1", "2"],
  CharacterForbidden: ["0"],
  ConditionRepeated: ["0"],
  DecryptionKeyMissing: ["found"],
  EncryptedForOtherKey: ["0", "1", "2"],
  EncryptionMalformed: ["0"],
  Expired: ["0", "1"],
  FormMalformed: ["0"],
  FormParameterRepeated: ["found"],
  IdMissing: ["0"],
  IssuedInFuture: ["0", "1"],
  LifetimeTooLong: ["found", "expected"],
  LimitExceeded: ["0", "1"],
  LogoutTooOld: ["found"],
  MissingAttribute: ["0", "expected"],
  MissingElement: ["0", "expected"],
  MultipleAssertions: ["found"],
  NameIdTooLong: ["found"],
  NotInflated: ["0"],
  NotUtf8: ["0"],
  NotWellFormed: ["0"],
  NotYetValid: ["0", "1"],
  PlaintextUnexpected: ["expected"],
  QualifierMismatch: ["0"],
  RedirectMalformed: ["0"],
  ReferenceCount: ["found"],
  ResponseTooOld: ["found"],
  SessionEnded: ["0"],
  SignatureMalformed: ["0"],
  TimeInvalid: ["0"],
  UnexpectedElement: ["0"],
  UnexpectedLogoutRoot: ["expected"],
  UnexpectedText: ["0"],
  ValueEmpty: ["0"],
  VersionUnsupported: ["0"],
  CertificateExpired: ["1"],
  CertificateExpires: ["1", "2"],
  AssertionLifetime: ["0"],
};

/** Of warnings, which have no wordings. */
const WARNINGS: readonly (readonly [name: string, text: string])[] = [
  ["AttributeStructured", "The attribute {0} has a value that is XML, which is not handed out."],
  ["CertificateExpired", "The IdP's certificate {0} expired on {1}; its key is still trusted."],
  ["CertificateExpires", "The IdP's certificate {0} expires {1}, on {2}."],
  ["AssertionLifetime", "The IdP issues logins that stay valid for {0} hours."],
  ["AttributeRepeated", "The attribute {0} stands more than once; its values were merged in order."],
];

const SENTENCES = [...WORDINGS.flatMap(([name, , , , message, hint]): [string, string][] => [[name, message], [name, hint]]), ...WARNINGS];
const PLAIN: ReadonlySet<string> = new Set(SENTENCES.map(([, text]) => text).filter((text) => !text.includes("{")));
/** Each text once. */
const TEMPLATES = [...new Map(SENTENCES.filter(([, text]) => !PLAIN.has(text)).map(([name, text]) => [text, templateOf(name, text)])).values()];
/** What would pass, where that never varies, and what stands for nothing. */
const ALWAYS = [...WORDINGS.flatMap(([, , , always]) => always ?? []), "no URI"];

/** Words of the core, names of elements, numbers and times: no quotes, and nothing long. */
const OWN_FORM = "[^“”@\\n]{0,120}";
const LIST = /^“([^]*)”( and \d{1,9} more)?$/;

const DATE_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[-+]\d\d:\d\d)`;
/** What the core works out and nobody is called, such as `3078 octets` or `4 min later`, and times. A number by itself may be one of a message. */
const COMPUTED = new RegExp(`^(?:(?:at most )?(?:\\d{1,3} (?:s|min|h)|\\d{1,5} days|\\d{1,8} octets)(?: (?:later|earlier|ahead))?|at most \\d{1,9}|(?:(?:not )?before )?${DATE_TIME})$`);

const SHORTEST_CERTIFICATE = 100;
const MOST_CERTIFICATES = 16;
