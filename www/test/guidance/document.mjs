import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { guidanceText, writtenGuidance } from "../../guidance.mjs";

export const documentTests = {
  "the pages in docs/errors are made of this guidance": async () => {
    const [made, written] = [await guidanceText(), writtenGuidance()];
    ok(made === written, "tests/docs/guidance.json is stale: run node www/guidance.mjs, then UPDATE_DOCS=1 cargo test --test docs");
  },

  "they have a sentence of each product for each topic, and what to set in it": () => {
    const { products, topics, decisions } = JSON.parse(writtenGuidance());
    for (const [topic, { advice }] of Object.entries(topics)) equal(advice.length, products.length, topic);
    const [okta] = topics.audience.advice;
    ok(okta.sentence.includes("**Audience URI (SP Entity ID)** to *the entity ID of the application*"), okta.sentence);
    ok(topics.audience.advice.some(({ sentence }) => sentence.includes("`-Identifier`")), "a command");
    equal(decisions.find(({ rule, name }) => rule === "C06" && name === "AudienceMismatch")?.decision, "audience");
  },
};
