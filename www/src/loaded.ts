// The message that the page shows, and what was found out about it.
import type { Claims } from "./claims.js";
import type { SignatureInText } from "./coverage.js";
import type { Judgement, Question } from "./judgement.js";
import type { SourceText } from "./offsets.js";
import type { Message } from "./recognise/index.js";
import type { Outline } from "./xml-outline.js";

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
