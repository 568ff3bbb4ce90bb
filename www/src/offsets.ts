// Positions count octets of UTF-8, and texts of JavaScript count units of UTF-16.

export interface SourceText {
  readonly text: string;
  /** Where in `text` this octet is. */
  unitAt(octet: number): number;
}

/** Octets that are no UTF-8 show as U+FFFD. */
export function sourceText(octets: Uint8Array): SourceText {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = decoder.decode(octets);
  // No character has more units than octets: where the counts are equal, each octet is one unit.
  if (text.length === octets.length) return { text, unitAt: (octet) => octet };
  return { text, unitAt: (octet) => decoder.decode(octets.subarray(0, octet)).length };
}
