// What each subject refuses of messages that are well signed and wrong. Only this package has to refuse them all; nobody else is measured by it.
import { startSubject } from "../lib/node-subject.mjs";
import { OWN, SUBJECTS } from "../lib/subjects.mjs";
import { reasonOf } from "../lib/words.mjs";
import { MESSAGES, made, messageFor } from "../messages.mjs";

/** The floor reads no message, and samlify's rules are the same with either validator. */
const NOT_ASKED = ["node-crypto", "samlify-xmllint"];

export async function measureRules({ progress }) {
  progress("what each refuses");
  const message = made(MESSAGES[0], new Date());
  const verdicts = {};
  for (const subject of SUBJECTS.filter(({ id }) => !NOT_ASKED.includes(id))) verdicts[subject.id] = await verdictsOf(subject, message);
  const taken = message.wrongs.filter((_, index) => verdicts[OWN][index].refuses === undefined);
  if (taken.length > 0) throw new Error(`${OWN} accepts ${taken.map(({ what }) => what).join(", ")}`);
  return { wrongs: message.wrongs.map(({ what }) => what), verdicts };
}

async function verdictsOf(subject, message) {
  const process = await startSubject(subject.file);
  try {
    const verdict = await process.ask("judge", { message: messageFor(subject, message) });
    if (verdict !== null) throw new Error(`${subject.id}: ${reasonOf(verdict)}`);
    return await process.ask("tryAll", { messages: message.wrongs });
  } finally {
    process.stop();
  }
}
