import { readXml } from "./document.js";
import { listMember, member, textMember } from "./json.js";
import { ENTRIES } from "./limits.js";
import { readParameters } from "./parameters.js";
import { count, type Origin, origin, problem, type Reading } from "./reading.js";
import { readQuery } from "./query.js";
import type { Pair } from "./url-encoding.js";

/**
 * What the browser extension SAML-tracer exports (its src/SAMLTraceIO.js): `post` as pairs of decoded text, the message decoded in `saml`, headers as objects or,
 * before version 1.0, as pairs.
 */
export function readTrace(reading: Reading, trace: unknown): void {
  const requests = listMember(trace, "requests");
  for (const request of requests.slice(0, ENTRIES)) {
    if (!reading.goesOn()) break;
    readTraced(reading, request);
  }
  if (requests.length > ENTRIES) reading.note(`Only the first ${ENTRIES} requests were read.`);
  const time = textMember(trace, "timestamp");
  reading.noteFirst(`An export of SAML-tracer with ${count(requests.length, "request")}${time === null ? "" : `, made at ${time}`}.`);
}

export function looksLikeTrace(value: unknown): boolean {
  const [first] = listMember(value, "requests");
  return textMember(first, "url") !== null && textMember(first, "method") !== null;
}

function readTraced(reading: Reading, request: unknown): void {
  const url = textMember(request, "url") ?? "";
  const known = origin("SAML-tracer", { url, method: textMember(request, "method"), time: timeOf(request) });
  const before = reading.messages.length;
  if (readQuery(reading, url, known)) return;
  const pairs = listMember(request, "post").flatMap(pairOf);
  const isHidden = pairs.some(({ name, value }) => NAME.test(name) && HIDDEN.test(value));
  if (!isHidden) readParameters(reading, { pairs, writing: "plain", query: null }, { ...known, how: "POST" });
  if (reading.messages.length > before || !(isHidden || pairs.some(({ name }) => NAME.test(name)))) return;
  readDecoded(reading, textMember(request, "saml"), { ...known, how: "POST" });
}

/** Exported with its values masked, or damaged: the message is left as the extension decoded it. */
function readDecoded(reading: Reading, saml: string | null, known: Origin): void {
  if (saml === null || saml === "") return reading.note("A message was exported with its value masked, and is not in the file.");
  const problems = [problem("odd", "The value that was sent is masked in the export. This is the message as SAML-tracer decoded it: its bytes may differ.")];
  readXml(reading, saml, { ...known, problems });
}

function pairOf(pair: unknown): Pair[] {
  if (!Array.isArray(pair)) return [];
  const [name, value] = pair as unknown[];
  return typeof name === "string" && typeof value === "string" ? [{ name, written: name, value }] : [];
}

/** A request has no time of its own; its response has a Date, mostly. */
function timeOf(request: unknown): string | null {
  for (const header of listMember(request, "responseHeaders")) {
    const [name, value] = Array.isArray(header) ? (header as unknown[]) : [member(header, "name"), member(header, "value")];
    if (typeof name === "string" && typeof value === "string" && name.toLowerCase() === "date") return value;
  }
  return null;
}

const NAME = /^SAML(?:Request|Response)$/;
const HIDDEN = /^\{(?:hash|obf):[^}]*\}$|^\{overwritten\}$/;
