// LogoutRequest and LogoutResponse (core 3.7).
import type { Loaded } from "../loaded.js";
import { ASSERTION, PROTOCOL } from "../names.js";
import { attributeValue, childCalled, childNamed, childrenNamed, type TreeNode, treeOf, trimmedText } from "../xml-tree.js";
import type { Said } from "./authn-request.js";
import { type Fact, fact, identifierIn, listed, nameIdFacts } from "./facts.js";
import { asking, type Finding, given, signatureIn, type Subject } from "./finding.js";
import { protocolFacts, protocolFindings, utcOf } from "./protocol.js";
import { signatureFacts, signingFindings } from "./signing.js";
import { reasonWord, statusWord } from "./words.js";

export interface LogoutSaid extends Said {
  readonly sentBy: Sender;
}

/** By its Issuer, as it says. `unknown` where that is neither of the connection. */
export type Sender = "identity provider" | "application" | "unknown";

export function readLogoutMessage(loaded: Loaded): LogoutSaid {
  const { root } = treeOf(loaded.outline);
  if (root === null) return { facts: [], findings: [], sentBy: "unknown" };
  const sentBy = senderOf(loaded, root);
  const signature = signatureIn(root);
  const subject: Subject = { root, signature, isSigned: signature !== null || loaded.message.transport.signature !== null, loaded, sender: sentBy === "application" ? "sp-admin" : "idp-admin", expected: expectedOf(loaded, sentBy) };
  return { facts: factsOf(subject), findings: findingsOf(subject), sentBy };
}

function senderOf({ question: { connection } }: Loaded, root: TreeNode): Sender {
  const issuer = trimmedText(childNamed(root, ASSERTION, "Issuer"));
  if (issuer === null || issuer === "" || connection === null) return "unknown";
  if (issuer === connection.idp.entityId) return "identity provider";
  return issuer === connection.sp.entityId ? "application" : "unknown";
}

function expectedOf({ question: { connection } }: Loaded, sentBy: Sender): Subject["expected"] {
  if (sentBy === "application") return { issuer: given(connection?.sp.entityId), destination: given(connection?.idp.sloUrl), destinationSetting: "Metadata of the identity provider" };
  return { issuer: given(connection?.idp.entityId), destination: given(connection?.sp.sloUrl), destinationSetting: "Single logout URL" };
}

function factsOf(subject: Subject): Fact[] {
  const { root } = subject;
  const reason = attributeValue(root, "Reason");
  return [
    ...fact("From", trimmedText(childCalled(root, "Issuer")), "Issuer", childCalled(root, "Issuer")),
    ...fact("To", attributeValue(root, "Destination"), "Destination"),
    ...nameIdFacts(identifierIn(root), "NameID"),
    ...sessionFacts(root),
    ...fact("Reason", reason, reasonWord(reason)),
    ...fact("Holds until before", attributeValue(root, "NotOnOrAfter")),
    ...fact("Answers the request", attributeValue(root, "InResponseTo"), "InResponseTo"),
    ...statusFacts(root),
    ...signatureFacts(subject),
    ...protocolFacts(subject),
  ];
}

function sessionFacts(root: TreeNode): Fact[] {
  if (root.local !== "LogoutRequest") return [];
  const indexes = childrenNamed(root, PROTOCOL, "SessionIndex");
  if (indexes.length === 0) return [{ name: "SessionIndex", meaning: "None is named: all sessions of this user end." }];
  return listed(indexes, "SessionIndex", (index) => fact("SessionIndex", trimmedText(index), undefined, index));
}

export function statusFacts(root: TreeNode): Fact[] {
  const status = childNamed(root, PROTOCOL, "Status");
  const first = childNamed(status, PROTOCOL, "StatusCode");
  const second = childNamed(first, PROTOCOL, "StatusCode");
  const codeOf = (element: TreeNode | null) => attributeValue(element, "Value");
  return [
    ...fact("Status", codeOf(first), statusWord(codeOf(first)), first),
    ...fact("Status, in detail", codeOf(second), statusWord(codeOf(second)), second),
    ...fact("Status, in its words", trimmedText(childNamed(status, PROTOCOL, "StatusMessage"))),
  ];
}

function findingsOf(subject: Subject): Finding[] {
  const { root } = subject;
  return [...protocolFindings(subject), ...(root.local === "LogoutRequest" ? [name(subject), ...expiry(subject)] : [answered(subject), status(subject)]), ...signingFindings(subject, "must")];
}

function name({ root, sender }: Subject): Finding {
  const { pass, fail } = asking("name", "It names the user", "core 3.7.1");
  return identifierIn(root) === null ? fail("There is no NameID: nobody knows whom to sign out.", { actor: sender, at: root }) : pass();
}

function expiry({ root, sender, loaded: { question } }: Subject): Finding[] {
  const { pass, fail } = asking("not-on-or-after", "It has not expired", "core 3.7.1");
  const found = attributeValue(root, "NotOnOrAfter");
  if (found === null) return [];
  const moment = utcOf(found);
  if (moment === null) return [fail("NotOnOrAfter is no time in UTC.", { found, actor: sender, at: root })];
  const skew = question.connection?.policy?.clockSkewSeconds ?? DEFAULT_SKEW;
  if (moment.getTime() + skew * 1000 > question.now.getTime()) return [pass()];
  return [fail("It has expired at the time that the clock of this page shows.", { expected: `before ${found}`, found: question.now.toISOString(), hint: "Set the clock of this page to when it was sent.", at: root })];
}

/** That of the package. */
const DEFAULT_SKEW = 180;

function answered({ root, sender }: Subject): Finding {
  const { pass, fail } = asking("in-response-to", "It names the request that it answers", "core 3.2.2");
  return attributeValue(root, "InResponseTo") === null ? fail("There is no InResponseTo: nobody knows what it answers.", { actor: sender, at: root }) : pass();
}

function status({ root, sender }: Subject): Finding {
  const { pass, note, fail } = asking("status", "The logout is done everywhere", "core 3.2.2.2, 3.7.3.2");
  const first = childNamed(childNamed(root, PROTOCOL, "Status"), PROTOCOL, "StatusCode");
  if (first === null) return fail("There is no Status.", { actor: sender, at: root });
  const code = attributeValue(first, "Value");
  const isPartial = attributeValue(childNamed(first, PROTOCOL, "StatusCode"), "Value")?.endsWith(":PartialLogout") === true;
  if (isPartial) return note("Somewhere the user is still signed in.", { at: first });
  return code?.endsWith(":Success") === true ? pass() : note("The logout was not done.", { found: code ?? undefined, at: first });
}
