// The verdict on the original in a sentence: a redacted message cannot be judged any more.
import { isLogin, type Judgement } from "../judgement.js";
import type { Message } from "../recognise/index.js";
import type { Shown } from "./shown.js";

/** What nobody has verified, and the verdict rests on. */
export type Unverified = "message" | "link" | null | undefined;

export function verdictNote(message: Message, { report, hasConnection }: Judgement, unverified: Unverified, shown: Shown): string {
  if (!isLogin(message)) return `The original message is no login (${message.kind}), and was not judged.`;
  const error = report.checks.find(({ outcome }) => outcome === "fail")?.error;
  if (error !== undefined) return `The original message was refused by ${error.rule}: ${shown.sentence(error.message, error.found)}`;
  if (!report.accepted) return hasConnection ? "The original message was not decided: no check failed, and not all could be made." : "The original message was not decided: no check failed, and there was no connection to check against.";
  return unverified == null ? "The original message was accepted by the connection that it was checked against." : `The original message fits a connection that nobody has verified: it was taken from ${unverified === "link" ? "a link" : "the message itself"}.`;
}

export const NOT_THE_ORIGINAL = "This copy is redacted: its signatures cannot verify any more, and no verdict on it is one on the original.";
