// Base64 over several lines, whatever stands around each of them.

import { count } from "./reading.js";

export interface Joined {
  /** The lines, without what was around them. */
  value: string;
  /** Where it ends in the text. */
  end: number;
  /** What was left out, beside line breaks. */
  steps: string[];
}

/** From `begin` on, as long as the lines are of one length; only the last may be shorter. */
export function joinedAt(text: string, begin: number): Joined {
  const [first = ""] = stuck(BASE64, text, begin);
  const pieces = [first];
  const left = { "around": 0, "beginning": 0 };
  const beginnings = new Beginnings(text, begin, first.length);
  let end = begin + first.length;
  for (let piece = first; first.length >= SHORTEST && pieces.length < MOST_LINES && !PADDED.test(piece.slice(-3)); ) {
    const next = beginnings.next(end) ?? nextLine(text, end);
    if (next === null || next.piece.length > first.length || next.piece.startsWith(first.slice(0, BEGINNING))) break;
    if (next.piece.length < first.length && pieces.length === 1 && first.length > WIDEST) break;
    piece = next.piece;
    pieces.push(piece);
    if (next.left !== null) left[next.left] += 1;
    end = next.end;
    if (piece.length < first.length) break;
  }
  const steps = [
    ...(left.around === 0 ? [] : [`what stands around ${count(left.around, "line")} left out`]),
    ...(left.beginning === 0 ? [] : [`the ${left.beginning === 1 ? "beginning" : "beginnings"} of ${count(left.beginning, "line")} left out`]),
  ];
  return { value: pieces.join("\n"), end, steps };
}

interface Line {
  piece: string;
  end: number;
  left: "around" | "beginning" | null;
}

function nextLine(text: string, end: number): Line | null {
  for (const [pattern, left] of [[PLAIN, null], [ESCAPED, null], [AROUND, "around"]] as const) {
    const [all, piece] = stuck(pattern, text, end);
    if (all !== undefined && piece !== undefined) return { piece, end: end + all.length, left };
  }
  return null;
}

/** Lines of a log: what each begins with is the same but for its numbers. */
class Beginnings {
  readonly #text: string;
  readonly #length: number;
  /** Of the line with the first piece, which may have more than the others. */
  readonly #first: string;
  #pattern: RegExp | null = null;

  constructor(text: string, begin: number, length: number) {
    this.#text = text;
    this.#length = length;
    const line = text.slice(Math.max(0, begin - LONGEST_BEGINNING), begin);
    this.#first = line.slice(line.lastIndexOf("\n") + 1);
  }

  next(end: number): Line | null {
    const [ended] = stuck(LINE_END, this.#text, end);
    if (ended === undefined) return null;
    const start = end + ended.length;
    const begin = this.#pattern === null ? this.#learn(start) : this.#known(this.#pattern, start);
    if (begin === null) return null;
    const [all = "", piece] = stuck(LAST, this.#text, begin);
    return piece === undefined ? null : { piece, end: begin + all.length, left: "beginning" };
  }

  /** Where the second piece begins, if it is as long as the first. */
  #learn(start: number): number | null {
    const newline = this.#text.indexOf("\n", start);
    const line = this.#text.slice(start, newline === -1 ? undefined : newline).replace(/["'`]?[ \t\r]{0,8}$/, "");
    const length = line.length - this.#length;
    if (length <= 0 || length > LONGEST_BEGINNING || !shape(this.#first).startsWith(shape(line.slice(0, length)))) return null;
    this.#pattern = new RegExp(line.slice(0, length).split(/\d+/).map((words) => words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\d{1,20}"), "y");
    return start + length;
  }

  #known(pattern: RegExp, start: number): number | null {
    const [beginning] = stuck(pattern, this.#text, start);
    return beginning === undefined ? null : start + beginning.length;
  }
}

const shape = (beginning: string) => beginning.replace(/\d+/g, "0");

/** Which word after the value says that whatever wrote it left the rest out; `null` for none. */
export const cutMark = (text: string, end: number): string | null => stuck(CUT, text, end)[1] ?? null;

const NOTHING: RegExpExecArray | [] = [];

/** What the pattern matches there, and not later. */
export function stuck(pattern: RegExp, text: string, at: number): RegExpExecArray | [] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? NOTHING;
}

/** Of a value; the shortest LogoutRequests have some hundred characters. */
export const SHORTEST = 40;
const MOST_LINES = 100_000;
/** No encoder makes longer lines: a word under a longer one is not its rest. */
const WIDEST = 128;
/** Equal in two pieces, they begin two messages. */
const BEGINNING = 12;
const LONGEST_BEGINNING = 300;

const PADDED = /(?:=|%3[dD])$/;
const BASE64 = /[A-Za-z0-9+/%_=-]+/y;
const PLAIN = /\r?\n([A-Za-z0-9+/%_=-]+)(?=["'`<),;]|[ \t]{0,8}(?:[\r\n]|$))/y;
/** Line breaks as programs and XML write them. */
const ESCAPED = /(?:(?:\\{1,2}r)?\\{1,2}n|&#(?:10|13|x[aAdD]);(?:\r?\n)?)([A-Za-z0-9+/%_=-]+)/y;
/** Quotes, operators of programs that go on with a string, and indentation. */
const AROUND = /["'`]?[ \t]{0,8}[+.,&\\_]{0,2}[ \t]{0,8}\r?\n[ \t]{0,64}(?:[+.&>|#*][ \t>|]{0,8})?["'`]?([A-Za-z0-9+/%_=-]+)(?=["'`<),;]|[ \t]{0,8}(?:[\r\n]|$))/y;
const LINE_END = /["'`]?[ \t]{0,8}\r?\n/y;
const LAST = /([A-Za-z0-9+/%_=-]+)(?=["'`<),;]|[ \t]{0,8}(?:[\r\n]|$))/y;
const CUT = /["'`]?[ \t]{0,2}(\.{3}|…|\[\.{3}\]|\[…\]|[[(<]?truncated\b[\])>]?)/iy;
