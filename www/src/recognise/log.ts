import { findXml, readXml } from "./document.js";
import { withoutBackslashes, withoutHtmlEscapes } from "./escapes.js";
import { cutMark, type Joined, joinedAt, SHORTEST, stuck } from "./lines.js";
import { readMessage } from "./message.js";
import { readParameters } from "./parameters.js";
import { type Origin, problem, type Reading, type Trail, transportOf, Unreadable } from "./reading.js";
import { queryOf, readQuery } from "./query.js";
import { type Pair, splitPairs } from "./url-encoding.js";
import { decodeValue } from "./value.js";

/** Messages inside any other text, such as the lines of a log: parameters by their names, XML by the names of roots, base64 by how XML begins in it. */
export function readLog(reading: Reading, text: string, origin: Origin): boolean {
  const before = reading.messages.length;
  const finds = [parameterFind(text), xmlFind(text), base64Find(text)];
  for (let at = 0; reading.goesOn(); ) {
    const first = firstOf(finds, at);
    if (first === null) break;
    // Never back: what one find has read, no other finds again.
    at = Math.max(first.at + 1, first.find.read(reading, first.at, at, origin));
  }
  return reading.messages.length > before;
}

/** One kind of thing that a text may hold. */
interface Find {
  /** The place of the next at or after `from`; -1 for none. */
  next(from: number): number;
  /** Reads what is at `at`, and nothing before `from`. Where to go on. */
  read(reading: Reading, at: number, from: number, origin: Origin): number;
}

function firstOf(finds: readonly Find[], from: number): { find: Find; at: number } | null {
  let first: { find: Find; at: number } | null = null;
  for (const find of finds) {
    const at = find.next(from);
    if (at !== -1 && (first === null || at < first.at)) first = { find, at };
  }
  return first;
}

/** The text is searched again only when the last place is behind: else each find would read all of it for each other. */
function remembered(search: (from: number) => number): (from: number) => number {
  let last = -2;
  return (from) => {
    if (last !== -1 && last < from) last = search(from);
    return last;
  };
}

const searching = (text: string, pattern: RegExp) =>
  remembered((from) => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? -1;
  });

/** `SAMLResponse=…` in a URL or body, `SAMLResponse: …`, `"SAMLResponse":"…"`. */
function parameterFind(text: string): Find {
  return {
    next: searching(text, /SAML(?:Request|Response)(?=["'\s\\:=>])/gi),
    read(reading, at, from, origin) {
      const [name = ""] = stuck(/SAML(?:Request|Response)/iy, text, at);
      const runEnd = endOfRun(text, at);
      const joined = joinedAlone(text, at, name.length + 1);
      if (joined !== null) {
        readJoined(reading, name, joined, text, origin);
        return joined.end;
      }
      if (runEnd > at + name.length + 1 && text[at + name.length] === "=") return readRun(reading, { text, at, end: runEnd, from }, origin);
      const [between] = stuck(SEPARATOR, text, at + name.length);
      if (between === undefined) return at + name.length;
      const begin = at + name.length + between.length;
      const value = joinedAt(text, begin);
      if (value.end - begin < SHORTEST) return Math.max(begin, value.end);
      readJoined(reading, name, value, text, origin);
      return value.end;
    },
  };
}

/** `SAMLResponse=` with nothing before it, whose value goes on in the next lines. */
function joinedAlone(text: string, at: number, length: number): Joined | null {
  if (text[at + length - 1] !== "=" || /[^\s"'`]/.test(text[at - 1] ?? " ")) return null;
  const joined = joinedAt(text, at + length);
  return joined.value.includes("\n") ? joined : null;
}

function readJoined(reading: Reading, name: string, { value, end, steps }: Joined, text: string, origin: Origin): void {
  const before = reading.messages.length;
  const relayState = stuck(RELAY_STATE, text, end)[1];
  const pairs = Object.entries({ [name]: value, ...(relayState === undefined ? {} : { RelayState: relayState }) });
  readParameters(reading, { pairs: pairs.map(([key, written]): Pair => ({ name: key, written: key, value: written })), writing: "copied", query: null }, { ...origin, steps: [...origin.steps, ...steps] });
  sayCut(reading, before, cutMark(text, end));
}

/** Where white space, a quote or an angle bracket is, and no escape. */
function endOfRun(text: string, at: number): number {
  let end = at;
  for (let part: string | undefined; (part = stuck(RUN, text, end)[0]) !== undefined; ) end += part.length;
  return end;
}

/** What stands around the parameter without white space and quotes: a URL, or a form. */
function readRun(reading: Reading, { text, at, end, from }: { text: string; at: number; end: number; from: number }, origin: Origin): number {
  let begin = at;
  while (begin > from && at - begin < LONGEST_URL && !/[\s"'<>`]/.test(text[begin - 1] ?? "")) begin -= 1;
  const trail: Trail = { steps: [...origin.steps], problems: [...origin.problems] };
  const run = withoutLogEscapes(text.slice(begin, end), trail);
  const head = run.slice(0, run.search(/SAML(?:Request|Response)=/i));
  const known = { ...origin, ...trail };
  if (queryOf(head) !== null) {
    readQuery(reading, run, known);
  } else {
    // `body=SAMLResponse=…` or `[SAMLResponse=…`: what is not a parameter before it is the log's.
    const form = head.endsWith("&") ? run : run.slice(head.length);
    readParameters(reading, { pairs: splitPairs(form), writing: "url-encoded", query: form }, known);
  }
  return end;
}

function withoutLogEscapes(written: string, trail: Trail): string {
  let run = written;
  if (/\\(?:u[0-9a-fA-F]{4}|\/)/.test(run)) {
    run = withoutBackslashes(run);
    trail.steps.push("backslash escapes");
  }
  if (AMPERSAND.test(run)) {
    run = withoutHtmlEscapes(run);
    trail.steps.push("HTML escapes");
  }
  let end = run.length;
  while (end > 0 && PUNCTUATION.includes(run[end - 1] ?? "")) end -= 1;
  if (end < run.length) trail.steps.push(`\`${run.slice(end, end + 20)}\` after it left out`);
  return run.slice(0, end);
}

function xmlFind(text: string): Find {
  let found: ReturnType<typeof findXml> = null;
  return {
    next: remembered((from) => {
      found = findXml(text, from);
      return found?.begin ?? -1;
    }),
    read(reading, at, _from, origin) {
      const end = found?.end ?? at;
      const xml = text.slice(at, end);
      // A program's string, printed with its quotes escaped.
      const isEscaped = /=\\["']/.test(xml.slice(0, 1000));
      const steps = isEscaped ? [...origin.steps, "backslash escapes"] : origin.steps;
      readXml(reading, isEscaped ? withoutBackslashes(xml) : xml, { ...origin, steps });
      return end;
    },
  };
}

/** `<` is `P` and a letter up to `P`. What else begins like this is no SAML, and then nothing is said of it. */
function base64Find(text: string): Find {
  return {
    next: searching(text, /(?<![A-Za-z0-9+/%_=-])P[A-P][A-Za-z0-9+/%_-]{58}/g),
    read(reading, at, _from, origin) {
      const { value, end, steps } = joinedAt(text, at);
      const before = reading.messages.length;
      reading.tries();
      try {
        const trail: Trail = { steps: [...origin.steps, ...steps], problems: [...origin.problems] };
        const { octets } = decodeValue(reading, value, "copied", trail);
        const message = readMessage(reading, octets, transportOf("value", origin), trail);
        if (message.kind !== "other") reading.add(message);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
      }
      sayCut(reading, before, cutMark(text, end));
      return end;
    },
  };
}

/** Said where the message turned out to be cut. */
function sayCut(reading: Reading, before: number, mark: string | null): void {
  if (mark === null) return;
  for (const { problems } of reading.messages.slice(before)) {
    if (problems.some(({ text }) => / cut (?:off|short)/.test(text))) problems.push(problem("odd", `\`${mark}\` follows the value: it was cut off there by whatever wrote it.`));
  }
}

const RUN = /[^\s"'<>`\\]+|(?:\\u[0-9a-fA-F]{4})+|(?:\\\/)+/y;
/** In YAML, `|` begins lines. */
const SEPARATOR = /\\?["']?\s{0,8}(?:=>|[:=])?\s{0,8}(?:[|>][+-]?\s{1,16})?\\?["']?/y;
const RELAY_STATE = /\s{0,8}RelayState["']?\s{0,8}(?:=>|[:=])?\s{0,8}["']?([^\s"']*)/y;
const AMPERSAND = /&(?:amp|#38|#x26);/i;
const PUNCTUATION = "\\,;.)]}|";
/** Longer ones are cut at their beginning. */
const LONGEST_URL = 100_000;
