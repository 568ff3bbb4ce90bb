/** A command line as the words that a program gets. */
export interface CommandLine {
  commands: string[][];
  /** What the shell would do otherwise, or what the text lacks. */
  notes: string[];
}

export type Shell = "bash" | "cmd" | "PowerShell";

/** By the marks that only one of them has: `^"` and `^` before a line break, a backtick before one. */
export function shellOf(text: string): Shell {
  if (/\^["\r\n%]|"%"/.test(text)) return "cmd";
  return /`[ \t]*\r?\n|^\s*(?:\$session|Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/i.test(text) ? "PowerShell" : "bash";
}

export function splitCommands(text: string, shell: Shell): CommandLine {
  const words = new Words();
  if (shell === "cmd") splitCmd(text, words);
  else if (shell === "PowerShell") splitPowerShell(text, words);
  else splitBash(text, words);
  return words.result();
}

class Words {
  readonly #commands: string[][] = [[]];
  readonly #notes: string[] = [];
  #pieces: string[] | null = null;

  /** Part of a word; an empty one makes a word, too. */
  piece(text: string): void {
    (this.#pieces ??= []).push(text);
  }

  endWord(): void {
    if (this.#pieces !== null) this.#commands.at(-1)?.push(this.#pieces.join(""));
    this.#pieces = null;
  }

  endCommand(): void {
    this.endWord();
    if (this.#commands.at(-1)?.length !== 0) this.#commands.push([]);
  }

  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  result(): CommandLine {
    this.endWord();
    return { commands: this.#commands.filter((words) => words.length > 0), notes: this.#notes };
  }
}

/** A way to quote. What is inside is searched by hand: a pattern that repeats a group runs out of stack on long texts. */
interface Quote {
  open: string;
  close: string;
  escape: string | null;
  /** Two closing ones in a row stand for one. */
  isDoubled: boolean;
  undo(inner: string, words: Words): string;
}

/** After the quoted text that begins at `at`, which becomes a piece; `null` where none begins. */
function readQuoted(text: string, at: number, quotes: readonly Quote[], words: Words): number | null {
  const quote = quotes.find(({ open }) => text.startsWith(open, at));
  if (quote === undefined) return null;
  const begin = at + quote.open.length;
  const end = endOfQuoted(text, begin, quote);
  if (end === -1) words.note(`The quote ${quote.close} at character ${at} is not closed: the rest of the text was taken.`);
  words.piece(quote.undo(text.slice(begin, end === -1 ? text.length : end), words));
  return end === -1 ? text.length : end + 1;
}

function endOfQuoted(text: string, begin: number, { close, escape, isDoubled }: Quote): number {
  for (let at = begin; at < text.length; at++) {
    const character = text[at];
    if (character === escape) at += 1;
    else if (character !== close) continue;
    else if (isDoubled && text[at + 1] === close) at += 1;
    else return at;
  }
  return -1;
}

/** Bash manual, 3.1.2, as Chrome and Firefox write it on Linux and macOS. */
function splitBash(text: string, words: Words): void {
  for (let at = 0; at < text.length; ) {
    const after = readQuoted(text, at, BASH_QUOTES, words);
    if (after !== null) {
      at = after;
      continue;
    }
    const [whole = "", escaped] = matchAt(BASH, text, at);
    if (escaped !== undefined) words.piece(escaped);
    else if (/^[ \t\\]/.test(whole)) words.endWord();
    else if (/^[\r\n;&|]/.test(whole)) {
      if (whole === "&" && /\S&\S/.test(text.slice(at - 1, at + 2))) words.note("A `&` outside of quotes ends a command in bash: what follows it was not sent.");
      words.endCommand();
    } else words.piece(whole);
    at += Math.max(1, whole.length);
  }
}

const BASH = /\\\r?\n|\\([\s\S])|[ \t]+|[\r\n;&|]+|[^\s'"\\$;&|]+|[\s\S]/y;

const BASH_QUOTES: Quote[] = [
  { open: "$'", close: "'", escape: "\\", isDoubled: false, undo: withoutAnsiC },
  { open: "'", close: "'", escape: null, isDoubled: false, undo: (inner) => inner },
  { open: '"', close: '"', escape: "\\", isDoubled: false, undo: (inner) => inner.replace(/\\(?:\r?\n|([\\"$`]))/g, "$1") },
];

/** Bash manual, 3.1.2.4. */
function withoutAnsiC(text: string, words: Words): string {
  return text.replace(ANSI_C, (_, body: string) => {
    const code = /^[0-7]/.test(body) ? parseInt(body, 8) : /^[xuU]./.test(body) ? parseInt(body.slice(1), 16) : null;
    if (code === null) return ANSI_C_NAMES.get(body) ?? `\\${body}`;
    if (code > 127 && !/^[uU]/.test(body)) words.note(`\\${body} was read as the character U+00${code.toString(16).toUpperCase()}, as Firefox means it; bash makes one byte of it.`);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

const ANSI_C = /\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|[\s\S])/g;
const ANSI_C_NAMES = new Map([..."\\'\"?"].map((same) => [same, same]));
for (const [letter, code] of Object.entries({ a: 7, b: 8, e: 27, E: 27, f: 12, n: 10, r: 13, t: 9, v: 11 })) ANSI_C_NAMES.set(letter, String.fromCharCode(code));

/** First cmd.exe, for which `^` takes the meaning from what follows; then the C runtime, for which `"` makes words and `\"` is a quote. */
function splitCmd(text: string, words: Words): void {
  for (const line of withoutCarets(text, words)) {
    splitByRuntime(line, words);
    words.endCommand();
  }
}

function withoutCarets(text: string, words: Words): string[] {
  const lines: string[][] = [[]];
  let isQuoted = false;
  for (let at = 0; at < text.length; ) {
    const [whole = "", continued, escaped] = matchAt(CMD, text, at);
    if (continued !== undefined || escaped !== undefined) {
      if (isQuoted) words.note("Inside quotes cmd keeps a `^`; here each was left out, since older versions of Chrome write it there.");
      lines.at(-1)?.push(continued ?? escaped ?? "");
    } else if (/^[\r\n&|]/.test(whole) && !isQuoted) {
      lines.push([]);
    } else {
      if (whole === '"') isQuoted = !isQuoted;
      lines.at(-1)?.push(whole);
    }
    at += Math.max(1, whole.length);
  }
  return lines.map((pieces) => pieces.join(""));
}

/** After `^` and a line break, the next character stands for itself, even a second line break. */
const CMD = /\^\r?\n(\r?\n|[^\r\n]|$)|\^([^\r\n]|$)|"|[\r\n&|]|[^\^"\r\n&|]+|[\s\S]/y;

/** "Parsing C command-line arguments" of Microsoft's C documentation. */
function splitByRuntime(line: string, words: Words): void {
  let opened: number | null = null;
  for (let at = 0; at < line.length; ) {
    const [whole = "", backslashes, quotes] = matchAt(RUNTIME, line, at);
    if (backslashes !== undefined) {
      words.piece("\\".repeat(backslashes.length >> 1));
      if (backslashes.length % 2 === 1) words.piece('"');
      else opened = opened === null ? at : null;
    } else if (quotes !== undefined && opened !== null && quotes.length > 1) {
      words.piece('"');
      at += 2;
      continue;
    } else if (quotes !== undefined) {
      words.piece("");
      opened = opened === null ? at : null;
      at += 1;
      continue;
    } else if (opened === null && /^[ \t]/.test(whole)) words.endWord();
    else words.piece(whole);
    at += Math.max(1, whole.length);
  }
  if (opened !== null) words.note(`The quote " at character ${opened} is not closed: the rest of the text was taken.`);
  words.endWord();
}

const RUNTIME = /(\\+)"|("{1,2})|[ \t]+|[^\\" \t]+|\\+|[\s\S]/y;

/** about_Quoting_Rules: a backtick escapes, except in single quotes; a doubled quote is a quote. */
function splitPowerShell(text: string, words: Words): void {
  // In a table of headers, `@{ … }`, a line break ends no command.
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const after = readQuoted(text, at, POWER_SHELL_QUOTES, words);
    if (after !== null) {
      at = after;
      continue;
    }
    const [whole = "", escaped] = matchAt(POWER_SHELL, text, at);
    if (escaped !== undefined) words.piece(escaped);
    else if (/^[ \t`]/.test(whole) || (depth > 0 && /^[\r\n;|]/.test(whole))) words.endWord();
    else if (/^[\r\n;|]/.test(whole)) words.endCommand();
    else {
      depth = Math.max(0, depth + (whole === "{" ? 1 : whole === "}" ? -1 : 0));
      words.piece(whole);
    }
    at += Math.max(1, whole.length);
  }
}

const POWER_SHELL = /`\r?\n|`([\s\S])|[ \t]+|[\r\n;|]+|[^\s'"`;|{}]+|[\s\S]/y;

const POWER_SHELL_QUOTES: Quote[] = [
  { open: "'", close: "'", escape: null, isDoubled: true, undo: (inner) => inner.replaceAll("''", "'") },
  { open: '"', close: '"', escape: "`", isDoubled: true, undo: withoutBackticks },
];

function withoutBackticks(text: string): string {
  return text.replace(/`([\s\S])|""|\$\(\[char\](\d{1,5}|0x[0-9a-fA-F]{1,4})\)/g, (whole, letter: string | undefined, code: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number(code));
    return letter === undefined ? whole.slice(1) : (BACKTICKED.get(letter) ?? letter);
  });
}

const BACKTICKED = new Map([
  ["0", "\0"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | [] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}
