import { ASSERTION, METADATA, PROTOCOL } from "../names.js";
import { problem, type Reading, type Trail } from "./reading.js";
import { type Document, isWhiteSpace, readDocument } from "./root.js";
import type { Kind, Message, Transport } from "./types.js";

/** What the octets are, by their root. `trail` has how they came; what is odd about the octets is added to its problems. */
export function readMessage(reading: Reading, xml: Uint8Array, transport: Transport, trail: Trail): Message {
  reading.spend(xml.length);
  const { steps, problems } = { steps: [...trail.steps], problems: [...trail.problems] };
  const text = inAscii(xml, problems);
  const document = readDocument(text.octets);
  const message: Message = { kind: "other", root: document?.root ?? null, xml, transport, steps, problems };
  if (document === null) {
    problems.push(problem("refused", "There is no XML element in it."));
    return message;
  }
  message.kind = kindOf(document, text, problems);
  reportSurroundings(document, text, problems);
  reportParameter(message);
  return message;
}

/** Whether what was decoded begins like a document, in UTF-8 or UTF-16. */
export function looksLikeXml(octets: Uint8Array): boolean {
  if (encodingOfUtf16(octets) !== null) return true;
  let at = 0;
  // A second mark, NUL and form feeds are faults of the message, which is one nevertheless.
  while (at < octets.length && (isWhiteSpace(octets[at]) || octets[at] === 12 || octets[at] === 0 || startsWithMark(octets, at))) at += startsWithMark(octets, at) ? 3 : 1;
  return octets[at] === LESS && /[A-Za-z_?!]/.test(String.fromCharCode(octets[at + 1] ?? 0));
}

export function isSaml({ root, prefix }: Pick<Document, "root" | "prefix">): boolean {
  const namespace = NAMESPACES.get(root.name);
  return namespace !== undefined && (root.namespace === namespace || (root.namespace === null && prefix !== null));
}

function kindOf({ root, prefix, begin }: Document, text: Text, problems: Trail["problems"]): Kind {
  const wanted = NAMESPACES.get(root.name);
  if (wanted === undefined) return "other";
  if (root.namespace === wanted) return root.name as Kind;
  if (root.namespace === null && prefix !== null) {
    problems.push(problem("refused", `The prefix \`${prefix}\` is not declared: this was cut out of a larger document. By its name it is taken for SAML's ${root.name}.`, ...text.place(begin)));
    return root.name as Kind;
  }
  problems.push(problem("refused", `${root.name} is ${root.namespace === null ? "in no namespace" : `in the namespace ${root.namespace}`}; that of SAML 2.0 is ${wanted}.`, ...text.place(begin)));
  return "other";
}

function reportSurroundings(document: Document, text: Text, problems: Trail["problems"]): void {
  const say = (sentence: string, offset: number | null) => {
    if (offset !== null) problems.push(problem("refused", sentence, ...text.place(offset)));
  };
  const declared = document.declared?.toUpperCase() ?? "UTF-8";
  // That it is UTF-16 was said, and then what it declares of itself is right.
  if (declared !== "UTF-8" && declared !== "US-ASCII" && !text.isUtf16) say(`The XML declaration names the encoding "${document.declared}"; SAML's is UTF-8.`, 0);
  say("The XML declaration is not at the very beginning.", document.lateDeclaration);
  say("Something stands before the root element.", document.textBefore);
  say("There is a DOCTYPE.", document.doctype);
  say("Something follows the root element.", document.textAfter);
  if (document.end === null) problems.push(problem("refused", "The XML is cut off: the end of the root element is missing."));
}

function reportParameter({ root, transport, problems }: Message): void {
  const { parameter } = transport;
  if (parameter === null || root === null) return;
  const isRequest = root.name.endsWith("Request");
  if (isRequest && parameter === "SAMLResponse") problems.push(problem("refused", `${article(root.name)} in the parameter SAMLResponse.`));
  if (root.name.endsWith("Response") && parameter === "SAMLRequest") problems.push(problem("refused", `${article(root.name)} in the parameter SAMLRequest.`));
}

/** The octets in an encoding that the tokenizer reads, without byte order mark. */
interface Text {
  octets: Uint8Array;
  isUtf16: boolean;
  /** Where that offset is in the message; in UTF-16, nobody counts. */
  place(offset: number): [place?: "xml", offset?: number];
}

function inAscii(xml: Uint8Array, problems: Trail["problems"]): Text {
  const utf16 = encodingOfUtf16(xml);
  if (utf16 !== null) {
    problems.push(problem("refused", `The XML is in ${utf16 === "utf-16le" ? "UTF-16LE" : "UTF-16BE"}; SAML's encoding is UTF-8.`, "xml", 0));
    return { octets: new TextEncoder().encode(new TextDecoder(utf16).decode(xml)), isUtf16: true, place: () => [] };
  }
  const mark = startsWithMark(xml) ? 3 : 0;
  if (mark > 0) problems.push(problem("odd", "The XML begins with a byte order mark (BOM).", "xml", 0));
  const octets = xml.subarray(mark);
  if (!isUtf8(octets, "to its end")) problems.push(problem("refused", "The bytes are not UTF-8.", "xml", mark + firstFault(octets)));
  return { octets, isUtf16: false, place: (offset) => ["xml", mark + offset] };
}

/** By halving: the longest beginning that is UTF-8 so far. */
function firstFault(octets: Uint8Array): number {
  let [good, bad] = [0, octets.length];
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isUtf8(octets.subarray(0, middle), "so far")) good = middle;
    else bad = middle - 1;
  }
  return good;
}

function isUtf8(octets: Uint8Array, wanted: "so far" | "to its end"): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(octets, { stream: wanted === "so far" });
    return true;
  } catch {
    return false;
  }
}

function encodingOfUtf16([first, second, third, fourth]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if ((first === 0xff && second === 0xfe) || (first === LESS && second === 0 && third !== 0 && fourth === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === LESS && third === 0 && fourth !== 0)) return "utf-16be";
  return null;
}

const startsWithMark = (octets: Uint8Array, at = 0): boolean => octets[at] === 0xef && octets[at + 1] === 0xbb && octets[at + 2] === 0xbf;

const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["Response", PROTOCOL],
  ["AuthnRequest", PROTOCOL],
  ["LogoutRequest", PROTOCOL],
  ["LogoutResponse", PROTOCOL],
  ["EntityDescriptor", METADATA],
  ["EntitiesDescriptor", METADATA],
  ["Assertion", ASSERTION],
]);

const LESS = 60;

const article = (name: string): string => `${/^[AEIOU]/.test(name) ? "An" : "A"} ${name}`;
