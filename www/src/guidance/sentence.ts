// The parts of a sentence: its words, labels and commands of a product, and the value to be set.
import { type Advice, STAND_INS, type Topic } from "./advice.js";

export interface Part {
  /** `stand-in`: words in place of a value that is not known. */
  readonly kind: "words" | "label" | "command" | "value" | "stand-in";
  readonly text: string;
}

/** The value is filled in last, so that nothing in it is read as a label or a blank. */
export function partsOf({ sentence }: Advice, topic: Topic, expected: string | undefined): Part[] {
  return sentence.split(/(\*[^*]+\*|~[^~]+~|\{expected\})/).filter((part) => part !== "").map((part) => {
    if (part === "{expected}") return expected === undefined ? { kind: "stand-in", text: STAND_INS[topic] ?? "what is expected" } : { kind: "value", text: expected };
    const kind = part.startsWith("*") ? "label" : part.startsWith("~") ? "command" : "words";
    return { kind, text: kind === "words" ? part : part.slice(1, -1) };
  });
}

export const plainly = (parts: readonly Part[]): string => parts.map(({ text }) => text).join("");
