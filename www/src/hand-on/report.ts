// The verdict and what it rests on, as Markdown for a ticket.
import { version } from "../../../pkg/package.json";
import { isLogin } from "../judgement.js";

import { LABELS } from "../assumed.js";
import type { Check, Connection, Policy, Refusal } from "../library.js";
import type { Loaded } from "../loaded.js";
import { blockOf, codeOf, sentenceOf, tableOf } from "./markdown.js";
import { doubtOn, timeOf } from "../standing.js";
import type { Shown } from "./shown.js";
import { NOT_THE_ORIGINAL } from "./verdict-note.js";

export type Reported = Pick<Loaded, "message" | "question" | "source" | "judgement" | "claims">;

/** `xml`: the message to put in; `null` for none. */
export interface Enclosed {
  readonly xml: string | null;
  readonly isRedacted: boolean;
}

export function markdownReport(reported: Reported, actors: Readonly<Record<Refusal["actor"], string>>, shown: Shown, { xml, isRedacted }: Enclosed): string {
  const { report } = reported.judgement;
  const isJudged = isLogin(reported.message);
  const failed = report.checks.filter(({ outcome }) => outcome === "fail");
  const sections = [
    `# SAML login: ${isJudged ? title(reported) : "not judged"}`,
    isJudged ? firstFailure(failed, actors, shown) : `The message is no login: ${codeOf(reported.message.kind)}.`,
    warnings(reported, shown),
    isJudged && failed.length > 0 ? `## Failed checks\n\n${failures(failed, shown)}` : "",
    `## The message says\n\nIts own words${report.authenticated ? "" : ", which no trusted signature vouches for"}.\n\n${facts(reported, shown)}`,
    isJudged ? `## Judged under\n\n${settings(reported, shown)}` : "",
    isJudged ? `## Not checked\n\n${skipped(report.checks)}` : "",
    enclosed(xml, isRedacted),
    `saml-edge ${version}, debugger page. ${isRedacted ? "Values of people were removed from this report." : "This report holds values of the message as they are."}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function title(reported: Reported): string {
  const { report } = reported.judgement;
  const failed = report.checks.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return `refused by ${failed.rule}`;
  if (!report.accepted) return "not decided";
  const doubt = doubtOn(reported);
  return doubt === null ? `accepted${reported.question.clock === "now" ? "" : `, as of ${timeOf(reported.question.now)}`}` : `${doubt.title.slice(0, 1).toLowerCase()}${doubt.title.slice(1)}`;
}

function firstFailure(failed: readonly Check[], actors: Readonly<Record<Refusal["actor"], string>>, shown: Shown): string {
  const [first] = failed;
  const error = first?.error;
  if (first === undefined || error === undefined) return "";
  return list([
    ["Rule", `${first.rule}, ${sentenceOf(first.title)} (${sentenceOf(first.spec)})`],
    ["Said", sentenceOf(shown.sentence(error.message, error.found))],
    ["Code", codeOf(error.code)],
    ["Expected", error.expected === undefined ? null : codeOf(shown.value(error.expected))],
    ["Found", error.found === undefined ? null : codeOf(shown.value(error.found))],
    ["Where", placeOf(error)],
    ["Who must act", `${actors[error.actor]}.`],
    ["What to do", sentenceOf(shown.sentence(error.hint, error.found))],
  ]);
}

function warnings({ judgement, question }: Reported, shown: Shown): string {
  const doubt = question.unverified == null ? [] : [`The connection was taken from ${question.unverified === "link" ? "a link" : "the message itself"}, and nobody has verified it: this shows what the checks say, not whether to trust the message.`];
  const complaints = judgement.complaints.map((complaint) => `A setting was left out, because it cannot work: ${sentenceOf(complaint)}`);
  const all = [...doubt, ...complaints, ...judgement.report.warnings.map(({ message }) => sentenceOf(shown.sentence(message)))];
  return all.map((warning) => `> **Warning:** ${warning}`).join("\n>\n");
}

const failures = (failed: readonly Check[], shown: Shown): string =>
  tableOf(
    ["Rule", "What holds when it passes", "Expected", "Found", "Where"],
    failed.map(({ rule, title: holds, error }) => [rule, sentenceOf(holds), error?.expected === undefined ? "" : codeOf(shown.value(error.expected)), error?.found === undefined ? "" : codeOf(shown.value(error.found)), (error === undefined ? null : placeOf(error)) ?? ""]),
  );

function placeOf({ position }: Refusal): string | null {
  if (position === undefined) return null;
  const { line, column, path } = position;
  return `line ${line}, column ${column}${path === undefined ? "" : ` (${codeOf(path)})`}`;
}

function facts({ message, claims, judgement }: Reported, shown: Shown): string {
  const value = (text: string | null) => (text === null ? null : codeOf(shown.value(text)));
  const time = (date: Date | null) => (date === null ? null : codeOf(date.toISOString()));
  return list([
    ["Size", `${message.xml.length} octets`],
    ["Issuer", value(claims.issuer)],
    ["Audience", value(claims.audience)],
    ["ACS URL", value(claims.address)],
    ["Issued", time(claims.issued)],
    ["Valid from", time(claims.notBefore)],
    ["Valid until before", time(claims.notOnOrAfter)],
    ...judgement.report.signatures.flatMap(({ covers, algorithm, digestAlgorithm, verifiedBy, namedCertificate, digestStated, digestComputed }) => [
      [`Signature of ${sentenceOf(covers)}`, [codeOf(shown.value(algorithm)), `digest ${codeOf(shown.value(digestAlgorithm))}`, digestComputed === digestStated ? "digest equal" : "digest differs", verifiedBy === null ? "by no key of the connection" : `by the certificate SHA-256 ${value(verifiedBy.sha256)}`, namedCertificate === null ? "names no certificate" : `names the certificate SHA-256 ${value(namedCertificate)}`].join(", ")] as const,
    ]),
  ]);
}

function settings({ question, judgement }: Reported, shown: Shown): string {
  const { connection, inResponseTo, now } = question;
  const clock: readonly [string, string] = ["Clock", codeOf(now.toISOString())];
  if (connection === null) return list([clock, ["Connection", "none"]]);
  const { idp, sp, policy } = connection;
  return list([
    clock,
    ["Identity provider", codeOf(shown.value(idp.entityId))],
    ["Its certificates", String(idp.certificates.length)],
    ["This application", codeOf(shown.value(sp.entityId))],
    ["ACS URL", codeOf(shown.value(sp.acsUrl))],
    ["Expected InResponseTo", inResponseTo === undefined ? "any" : inResponseTo === null ? "none" : codeOf(shown.value(inResponseTo))],
    ["Decryption key", question.decrypt === null ? "none" : "given"],
    ["Policy other than the default", relaxed(policy)],
    ["Not known, and taken from the message", judgement.assumed.length === 0 ? null : judgement.assumed.map((part) => LABELS[part]).join(", ")],
  ]);
}

function relaxed(policy: Connection["policy"] = {}): string {
  const members = Object.entries(policy).filter(([name, value]) => DEFAULTS[name as keyof Policy] !== value);
  return members.length === 0 ? "none" : members.map(([name, value]) => codeOf(`${name}: ${JSON.stringify(value)}`)).join(", ");
}

const DEFAULTS: Policy = { idpInitiated: "refuse", requireSigned: "either", clockSkewSeconds: 180, requireEncrypted: false, allowSha1: false };

function skipped(checks: readonly Check[]): string {
  const byReason = new Map<string, string[]>();
  for (const { rule, outcome, reason = "no reason given" } of checks) if (outcome === "skip") byReason.set(reason, [...(byReason.get(reason) ?? []), rule]);
  return byReason.size === 0 ? "Nothing was skipped." : [...byReason].map(([reason, rules]) => `- ${sentenceOf(reason)}: ${rules.join(", ")}`).join("\n");
}

function enclosed(xml: string | null, isRedacted: boolean): string {
  if (xml === null) return "";
  return `## The message${isRedacted ? ", redacted" : ""}\n\n${isRedacted ? `${NOT_THE_ORIGINAL}\n\n` : ""}${blockOf(xml, "xml")}`;
}

const list = (pairs: readonly (readonly [string, string | null])[]): string =>
  pairs.flatMap(([name, value]) => (value === null ? [] : [`- **${name}:** ${value}`])).join("\n");
