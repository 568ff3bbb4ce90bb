import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { ORDER, PRODUCTS } = await loadSource("guidance/products/index.ts");
const { STAND_INS } = await loadSource("guidance/advice.ts");
const { DECISIONS, isTopic, OF_STATUS } = await loadSource("guidance/decisions.ts");
const { partsOf, plainly } = await loadSource("guidance/sentence.ts");

const TOPICS = Object.keys(PRODUCTS.okta.guidance);
const all = ORDER.flatMap((product) => Object.entries(PRODUCTS[product].guidance).map(([topic, advice]) => ({ product, topic, ...advice })));
const labels = (sentence) => sentence.match(/\*[^*]+\*/g) ?? [];

export const adviceTests = {
  "seven products have a sentence for each topic": () => {
    equal(ORDER.length, 7);
    for (const product of ORDER) equal(Object.keys(PRODUCTS[product].guidance).sort(), TOPICS.toSorted(), product);
  },

  "every topic is needed, and logouts and statuses need no other": () => {
    const decided = [...Object.values(DECISIONS), ...Object.values(OF_STATUS), "logoutUrl"].filter(isTopic);
    equal([...new Set(decided)].sort(), TOPICS.toSorted());
  },

  "each is one sentence, whose marks are in pairs": () => {
    for (const { product, topic, sentence } of all) {
      ok(/^[A-Z~].*\.$/.test(sentence) && !/[a-z]\. [A-Z]/.test(sentence), `${product} ${topic}: ${sentence}`);
      for (const mark of "*~") equal(sentence.split(mark).length % 2, 1, `${product} ${topic}: ${mark}`);
      ok(!/[{}]/.test(sentence.replaceAll("{expected}", "")), `${product} ${topic}: another blank`);
    }
  },

  "what is verified names its page, and what is not names none": () => {
    for (const { product, topic, verified, source } of all) {
      equal(source !== null, verified, `${product} ${topic}`);
      if (source !== null) ok(source.page !== "" && URL.canParse(source.address) && source.address.startsWith("https://"), `${product} ${topic}: ${source.address}`);
    }
  },

  "what is not verified has no labels of its own": () => {
    for (const product of ORDER) {
      const own = all.filter((advice) => advice.product === product);
      const known = new Set(own.filter(({ verified }) => verified).flatMap(({ sentence }) => labels(sentence)));
      for (const { topic, verified, sentence } of own) if (!verified) equal(labels(sentence).filter((label) => !known.has(label)), [], `${product} ${topic}`);
    }
  },

  "the blank has words to stand in for it, and those have a blank": () => {
    equal([...new Set(all.filter(({ sentence }) => sentence.includes("{expected}")).map(({ topic }) => topic))].sort(), Object.keys(STAND_INS).sort());
  },

  "the value is filled in as it is": () => {
    const value = "urn:a*b* ~c~ {expected} $& <b>";
    for (const advice of all) {
      const parts = partsOf(advice, advice.topic, value);
      const blanks = advice.sentence.split("{expected}").length - 1;
      equal(parts.filter(({ kind, text }) => kind === "value" && text === value).length, blanks, advice.sentence);
      ok(!parts.some(({ kind, text }) => kind !== "value" && /[*~{}]/.test(text)), advice.sentence);
    }
  },

  "without a value the sentence is still one": () => {
    const advice = PRODUCTS.okta.guidance.audience;
    equal(plainly(partsOf(advice, "audience", undefined)), "On the app's General tab, edit the SAML Settings and set Audience URI (SP Entity ID) to the entity ID of the application.");
  },
};
