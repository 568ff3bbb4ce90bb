// The message as it may leave the page.
import type { Loaded } from "../loaded.js";
import { utf8 } from "../octets.js";
import type { Options } from "./kinds.js";
import { type Outcome, redact } from "./redact.js";
import { AS_IT_IS, type Shown, shownAfter } from "./shown.js";
import { verdictNote } from "./verdict-note.js";

/** What each part of the tool shows. */
export interface HandedOn {
  readonly loaded: Loaded;
  /** As it was received; `null` where it is no UTF-8, and no text can hold it. */
  readonly text: string | null;
  readonly outcome: Outcome;
  readonly options: Options;
  readonly shown: Shown;
  /** The verdict on the original, in the words of `shown`. */
  readonly note: string;
}

/** `before`: a clock that moves does not redact the same message again. */
export function handedOn(loaded: Loaded, options: Options, before: HandedOn | null): HandedOn {
  const { message, judgement, question, isEncrypted } = loaded;
  const isSame = before?.loaded.message === message && JSON.stringify(before.options) === JSON.stringify(options);
  const text = isSame ? before.text : utf8(message.xml);
  const outcome = isSame ? before.outcome : text === null ? { refused: "it is not in UTF-8" } : redact(text, options);
  const inside = isEncrypted ? judgement.report.signatures.flatMap(({ canonical }) => canonical ?? []) : [];
  const shown = shownAfter([outcome, ...inside.map((canonical) => redact(canonical, options))], options, question.connection);
  return { loaded, text, outcome, options, shown, note: verdictNote(loaded, shown) };
}

/** The note without anything removed from it. */
export const noteAsItIs = ({ loaded }: HandedOn) => verdictNote(loaded, AS_IT_IS);
