import { decodeBase64 } from "./base64.js";
import { BACKSLASH_ESCAPE, HTML_ESCAPE, withoutBackslashes, withoutHtmlEscapes } from "./escapes.js";
import { inflate } from "./inflate.js";
import { ROUNDS } from "./limits.js";
import { looksLikeXml } from "./message.js";
import { count, problem, type Reading, tooLarge, type Trail, Unreadable } from "./reading.js";
import { URL_ESCAPE, urlDecoded } from "./url-encoding.js";

/**
 * How a value is written where it stands. `url-encoded`: as forms and queries have it. `plain`: as the field has it. `copied`: nobody knows, so that what may come
 * from copying is no fault.
 */
export type Writing = "url-encoded" | "plain" | "copied";

export interface Decoded {
  octets: Uint8Array;
  isCompressed: boolean;
}

/** The octets that a value stands for, whatever was done to it: each thing that is undone is a step of the trail. Throws `Unreadable`. */
export function decodeValue(reading: Reading, written: string, writing: Writing, trail: Trail): Decoded {
  // Each octet takes four thirds of a character, and each character three when it is escaped.
  if (written.length > reading.octetLimit() * 4 * ROUNDS) throw tooLarge();
  const value = withoutEscapes(written, writing, trail);
  if (value.trimStart().startsWith("<")) {
    trail.problems.push(problem("refused", "The XML stands there as it is, without base64."));
    return { octets: within(reading, new TextEncoder().encode(value)), isCompressed: false };
  }
  if (value.length > (reading.octetLimit() / 3) * 4 + SLACK) throw tooLarge();
  return unpack(reading, decodeBase64(value, trail), trail);
}

function withoutEscapes(written: string, writing: Writing, trail: Trail): string {
  let value = withoutUrlEncoding(written, writing, trail);
  if (HTML_ESCAPE.test(value)) {
    value = withoutHtmlEscapes(value);
    trail.steps.push("HTML escapes");
    trail.problems.push(problem(writing === "copied" ? "odd" : "refused", "The value is escaped for HTML (`&#43;`, `&lt;`)."));
  }
  if (BACKSLASH_ESCAPE.test(value)) {
    value = withoutBackslashes(value);
    trail.steps.push("backslash escapes");
    trail.problems.push(problem(writing === "copied" ? "odd" : "refused", "The value has the backslash escapes of a program's string."));
  }
  return value;
}

/** Once is how forms and queries write a value; more is a fault of the sender. */
function withoutUrlEncoding(written: string, writing: Writing, trail: Trail): string {
  let value = writing === "url-encoded" ? urlDecoded(written, "plus is a space").text : written;
  let rounds = value === written ? 0 : 1;
  const due = writing === "plain" ? 0 : 1;
  while (URL_ESCAPE.test(value) && rounds < ROUNDS) {
    if (rounds === due) trail.problems.push(problem("refused", due === 0 ? "The value is still percent-encoded." : "The value is percent-encoded more than once.", "value", value.search(URL_ESCAPE)));
    value = urlDecoded(value, "plus is a plus").text;
    rounds += 1;
  }
  if (rounds > 0) trail.steps.push(["URL encoding", "URL encoding twice", "URL encoding three times"][rounds - 1] ?? "");
  if (URL_ESCAPE.test(value)) throw new Unreadable(`it is still percent-encoded after ${ROUNDS} rounds`);
  return value;
}

/** Compression and further base64 around the XML. Throws where no XML comes out. */
function unpack(reading: Reading, packed: Uint8Array, trail: Trail): Decoded {
  let octets = within(reading, packed);
  let isCompressed = false;
  for (let round = 1; !looksLikeXml(octets); round++) {
    if (round > ROUNDS) throw new Unreadable("there is no XML inside it");
    const text = textOf(octets);
    const inflated = inflatedAny(reading, octets, trail);
    if (inflated !== null) {
      [octets, isCompressed] = [inflated, true];
    } else if (text !== null && ESCAPED_XML.test(text)) {
      octets = new TextEncoder().encode(withoutHtmlEscapes(text));
      trail.steps.push("HTML escapes");
      trail.problems.push(problem("refused", "The XML inside the base64 is escaped for HTML."));
    } else if (text !== null && LIKE_BASE64.test(text)) {
      octets = within(reading, decodeBase64(text, trail));
      trail.problems.push(problem("refused", "It is base64 of base64."));
    } else {
      throw new Unreadable(`${count(octets.length, "byte")} came out of the base64, and they are neither XML nor compressed XML`);
    }
  }
  return { octets, isCompressed };
}

/** Raw DEFLATE, or what was put in its place by whoever called the wrong function. */
function inflatedAny(reading: Reading, octets: Uint8Array, trail: Trail): Uint8Array | null {
  for (const { name, header, checksum, fault } of COMPRESSIONS) {
    const begin = header(octets);
    if (begin === null) continue;
    const inflated = inflate(octets.subarray(begin), reading.octetLimit());
    if (inflated === null) {
      reading.spend(reading.octetLimit());
      throw new Unreadable("what was compressed is larger than any message may be");
    }
    if (!looksLikeXml(inflated.octets)) {
      reading.spend(inflated.octets.length);
      continue;
    }
    trail.steps.push(name);
    if (fault !== null) trail.problems.push(problem("refused", fault, "compressed", 0));
    const end = begin + inflated.end;
    const after = octets.length - end - checksum;
    if (inflated.fault !== null) trail.problems.push(problem("refused", `The compressed message is damaged: ${inflated.fault}. This is what came out before.`, "compressed", end));
    else if (after > 0) trail.problems.push(problem("refused", `${count(after, "byte")} after the end of the compressed message left out.`, "compressed", end + checksum));
    else if (after < 0) trail.problems.push(problem("refused", "The checksum after the compressed message is cut off.", "compressed", end));
    return inflated.octets;
  }
  return null;
}

const COMPRESSIONS = [
  { name: "gzip", header: gzipHeader, checksum: 8, fault: "It is gzip (RFC 1952), not the raw DEFLATE of HTTP-Redirect." },
  { name: "zlib", header: zlibHeader, checksum: 4, fault: "It is DEFLATE with zlib's header and checksum (RFC 1950), not the raw DEFLATE of HTTP-Redirect." },
  { name: "raw DEFLATE", header: () => 0, checksum: 0, fault: null },
];

/** RFC 1950, 2.2: method 8, and a number that 31 divides. */
function zlibHeader([method = 0, flags = 0]: Uint8Array): number | null {
  return (method & 15) === 8 && method >> 4 < 8 && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0 ? 2 : null;
}

/** RFC 1952, 2.3: with a name or a comment in it, as command lines write it. */
function gzipHeader(octets: Uint8Array): number | null {
  if (octets[0] !== 0x1f || octets[1] !== 0x8b || octets[2] !== 8) return null;
  const flags = octets[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (octets[at] ?? 0) + (octets[at + 1] ?? 0) * 256;
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = octets.indexOf(0, at);
    if (end === -1) return null;
    at = end + 1;
  }
  return (flags & 2) === 0 ? at : at + 2;
}

export function within(reading: Reading, octets: Uint8Array): Uint8Array {
  if (octets.length > reading.octetLimit()) throw tooLarge();
  return octets;
}

/** `null` where it is not UTF-8. */
function textOf(octets: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch {
    return null;
  }
}

/** Line breaks and what stands around the value. */
const SLACK = 1 << 20;
const ESCAPED_XML = /^\s*&(?:lt|#60|#x3[cC]);/;
const LIKE_BASE64 = /^[A-Za-z0-9+/_\-\s=]{16,}$/;
