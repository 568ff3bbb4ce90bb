import { findXml, readXml } from "./document.js";
import { withoutBackslashes, withoutHtmlEscapes } from "./escapes.js";
import { readMessage } from "./message.js";
import { readParameters } from "./parameters.js";
import { type Origin, type Reading, type Trail, transportOf, Unreadable } from "./reading.js";
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
      if (runEnd > at + name.length + 1 && text[at + name.length] === "=") return readRun(reading, { text, at, end: runEnd, from }, origin);
      const [between] = stuck(SEPARATOR, text, at + name.length);
      if (between === undefined) return at + name.length;
      const begin = at + name.length + between.length;
      const end = endOfBase64(text, begin);
      if (end - begin < SHORTEST) return Math.max(begin, end);
      const relayState = stuck(RELAY_STATE, text, end)[1];
      const pairs = Object.entries({ [name]: text.slice(begin, end), ...(relayState === undefined ? {} : { RelayState: relayState }) });
      readParameters(reading, { pairs: pairs.map(([key, value]): Pair => ({ name: key, written: key, value })), writing: "copied", query: null }, origin);
      return end;
    },
  };
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
      const end = endOfBase64(text, at);
      reading.tries();
      try {
        const trail: Trail = { steps: [...origin.steps], problems: [...origin.problems] };
        const { octets } = decodeValue(reading, text.slice(at, end), "copied", trail);
        const message = readMessage(reading, octets, transportOf("value", origin), trail);
        if (message.kind !== "other") reading.add(message);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
      }
      return end;
    },
  };
}

/** Over line breaks, as long as the lines are of one length. */
function endOfBase64(text: string, begin: number): number {
  const [first = ""] = stuck(BASE64, text, begin);
  let end = begin + first.length;
  for (let lines = 0; first.length >= SHORTEST && lines < LONGEST_URL; lines++) {
    const [all, line] = stuck(NEXT_LINE, text, end);
    if (all === undefined || line === undefined || line.length > first.length) return end;
    end += all.length;
    if (line.length < first.length) return end;
  }
  return end;
}

const NOTHING: RegExpExecArray | [] = [];

/** What the pattern matches there, and not later. */
function stuck(pattern: RegExp, text: string, at: number): RegExpExecArray | [] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? NOTHING;
}

const RUN = /[^\s"'<>`\\]+|(?:\\u[0-9a-fA-F]{4})+|(?:\\\/)+/y;
const SEPARATOR = /\\?["']?\s{0,8}(?:=>|[:=])?\s{0,8}\\?["']?/y;
const RELAY_STATE = /\s{0,8}RelayState["']?\s{0,8}(?:=>|[:=])?\s{0,8}["']?([^\s"']*)/y;
const BASE64 = /[A-Za-z0-9+/%_=-]+/y;
const NEXT_LINE = /\r?\n([A-Za-z0-9+/%_=-]+)(?=\s|$)/y;
const AMPERSAND = /&(?:amp|#38|#x26);/i;
const PUNCTUATION = "\\,;.)]}|";
/** Of a value; the shortest LogoutRequests have some hundred characters. */
const SHORTEST = 40;
/** Longer ones are cut at their beginning. */
const LONGEST_URL = 100_000;
