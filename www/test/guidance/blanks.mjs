import { WORDINGS } from "../../../pkg/dist/words.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { BLANKS, unfilled } = await loadSource("guidance/blanks.ts");

const wordings = WORDINGS.map(([name, , , , message, hint]) => ({ name, message, hint }));

export const blankTests = {
  "every blank of every wording has a word, and no word is for another": () => {
    const blanks = wordings.map(({ name, message, hint }) => [name, [...new Set([...`${message} ${hint}`.matchAll(/\{(\w+)\}/g)].map(([, blank]) => blank))].sort()]);
    equal(Object.fromEntries(blanks.filter(([, names]) => names.length > 0)), Object.fromEntries(Object.entries(BLANKS).toSorted(([a], [b]) => wordings.findIndex(({ name }) => name === a) - wordings.findIndex(({ name }) => name === b)).map(([name, words]) => [name, Object.keys(words).sort()])));
  },

  "a sentence without values reads as one": () => {
    for (const wording of wordings) {
      const { message, hint } = unfilled(wording);
      for (const sentence of [message, hint]) ok(!/[{}]|…\.|“‹|›”|‹value›/.test(sentence), `${wording.name}: ${sentence}`);
    }
    const audience = unfilled(wordings.find(({ name }) => name === "AudienceMismatch"));
    equal(audience.message, "The IdP made this login for ‹another audience›; this service provider is ‹entity ID of the application›.");
    equal(unfilled(wordings.find(({ name }) => name === "AlreadyUsed")).message, "This login was already used.");
  },
};
