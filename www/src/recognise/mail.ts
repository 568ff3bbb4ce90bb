// What mail puts around a text: marks of what is quoted, and quoted-printable.

export interface Undone {
  text: string;
  /** What was undone. */
  step: string;
}

/** `null` where no two lines that follow each other have a mark: a line of XML may begin with `>`. */
export function withoutQuoteMarks(text: string): Undone | null {
  if (!TWO_QUOTED.test(text)) return null;
  let [lines, mark] = [0, ""];
  const bare = text.replace(QUOTE_MARKS, (marks) => {
    lines += 1;
    if (lines === 1) mark = marks.trim();
    return "";
  });
  return { text: bare, step: `\`${mark}\` at the beginning of ${lines} lines left out` };
}

const TWO_QUOTED = /^[ \t]{0,8}[>|][^\r\n]*\r?\n[ \t]{0,8}[>|]/m;
const QUOTE_MARKS = /^[ \t]{0,8}(?:[>|][ \t]?){1,16}/gm;

/** RFC 2045, 6.7. `null` where nothing tells it from a text with many `=`. */
export function withoutQuotedPrintable(text: string): Undone | null {
  if (!isQuotedPrintable(text)) return null;
  const joined = text.replace(/=[ \t]*\r?\n/g, "");
  return { text: joined.replace(/(?:=[0-9A-F]{2})+/g, (escapes) => UTF_8.decode(octetsOf(escapes))), step: "quoted-printable" };
}

/** Signs that no other text has. Base64 may end a line with `=`, and XML may have `=3D` in an address. */
function isQuotedPrintable(text: string): boolean {
  if (QUOTED_NAMESPACE.test(text)) return true;
  if (text.trimStart().startsWith("<")) return false;
  return HEADER.test(text) || QUOTED_PARAMETER.test(text) || SOFT_BREAKS.test(text) || (/[A-Za-z0-9+/]=\r?\n/.test(text) && QUOTED_PADDING.test(text));
}

const octetsOf = (escapes: string) => Uint8Array.from({ length: escapes.length / 3 }, (_, at) => parseInt(escapes.slice(at * 3 + 1, at * 3 + 3), 16));

const HEADER = /^content-transfer-encoding:[ \t]*quoted-printable/im;
const QUOTED_NAMESPACE = /\sxmlns(?::[\w.-]{1,60})?=3D["']/;
const QUOTED_PARAMETER = /SAML(?:Request|Response)=3D/i;
/** Two long lines that end with `=`; between them there may be what was left of the one before. */
const SOFT_BREAKS = /^[^\r\n]{50,75}=\r?\n(?:[^\r\n]{0,75}\r?\n)?[^\r\n]{50,75}=\r?$/m;
const QUOTED_PADDING = /^[A-Za-z0-9+/]{4,75}=3D(?:=3D)?[ \t\r]*$/m;
const UTF_8 = new TextDecoder("utf-8", { ignoreBOM: true });
