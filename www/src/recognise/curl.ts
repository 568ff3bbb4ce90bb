import type { Origin, Reading } from "./reading.js";
import { readFields, readRequest, type Request } from "./request.js";
import { type Shell, shellOf, splitCommands } from "./shell.js";

/** Commands that a browser copies. False where no message is in them: one may stand where no option of theirs is. */
export function readCommands(reading: Reading, text: string, origin: Origin): boolean {
  const begin = COMMAND.exec(text)?.index;
  if (begin === undefined) return false;
  const commands = text.slice(begin);
  const shell = shellOf(commands);
  const { commands: lines, notes } = splitCommands(commands, shell);
  for (const note of notes) reading.note(note);
  let requests = 0;
  for (const words of lines) {
    const sent = sentBy(words, reading);
    if (sent === null || !reading.goesOn()) continue;
    requests += 1;
    const known: Origin = { ...origin, from: sent.from, steps: [...origin.steps, `${shell} quoting`] };
    readRequest(reading, sent.request, known);
    if (sent.fields.length > 0) readFields(reading, sent.fields, { ...known, url: sent.request.url, method: sent.request.method });
  }
  if (requests > 0) reading.noteFirst(nameOf(requests, shell));
  return reading.messages.length > 0;
}

const COMMAND = /^[ \t]*(?:[$>#%] ?)?(?:(?:[\w:\\/.-]*[\\/])?curl(?:\.exe)?[ \t]|Invoke-(?:WebRequest|RestMethod)[ \t]|\$session[ \t]*=)/im;

function nameOf(requests: number, shell: Shell): string {
  return requests === 1 ? `A request as a command, in the quoting of ${shell}.` : `${requests} requests as commands, in the quoting of ${shell}.`;
}

interface Sent {
  from: "curl" | "PowerShell";
  request: Request;
  /** Of a multipart form. */
  fields: { name: string; value: string }[];
}

function sentBy(words: readonly string[], reading: Reading): Sent | null {
  const program = words.findIndex((word) => /^(?:.*[\\/])?curl(?:\.exe)?$/i.test(word));
  if (program !== -1 && program < 3) return new Curl(words.slice(program + 1), reading).sent();
  const invoked = words.findIndex((word) => /^(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)$/i.test(word));
  return invoked === -1 ? null : invokedBy(words.slice(invoked + 1));
}

/** Names of parameters are matched without case. */
function invokedBy(words: readonly string[]): Sent {
  const valueOf = (name: string) => words[words.findIndex((word) => word.toLowerCase() === `-${name}`) + 1 || words.length] ?? null;
  const body = withoutEncoding(valueOf("body"));
  const url = valueOf("uri") ?? words.find((word) => /^https?:/i.test(word)) ?? "";
  return { from: "PowerShell", request: { url, method: valueOf("method")?.toUpperCase() ?? "GET", time: null, contentType: valueOf("contenttype"), body }, fields: [] };
}

/** Chrome has a body beyond ASCII turned into octets of UTF-8. Not by a pattern over the whole: it is as long as the message. */
function withoutEncoding(body: string | null): string | null {
  const opening = body === null ? null : /^\(\[(?:System\.)?Text\.Encoding\]::UTF8\.GetBytes\(/i.exec(body);
  if (body === null || opening === null) return body;
  return body.slice(opening[0].length, body.endsWith("))") ? -2 : undefined);
}

/** The options of curl that say what is sent, and where. */
class Curl {
  readonly #reading: Reading;
  readonly #data: string[] = [];
  readonly #fields: { name: string; value: string }[] = [];
  #url: string | null = null;
  #method: string | null = null;
  #contentType: string | null = null;
  #isGet = false;
  /** Brackets in an address are a pattern of several, and `\` before one says that it is none. */
  #isPattern = true;

  constructor(words: readonly string[], reading: Reading) {
    this.#reading = reading;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? "";
      const [option, attached, switches] = optionOf(word);
      if (switches !== "") this.#switch(`-${switches}`);
      if (option === null) this.#url ??= word;
      else if (!WITH_VALUE.has(option)) this.#switch(word);
      else if (attached !== null) this.#set(option, attached);
      else this.#set(option, words[++at] ?? "");
    }
  }

  sent(): Sent | null {
    if (this.#url === null) return null;
    const data = this.#data.length === 0 ? null : this.#data.join("&");
    const address = this.#isPattern ? this.#url.replace(/\\([[\]{}])/g, "$1") : this.#url;
    const url = this.#isGet && data !== null ? `${address}${address.includes("?") ? "&" : "?"}${data}` : address;
    const body = this.#isGet ? null : data;
    const method = this.#method ?? (body !== null || this.#fields.length > 0 ? "POST" : "GET");
    return { from: "curl", request: { url, method, time: null, contentType: this.#contentType, body }, fields: this.#fields };
  }

  /** Options without a value, of which several letters may stand in one word. */
  #switch(word: string): void {
    const has = (letter: string, name: string) => (word.startsWith("--") ? word === `--${name}` : word.includes(letter));
    if (has("G", "get")) this.#isGet = true;
    if (has("g", "globoff")) this.#isPattern = false;
  }

  #set(option: string, value: string): void {
    if (option === "url") this.#url ??= value;
    else if (option === "X" || option === "request") this.#method = value.toUpperCase();
    else if (option === "H" || option === "header") this.#contentType = /^content-type:\s*(.*)$/i.exec(value)?.[1] ?? this.#contentType;
    else if (option === "data-raw" || option === "json") this.#data.push(value);
    else if (option === "data-urlencode") this.#encode(value);
    else if (DATA.has(option)) this.#add(value);
    else if (FORM.has(option)) this.#field(option, value);
  }

  #add(value: string): void {
    if (value.startsWith("@")) this.#reading.note(`The command sends the file ${value.slice(1)}, which is not in this text. Paste what it holds.`);
    else this.#data.push(value);
  }

  /** `content`, `=content`, `name=content`; with `@` in place of `=`, a file. */
  #encode(value: string): void {
    const mark = value.search(/[=@]/);
    if (mark !== -1 && value[mark] === "@") return this.#add(value.slice(mark));
    const name = mark === -1 ? "" : value.slice(0, mark);
    const content = encodeURIComponent(wellFormed(value.slice(mark + 1)));
    this.#reading.note("Values of --data-urlencode were encoded as curl does it.");
    this.#data.push(name === "" ? content : `${name}=${content}`);
  }

  #field(option: string, written: string): void {
    const equals = written.indexOf("=");
    const [name, value] = [written.slice(0, equals), written.slice(equals + 1)];
    if (option === "form-string" || !/^[@<]/.test(value)) this.#fields.push({ name, value });
    else if (/^saml/i.test(name)) this.#add(`@${value.slice(1)}`);
  }
}

/** `-dvalue` and `-sSLd value` as well: only the last letter of several can have a value, and those before it are switches. */
function optionOf(word: string): [option: string | null, attached: string | null, switches: string] {
  if (!word.startsWith("-") || word === "-") return [null, null, ""];
  if (word.startsWith("--")) return [word.slice(2), null, ""];
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? "";
    if (WITH_VALUE.has(letter)) return [letter, at + 1 < word.length ? word.slice(at + 1) : null, word.slice(1, at)];
  }
  return [word.slice(1, 2), null, ""];
}

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

const DATA = new Set(["d", "data", "data-ascii", "data-binary"]);
const FORM = new Set(["F", "form", "form-string"]);

/** Those of what browsers and people write that take a value: the next word of any other option is not its. */
const WITH_VALUE = new Set([
  ...DATA,
  ...FORM,
  ...["data-raw", "data-urlencode", "json", "url", "X", "request", "H", "header", "A", "user-agent", "b", "cookie", "c", "cookie-jar", "e", "referer", "u", "user"],
  ...["o", "output", "x", "proxy", "m", "max-time", "connect-timeout", "cacert", "E", "cert", "key", "resolve", "connect-to", "T", "upload-file", "K", "config", "w", "write-out"],
  ...["retry", "r", "range", "max-redirs", "ciphers", "tls-max", "interface", "D", "dump-header", "noproxy", "url-query", "unix-socket", "trace", "trace-ascii", "stderr"],
]);
