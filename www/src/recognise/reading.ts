import { ALL_MESSAGES, CANDIDATES, MESSAGE, MESSAGES, NOTES } from "./limits.js";
import type { From, How, Message, Place, Problem, Recognised, Transport, Verdict } from "./types.js";

/** What readers fill, and the bounds that they share. */
export class Reading {
  messages: Message[] = [];
  #notes: string[] = [];
  #unlessFound: string[] = [];
  #notesLeftOut = 0;
  #octetsLeft = ALL_MESSAGES;
  #candidates = 0;
  #fullSaid = false;

  note(text: string): void {
    if (this.#notes.includes(text)) return;
    if (this.#notes.length < NOTES) this.#notes.push(text);
    else this.#notesLeftOut += 1;
  }

  /** Why a text is not what it looks like: of no use where a message was found nevertheless. */
  noteUnlessFound(text: string): void {
    this.#unlessFound.push(text);
  }

  /** What is said when the rest is known. */
  noteFirst(text: string): void {
    this.#notes.unshift(text);
  }

  add(message: Message): void {
    this.messages.push(message);
  }

  /** False when enough was found or tried: readers stop at it. */
  goesOn(): boolean {
    const reason = this.#fullBecause();
    if (reason !== null && !this.#fullSaid) {
      this.#fullSaid = true;
      this.note(`${reason} The rest was not read.`);
    }
    return reason === null;
  }

  /** One more place where a message could be. */
  tries(): void {
    this.#candidates += 1;
  }

  /** The octets that one message may have, now. */
  octetLimit(): number {
    return Math.min(MESSAGE, this.#octetsLeft);
  }

  spend(octets: number): void {
    this.#octetsLeft = Math.max(0, this.#octetsLeft - octets);
  }

  result(): Recognised {
    if (this.messages.length === 0) for (const text of this.#unlessFound) this.note(text);
    const more = this.#notesLeftOut === 0 ? [] : [`${this.#notesLeftOut} more notes were left out.`];
    return { messages: this.messages, notes: [...this.#notes, ...more] };
  }

  #fullBecause(): string | null {
    if (this.messages.length >= MESSAGES) return `These are the first ${MESSAGES} messages.`;
    if (this.#candidates >= CANDIDATES) return `${CANDIDATES} places were looked at.`;
    return this.#octetsLeft === 0 ? `The messages have more than ${megabytes(ALL_MESSAGES)} together.` : null;
  }
}

/** What was undone, and what was odd about it. */
export interface Trail {
  steps: string[];
  problems: Problem[];
}

/** What is known about a message before it is decoded. */
export interface Origin {
  /** `null` where the text does not say. */
  how: How | null;
  from: From;
  url: string | null;
  method: string | null;
  time: string | null;
  steps: readonly string[];
  problems: readonly Problem[];
}

export const origin = (from: From, known: Partial<Origin> = {}): Origin => ({ how: null, from, url: null, method: null, time: null, steps: [], problems: [], ...known });

/** Of a message for which nothing stands beside it. */
export const transportOf = (how: How, { from, url, method, time }: Origin): Transport => ({
  ...{ how, from, url, method, time },
  ...{ parameter: null, relayState: null, sigAlg: null, signature: null, query: null, signed: null },
});

export const problem = (verdict: Verdict, text: string, place?: Place["in"], offset?: number): Problem => ({
  text,
  verdict,
  at: place === undefined || offset === undefined ? null : { in: place, offset },
});

/** The text cannot be read any further; the message says why, as a part of a sentence. */
export class Unreadable extends Error {}

export const tooLarge = (): Unreadable => new Unreadable(`it is larger than ${megabytes(MESSAGE)}, or all messages together are larger than ${megabytes(ALL_MESSAGES)}`);

export const megabytes = (octets: number): string => `${octets >> 20} MB`;

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
