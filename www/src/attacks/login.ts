// The parts of a login that attacks move and change.
import { ASSERTION, BEARER, DSIG, PROTOCOL, UNSPECIFIED_CONTEXT } from "../names.js";
import type { Outline } from "../xml-outline.js";
import { escaped } from "../xml-text.js";
import { attributeNamed, attributeValue, childNamed, contentOf, isNamed, isWithin, type Tree, type TreeNode, treeOf } from "../xml-tree.js";
import { type Edit, edited, editedPart, removed, replaced } from "./edits.js";

export interface Signed {
  readonly owner: TreeNode;
  readonly signature: TreeNode;
}

/** A Response with one Assertion, in the clear or encrypted, as identity providers send it. */
export interface LoginParts {
  readonly text: string;
  readonly tree: Tree;
  readonly response: TreeNode;
  /** `null` where it is encrypted; then the next one is there. */
  readonly assertion: TreeNode | null;
  readonly encrypted: TreeNode | null;
  readonly ofResponse: Signed | null;
  readonly ofAssertion: Signed | null;
  /** What makes another login of it; empty where nothing in it names anybody. */
  readonly forgery: readonly Edit[];
}

/** Who signs in where a forged message is accepted. */
export const ATTACKER = "attacker@attacker.example";

/** `null` where it is no such login: nothing is built from what is an attack already. */
export function loginIn(outline: Outline): LoginParts | null {
  const tree = treeOf(outline);
  const response = tree.root;
  if (response === null || !isNamed(response, PROTOCOL, "Response") || !tree.text.startsWith("</", response.element.contentEnd)) return null;
  const all = response.children.filter((child) => isNamed(child, ASSERTION, "Assertion", "EncryptedAssertion"));
  const [only] = all;
  if (only === undefined || all.length > 1 || isEmpty(only)) return null;
  const isClear = only.local === "Assertion";
  const assertion = isClear ? only : null;
  const forgery = isClear ? forgedIn(tree, only) : [replaced(only, madeUp(response))];
  return { text: tree.text, tree, response, assertion, encrypted: isClear ? null : only, ofResponse: signedBy(response), ofAssertion: assertion === null ? null : signedBy(assertion), forgery };
}

const isEmpty = ({ element: { tagEnd, contentEnd } }: TreeNode) => tagEnd === contentEnd;

function signedBy(owner: TreeNode): Signed | null {
  const signature = childNamed(owner, DSIG, "Signature");
  return signature === null || isEmpty(signature) ? null : { owner, signature };
}

/** Another name; where there is none, another attribute. */
function forgedIn(tree: Tree, assertion: TreeNode): Edit[] {
  const subject = childNamed(assertion, ASSERTION, "Subject");
  const nameId = childNamed(subject, ASSERTION, "NameID");
  if (nameId !== null && !isEmpty(nameId)) return [replaced(contentOf(nameId), ATTACKER)];
  const encryptedId = childNamed(subject, ASSERTION, "EncryptedID");
  if (encryptedId !== null) return [replaced(encryptedId, `<q:NameID xmlns:q="${ASSERTION}">${ATTACKER}</q:NameID>`)];
  const value = tree.nodes.find((node) => isNamed(node, ASSERTION, "AttributeValue") && isWithin(node, assertion) && !isEmpty(node));
  return value === undefined ? [] : [replaced(contentOf(value), ATTACKER)];
}

/** An assertion of the attacker's own, as far as the outside of an encrypted one says what fits. */
function madeUp(response: TreeNode): string {
  const of = (name: string, otherwise: string) => escaped(attributeValue(response, name) ?? otherwise);
  const issued = of("IssueInstant", "2026-01-01T00:00:00Z");
  const until = escaped(later(issued, 5));
  const [destination, request] = [of("Destination", "https://sp.example.com/saml/acs"), attributeNamed(response, "InResponseTo")];
  const answers = request === null ? "" : ` InResponseTo="${escaped(request.value)}"`;
  return `<q:Assertion xmlns:q="${ASSERTION}" ID="_forged" Version="2.0" IssueInstant="${issued}"><q:Issuer>https://idp.example.com</q:Issuer><q:Subject><q:NameID>${ATTACKER}</q:NameID><q:SubjectConfirmation Method="${BEARER}"><q:SubjectConfirmationData Recipient="${destination}" NotOnOrAfter="${until}"${answers}/></q:SubjectConfirmation></q:Subject><q:Conditions NotOnOrAfter="${until}"><q:AudienceRestriction><q:Audience>${destination}</q:Audience></q:AudienceRestriction></q:Conditions><q:AuthnStatement AuthnInstant="${issued}"><q:AuthnContext><q:AuthnContextClassRef>${UNSPECIFIED_CONTEXT}</q:AuthnContextClassRef></q:AuthnContext></q:AuthnStatement></q:Assertion>`;
}

export function later(moment: string, minutes: number): string {
  const time = Date.parse(moment.trim());
  return Number.isNaN(time) ? moment : new Date(time + minutes * 60_000).toISOString();
}

/** The forgery as it meets this signature alone: where both are signed, the other one would refuse it as well, and prove nothing of this one. */
export function forgeryAgainst({ forgery, ofResponse, ofAssertion }: LoginParts, { signature }: Signed): Edit[] {
  const others = [ofResponse, ofAssertion].flatMap((signed) => (signed === null || signed.signature === signature ? [] : [removed(signed.signature)]));
  return [...forgery, ...others];
}

export const partOf = ({ text }: LoginParts, { element }: TreeNode, edits: readonly Edit[] = []): string => editedPart(text, element, edits);

export const wholeOf = ({ text }: LoginParts, edits: readonly Edit[]): string => edited(text, edits);

export const signedParts = ({ ofResponse, ofAssertion }: LoginParts): readonly Signed[] => [ofResponse, ofAssertion].filter((signed) => signed !== null);
