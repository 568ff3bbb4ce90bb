// Texts that are made to take long, to take much, or to throw.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { notesSay, xmlOf } from "../lib/expect.mjs";
import { numbers } from "../lib/numbers.mjs";
import { base64, form, query } from "../lib/samples.mjs";

const SIZE = 16 << 20;
/** Of the processor, whatever else the machine does. A quadratic reader would take hours; the slowest reading here takes a second or two. */
const SECONDS = 20;

async function inTime({ recognise }, text, what) {
  const begin = process.cpuUsage();
  const result = await recognise(text);
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1_000_000;
  ok(seconds < SECONDS, `${what}: ${seconds.toFixed(1)} s`);
  return result;
}

const filled = (unit, begin = "") => (begin + unit.repeat(Math.ceil(SIZE / unit.length))).slice(0, SIZE);

/** 16 MB each. */
const TEXTS = {
  "A": filled("A"),
  "P, which begins base64 of XML": filled("P"),
  "spaces": filled(" ", "a"),
  "line breaks": filled("\n", "SAMLResponse="),
  "spaces after a form": filled(" ", "a=SAMLResponse=b"),
  "a value of spaces": filled(" ", "PGE+"),
  "less-than": filled("<"),
  "open tags": filled("<a "),
  "tags": filled("<a>"),
  "roots of nothing": filled("<Response>", "x "),
  "roots of SAML": filled(`<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol">`, "x "),
  "roots of SAML that end": filled(`<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>`, "x "),
  "comments": filled("<!--", "<a>"),
  "quotes in tags": filled(`="`, "<a "),
  "inputs": filled("<input ", "<form SAMLResponse "),
  "inputs that end": filled("<input name=SAMLResponse>", "<form >"),
  "inputs in quotes": filled(`<input "`, "<form SAMLResponse "),
  "attributes": `<form SAMLResponse ${"a".repeat(SIZE - 100)}>`,
  "equals": `<form SAMLResponse ${"a= ".repeat(SIZE / 3 - 100)}>`,
  "names of parameters": filled("SAMLResponse="),
  "names with spaces": filled("SAMLResponse= "),
  "names with colons": filled(`"SAMLResponse": `, "x"),
  "parameters": filled("&", "SAMLResponse=a"),
  "messages in one form": filled("SAMLResponse=PGEvPg&", "a&"),
  "messages in lines": filled("SAMLResponse=PGEvPg\n"),
  "percent": filled("%"),
  "escapes": filled("%25", "SAMLResponse="),
  "escapes of A": filled("%41", "SAMLResponse="),
  "escapes beyond ASCII": filled("%ff", "SAMLResponse="),
  "single escapes": filled("a%ff", "SAMLResponse="),
  "HTML escapes": filled("&amp;"),
  "HTML escapes of less-than": filled("&lt;"),
  "backslashes": filled("\\", "SAMLResponse="),
  "escaped slashes": filled("\\/", "SAMLResponse="),
  "escaped slashes in a line": filled("\\/", "x SAMLResponse="),
  "curl and escaped quotes": filled("\\'", "curl $'"),
  "curl and escapes": filled("\\a", 'curl "'),
  "curl and doubled quotes": filled("''", "curl `\n'"),
  "curl and open brackets": filled("{", "curl `\n"),
  "closing brackets": filled(")", "x SAMLResponse=a") ,
  "closing brackets before a letter": `${filled(")", "x SAMLResponse=a").slice(0, -1)}a`,
  "JSON lists": filled("["),
  "JSON objects": filled(`{"a":`),
  "JSON lists that end": "[".repeat(SIZE / 2) + "]".repeat(SIZE / 2),
  "JSON numbers": `[${"1,".repeat(SIZE / 2 - 2)}1]`,
  "JSON strings": `[${'"SAMLResponse=aaaaaaaa",'.repeat(SIZE / 24 - 2)}1]`,
  "HAR entries": `{"log":{"entries":[${"{},".repeat(SIZE / 3 - 20)}1]}}`,
  "curl and single quotes": filled("'", "curl "),
  "curl and double quotes": filled('"', "curl "),
  "curl and dollars": filled("$'", "curl "),
  "curl and backslashes": filled("\\", "curl $'"),
  "curl and one word": filled("a/", "curl "),
  "curl and options": filled("-d a ", "curl b "),
  "curl and commands": filled("curl a;"),
  "curl and carets": filled("^", 'curl ^"'),
  "curl and carets before quotes": filled('^"', 'curl ^"'),
  "curl and backslashes for cmd": filled("\\", 'curl ^"'),
  "curl and backticks": filled("`", 'curl `\n"'),
  "slashes before curl": filled("a/", "  "),
  "quoted lines": filled("> PHNhbWw\n"),
  "marks of quotes": filled(">", "> a\n> b\n"),
  "spaces between marks": filled("\n> ", "> a"),
  "lines of base64 in quotes": filled(`"${"PHNhbWxw".repeat(8)}" +\n`),
  "lines of a log with base64": filled(`10:00 a ${"PHNhbWxw".repeat(8)}\n`),
  "lines that begin like base64 and grow": filled(`${"PHNhbWxw".repeat(8)}\n${"PHNhbWxw".repeat(9)}\n`),
  "one value and a long line": filled("a ", `x ${"PHNhbWxw".repeat(8)}\n`),
  "soft line breaks": filled("=\n", "SAMLResponse=3D"),
  "equals and spaces": filled("= ", "SAMLResponse=3D"),
  "quoted-printable": filled("=C3", "SAMLResponse=3D"),
  "fetches": filled('fetch("'),
  "fetches that end": filled('fetch("a", {}) '),
  "fetches of brackets": filled("{", 'fetch("a", '),
  "fetches of backslashes": filled("\\", 'fetch("'),
  "multipart": filled("--", "curl a -F a=b -d '--a Content-Disposition"),
};

const BOMB = Buffer.alloc(50 << 20, "<a>");

export const hostileTests = {
  ...Object.fromEntries(
    Object.entries(TEXTS).map(([name, text]) => [
      `hostile/16 MB of ${name}`,
      async (context) => {
        const { notes } = await inTime(context, text, name);
        ok(notes.length > 0 && notes.length <= 42, `${notes.length} notes`);
      },
    ]),
  ),

  async "hostile/more than 16 MB is not read"(context) {
    const { messages, notes } = await context.recognise("a".repeat(SIZE + 1));
    equal([messages, notes], [[], ["The text is larger than 16 MB."]], "result");
  },

  async "hostile/bombs stop at the limit"(context) {
    for (const packed of [deflateRawSync(BOMB), deflateSync(BOMB), gzipSync(BOMB)]) {
      const result = await inTime(context, base64(packed), "bomb");
      equal(result.messages.length, 0, "messages");
      notesSay(result, "what was compressed is larger than any message may be");
    }
  },

  async "hostile/a HAR of bombs stops at the limit of all"(context) {
    const url = `https://a.example/?${form({ SAMLRequest: base64(deflateRawSync(BOMB)) })}`;
    const entries = Array.from({ length: 20 }, () => ({ request: { url } }));
    const result = await inTime(context, JSON.stringify({ log: { entries } }), "bombs");
    equal(result.messages.length, 0, "messages");
    notesSay(result, "The messages have more than 32 MB together. The rest was not read.");
  },

  async "hostile/a HAR of large messages keeps no more than 32 MB"(context) {
    const xml = `<a>${"b".repeat(3 << 20)}</a>`;
    const entries = Array.from({ length: 150 }, () => ({ request: { url: `https://a.example/?${query(xml)}` } }));
    const { messages } = await inTime(context, JSON.stringify({ log: { entries } }), "large messages");
    equal(messages.length, 10, "messages");
  },

  async "hostile/4 MB are read, one octet more is not"(context) {
    const xml = (length) => `<a>${"b".repeat(length - 7)}</a>`;
    equal((await context.recognise(xml(4 << 20))).messages.length, 1, "4 MB");
    equal((await context.recognise(base64(xml(4 << 20)).replace(/.{76}/g, "$&\r\n"))).messages.length, 1, "4 MB of base64 in lines");
    for (const text of [xml((4 << 20) + 1), base64(xml((4 << 20) + 1)), base64(deflateRawSync(xml((4 << 20) + 1)))]) {
      const result = await context.recognise(text);
      equal(result.messages.length, 0, "messages");
      notesSay(result, "larger than");
    }
  },

  async "hostile/blocks of DEFLATE that hold nothing"(context) {
    const stored = Buffer.concat([Buffer.from("000000ffff".repeat(1_000_000), "hex"), deflateRawSync("<a/>")]);
    await inTime(context, base64(stored), "stored blocks");
    // An empty block of dynamic codes has a table to build.
    const dynamic = deflateRawSync(Buffer.from("<a>"), { strategy: 2 });
    await inTime(context, base64(Buffer.concat(Array(100_000).fill(dynamic))), "blocks");
  },

  async "hostile/elements nested a million deep"(context) {
    const { messages } = await inTime(context, "<a>".repeat(600_000) + "</a>".repeat(600_000).slice(0, (4 << 20) - 1_800_000), "depth");
    equal(messages[0]?.kind, "other", "kind");
  },

  async "hostile/no text makes it throw"(context) {
    const next = numbers(3);
    const texts = [
      context.response,
      context.value,
      `https://sp.example.com/?${context.redirect}`,
      form({ SAMLResponse: context.value, RelayState: "r" }),
      `curl 'https://a.example/' --data-raw $'${form({ SAMLResponse: context.value })}'`,
      `curl ^"https://a.example/^" ^\n -d ^"${form({ SAMLResponse: context.value }).replaceAll("%", "^%^")}^"`,
      JSON.stringify({ log: { entries: [{ request: { url: "https://a.example/", postData: { text: form({ SAMLResponse: context.value }) } } }] } }),
      `<form action=a><input name=SAMLResponse value="${context.value}"></form>`,
    ];
    for (let round = 0; round < 4000; round++) {
      const text = [...texts[next(texts.length)]];
      for (let change = 0; change <= next(4); change++) text.splice(next(text.length), next(3) === 0 ? next(text.length) : next(2), ...[..."\0%<>&'\"\\^`{}[]=+ \n\ud800é@$;"].slice(next(20)).slice(0, next(3)));
      const result = await context.recognise(text.join(""));
      ok(result.notes.length > 0, "a note");
      for (const message of result.messages) ok(message.xml instanceof Uint8Array && xmlOf(message) !== undefined, "octets");
    }
  },
};
