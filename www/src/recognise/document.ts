import { CANDIDATES, MESSAGE } from "./limits.js";
import { isSaml, readMessage } from "./message.js";
import { type Origin, problem, type Reading, transportOf, Unreadable } from "./reading.js";
import { type Document, readDocument } from "./root.js";
import { within } from "./value.js";

/** XML that stands in a text as it is. Its octets are the text's in UTF-8: those that once were received are not known. */
export function readXml(reading: Reading, text: string, origin: Origin): void {
  reading.tries();
  const { steps, problems } = { steps: [...origin.steps], problems: [...origin.problems] };
  let xml = text;
  if (/^[ \t\r\n]+<\?xml\s/.test(text)) {
    xml = text.trimStart();
    steps.push("white space before the XML declaration left out");
  }
  if (!isWellFormed(xml)) problems.push(problem("odd", "Half of a surrogate pair stands in the text: it became U+FFFD."));
  try {
    const octets = within(reading, new TextEncoder().encode(xml));
    reading.add(readMessage(reading, octets, transportOf("xml", origin), { steps, problems }));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    reading.note(`XML could not be read: ${error.message}.`);
  }
}

/** The next document of SAML in a text at or after `from`, by the names that roots have. */
export function findXml(text: string, from: number): { begin: number; end: number } | null {
  ROOT.lastIndex = from;
  for (let tries = 0; tries < CANDIDATES; tries++) {
    const found = ROOT.exec(text);
    if (found === null) return null;
    const root = documentOf(text.slice(found.index, found.index + START_TAG));
    if (root !== null && isSaml(root)) return { begin: found.index, end: endOfXml(text, found.index) };
  }
  return null;
}

function endOfXml(text: string, begin: number): number {
  const octets = new TextEncoder().encode(text.slice(begin, begin + MESSAGE));
  const end = readDocument(octets)?.end ?? null;
  return end === null ? text.length : begin + new TextDecoder().decode(octets.subarray(0, end)).length;
}

/** What XML text is, before anything is made of it. */
export const documentOf = (text: string): Document | null => readDocument(new TextEncoder().encode(text));

/** String.prototype.isWellFormed is younger than Node 20's lib of types. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** Room for more namespaces than any product declares. */
const START_TAG = 16_384;
const ROOT = /<(?:[A-Za-z_][\w.-]{0,63}:)?(?:Response|AuthnRequest|LogoutRequest|LogoutResponse|EntityDescriptor|EntitiesDescriptor|Assertion)[\s>/]/g;
