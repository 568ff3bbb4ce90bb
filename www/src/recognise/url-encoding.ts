// application/x-www-form-urlencoded and queries, kept as written next to what they mean.

import { PARAMETERS } from "./limits.js";

/** A parameter. `written` and `value` are as they stand; `name` is decoded. */
export interface Pair {
  name: string;
  written: string;
  value: string;
}

/** Only `&` separates, as the URL standard has it: a `;` belongs to the value. */
export function splitPairs(text: string): Pair[] {
  return text.split("&", PARAMETERS).map((pair) => {
    const equals = pair.indexOf("=");
    const written = equals === -1 ? pair : pair.slice(0, equals);
    return { name: urlDecoded(written, "plus is a space").text, written, value: equals === -1 ? "" : pair.slice(equals + 1) };
  });
}

export interface UrlDecoded {
  text: string;
  /** False where the octets are none of UTF-8; they became U+FFFD. */
  isUtf8: boolean;
}

/** Once. A `%` that begins no escape stays. */
export function urlDecoded(text: string, plus: "plus is a space" | "plus is a plus"): UrlDecoded {
  const spaced = plus === "plus is a space" ? text.replaceAll("+", " ") : text;
  let isUtf8 = true;
  const decoded = spaced.replace(ESCAPES, (escapes) => {
    if (escapes.length === 3 && escapes.charCodeAt(1) < EIGHT) return String.fromCharCode(parseInt(escapes.slice(1), 16));
    const octets = Uint8Array.from({ length: escapes.length / 3 }, (_, at) => parseInt(escapes.slice(at * 3 + 1, at * 3 + 3), 16));
    // Once is enough to know, and what throws takes long.
    if (!isUtf8) return LAX.decode(octets);
    try {
      return STRICT.decode(octets);
    } catch {
      isUtf8 = false;
      return LAX.decode(octets);
    }
  });
  return { text: decoded, isUtf8 };
}

export const URL_ESCAPE = /%[0-9a-fA-F]{2}/;

/** Where a `%` stands without two hexadecimal digits: some decoders leave it, others refuse it. */
export function badEscape(text: string): number | null {
  const at = text.search(/%(?![0-9a-fA-F]{2})/);
  return at === -1 ? null : at;
}

const ESCAPES = /(?:%[0-9a-fA-F]{2})+/g;
/** Digits below 8 begin the escapes of ASCII. */
const EIGHT = "8".charCodeAt(0);
// A byte order mark is a character like any other here.
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LAX = new TextDecoder("utf-8", { ignoreBOM: true });
