// What is old is refused for its age, and was mostly pasted for another reason: so it is judged once more at the time when it was made.
import { button, element } from "./dom.js";
import { judge, type Judgement } from "./judgement.js";
import type { Refusal } from "./library.js";
import type { Loaded } from "./loaded.js";

/** `null` where that is no hour ago, or says nothing else. */
export async function noteOnAge({ message, question, claims, judgement }: Loaded, toItsTime: () => void): Promise<HTMLElement | null> {
  const { issued } = claims;
  if (message.kind !== "Response" || issued === null || question.now.getTime() - issued.getTime() < OLD) return null;
  const then = await judge(message, { ...question, now: issued }, claims);
  const error = firstError(then);
  if (error?.rule === firstError(judgement)?.rule) return null;
  const verdict = error !== undefined ? `it was wrong as well: ${error.message}` : then.report.accepted ? "everything in it was right." : "nothing in it was wrong by itself.";
  return element("p", { class: "notice info" }, element("strong", {}, `This login is ${ageOf(question.now.getTime() - issued.getTime())} old. `), `When it was made, ${verdict} `, button("Judge it at its own time", toItsTime, "link"));
}

/** Milliseconds: an hour. */
const OLD = 3_600_000;

const firstError = ({ report }: Judgement): Refusal | undefined => report.checks.find(({ outcome }) => outcome === "fail")?.error;

function ageOf(milliseconds: number): string {
  const hours = Math.floor(milliseconds / OLD);
  return hours < 48 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : `${Math.floor(hours / 24)} days`;
}
