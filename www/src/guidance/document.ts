// All of the guidance as JSON, for the pages in docs/errors: the sentences stand here alone.
import { ACTORS } from "../verdict.js";
import { ABOUT, type Advice, type Topic } from "./advice.js";
import { BLANKS } from "./blanks.js";
import { decisionOn, REASONS, sayingOf } from "./decisions.js";
import { ORDER, PRODUCTS } from "./products/index.js";
import { NAMES, ruleOf } from "./rules.js";
import { partsOf } from "./sentence.js";

export function guidanceDocument() {
  return {
    products: ORDER.map((product) => PRODUCTS[product].name),
    actors: ACTORS,
    reasons: REASONS,
    blanks: BLANKS,
    topics: Object.fromEntries(Object.entries(ABOUT).map(([topic, title]) => [topic, { title, advice: ORDER.map((product) => written(PRODUCTS[product].guidance[topic as Topic], topic as Topic)) }])),
    decisions: Object.keys(NAMES).flatMap((id) => (ruleOf(id)?.wordings ?? []).map((wording) => ({ rule: id, name: wording.name, decision: decisionOn({ code: wording.code, rule: id, ...sayingOf(wording) }) }))),
  };
}

/** As Markdown has it. */
function written(advice: Advice, topic: Topic) {
  const sentence = partsOf(advice, topic, undefined).map(({ kind, text }) => {
    if (kind === "label") return `**${text}**`;
    if (kind === "command") return `\`${text}\``;
    return kind === "stand-in" ? `*${text}*` : text.replace(/[*_<`|]/g, "\\$&");
  });
  return { sentence: sentence.join(""), verified: advice.verified, source: advice.source };
}
