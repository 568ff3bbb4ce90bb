// Tokens in place of values: as long in octets and in characters, equal for equal values, different for different ones.
import { referenceAt } from "../xml-text.js";
import type { Options } from "./kinds.js";

export class Tokens {
  readonly #numbers = new Map<string, number>();
  readonly #counts = new Map<number, number>();
  /** So short that there are more values of that length than tokens. */
  indistinct = 0;

  /**
   * The source with tokens from `from` on, an offset in the decoded value. `references`: whether `&amp;` and its like stand for one character.
   *
   * White space around the value and line breaks within it stay where they are, so that lines and columns do.
   */
  replace(source: string, value: string, plan: { from: number; references: boolean; shape: Shape }): string {
    const parts = partsOf(value, plan.from, plan.shape);
    const made: string[] = [];
    let [part, decoded] = [0, 0];
    let digits = digitsOf(parts[0] === undefined ? 0 : this.#number(parts[0]));
    for (let at = 0; at < source.length; ) {
      const reference = plan.references ? referenceAt(source, at) : null;
      const written = reference?.written ?? String.fromCodePoint(source.codePointAt(at) ?? 0);
      const character = reference?.character ?? written;
      while (part < parts.length && decoded >= (parts[part] as Part).end) {
        part += 1;
        const next = parts[part];
        if (next !== undefined) digits = digitsOf(this.#number(next));
      }
      const here = parts[part];
      if (here === undefined || decoded < here.start || isLiteral(character, here)) made.push(written);
      // A reference is longer than what it stands for: the rest is filled.
      else if (reference !== null) made.push(letter(1, digits()), "_".repeat(written.length - 1));
      else made.push(letter(widthOf(character), digits()));
      decoded += character.length;
      at += written.length;
    }
    return made.join("");
  }

  #number(part: Part): number {
    const key = `${part.dots} ${part.value}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    let length = 0;
    for (const character of part.value) if (!isLiteral(character, part)) length += 1;
    const number = this.#counts.get(length) ?? 0;
    this.#counts.set(length, number + 1);
    this.#numbers.set(key, number);
    if (number >= LETTERS ** length) this.indistinct += 1;
    return number;
  }
}

/** What stays visible of a value's make: nothing but its length; `user@host.name`; the steps of an address. */
export type Shape = "plain" | "e-mail" | "e-mail of a known domain" | "address";

export function shapeOf(value: string, { keepDomains }: Pick<Options, "keepDomains">): Shape {
  const at = value.indexOf("@");
  const isEmail = at > 0 && at === value.lastIndexOf("@") && value.indexOf(".", at + 2) !== -1 && !/[\s/:]/.test(value);
  return !isEmail ? "plain" : keepDomains ? "e-mail of a known domain" : "e-mail";
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly dots: "kept" | "replaced";
}

function partsOf(value: string, from: number, shape: Shape): Part[] {
  const begin = Math.max(from, value.length - value.trimStart().length);
  const end = Math.max(begin, value.trimEnd().length);
  const part = (start: number, stop: number, dots: Part["dots"]): Part => ({ start, end: stop, value: value.slice(start, stop), dots });
  if (shape === "address") {
    const parts: Part[] = [];
    for (let at = begin; at < end; ) {
      const slash = value.indexOf("/", at);
      const stop = slash === -1 || slash > end ? end : slash;
      if (stop > at) parts.push(part(at, stop, "kept"));
      at = stop + 1;
    }
    return parts;
  }
  if (shape === "plain") return begin === end ? [] : [part(begin, end, "replaced")];
  const at = value.indexOf("@");
  return [part(begin, at, "replaced"), ...(shape === "e-mail" ? [part(at + 1, end, "kept")] : [])];
}

const isLiteral = (character: string, { dots }: Part) => character === "\n" || character === "\r" || (dots === "kept" && (character === "." || character === ":"));

/** The digits of a number, the lowest first, and zeros for ever. */
function digitsOf(number: number): () => number {
  let left = number;
  return () => {
    const digit = left % LETTERS;
    left = Math.floor(left / LETTERS);
    return digit;
  };
}

/** Octets in UTF-8. */
function widthOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

const LETTERS = 25;
/** By octets, an x of each script first. */
const ALPHABETS = ["xabcdefghijklmnopqrstuvwy", "χαβγδεζηθικλμνξοπρςστυφψω", between(0x24e7, 0x24d0), between(0x1d5d1, 0x1d5ba)].map((letters) => [...letters]);

const letter = (width: number, digit: number) => ALPHABETS[width - 1]?.[digit] ?? "x";

function between(x: number, a: number): string {
  return String.fromCodePoint(x, ...Array.from({ length: 26 }, (_, index) => a + index).filter((point) => point !== x)).slice(0, x > 0xffff ? 2 * LETTERS : LETTERS);
}
