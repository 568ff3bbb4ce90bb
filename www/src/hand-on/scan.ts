// Walks a document strictly: what is told as markup is markup. Stricter than the outline, which only has to show: where this is lost, nothing is told apart.

export interface Attribute {
  /** As written, with prefix. */
  readonly name: string;
  /** Between the quotes. */
  readonly start: number;
  readonly end: number;
}

export interface Visitor {
  open(name: string, attributes: readonly Attribute[]): void;
  close(): void;
  /** Everything else that has text in it. In `text` alone references stand for characters. */
  text(start: number, end: number, how: "text" | "CDATA" | "comment" | "target" | "instruction"): void;
}

/** Why it stopped, as the end of a sentence; `null` where it came to the end. */
export function scan(text: string, visitor: Visitor): string | null {
  const open: string[] = [];
  let hasRoot = false;
  let at = text.startsWith("\ufeff") ? 1 : 0;
  at = after(DECLARATION, text, at) ?? at;
  while (at < text.length) {
    const found = text.indexOf("<", at);
    const next = found === -1 ? text.length : found;
    if (next > at) {
      if (open.length === 0 && !isBlank(text.slice(at, next))) return "there is text outside the outermost element";
      visitor.text(at, next, "text");
    }
    if (found === -1) break;
    at = next;
    const section = SECTIONS.find(({ begin }) => text.startsWith(begin, at));
    if (section !== undefined) {
      const { begin, end, how } = section;
      const stop = text.indexOf(end, at + begin.length);
      if (stop === -1) return "a comment, CDATA section or instruction has no end";
      if (how === "CDATA" && open.length === 0) return "there is text outside the outermost element";
      const from = how === "instruction" ? after(TARGET, text, at + begin.length) : at + begin.length;
      if (from === null) return "there is an instruction without a name of Latin letters";
      // A declaration that is none keeps its name.
      if (how === "instruction" && text.slice(at + begin.length, from) !== "xml") visitor.text(at + begin.length, Math.min(from, stop), "target");
      visitor.text(Math.min(from, stop), stop, how);
      at = stop + end.length;
    } else if (text.startsWith("<!", at)) {
      return "it has a document type";
    } else if (text.startsWith("</", at)) {
      const name = open.pop();
      const end = name === undefined || !text.startsWith(name, at + 2) ? null : after(TAG_END, text, at + 2 + name.length);
      if (end === null || text[end - 2] === "/") return "an end tag does not fit its start tag";
      visitor.close();
      at = end;
    } else {
      const name = matched(NAME, text, at + 1);
      if (name === null) return "there is a “<” that begins no tag";
      if (open.length === 0 && hasRoot) return "it has more than one outermost element";
      hasRoot = true;
      const [attributes, behind] = attributesAt(text, at + 1 + name.length);
      const end = after(TAG_END, text, behind);
      if (end === null) return "a start tag is not well-formed";
      visitor.open(name, attributes);
      if (text[end - 2] === "/") visitor.close();
      else open.push(name);
      at = end;
    }
  }
  if (!hasRoot) return "there is no element";
  return open.length === 0 ? null : "it ends before its elements do";
}

function attributesAt(text: string, from: number): [Attribute[], number] {
  const attributes: Attribute[] = [];
  let at = from;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const [whole, name, quoted] = ATTRIBUTE.exec(text) ?? [];
    if (whole === undefined || name === undefined || quoted === undefined) return [attributes, at];
    at += whole.length;
    attributes.push({ name, start: at - quoted.length + 1, end: at - 1 });
  }
}

function matched(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const after = (pattern: RegExp, text: string, at: number): number | null => {
  const found = matched(pattern, text, at);
  return found === null ? null : at + found.length;
};

const isBlank = (text: string) => /^[ \t\r\n]*$/.test(text);

const WORD = String.raw`[\p{L}_][\p{L}\p{N}\p{M}._\u00b7-]*`;
const NAME = new RegExp(`${WORD}(?::${WORD})?`, "uy");
const ATTRIBUTE = new RegExp(String.raw`[ \t\r\n]+(${WORD}(?::${WORD})?)[ \t\r\n]*=[ \t\r\n]*("[^"<]*"|'[^'<]*')`, "uy");
const TAG_END = /[ \t\r\n]*\/?>/y;
/** In others, a token could not stand at the beginning of a name. */
const TARGET = /[A-Za-z_][A-Za-z\d._-]*/y;
/** Anything else that is declared is read as an instruction, whose text is removed. */
const DECLARATION = /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.\d["'](?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["'](?:UTF-?8|UTF-16(?:LE|BE)?|US-ASCII|ISO-8859-\d{1,2}|windows-125\d)["'])?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](?:yes|no)["'])?[ \t\r\n]*\?>/iy;

const SECTIONS = [
  { begin: "<!--", end: "-->", how: "comment" },
  { begin: "<![CDATA[", end: "]]>", how: "CDATA" },
  { begin: "<?", end: "?>", how: "instruction" },
] as const;
