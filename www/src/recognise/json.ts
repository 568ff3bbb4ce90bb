import { decodeBase64 } from "./base64.js";
import { findXml, readXml } from "./document.js";
import { JSON_VALUES } from "./limits.js";
import { readLog } from "./log.js";
import { readParameters } from "./parameters.js";
import { type Origin, type Reading, Unreadable } from "./reading.js";
import { type Pair, splitPairs } from "./url-encoding.js";

/** Any JSON: objects with a member SAMLResponse or SAMLRequest, and strings that hold a message. False where there is none. */
export function readJson(reading: Reading, text: string, origin: Origin): boolean {
  const value = parseJson(text);
  return value !== undefined && readValue(reading, value, { ...origin, steps: [...origin.steps, "JSON string"] });
}

/** `undefined` where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    // Some programs begin files with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    // A SyntaxError; of deep nesting in some engines a RangeError.
    return undefined;
  }
}

/** A member of an object that came from JSON: never one that it inherits. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export const textMember = (value: unknown, name: string): string | null => {
  const found = member(value, name);
  return typeof found === "string" ? found : null;
};

export const listMember = (value: unknown, name: string): readonly unknown[] => {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
};

/** Not by recursion: JSON may be nested as deeply as it is long. */
export function readValue(reading: Reading, root: unknown, origin: Origin): boolean {
  const waiting = [root];
  const before = reading.messages.length;
  for (let seen = 0; waiting.length > 0 && reading.goesOn(); seen++) {
    if (seen >= JSON_VALUES) {
      reading.note(`Only the first ${JSON_VALUES} values of the JSON were read.`);
      break;
    }
    const value = waiting.pop();
    if (typeof value === "string") readLeaf(reading, value, origin);
    else if (Array.isArray(value)) for (const item of fewest(value).reverse()) waiting.push(item);
    else if (isObject(value) && !readMembers(reading, value, origin)) for (const item of fewest(Object.values(value)).reverse()) waiting.push(item);
  }
  return reading.messages.length > before;
}

const fewest = (values: readonly unknown[]): unknown[] => values.slice(0, JSON_VALUES);

function readMembers(reading: Reading, value: Record<string, unknown>, origin: Origin): boolean {
  if (readEncodedBody(reading, value, origin)) return true;
  const pairs = Object.entries(value).flatMap(([name, text]): Pair[] => (typeof text === "string" ? [{ name, written: name, value: text }] : []));
  return readParameters(reading, { pairs, writing: "copied", query: null }, origin);
}

/** The event of a function at AWS or elsewhere, which gets the body of a request as base64. */
function readEncodedBody(reading: Reading, value: Record<string, unknown>, origin: Origin): boolean {
  const body = textMember(value, "body");
  if (body === null || member(value, "isBase64Encoded") !== true) return false;
  try {
    const form = new TextDecoder().decode(decodeBase64(body, { steps: [], problems: [] }));
    return readParameters(reading, { pairs: splitPairs(form), writing: "url-encoded", query: form }, { ...origin, how: "POST", steps: [...origin.steps, "base64 of the body"] });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return false;
  }
}

function readLeaf(reading: Reading, text: string, origin: Origin): void {
  if (text.length < SHORTEST) return;
  const xml = findXml(text, 0);
  if (xml?.begin === 0 || (xml !== null && text.trimStart().startsWith("<"))) readXml(reading, text, origin);
  else readLog(reading, text, origin);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** No message is shorter. */
const SHORTEST = 20;
