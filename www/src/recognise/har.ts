import { decodeBase64 } from "./base64.js";
import { readXml } from "./document.js";
import { listMember, member, textMember } from "./json.js";
import { ENTRIES, MESSAGE } from "./limits.js";
import { looksLikeForm, readPage } from "./page.js";
import { readParameters } from "./parameters.js";
import { queryOf, readQuery } from "./query.js";
import { count, type Origin, origin, type Reading, Unreadable } from "./reading.js";
import { readBody, readFields, readRequest } from "./request.js";
import type { Message } from "./types.js";
import type { Pair } from "./url-encoding.js";

/** HTTP Archive 1.2: the messages that were sent, and those in pages and redirects that the capture does not have as sent. */
export function readHar(reading: Reading, har: unknown): void {
  const log = member(har, "log");
  const entries = log === undefined ? [har] : listMember(log, "entries");
  const inResponses = new Set<Message>();
  for (const entry of entries.slice(0, ENTRIES)) {
    if (!reading.goesOn()) break;
    const known = origin("HAR", { url: textMember(member(entry, "request"), "url"), method: null, time: textMember(entry, "startedDateTime") });
    readSent(reading, member(entry, "request"), known);
    const before = reading.messages.length;
    readReceived(reading, member(entry, "response"), known);
    for (const message of reading.messages.slice(before)) inResponses.add(message);
  }
  keepOnce(reading, inResponses);
  if (entries.length > ENTRIES) reading.note(`Only the first ${ENTRIES} requests were read.`);
  const creator = ["name", "version"].map((name) => textMember(member(log, "creator"), name)).filter((part) => part !== null);
  reading.noteFirst(`A HAR file${creator.length === 0 ? "" : ` of ${creator.join(" ")}`} with ${count(entries.length, "request")}.`);
}

/** One entry by itself is copied as well. */
export const looksLikeHar = (value: unknown): boolean => Array.isArray(member(member(value, "log"), "entries")) || textMember(member(value, "request"), "url") !== null;

function readSent(reading: Reading, request: unknown, known: Origin): void {
  const url = textMember(request, "url") ?? "";
  const method = textMember(request, "method");
  const postData = member(request, "postData");
  const [contentType, body] = [textMember(postData, "mimeType"), textMember(postData, "text")];
  readRequest(reading, { url, method, time: known.time, contentType, body: body === "" ? null : body }, known);
  const origin = { ...known, url, method };
  if (queryOf(url) === null) readDecoded(reading, listMember(request, "queryString"), { ...origin, how: "Redirect" });
  if (body !== null && body !== "") return;
  const fields = pairsOf(listMember(postData, "params"));
  if (contentType !== null && /multipart/i.test(contentType)) readFields(reading, fields, origin);
  else readDecoded(reading, listMember(postData, "params"), { ...origin, how: "POST" });
}

/** Lists of names and values: Firefox decodes them, Chrome does not, so that an escape is no fault here. */
function readDecoded(reading: Reading, list: readonly unknown[], origin: Origin): void {
  const pairs = pairsOf(list);
  const isFound = readParameters(reading, { pairs, writing: "copied", query: null }, origin);
  if (isFound) reading.note("The capture has parameters as a list only: how they were spelt, and so what a query's signature is over, is lost.");
}

function pairsOf(list: readonly unknown[]): Pair[] {
  return list.flatMap((item) => {
    const [name, value] = [textMember(item, "name"), textMember(item, "value")];
    return name === null || value === null ? [] : [{ name, written: name, value }];
  });
}

function readReceived(reading: Reading, response: unknown, known: Origin): void {
  const headers = pairsOf(listMember(response, "headers"));
  const location = textMember(response, "redirectURL") || headers.find(({ name }) => name.toLowerCase() === "location")?.value;
  const steps = [`from the response of ${known.url?.slice(0, 200) ?? "an unknown address"}`];
  if (location !== undefined) readQuery(reading, location, { ...known, method: "GET", steps });
  const text = contentOf(reading, member(response, "content"), steps);
  const origin = { ...known, steps };
  if (text === null || !MENTION.test(text)) return;
  if (looksLikeForm(text)) readPage(reading, text, origin);
  else if (text.trimStart().startsWith("<") && !/^\s*<(?:!doctype html|html)/i.test(text)) readXml(reading, text, origin);
  else if (/^\s*[[{]/.test(text)) readBody(reading, text, "application/json", origin);
}

function contentOf(reading: Reading, content: unknown, steps: string[]): string | null {
  const text = textMember(content, "text");
  if (text === null || textMember(content, "encoding") !== "base64") return text;
  if (text.length > MESSAGE * 2 || !TEXTUAL.test(textMember(content, "mimeType") ?? "text/")) return null;
  try {
    const octets = decodeBase64(text, { steps: [], problems: [] });
    steps.push("base64 of the response");
    return new TextDecoder().decode(octets);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    reading.note("The body of a response is said to be base64, and is not.");
    return null;
  }
}

/** A message in a page that was then posted is listed as it was posted. */
function keepOnce(reading: Reading, inResponses: ReadonlySet<Message>): void {
  const sent = reading.messages.filter((message) => !inResponses.has(message));
  const kept = reading.messages.filter((message) => !inResponses.has(message) || !sent.some((other) => isSame(message.xml, other.xml)));
  const left = reading.messages.length - kept.length;
  if (left > 0) reading.note(`${count(left, "message")} in responses left out, since what was sent has the same.`);
  reading.messages = kept;
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((octet, at) => octet === other[at]);

const MENTION = /SAML(?:Request|Response)|urn:oasis:names:tc:SAML:2\.0/;
const TEXTUAL = /text|html|xml|json|urlencoded/i;
