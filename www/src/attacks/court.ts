// Who judges a variant: the core, under the settings of the page or under the message's own claims.
import type { Claims } from "../claims.js";
import { judge, type Question } from "../judgement.js";
import { type Report, verifyLogin } from "../library.js";
import { base64 } from "../octets.js";
import type { Message } from "../recognise/index.js";

export interface Court {
  report(text: string): Promise<Report>;
  /** What `verifyLogin` hands out, as text; `null` where it refuses. */
  identify(text: string): Promise<string | null>;
}

export function courtOf(message: Message, question: Question, inResponseTo: string | null): Court {
  return {
    async report(text) {
      const { report } = await judge({ ...message, xml: new TextEncoder().encode(text) }, question);
      return report;
    },
    async identify(text) {
      const { connection, now, decrypt } = question;
      if (connection === null) return null;
      const options = { store: "none-accept-replay", inResponseTo: question.inResponseTo === undefined ? inResponseTo : question.inResponseTo, now, ...(decrypt === null ? {} : { decrypt }) } as const;
      try {
        const { evidence: _, attributes, ...identity } = await verifyLogin(base64(new TextEncoder().encode(text)), connection, options);
        return JSON.stringify({ ...identity, attributes: [...attributes] });
      } catch {
        return null;
      }
    },
  };
}

/**
 * Judges a message as if it came in time, to whom it names, from whom it names: then only what was altered in it can be refused. Nobody has verified those claims, so that this says
 * nothing about the message itself.
 */
export function ownQuestion({ connection, decrypt }: Question, claims: Claims): Question {
  const certificates = [...claims.certificates, ...(connection?.idp.certificates ?? [])];
  return {
    connection: {
      idp: { entityId: claims.issuer ?? connection?.idp.entityId ?? "", certificates },
      sp: { entityId: claims.audience ?? connection?.sp.entityId ?? "", acsUrl: claims.address ?? connection?.sp.acsUrl ?? "" },
      policy: { idpInitiated: "accept", allowSha1: true, minRsaBits: 1024, allowHttpAcs: true, allowUnauthenticatedCbc: true },
    },
    inResponseTo: undefined,
    now: claims.issued ?? new Date(),
    decrypt,
  };
}

/**
 * `refused`: by the rule, as it should be. `same`: accepted, and it signs in the same user with the same claims as the message itself, so that nothing was won. `forged`: accepted, with
 * something else: a failure of saml-edge. `open`: nothing was refused, and not every check could be made.
 */
export type Trial =
  | { readonly outcome: "refused"; readonly rule: string; readonly title: string; readonly message: string }
  | { readonly outcome: "same" | "forged" | "open" };

/** `original`: what the message itself signs in, if it does. */
export async function trialOf(text: string, court: Court, original: string | null): Promise<Trial> {
  const report = await court.report(text);
  const failed = report.checks.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return { outcome: "refused", rule: failed.rule, title: failed.title, message: failed.error?.message ?? "" };
  if (!report.accepted) return { outcome: "open" };
  const found = await court.identify(text);
  return { outcome: original !== null && found === original ? "same" : "forged" };
}
