import { readCommands } from "./curl.js";
import { documentOf, readXml } from "./document.js";
import { withoutHtmlEscapes } from "./escapes.js";
import { readFetches } from "./fetch.js";
import { looksLikeHar, readHar } from "./har.js";
import { parseJson, readValue } from "./json.js";
import { ROUNDS, TEXT } from "./limits.js";
import { readLog } from "./log.js";
import { type Undone, withoutQuotedPrintable, withoutQuoteMarks } from "./mail.js";
import { readMessage } from "./message.js";
import { looksLikeForm, readPage } from "./page.js";
import { readParameters } from "./parameters.js";
import { count, megabytes, type Origin, origin, problem, Reading, type Trail, transportOf, Unreadable } from "./reading.js";
import { readQuery } from "./query.js";
import { looksLikeTrace, readTrace } from "./tracer.js";
import type { How, Message, Recognised } from "./types.js";
import { splitPairs } from "./url-encoding.js";
import { decodeValue } from "./value.js";

/**
 * The SAML messages in a text: XML, base64, URLs and forms, pages, JSON, commands, mail, HAR files, exports of SAML-tracer, logs.
 *
 * It reads forgivingly, and says what it undid and what a verifier refuses. It verifies nothing. It never throws for what the text holds. The work is done at
 * once, for some seconds if somebody wants it so: a page calls it in a Worker.
 */
export async function recognise(text: string): Promise<Recognised> {
  const reading = new Reading();
  if (text.length > TEXT) reading.note(`The text is larger than ${megabytes(TEXT)}.`);
  else if (text.trim() === "") reading.note("There is no text.");
  else readText(reading, text, origin("text"), 1);
  return reading.result();
}

/** The first reader that takes the text. */
function readText(reading: Reading, text: string, known: Origin, round: number): void {
  const isTaken = READERS.some((read) => read(reading, text, known, round));
  if (!isTaken) reading.noteFirst(NOTHING);
}

const NOTHING = "Nothing in it looks like a SAML message.";

/** Whether the note says no more than that there is no message. */
export const isNothing = (note: string): boolean => note === NOTHING;

type Reader = (reading: Reading, text: string, known: Origin, round: number) => boolean;

const READERS: Reader[] = [quotedPrintable, markup, json, fetches, commands, quoted, escapedMarkup, urlOrForm, value, anything];

function markup(reading: Reading, text: string, known: Origin): boolean {
  if (!text.trimStart().startsWith("<")) return false;
  const root = documentOf(text.slice(0, 65_536))?.root ?? null;
  const isPage = /^html$/i.test(root?.name ?? "") || /^\s*<!doctype html/i.test(text) || looksLikeForm(text);
  if (isPage && readPage(reading, text, { ...known, from: "HTML" })) reading.noteFirst("HTML with a form that carries a message.");
  else if (isPage || root === null) return false;
  else {
    readXml(reading, text, known);
    reading.noteFirst(`XML: its root is ${root.name}.`);
  }
  return true;
}

function json(reading: Reading, text: string, known: Origin, round: number): boolean {
  if (!/^\s*(?:[{"]|\[\s*[[{"])/.test(text)) return false;
  const parsed = parseJson(text);
  if (parsed === undefined) {
    // A quote begins other things, too.
    if (text.trimStart().startsWith('"')) reading.noteUnlessFound(NO_JSON);
    else reading.note(NO_JSON);
    return false;
  }
  if (typeof parsed === "string" && round < ROUNDS) readText(reading, parsed, { ...known, steps: [...known.steps, "JSON string"] }, round + 1);
  else if (looksLikeHar(parsed)) readHar(reading, parsed);
  else if (looksLikeTrace(parsed)) readTrace(reading, parsed);
  else {
    const isFound = readValue(reading, parsed, { ...known, from: "JSON" });
    reading.noteFirst(isFound ? "JSON with a message in it." : "JSON without a message in it.");
  }
  return true;
}

/** A mail as it goes over the wire. */
function quotedPrintable(reading: Reading, text: string, known: Origin, round: number): boolean {
  return readUndone(reading, round >= ROUNDS ? null : withoutQuotedPrintable(text), known, round);
}

/** A mail in which somebody answered. */
function quoted(reading: Reading, text: string, known: Origin, round: number): boolean {
  return readUndone(reading, round >= ROUNDS ? null : withoutQuoteMarks(text), known, round);
}

function readUndone(reading: Reading, undone: Undone | null, known: Origin, round: number): boolean {
  if (undone === null) return false;
  readText(reading, undone.text, { ...known, steps: [...known.steps, undone.step] }, round + 1);
  return true;
}

function fetches(reading: Reading, text: string, known: Origin): boolean {
  return readFetches(reading, text, known);
}

function commands(reading: Reading, text: string, known: Origin): boolean {
  return readCommands(reading, text, known);
}

/** A page's source, or a log, that was made readable for HTML. */
function escapedMarkup(reading: Reading, text: string, known: Origin, round: number): boolean {
  if (!/^\s*&(?:lt|#60|#x3c);/i.test(text) || round >= ROUNDS) return false;
  const problems = [...known.problems, problem("odd", "The text is escaped for HTML (`&lt;`).")];
  readText(reading, withoutHtmlEscapes(text), { ...known, steps: [...known.steps, "HTML escapes"], problems }, round + 1);
  return true;
}

/** Nothing but the address, the query or the body of one request. */
function urlOrForm(reading: Reading, text: string, known: Origin): boolean {
  const trimmed = text.trim();
  const lines = trimmed.split(/[\r\n]+/);
  const packed = lines.map((line) => line.trim()).join("");
  if (!/^(?:[a-z][a-z0-9+.-]*:\/\/\S|[/?]|[\w%.\-[\]]+=)/i.test(packed) || /\s|["<>]/.test(packed)) return false;
  const found = packed.match(/SAML(?:%52|R)e(?:quest|sponse)=|SAMLart=|wresult=/gi);
  if (found === null || (packed !== trimmed && found.length > 1)) return false;
  const steps = packed === trimmed ? known.steps : [...known.steps, `${count(lines.length - 1, "line break")} left out`];
  return readAddressed(reading, packed, { ...known, steps });
}

function readAddressed(reading: Reading, written: string, known: Origin): boolean {
  const steps = [...known.steps];
  // As it stands in a page's source.
  const text = /&amp;/i.test(written) ? withoutHtmlEscapes(written) : written;
  if (text !== written) steps.push("HTML escapes");
  const isAddress = /^[^=&]*\?/.test(text);
  const query = text.replace(/^\?/, "");
  const isTaken =
    isAddress && !text.startsWith("?")
      ? readQuery(reading, text, { ...known, steps })
      : readParameters(reading, { pairs: splitPairs(query), writing: "url-encoded", query }, { ...known, how: isAddress ? "Redirect" : null, steps });
  if (!isTaken) return false;
  reading.noteFirst(nameOf(reading.messages.at(-1)?.transport.how));
  return true;
}

function nameOf(how: How | undefined): string {
  if (how === undefined) return "The parameters of a request, without a message that can be read.";
  return how === "Redirect" ? "A query with a message, as HTTP-Redirect sends it." : "The body of a form with a message, as HTTP-POST sends it.";
}

/** Nothing but the value of a parameter. */
function value(reading: Reading, text: string, known: Origin): boolean {
  const trimmed = text.trim().replace(/^(["'`])(.*)\1$/s, "$2");
  if (!VALUE.test(trimmed) || PROSE.test(trimmed.slice(0, 1000)) || NAMED.test(trimmed)) return false;
  reading.tries();
  const trail: Trail = { steps: [...known.steps], problems: [...known.problems] };
  try {
    const { octets } = decodeValue(reading, trimmed, "copied", trail);
    const message = readMessage(reading, octets, transportOf("value", known), trail);
    reading.add(message);
    reading.noteFirst(bareName(message));
    return true;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    reading.noteUnlessFound(`It looks like a bare value, but ${error.message}.`);
    return false;
  }
}

function bareName({ kind, root }: Message): string {
  if (kind === "other") return "A bare value.";
  return `A bare ${root?.name.endsWith("Request") === true ? "SAMLRequest" : "SAMLResponse"} value.`;
}

function anything(reading: Reading, text: string, known: Origin): boolean {
  const isFound = readLog(reading, text, { ...known, from: "log" });
  if (isFound) reading.noteFirst(`Text with ${count(reading.messages.length, "message")} in it.`);
  return isFound;
}

const NO_JSON = "It begins like JSON, but is none.";

/** Base64, with the escapes that it may have. */
const VALUE = /^[A-Za-z0-9+/%_\-=\s\\&#;]+$/;
const PROSE = /[a-z]{2,}\s[a-z]{2,}\s[a-z]{2,}/;
const NAMED = /SAML_?Re(?:quest|sponse)/i;
