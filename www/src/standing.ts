// Whether a report that accepts may be called so: the core judges a message under settings, and knows nothing of where both came from.
import type { Judgement, Question } from "./judgement.js";
import { isWrapper } from "./messages/wrapper.js";
import type { SourceText } from "./offsets.js";
import type { Message } from "./recognise/index.js";

interface Judged {
  readonly message: Message;
  readonly question: Question;
  readonly judgement: Judgement;
  readonly source: SourceText;
}

/** Why it is not simply accepted. */
export interface Doubt {
  readonly kind: "refused" | "open";
  readonly title: string;
  readonly said: string;
}

/** `null` where nothing stands against it. Whether the report accepts, this does not ask. */
export function doubtOn(judged: Judged): Doubt | null {
  const { question } = judged;
  const [fault] = faultsOf(judged.message);
  if (fault !== undefined) return { kind: "refused", title: "Refused as it arrived", said: `${fault} By itself the message fits. If the fault is from copying, copy it again.` };
  const from = question.connection === null ? null : (question.unverified ?? null);
  if (from !== null) {
    const where = from === "link" ? "the link" : "the message itself";
    return { kind: "open", title: OWN_CONNECTION[from], said: `It fits the connection that was taken from ${where}. That says nothing until the connection is compared with what your identity provider says.` };
  }
  if (question.isOfLink === true && question.clock !== "now") return { kind: "open", title: "Not decided: the time is the link’s own", said: `It would have been accepted at ${timeOf(question.now)}. Set the clock to now, or compare that time with when the login was made.` };
  if (isWrapper(judged)) return { kind: "open", title: "The Assertion fits, and its Response is not known", said: "This page made the Response around it: what the identity provider sent there was not judged." };
  return null;
}

export const OWN_CONNECTION = {
  link: "Not decided: the connection is the link’s own",
  message: "Not decided: the connection is the message’s own",
};

/** For what production refuses before it looks at the message. */
export function faultsOf({ kind, transport, problems }: Message): string[] {
  const byRedirect = kind === "Response" && transport.how === "Redirect" ? ["A Response comes by HTTP-POST, and this one came in a query (profiles 4.1.2)."] : [];
  return [...byRedirect, ...problems.flatMap(({ verdict, text }) => (verdict === "refused" ? [text] : []))];
}

export const timeOf = (moment: Date) => `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
