// The message that the page shows, and what was found out about it.
import { type Claims, readClaims } from "./claims.js";
import { type SignatureInText, signaturesIn } from "./coverage.js";
import { judge, type Judgement, type Question } from "./judgement.js";
import { type SourceText, sourceText } from "./offsets.js";
import type { Message } from "./recognise/index.js";
import { outline, type Outline } from "./xml-outline.js";

export interface Loaded {
  readonly message: Message;
  /** Under which settings it was judged. */
  readonly question: Question;
  readonly judgement: Judgement;
  readonly source: SourceText;
  readonly outline: Outline;
  readonly signatures: readonly SignatureInText[];
  readonly claims: Claims;
  readonly isEncrypted: boolean;
}

export async function judged(message: Message, question: Question): Promise<Loaded> {
  const judgement = await judge(message, question);
  const { signatures: reports } = judgement.report;
  const source = sourceText(message.xml);
  const text = outline(source.text);
  const isEncrypted = text.elements.some(({ local }) => local === "EncryptedData");
  const decrypted = isEncrypted ? reports.flatMap(({ canonical }) => (canonical == null ? [] : [outline(canonical)])) : [];
  return { message, question, judgement, source, outline: text, signatures: signaturesIn(text, source, reports), claims: readClaims([text, ...decrypted]), isEncrypted };
}

/** A tool of the page, in a section that opens. */
export interface Panel {
  /** At each judgement, also when only a setting changed; `null` where there is no message. */
  show(loaded: Loaded | null): void;
}

/** Nothing is worked out for a section that is closed, so that the verdict does not wait for it: `draw` runs when it is open, once for each message. */
export function openedPanel(section: HTMLDetailsElement, draw: (loaded: Loaded | null) => void): Panel {
  let current: Loaded | null = null;
  let drawn: Loaded | null | undefined;
  const update = () => {
    if (!section.open || drawn === current) return;
    drawn = current;
    draw(current);
  };
  section.addEventListener("toggle", update);
  return {
    show(loaded) {
      current = loaded;
      update();
    },
  };
}
