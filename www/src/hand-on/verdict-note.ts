// The verdict on the original in a sentence: a redacted message cannot be judged any more.
import { isLogin } from "../judgement.js";
import type { Loaded } from "../loaded.js";
import { doubtOn } from "../standing.js";
import type { Shown } from "./shown.js";

export function verdictNote(judged: Pick<Loaded, "message" | "question" | "judgement" | "source">, shown: Shown): string {
  const { message, judgement: { report, assumed } } = judged;
  if (!isLogin(message)) return `The original message is no login (${message.kind}), and was not judged.`;
  const error = report.checks.find(({ outcome }) => outcome === "fail")?.error;
  if (error !== undefined) return `The original message was refused by ${error.rule}: ${shown.sentence(error.message, error.found)}`;
  if (!report.accepted) return assumed.length === 0 ? "The original message was not decided: no check failed, and not all could be made." : "The original message was not decided: no check failed, and the connection to check against was not whole.";
  const doubt = doubtOn(judged);
  return doubt === null ? "The original message was accepted by the connection that it was checked against." : `The verdict on the original message: ${doubt.title}. ${doubt.said}`;
}

export const NOT_THE_ORIGINAL = "This copy is redacted: its signatures cannot verify any more, and no verdict on it is one on the original.";
