import { count, problem, type Trail, Unreadable } from "./reading.js";

/**
 * The octets of a value, read forgivingly. What a verifier refuses (RFC 4648, 3.2 to 3.5) is a problem of the trail; offsets are those of `text`.
 *
 * Throws where so much is outside the alphabet that this is something else.
 */
export function decodeBase64(text: string, trail: Trail): Uint8Array {
  const restored = withLostPluses(text, trail);
  const found = new Digits(restored);
  if (found.digits === 0) throw new Unreadable(text.trim() === "" ? "it is empty" : "it is not base64");
  if (found.foreign > Math.max(FOREIGN_CHARACTERS, found.digits / 50)) throw new Unreadable("it is not base64");
  report(found, restored, trail);
  return found.octets();
}

/** A `+` that was not percent-encoded in a form arrives as a space. The same space is where a line break was, if all lines are equally long. */
function withLostPluses(text: string, trail: Trail): string {
  const first = lostPlus(text);
  if (first === -1) return text;
  if (isWrapped(text)) {
    trail.problems.push(problem("refused", "Spaces separate lines of base64; a verifier takes each for a `+` that was lost. They were left out.", "value", first));
    return text.replaceAll(" ", "");
  }
  trail.problems.push(problem("refused", "A space in base64, most likely a `+` that was not percent-encoded as %2B in the form. Each was read as `+`.", "value", first));
  const end = text.trimEnd().length;
  const begin = text.length - text.trimStart().length;
  return text.slice(0, begin) + text.slice(begin, end).replace(WHITE_SPACE, (run) => (/[\r\n]/.test(run) ? run : run.replaceAll(" ", "+"))) + text.slice(end);
}

/** White space between characters that has a space and no line break in it. */
function lostPlus(text: string): number {
  const trimmed = text.trimEnd();
  for (const { 0: run, index } of trimmed.matchAll(WHITE_SPACE)) {
    if (index > 0 && run.includes(" ") && !/[\r\n]/.test(run)) return index + run.indexOf(" ");
  }
  return -1;
}

function isWrapped(text: string): boolean {
  const lines = text.trim().split(" ");
  const [first] = lines;
  if (first === undefined || first.length < 32) return false;
  return lines.every(({ length }, at) => (at < lines.length - 1 ? length === first.length : length <= first.length));
}

/** One pass over the characters. */
class Digits {
  digits = 0;
  foreign = 0;
  firstForeign = -1;
  firstUrlSafe = -1;
  lineBreaks = 0;
  /** Where padding stands before the last digit. */
  earlyPadding = -1;
  readonly missingPadding: boolean;
  readonly surplusPadding: number;
  readonly isCut: boolean;
  readonly leftOverBits: boolean;
  #out: Uint8Array;
  #length = 0;
  #bits = 0;
  #held = 0;

  constructor(text: string) {
    this.#out = new Uint8Array(Math.ceil((text.length * 3) / 4));
    let padding = -1;
    let padded = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const digit = code < 128 ? (VALUES[code] ?? FOREIGN) : FOREIGN;
      if (digit < 64) {
        if (padding !== -1) {
          if (this.earlyPadding === -1) this.earlyPadding = padding;
          [padding, padded] = [-1, 0];
          this.#begin();
        }
        if ((code === DASH || code === UNDERSCORE) && this.firstUrlSafe === -1) this.firstUrlSafe = at;
        this.#push(digit);
      } else if (code === EQUALS) {
        if (padding === -1) padding = at;
        padded += 1;
      } else if (code === LINE_FEED) {
        this.lineBreaks += 1;
      } else if (digit === FOREIGN) {
        this.foreign += 1;
        if (this.firstForeign === -1) this.firstForeign = at;
      }
    }
    const wanted = (4 - (this.#held % 4)) % 4;
    this.isCut = wanted === 3;
    this.missingPadding = !this.isCut && padded < wanted;
    this.surplusPadding = this.isCut ? 0 : Math.max(0, padded - wanted);
    this.leftOverBits = !this.isCut && (this.#bits & ((1 << ((this.#held * 6) % 8)) - 1)) !== 0;
  }

  octets(): Uint8Array {
    return this.#out.slice(0, this.#length);
  }

  #push(digit: number): void {
    this.digits += 1;
    this.#held += 1;
    this.#bits = ((this.#bits << 6) | digit) & 0xffffff;
    // The first of four digits ends no octet.
    const shift = [0, null, 4, 2][this.#held % 4] ?? null;
    if (shift === null) return;
    this.#out[this.#length] = (this.#bits >> shift) & 0xff;
    this.#length += 1;
  }

  /** A new text after the padding of the one before. */
  #begin(): void {
    this.#bits = 0;
    this.#held = 0;
  }
}

function report(found: Digits, text: string, { steps, problems }: Trail): void {
  const end = text.trimEnd().length;
  if (found.lineBreaks > 0) steps.push(`${count(found.lineBreaks, "line break")} in the base64 left out`);
  if (found.firstUrlSafe !== -1) problems.push(problem("refused", "The base64 is in the URL-safe alphabet (`-` and `_`); SAML has `+` and `/`.", "value", found.firstUrlSafe));
  if (found.foreign > 0) problems.push(problem("refused", `${count(found.foreign, "character")} outside the alphabet of base64 left out.`, "value", found.firstForeign));
  if (found.earlyPadding !== -1) problems.push(problem("refused", "Base64 goes on after its padding. What follows was decoded by itself and appended.", "value", found.earlyPadding));
  if (found.isCut) problems.push(problem("refused", "The base64 is cut short: its last character stands for no byte.", "value", end));
  if (found.missingPadding) problems.push(problem("refused", "The padding of the base64 (`=`) is missing.", "value", end));
  if (found.surplusPadding > 0) problems.push(problem("refused", `The base64 has ${found.surplusPadding} \`=\` too many.`, "value", end - found.surplusPadding));
  if (found.leftOverBits) problems.push(problem("refused", "The last character of the base64 has bits that belong to no byte.", "value", end));
  steps.push(found.firstUrlSafe === -1 ? "base64" : "base64 of the URL-safe alphabet");
}

const WHITE_SPACE = /[ \t\r\n]+/g;
const [DASH, UNDERSCORE, EQUALS, LINE_FEED] = [45, 95, 61, 10];
/** A quote or a comma that was copied with the value. */
const FOREIGN_CHARACTERS = 8;

const [SKIPPED, FOREIGN] = [64, 65];
const VALUES = new Uint8Array(128).fill(FOREIGN);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((character, value) => (VALUES[character.charCodeAt(0)] = value));
[VALUES[DASH], VALUES[UNDERSCORE]] = [62, 63];
for (const character of "= \t\r\n") VALUES[character.charCodeAt(0)] = SKIPPED;
