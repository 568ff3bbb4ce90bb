import { equal } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { readFragment } = await loadSource("guidance/fragment.ts");

export const fragmentTests = {
  "a rule and a code": () => {
    equal(readFragment("#rule=C06"), { by: "rule", id: "C06" });
    equal(readFragment("#code=ERR_AUDIENCE_MISMATCH"), { by: "code", id: "ERR_AUDIENCE_MISMATCH" });
  },

  "what it does not know stays as it is": () => {
    equal(readFragment("#rule="), { by: "rule", id: "" });
    equal(readFragment("#rule=%3Cb%3E"), { by: "rule", id: "<b>" });
    equal(readFragment("#rule=%"), { by: "rule", id: "%" });
    equal(readFragment(`#rule=${"a".repeat(100_000)}`).id.length, 200);
  },

  "a fragment about something else is left alone": () => {
    for (const fragment of ["", "#", "#m=abc", "#rule", "#rules=C06", "#m=a&rule=C06", "rule=C06", "#verdict"]) equal(readFragment(fragment), null, fragment);
  },
};
