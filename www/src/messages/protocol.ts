// What every message of the protocol has: version, ID, time, issuer, destination, and a way in which it came (core 3.2).
import type { Report } from "../library.js";
import { ASSERTION, ENTITY } from "../names.js";
import type { Message } from "../recognise/index.js";
import { attributeValue, childNamed, trimmedText } from "../xml-tree.js";
import { type Fact, fact } from "./facts.js";
import { asking, type Finding, type Subject } from "./finding.js";

/** In the order in which a receiver would ask. */
export function protocolFindings(subject: Subject): Finding[] {
  return [readable(subject), ...arrival(subject.loaded.message), version(subject), identifier(subject), ...issueInstant(subject), issuer(subject), destination(subject)];
}

/** What the core said before it found that this is no login. */
function readable({ loaded: { judgement, source } }: Subject): Finding {
  const { pass, fail } = asking("xml", "The core reads the XML", "XML 1.0; Namespaces in XML 1.0");
  const { error } = firstFailed(judgement.report) ?? {};
  if (error === undefined || error.rule === "X10") return pass();
  const at = error.position === undefined ? undefined : { start: source.unitAt(error.position.start), end: source.unitAt(error.position.end) };
  return fail(`${error.message} What is said below was read without the core, and may be wrong.`, { expected: error.expected, found: error.found, hint: error.hint, actor: error.actor, at });
}

const firstFailed = ({ checks }: Report) => checks.find(({ outcome }) => outcome === "fail");

/** What was found while the encodings were undone. */
function arrival({ problems, transport: { how } }: Message): Finding[] {
  const { pass, fail, note, skip } = asking("arrival", "It is encoded as its binding says", "bindings 3.4.4, 3.5.4");
  if (problems.length > 0) return problems.slice(0, 20).map(({ text, verdict }) => (verdict === "refused" ? fail : note)(text));
  if (how === "xml" || how === "value") return [skip("How it was sent is not known here. Give the whole URL or form, and its encoding and any signature in the query are looked at too.")];
  return [pass()];
}

function version({ root, sender }: Subject): Finding {
  const { pass, fail } = asking("version", "Version is 2.0", "core 3.2.1");
  const found = attributeValue(root, "Version");
  return found === "2.0" ? pass() : fail(found === null ? "There is no Version." : "Version is not 2.0.", { expected: "2.0", found: found ?? undefined, actor: sender, at: root });
}

function identifier({ root, sender }: Subject): Finding {
  const { pass, fail } = asking("id", "It has an ID that is an XML name", "core 3.2.1, 1.3.4");
  const found = attributeValue(root, "ID");
  if (found === null) return fail("There is no ID: nobody could answer it.", { actor: sender, at: root });
  return NC_NAME.test(found) ? pass() : fail("The ID is no XML name. It has to begin with a letter or an underscore, not with a digit.", { found, actor: sender, hint: "Put an underscore before it.", at: root });
}

const NC_NAME = /^[\p{L}_][\p{L}\p{N}\p{M}._\u00b7-]*$/u;

function issueInstant({ root, sender, loaded: { question } }: Subject): Finding[] {
  const form = asking("issue-instant", "IssueInstant is a time in UTC", "core 3.2.1, 1.3.3");
  const found = attributeValue(root, "IssueInstant");
  if (found === null) return [form.fail("There is no IssueInstant.", { actor: sender, at: root })];
  const moment = utcOf(found);
  if (moment === null) return [form.fail("IssueInstant is no time in UTC.", { expected: "2026-11-24T09:59:57Z, for example", found, actor: sender, at: root })];
  const { pass, note } = asking("age", "How old it is", "core 3.2.1");
  const minutes = Math.round((question.now.getTime() - moment.getTime()) / 60_000);
  const hint = "Set the clock of this page to when it was sent.";
  if (minutes > 5) return [form.pass(), note(`It was made ${lasting(minutes)} before the time that the clock of this page shows. Receivers refuse what is old, and each has its own limit.`, { hint })];
  if (minutes < -3) return [form.pass(), note(`It was made ${lasting(-minutes)} after the time that the clock of this page shows.`, { hint })];
  return [form.pass(), pass()];
}

export function utcOf(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function lasting(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440).toLocaleString("en")} days`;
}

function issuer({ root, sender, expected }: Subject): Finding {
  const { pass, fail, skip } = asking("issuer", "Issuer is who sends it", "core 3.2.1; profiles 4.1.4.1, 4.4.4.1");
  const element = childNamed(root, ASSERTION, "Issuer");
  if (element === null) return fail("There is no Issuer: the receiver cannot know whose message it is.", { actor: sender, at: root });
  const found = trimmedText(element) ?? "";
  const format = attributeValue(element, "Format");
  if (found === "") return fail("The Issuer is empty.", { actor: sender, at: element });
  if (format !== null && format !== ENTITY) return fail("The Issuer has a Format that is not that of an entity.", { expected: `${ENTITY}, or none`, found: format, actor: sender, at: element });
  if (expected.issuer === null) return skip("Give the connection to compare it.", { found, at: element });
  if (expected.issuer === found) return pass();
  return fail("The Issuer is another than that of the connection.", { expected: expected.issuer, found, actor: sender, hint: "It is compared character for character, a slash at its end included.", at: element });
}

function destination({ root, isSigned, sender, expected, loaded: { message } }: Subject): Finding {
  const { pass, fail, note, skip } = asking("destination", "Destination is where it was sent", "core 3.2.1; bindings 3.4.5.2, 3.5.5.2");
  const found = attributeValue(root, "Destination");
  if (found === null && isSigned) return fail("There is no Destination, and a signed message has to have one.", { expected: expected.destination ?? undefined, actor: sender, at: root });
  if (found === null) return note("There is no Destination. Without a signature it may be left out.", { at: root });
  if (expected.destination !== null) {
    return expected.destination === found ? pass() : fail("Destination is another address than that of the connection.", { expected: expected.destination, found, actor: sender, at: root });
  }
  const { url } = message.transport;
  if (url !== null && /^https?:/i.test(url)) {
    return isAddressOf(url, found) ? pass() : fail("Destination is another address than it was sent to.", { expected: url.split("?")[0]?.slice(0, 300), found, actor: sender, at: root });
  }
  return skip(`Give “${expected.destinationSetting}” in the connection to compare it.`, { found, at: root });
}

/** The address that a query was added to, which may have had one. */
const isAddressOf = (url: string, address: string) => url === address || url.startsWith(`${address}?`) || url.startsWith(`${address}&`);

export function protocolFacts({ root, loaded: { message } }: Pick<Subject, "root" | "loaded">): Fact[] {
  return [
    ...fact("ID", attributeValue(root, "ID")),
    ...fact("Issued", attributeValue(root, "IssueInstant")),
    ...fact("RelayState", message.transport.relayState === "" ? null : message.transport.relayState, "comes back beside the answer"),
  ];
}
