// The core's report on a message under the settings of the page.
import { type Connection, explain, type Report } from "./library.js";
import { base64 } from "./octets.js";
import type { Message } from "./recognise/index.js";

export interface Question {
  readonly connection: Connection | null;
  /** A request's ID; `null` for none; absent for any. */
  readonly inResponseTo: string | null | undefined;
  readonly now: Date;
  readonly decrypt: string | null;
  /** Where the connection was taken from, when nobody has verified it. */
  readonly unverified?: "message" | "link" | null;
}

export interface Judgement {
  readonly report: Report;
  /** What was wrong with the settings, and therefore left out. */
  readonly complaints: readonly string[];
  readonly hasConnection: boolean;
}

/** Settings that cannot work are said, and the message is judged without them. */
export async function judge(message: Message, question: Question): Promise<Judgement> {
  const value = base64(message.xml);
  const complaints: string[] = [];
  let { connection, decrypt } = question;
  for (;;) {
    try {
      const options = { inResponseTo: question.inResponseTo, now: question.now, decrypt: decrypt ?? undefined, canonicalForms: true };
      return { report: await explain(value, connection ?? undefined, options), complaints, hasConnection: connection !== null };
    } catch (error) {
      if (!(error instanceof TypeError) || (connection === null && decrypt === null)) throw error;
      complaints.push(error.message);
      if (decrypt !== null && error.message.includes("decrypt")) decrypt = null;
      else if (connection !== null) connection = null;
      else decrypt = null;
    }
  }
}

/** What is no message of SAML 2.0 is judged as a login: the checks say what was expected instead, or where it breaks. */
export const isLogin = ({ kind }: Message): boolean => kind === "Response" || kind === "other";
