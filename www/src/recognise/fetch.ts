import { member, parseJson, textMember } from "./json.js";
import { ENTRIES } from "./limits.js";
import type { Origin, Reading } from "./reading.js";
import { readRequest } from "./request.js";

/** `fetch("…", {…})`, as browsers copy a request for JavaScript. False where no message is in it. */
export function readFetches(reading: Reading, text: string, origin: Origin): boolean {
  let requests = 0;
  CALL.lastIndex = 0;
  for (let found = CALL.exec(text); found !== null && requests < ENTRIES && reading.goesOn(); found = CALL.exec(text)) {
    const call = callAt(text, CALL.lastIndex);
    if (call === null) break;
    // Never back: what was read once as a string or as an object is not read again.
    CALL.lastIndex = call.end;
    const url = parseJson(call.address);
    if (typeof url !== "string") continue;
    requests += 1;
    readSent(reading, url, call.options === null ? null : parseJson(call.options), origin);
  }
  if (reading.messages.length === 0) return false;
  reading.noteFirst(requests === 1 ? "A request as JavaScript (fetch)." : `${requests} requests as JavaScript (fetch).`);
  return true;
}

function readSent(reading: Reading, url: string, options: unknown, origin: Origin): void {
  const headers = member(options, "headers");
  const contentType = typeof headers === "object" && headers !== null ? Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] : null;
  const request = { url, method: textMember(options, "method") ?? "GET", time: null, contentType: typeof contentType === "string" ? contentType : null, body: textMember(options, "body") };
  readRequest(reading, request, { ...origin, from: "fetch", steps: [...origin.steps, "JavaScript string"] });
}

/** `null` where a quote or a bracket is not closed. */
function callAt(text: string, begin: number): { address: string; options: string | null; end: number } | null {
  const end = endOfString(text, begin);
  if (end === -1) return null;
  const address = text.slice(begin, end);
  OPTIONS.lastIndex = end;
  if (OPTIONS.exec(text) === null) return { address, options: null, end };
  const from = OPTIONS.lastIndex - 1;
  const to = endOfObject(text, from);
  return to === -1 ? null : { address, options: text.slice(from, to), end: to };
}

function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

function endOfObject(text: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (end === -1) return -1;
      at = end - 1;
    } else if (character === "{") depth += 1;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return -1;
}

const CALL = /(?<![\w$.])fetch\(\s{0,8}(?=")/g;
const OPTIONS = /\s{0,8},\s{0,8}\{/y;
