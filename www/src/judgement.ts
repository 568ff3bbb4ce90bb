// The core's report on a message under the settings of the page.
import { type Assumed, type Assumptions, assumptionsOf, missingIn, reportWith } from "./assumed.js";
import { type Claims, claimsIn } from "./claims.js";
import { type Check, type Connection, explain, type Report } from "./library.js";
import { base64 } from "./octets.js";
import { sourceText } from "./offsets.js";
import type { Message } from "./recognise/index.js";
import { outline } from "./xml-outline.js";

export interface Question {
  /** As far as it was given: what is empty is missing. `null` where nothing was. */
  readonly connection: Connection | null;
  /** A request's ID; `null` for none; absent for any. */
  readonly inResponseTo: string | null | undefined;
  readonly now: Date;
  readonly decrypt: string | null;
  /** Where the connection was taken from, when nobody has verified it. */
  readonly unverified?: "message" | "link" | null;
  /** A stranger's link brought the message. */
  readonly isOfLink?: boolean;
  /** Whose time `now` is. */
  readonly clock?: "now" | "message" | "given";
}

export interface Judgement {
  readonly report: Report;
  /** What was wrong with the settings, and therefore left out. */
  readonly complaints: readonly string[];
  /** What the connection lacks. There the message was believed: only what is refused in any case is a failure, and nothing is accepted. */
  readonly assumed: readonly Assumed[];
}

/** Settings that cannot work are said, and the message is judged without them. `claims` are those of the message, where they are known already. */
export async function judge(message: Message, question: Question, claims: Claims = claimsIn(outline(sourceText(message.xml).text))): Promise<Judgement> {
  const value = base64(message.xml);
  const complaints: string[] = [];
  let { connection, decrypt } = question;
  let assumptions = assumptionsOf(claims);
  for (;;) {
    const assumed = missingIn(connection);
    const ask = async (asked: Connection, canonicalForms: boolean) => await explain(value, asked, { inResponseTo: question.inResponseTo, now: question.now, decrypt: decrypt ?? undefined, canonicalForms });
    try {
      const report = connection !== null && assumed.length === 0 ? await ask(connection, true) : await reportWith(connection, assumed, assumptions, ask);
      return { report: asVerified(question, question.inResponseTo === undefined ? withoutRequest(report) : report), complaints, assumed };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const part = partOf(error.message);
      if (part === "decrypt" && decrypt !== null) decrypt = null;
      else if (part === "policy" && connection?.policy !== undefined) connection = { ...connection, policy: {} };
      else if (part !== null && part in assumptions && assumed.includes(part as Assumed)) {
        // What the message says can be as wrong as what a reader types.
        if (assumptions[part as Assumed] === null) throw error;
        assumptions = { ...assumptions, [part]: null } satisfies Assumptions;
        continue;
      } else if (connection !== null && part !== null && part in assumptions) connection = without(connection, part as Assumed);
      else if (connection !== null) connection = null;
      else throw error;
      complaints.push(inWords(error.message));
    }
  }
}

/** Where any request will do, none was compared. */
function withoutRequest(report: Report): Report {
  const isOpen = ({ rule, outcome }: Check) => outcome === "pass" && (rule === "R08" || rule === "A16");
  return { ...report, checks: report.checks.map((check) => (isOpen(check) ? { ...check, outcome: "skip", reason: "“Expected InResponseTo” is “Any”" } : check)) };
}

/** Of a key that nobody has verified, nothing may say that it is trusted. */
function asVerified({ unverified }: Question, report: Report): Report {
  if (unverified == null) return report;
  const sentence = `It verifies with a key of the connection, which was taken from ${unverified === "link" ? "the link" : "the message"}, and which nobody has verified.`;
  return { ...report, authenticated: false, signatures: report.signatures.map((signature) => (signature.verifiedBy === null ? signature : { ...signature, verifiedBy: null, finding: sentence })) };
}

type Part = Assumed | "policy" | "decrypt";

/** Errors about settings begin with the name of the setting. */
function partOf(message: string): Part | null {
  for (const [name, part] of Object.entries(SETTINGS)) if (message.includes(name)) return part;
  return null;
}

const SETTINGS: Readonly<Record<string, Part>> = {
  "idp.entityId": "issuer",
  "idp.certificates": "certificates",
  "sp.entityId": "entityId",
  "sp.acsUrl": "acsUrl",
  "options.decrypt": "decrypt",
  decrypt: "decrypt",
  "policy.": "policy",
};

const FIELDS: Readonly<Record<string, string>> = {
  "idp.entityId": "the Issuer",
  "idp.certificates": "a certificate",
  "sp.entityId": "the Entity ID",
  "sp.acsUrl": "the ACS URL",
  "sp.sloUrl": "the Single logout URL",
  "options.decrypt": "the decryption key",
  "policy.clockSkewSeconds": "the clock skew",
};

/** By the names of this page's fields. */
function inWords(message: string): string {
  const words = Object.entries(FIELDS).reduce((text, [name, field]) => text.replace(new RegExp(`(?:connection\\.)?${name.replace(".", "\\.")}(?:\\[\\d+\\])?`, "g"), field), message);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function without({ idp, sp, ...more }: Connection, part: Assumed): Connection {
  if (part === "issuer") return { ...more, idp: { ...idp, entityId: "" }, sp };
  if (part === "certificates") return { ...more, idp: { ...idp, certificates: [] }, sp };
  return { ...more, idp, sp: { ...sp, [part]: "" } };
}

/** What is no message of SAML 2.0 is judged as a login: the checks say what was expected instead, or where it breaks. */
export const isLogin = ({ kind }: Message): boolean => kind === "Response" || kind === "other";
