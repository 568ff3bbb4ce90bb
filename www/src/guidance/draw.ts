// The sentences for the administrator of an identity provider.
import { element, visible } from "../dom.js";
import type { Loaded } from "../loaded.js";
import type { Refusal } from "../library.js";
import type { Advice, Topic } from "./advice.js";
import { topicOf, valueOf } from "./decisions.js";
import { type Guess, productOf } from "./product-of.js";
import { ORDER, PRODUCTS, type Product } from "./products/index.js";
import { partsOf } from "./sentence.js";

export const guessOf = ({ claims, question: { connection } }: Pick<Loaded, "claims" | "question">): Guess | null =>
  productOf({ issuer: claims.issuer, entityId: connection?.idp.entityId ?? null, addresses: [connection?.idp.ssoUrl, connection?.idp.sloUrl] });

/** For the banner: a name and a value. Nothing where the product is not known, or nothing at it mends the refusal. */
export function adviceInBanner(error: Refusal, guess: Guess | null): [string, HTMLElement | null] {
  const topic = topicOf(error);
  if (topic === null || guess === null) return ["", null];
  const { name, guidance } = PRODUCTS[guess.product];
  return [`In ${name}`, element("span", { class: "advice", at: { "data-product": guess.product } }, ...drawn(guidance[topic], topic, valueOf(error)), element("small", {}, seems(guess)))];
}

/** Under a refusal. The sentences are drawn when somebody looks. */
export function adviceUnder(error: Refusal, guess: Guess | null): HTMLElement | null {
  const topic = topicOf(error);
  if (topic === null) return null;
  if (guess === null) return opening(TITLE, () => allAdvice(topic, valueOf(error), ORDER));
  const others = ORDER.filter((product) => product !== guess.product);
  return element("details", { class: "advice-section", at: { open: "" } }, element("summary", {}, TITLE),
    ...allAdvice(topic, valueOf(error), [guess.product], guess),
    opening("In other identity providers", () => allAdvice(topic, valueOf(error), others)));
}

/** One product below the other, and at the end what the sentences rest on. */
export function allAdvice(topic: Topic, expected: string | undefined, products: readonly Product[], guess: Guess | null = null): HTMLElement[] {
  return [element("dl", { class: "advice-list" }, ...products.flatMap((product) => {
    const { name, guidance } = PRODUCTS[product];
    const advice = guidance[topic];
    return [
      element("dt", {}, `In ${name}`, guess === null ? null : element("small", {}, ` ${seems(guess)}`)),
      element("dd", { class: "advice", at: { "data-product": product, "data-verified": String(advice.verified) } }, element("p", {}, ...drawn(advice, topic, expected)), element("small", {}, restsOn(advice))),
    ];
  }))];
}

function drawn(advice: Advice, topic: Topic, expected: string | undefined): HTMLElement[] {
  return partsOf(advice, topic, expected).map(({ kind, text }) => {
    if (kind === "label") return element("b", {}, text);
    return kind === "value" || kind === "command" ? element("code", { class: kind }, ...visible(text)) : element("span", {}, text);
  });
}

/** The Issuer is a name that anybody can choose. */
const seems = ({ product, by }: Guess): string => `Looks like ${PRODUCTS[product].name}, by ${by}`;

export const TITLE = "In your identity provider";

const restsOn = ({ verified, source }: Advice): string =>
  verified && source !== null ? `Read in “${source.page}”, ${source.address.replace("https://", "")}` : "Not verified: no page that says so was found.";

/** A section whose content is drawn once, when somebody opens it. */
export function opening(title: string, draw: () => HTMLElement[]): HTMLDetailsElement {
  const section = element("details", { class: "advice-section" }, element("summary", {}, title));
  section.addEventListener("toggle", () => {
    if (section.open && section.childElementCount === 1) section.append(...draw());
  });
  return section;
}
