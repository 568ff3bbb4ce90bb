// A rule without a message: the card that the fragment `#rule=C06` or `#code=ERR_AUDIENCE_MISMATCH` asks for.
import { button, code, element, facts, visible } from "../dom.js";
import { ACTORS } from "../verdict.js";
import type { Topic } from "./advice.js";
import { decisionOn, isTopic, OF_STATUS, reasonOf, REASONS } from "./decisions.js";
import { allAdvice, opening } from "./draw.js";
import { type Asked, readFragment } from "./fragment.js";
import { ORDER } from "./products/index.js";
import { type Rule, ruleOf, rulesOfCode, type Wording } from "./rules.js";

/** `before`: what the card stands above. */
export function followFragment(before: HTMLElement): void {
  const place = element("div");
  before.before(place);
  const show = () => {
    const asked = readFragment(location.hash);
    place.hidden = asked === null;
    place.replaceChildren(...(asked === null ? [] : [card(asked, close)]));
    return asked;
  };
  const close = () => {
    history.replaceState(null, "", location.pathname + location.search);
    show();
    before.querySelector("textarea")?.focus();
  };
  window.addEventListener("hashchange", () => {
    if (show() !== null) document.getElementById("about")?.focus();
  });
  show();
}

function card({ by, id }: Asked, close: () => void): HTMLElement {
  const rules = by === "rule" ? [ruleOf(id)].filter((rule) => rule !== null) : rulesOfCode(id);
  const [rule] = rules;
  const title = rule === undefined ? `No such ${by}` : by === "code" ? id : `${rule.id}: ${rule.title}`;
  return element("section", { class: "card rule-card", id: "about", at: { tabindex: "-1", "aria-labelledby": "about-heading" } },
    element("div", { class: "heading" }, element("h2", { id: "about-heading" }, title), button("Close", close)),
    ...(rule === undefined ? [unknown(by, id)] : rules.flatMap((each) => aboutRule(each, by))),
    ...(rule === undefined ? [] : adviceOn(rules)),
    element("p", { class: "quiet" }, "To see it in your own message, paste that below. Nothing leaves this page."));
}

const unknown = (by: Asked["by"], id: string) =>
  element("p", {}, `This page knows no ${by} `, element("code", {}, ...visible(id === "" ? "(nothing)" : id)), by === "rule" ? ". Rules are such as C06." : ". Codes are such as ERR_AUDIENCE_MISMATCH.");

function aboutRule({ id, title, spec, wordings }: Rule, by: Asked["by"]): HTMLElement[] {
  return [
    element("p", {}, by === "code" ? `${id}: ${title}. ` : "", element("small", {}, `From ${spec}.`)),
    ...(wordings.length === 0 ? [element("p", {}, "No refusal has this number: what breaks the rule is refused under another one, or before any message comes.")] : [element("h3", {}, "What is refused"), ...wordings.map(refused)]),
  ];
}

const refused = ({ code: known, actor, message, hint }: Wording) =>
  element("div", { class: "refusal" }, element("p", { class: "said" }, unfilled(message)), facts([["Code", code(known)], ["Who must act", `${ACTORS[actor]}.`], ["What to do", unfilled(hint)]]));

/** Each place once where something is set, closed where there are several; where there is none, why. */
function adviceOn(rules: readonly Rule[]): HTMLElement[] {
  const decisions = [...new Set(rules.flatMap(({ id, wordings }) => wordings.map((wording) => decisionOn({ code: wording.code, rule: id, ...statusOf(wording) }))))];
  const topics: Topic[] = decisions.filter(isTopic);
  const reasons = [...new Set(decisions.flatMap((decision) => reasonOf(decision) ?? []))];
  if (topics.length === 0) return reasons.map((reason) => element("p", {}, REASONS[reason]));
  return [
    element("h3", {}, "In your identity provider"),
    ...topics.flatMap((topic) => (topics.length === 1 ? allAdvice(topic, undefined, ORDER) : [opening(ABOUT[topic], () => allAdvice(topic, undefined, ORDER))])),
  ];
}

/** Of a status the name of the wording says which one it is. */
function statusOf({ name }: Wording): { found?: string } {
  const status = name.replace("StatusNotSuccess.", "");
  return status === name ? {} : { found: Object.keys(OF_STATUS).find((known) => known.toLowerCase() === status.toLowerCase()) ?? status };
}

/** A wording without the values of a message. */
const unfilled = (sentence: string): string => sentence.replace(/\{\w+\}/g, "…");

const ABOUT: Readonly<Record<Topic, string>> = {
  acsUrl: "The ACS URL",
  assignment: "Who may sign in",
  attributes: "Attributes",
  audience: "The entity ID of the application",
  authnContext: "The authentication context",
  authnStatement: "The AuthnStatement",
  canonicalisation: "The canonicalisation",
  certificateExpired: "A certificate that expires",
  clock: "The clocks",
  encryptAssertion: "Encryption of the assertion",
  encryptionAlgorithm: "The algorithm of the encryption",
  encryptionCertificate: "The certificate to encrypt with",
  fewerAttributes: "Fewer attributes",
  forceAuthn: "A fresh sign-in",
  idpInitiated: "Where the login starts",
  issuer: "The entity ID of the identity provider",
  keyTransport: "The key transport",
  lifetime: "How long an assertion is valid",
  log: "What the identity provider says itself",
  logoutUrl: "The single logout URL",
  metadata: "The metadata",
  nameId: "The value of the NameID",
  nameIdFormat: "The format of the NameID",
  protocol: "SAML 2.0",
  relayState: "RelayState",
  session: "The session",
  signAnything: "Signatures",
  signAssertion: "The signature of the assertion",
  signatureAlgorithm: "The algorithms of the signature",
  signedRequests: "Signed requests",
  signingCertificate: "The signing certificate",
  signLogout: "The signature of logout messages",
  signResponse: "The signature of the Response",
};
