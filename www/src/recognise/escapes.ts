// Escapes of the texts around a message: HTML's, and those of strings in programs and logs.

export const HTML_ESCAPE = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);/;

/** Numbers and the names of XML; the two thousand other names of HTML stand in no message. */
export function withoutHtmlEscapes(text: string): string {
  return text.replace(EVERY_HTML_ESCAPE, (written, body: string) => {
    if (!body.startsWith("#")) return NAMED[body] ?? written;
    const hexadecimal = body[1] === "x" || body[1] === "X";
    const code = hexadecimal ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}

export const BACKSLASH_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["'/nrt])/;

/** `\u002B`, `\x2B`, `\/`, `\"`: what JSON and JavaScript write, and logs keep. */
export function withoutBackslashes(text: string): string {
  return text.replace(EVERY_BACKSLASH, (_, body: string) => {
    if (body.length > 1) return String.fromCharCode(parseInt(body.slice(1), 16));
    return WHITE_SPACE[body] ?? body;
  });
}

const EVERY_HTML_ESCAPE = /&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);/g;
const EVERY_BACKSLASH = /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["'/\\nrt])/g;

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const WHITE_SPACE: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
