// Markdown in which values of strangers stay values: they stand in code, where no markup, mention or link begins.

/** In code, delimited by more backticks than are in it. What would end the cell of a table or the line, or cannot be seen, is named. */
export function codeOf(value: string): string {
  const line = value.replace(UNSEEN, (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`);
  if (line.trim() === "") return line === "" ? "(empty)" : "(white space)";
  const fence = "`".repeat(longestRun(line) + 1);
  const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + gap + line + gap + fence;
}

/** A sentence of ours in which values stand between “ and ”. One that still has something of its own is put in code as a whole. */
export function sentenceOf(sentence: string): string {
  const pieces = sentence.split(/“([^”]*)”/);
  const own = pieces.filter((_, index) => index % 2 === 0);
  if (own.some((piece) => FOREIGN.test(piece))) return codeOf(sentence);
  return pieces.map((piece, index) => (index % 2 === 1 ? codeOf(piece) : piece.replace(/[\\*_~#]/g, "\\$&"))).join("");
}

export function blockOf(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}

export function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

function longestRun(text: string): number {
  let most = 0;
  for (const [run] of text.matchAll(/`+/g)) most = Math.max(most, run.length);
  return most;
}

/** A bar ends a cell also in code, and no escape of it holds in all readers of Markdown. */
const UNSEEN = /[|\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

/** What our own words have none of: markup, mentions, links, references to issues. */
const FOREIGN = /[`@<>&[\]|]|:\/\/|www\.|#\d|[^\x20-\x7e’…–—]/i;
