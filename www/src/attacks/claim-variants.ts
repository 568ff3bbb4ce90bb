// What is signed, changed plainly: the digest has to tell.
import { ASSERTION, PROTOCOL } from "../names.js";
import { attributeNamed, contentOf, isNamed, isWithin, type TreeNode } from "../xml-tree.js";
import { behind, type Edit, replaced } from "./edits.js";
import { ATTACKER, later, type LoginParts, wholeOf } from "./login.js";
import type { Variant } from "./variants.js";

export function claimVariants(login: LoginParts): Variant[] {
  const made = [...(isClearAndSigned(login) ? ofAssertion(login) : []), ...(login.ofResponse === null ? [] : ofResponse(login))];
  return made.map(([title, wins, edits]) => ({ group: "Claims", title, wins, text: wholeOf(login, edits) }));
}

const isClearAndSigned = ({ assertion, ofAssertion, ofResponse }: LoginParts) => assertion !== null && (ofAssertion !== null || ofResponse !== null);

type Made = readonly [title: string, wins: string, edits: readonly Edit[]];

function ofAssertion(login: LoginParts): Made[] {
  const first = (local: string) => firstIn(login, local);
  const attribute = (title: string, wins: string, local: string, name: string, change: (value: string) => string): Made[] => {
    const known = attributeNamed(first(local), name);
    return known === null ? [] : [[title, wins, [replaced(known.inner, change(known.value))]]];
  };
  const content = (title: string, wins: string, local: string, value: string): Made[] => {
    const node = first(local);
    return node === null || node.children.length > 0 ? [] : [[title, wins, [replaced(contentOf(node), value)]]];
  };
  const subject = first("Subject");
  const year = (value: string) => later(value, 365 * 24 * 60);
  return [
    ["Another name", "Whoever has a login of his own signs in as anybody.", login.forgery],
    ...content("Another attribute value", "A user gives himself another role or address.", "AttributeValue", ATTACKER),
    ...(subject === null ? [] : [["An attribute added", "A user gives himself a role.", [behind(lastChild(login, subject), ADDED)]] as const]),
    ...content("Another Audience", "A login for another application is taken.", "Audience", "https://other.example/sp"),
    ...attribute("Another Recipient", "A login for another address is taken.", "SubjectConfirmationData", "Recipient", () => "https://other.example/acs"),
    ...attribute("A later end of the confirmation", "A login that leaked is good for a year.", "SubjectConfirmationData", "NotOnOrAfter", year),
    ...attribute("A later end of the Conditions", "A login that leaked is good for a year.", "Conditions", "NotOnOrAfter", year),
    ...attribute("The answer to another request", "A login that leaked is used in another browser.", "SubjectConfirmationData", "InResponseTo", () => "_another"),
    ...attribute("A later sign-in", "An old sign-in passes for a fresh one.", "AuthnStatement", "AuthnInstant", (value) => later(value, 1)),
    ...content("Another Issuer", "One identity provider speaks for another.", "Issuer", "https://other.example/idp"),
    ...content("A stronger authentication context", "A password passes for a second factor.", "AuthnContextClassRef", "https://refeds.org/profile/mfa"),
  ];
}

const ADDED = `<q:AttributeStatement xmlns:q="${ASSERTION}"><q:Attribute Name="role"><q:AttributeValue>administrator</q:AttributeValue></q:Attribute></q:AttributeStatement>`;

const lastChild = ({ assertion }: LoginParts, otherwise: TreeNode): TreeNode => assertion?.children.at(-1) ?? otherwise;

function firstIn({ tree, assertion }: LoginParts, local: string): TreeNode | null {
  return tree.nodes.find((node) => assertion !== null && isNamed(node, ASSERTION, local) && isWithin(node, assertion)) ?? null;
}

/** Only where the Response is signed: an unsigned one may say what it likes, and nothing of it is trusted. */
function ofResponse({ response, tree }: LoginParts): Made[] {
  const attribute = (title: string, wins: string, name: string, value: string): Made[] => {
    const known = attributeNamed(response, name);
    return known === null ? [] : [[title, wins, [replaced(known.inner, value)]]];
  };
  const code = tree.nodes.find((node) => isNamed(node, PROTOCOL, "StatusCode"));
  return [
    ...attribute("Another Destination of the Response", "A login for another address is taken.", "Destination", "https://other.example/acs"),
    ...attribute("Another InResponseTo of the Response", "A login that leaked is used in another browser.", "InResponseTo", "_another"),
    ...attribute("Another ID of the Response", "A login that was used is used again.", "ID", "_another"),
    ...(code === undefined ? [] : [["A message put into the Status", "The attacker's words are shown as those of the identity provider.", [behind(code, `<q:StatusMessage xmlns:q="${PROTOCOL}">Call the attacker</q:StatusMessage>`)]] as const]),
  ];
}
