import { readXml } from "./document.js";
import { readJson } from "./json.js";
import { looksLikeForm, readPage } from "./page.js";
import { readParameters } from "./parameters.js";
import { readQuery } from "./query.js";
import { type Origin, problem, type Reading } from "./reading.js";
import { type Pair, splitPairs } from "./url-encoding.js";

/** What a browser sent, as a capture or a command has it. */
export interface Request {
  url: string;
  method: string | null;
  time: string | null;
  /** With what it was sent, if the capture says so. */
  contentType: string | null;
  body: string | null;
}

/** Messages in the query and in the body. */
export function readRequest(reading: Reading, request: Request, known: Origin): boolean {
  const origin = { ...known, url: request.url, method: request.method, time: request.time };
  const inQuery = readQuery(reading, request.url, origin);
  const inBody = request.body !== null && readBody(reading, request.body, request.contentType, origin);
  return inQuery || inBody;
}

/** `contentType` decides only where the text does not: captures lose it. */
export function readBody(reading: Reading, body: string, contentType: string | null, origin: Origin): boolean {
  const known = { ...origin, how: "POST" as const };
  const start = body.slice(0, 200).trimStart();
  if (start.startsWith("--") && /Content-Disposition/i.test(body)) return readMultipart(reading, body, known);
  if (start.startsWith("{") || start.startsWith("[")) return readJson(reading, body, known);
  if (start.startsWith("<")) {
    if (looksLikeForm(body)) return readPage(reading, body, known);
    readXml(reading, body, origin);
    return true;
  }
  if (!/SAML|wresult=/i.test(body)) return false;
  const isPlain = contentType !== null && /^\s*text\/plain/i.test(contentType);
  const problems = isPlain ? [problem("refused", `The form was sent as ${contentType}, not as application/x-www-form-urlencoded.`)] : [];
  return readParameters(reading, { pairs: splitPairs(body), writing: "url-encoded", query: body }, { ...known, problems: [...origin.problems, ...problems] });
}

/** Fields of a multipart form, which is how no browser sends a message by HTTP-POST unless the page says so. */
export function readFields(reading: Reading, fields: readonly { name: string; value: string }[], origin: Origin): boolean {
  const pairs = fields.map(({ name, value }): Pair => ({ name, written: name, value }));
  const problems = [...origin.problems, problem("refused", "The form was sent as multipart/form-data, not as application/x-www-form-urlencoded.")];
  return readParameters(reading, { pairs, writing: "plain", query: null }, { ...origin, how: "POST", problems });
}

function readMultipart(reading: Reading, body: string, origin: Origin): boolean {
  const boundary = /^\s*(--[^\r\n]{1,100})/.exec(body)?.[1] ?? "--";
  const fields = body.split(boundary).flatMap((part) => {
    const [, head = "", value = ""] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
    const name = /^content-disposition:[^\r\n]*?[;\s]name="?([^"\r\n;]*)/im.exec(head)?.[1];
    return name === undefined ? [] : [{ name, value: value.replace(/\r?\n$/, "") }];
  });
  return readFields(reading, fields, origin);
}
