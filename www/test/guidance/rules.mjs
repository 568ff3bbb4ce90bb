import { RULES, WORDINGS } from "../../../pkg/dist/words.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";
import { readWordings } from "./wordings.mjs";

const { NAMES, ruleOf, rulesOfCode } = await loadSource("guidance/rules.ts");

export const ruleTests = {
  "every wording belongs to a rule, and every name in the list is one": () => {
    const listed = Object.values(NAMES).flatMap((names) => names.split(" "));
    equal([...new Set(listed)].sort(), WORDINGS.map(([name]) => name).sort());
    for (const rule of Object.keys(NAMES)) ok(Object.hasOwn(RULES, rule), rule);
  },

  "each rule of the core's list has its wording": () => {
    const { kinds } = readWordings();
    equal(kinds.length + 11, WORDINGS.length, "as many as there are, with eleven statuses");
    for (const { name, rule } of kinds) ok(NAMES[rule]?.split(" ").includes(name), `${rule}: ${name}`);
  },

  "each refusal of the vectors is among those of its rule": ({ vectors }) => {
    const refused = vectors.filter(({ expect }) => expect === "refuse");
    ok(refused.length > 1000, "vectors that are refused");
    for (const { name, rule, code } of refused) ok(ruleOf(rule)?.wordings.some((wording) => wording.code === code), `${name}: ${rule} ${code}`);
  },

  "a rule by its id": () => {
    const { id, title, wordings } = ruleOf("C06");
    equal([id, title], ["C06", RULES.C06[0]]);
    equal(wordings.map(({ code }) => code), ["ERR_AUDIENCE_MISMATCH", "ERR_AUDIENCE_MISSING", "ERR_SCHEMA"]);
  },

  "what is no rule is none, and neither is what every object has": () => {
    for (const id of ["C07", "c06", "", " C06", "constructor", "__proto__", "toString"]) equal(ruleOf(id), null, id);
    for (const code of ["", "ERR_NONE", "toString"]) equal(rulesOfCode(code), [], code);
  },

  "a code has the rules that refuse with it, each with that code alone": () => {
    equal(rulesOfCode("ERR_ISSUER_MISMATCH").map(({ id }) => id), ["A02", "L02", "R11"]);
    for (const { wordings } of rulesOfCode("ERR_ISSUER_MISMATCH")) equal(wordings.map(({ name }) => name), ["IssuerMismatch"]);
  },
};
