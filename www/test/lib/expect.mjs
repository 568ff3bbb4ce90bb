// What tests say about a result.
import { equal, ok } from "../../../tests/js/lib/check.mjs";

/** The only message. */
export function only({ messages, notes }) {
  equal(messages.length, 1, `messages (${notes.join(" ")})`);
  return messages[0];
}

export const xmlOf = ({ xml }) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(xml);

/** The verdicts and sentences of all problems: some words of each. */
export function problemsAre({ problems }, ...words) {
  const found = problems.map(({ verdict, text }) => `${verdict}: ${text}`);
  equal(found.length, words.length, `problems (${found.join(" | ")})`);
  words.forEach((some, at) => ok(found[at].includes(some), `expected a problem with "${some}", found "${found[at]}"`));
}

export const stepsAre = ({ steps }, ...expected) => equal(steps, expected, "steps");

export function notesSay({ notes }, ...words) {
  for (const some of words) ok(notes.some((note) => note.includes(some)), `expected a note with "${some}", found ${JSON.stringify(notes)}`);
}

export function transportIs({ transport }, expected) {
  for (const [name, value] of Object.entries(expected)) equal(transport[name], value, name);
}
