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

/** `ask`: under which settings, once it is known what the message says about itself. */
export async function judged(message: Message, ask: (claims: Claims) => Question): Promise<Loaded> {
  const source = sourceText(message.xml);
  const text = outline(source.text);
  const isEncrypted = text.elements.some(({ local }) => local === "EncryptedData");
  const own = readClaims([text]);
  const question = ask(own);
  const first = await judge(message, question, own);
  const decrypted = isEncrypted ? first.report.signatures.flatMap(({ canonical }) => (canonical == null ? [] : [outline(canonical)])) : [];
  const claims = decrypted.length === 0 ? own : readClaims([text, ...decrypted]);
  // Whom it is for may stand inside of what was encrypted.
  const judgement = first.assumed.length > 0 && decrypted.length > 0 ? await judge(message, question, claims) : first;
  return { message, question, judgement, source, outline: text, signatures: signaturesIn(text, source, judgement.report.signatures), claims, isEncrypted };
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
