// The fragment of the page's address: `#rule=C06` or `#code=ERR_AUDIENCE_MISMATCH`.

export interface Asked {
  readonly by: "rule" | "code";
  /** As the fragment has it: anything at all. */
  readonly id: string;
}

/** `null` where the fragment is about something else, which is left alone. */
export function readFragment(fragment: string): Asked | null {
  const [, by, encoded] = /^#(rule|code)=(.*)$/s.exec(fragment) ?? [];
  if (encoded === undefined || (by !== "rule" && by !== "code")) return null;
  return { by, id: decoded(encoded).slice(0, 200).trim() };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
