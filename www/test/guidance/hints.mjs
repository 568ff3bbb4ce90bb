import { WORDINGS } from "../../../pkg/dist/words.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { shownChecks, withoutOkta } = await loadSource("guidance/hints.ts");

const hints = WORDINGS.map(([, , , , , hint]) => hint);

export const hintTests = {
  "no hint names Okta any more, and nothing else of it is lost": () => {
    ok(hints.filter((hint) => hint.includes("(in Okta")).length > 15, "hints that name Okta");
    for (const hint of hints) {
      const left = withoutOkta(hint);
      ok(!left.includes("Okta") && !/ {2}| [.,]/.test(left) && /^[A-Z].*\.$/.test(left), `${hint} → ${left}`);
      if (!hint.includes("Okta")) equal(left, hint);
    }
    equal(withoutOkta("Set the audience (in Okta: Audience URI, SP Entity ID) at the IdP to “urn:a”."), "Set the audience at the IdP to “urn:a”.");
  },

  "a value of the message is no end of the parenthesis": () => {
    equal(withoutOkta("At the IdP, set it (in Okta: A) to “b (in c) d”."), "At the IdP, set it to “b (in c) d”.");
    const long = " (in Okta: ".repeat(50_000);
    equal(withoutOkta(long), long);
  },

  "only where the product is known, and something is set there": () => {
    const checks = [{ rule: "C06", error: { code: "ERR_AUDIENCE_MISMATCH", rule: "C06", hint: "Set it (in Okta: A)." } }, { rule: "S15", error: { code: "ERR_DIGEST_MISMATCH", rule: "S15", hint: "Post it (in Okta: A)." } }, { rule: "A01" }];
    const loaded = (issuer) => ({ claims: { issuer }, question: { connection: null }, judgement: { report: { checks } } });
    const shown = (issuer) => shownChecks(loaded(issuer)).map(({ error }) => error?.hint);
    equal(shown("http://www.okta.com/exk1"), ["Set it.", "Post it (in Okta: A).", undefined]);
    equal(shown("urn:unknown"), ["Set it (in Okta: A).", "Post it (in Okta: A).", undefined]);
  },
};
