// What a subject must do before it is measured. It runs in every runtime, and loads no package.
import { OWN } from "./names.mjs";
import { reasonOf } from "./words.mjs";

/**
 * What it is to be measured by, or why it is not measured: it has no way to do it, it refuses the good message, or it takes a twin of it. `expected` is what it
 * answers: the NameID, or `true` where it verifies signatures alone.
 */
export async function judge(subject, message) {
  const does = subject.does(message.settings);
  if (does !== true) return { lacks: does };
  let verify;
  try {
    verify = await subject.prepare(message.settings);
    const answer = await verify(message.good);
    if (answer !== message.expected) return { refusal: `another identity: ${answer}` };
  } catch (error) {
    return { refusal: wordsOf(error) };
  }
  for (const twin of message.twins) {
    const taken = await verify(twin).then(
      () => true,
      () => false,
    );
    if (taken) return { wrong: `accepts ${twin.what}` };
  }
  return { verify };
}

/** Without figures of this package there is nothing to set others beside. */
export function requireOwn({ id }, verdict, title) {
  if (id === OWN && verdict !== null) throw new Error(`${id}, ${title}: ${reasonOf(verdict)}`);
}

/** In one line, without where in a bundle it was. Some peers throw texts, some wrap the error that says why. */
export function wordsOf(error) {
  const inner = error?.inner?.message;
  const words = typeof error === "string" ? error : `${error?.message ?? error}${inner === undefined ? "" : ` ${inner}`}`;
  const [said] = /(?<=Uncaught )\w*Error: .*?(?= at \w+\.js:)/s.exec(words) ?? [words];
  return said.replace(/\s+/g, " ").trim().slice(0, 120);
}
