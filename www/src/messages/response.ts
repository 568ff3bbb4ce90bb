// What a Response says, part by part, and for which parts a signature vouches.
import { verifies } from "../coverage.js";
import type { Loaded } from "../loaded.js";
import { ASSERTION } from "../names.js";
import { outline } from "../xml-outline.js";
import { attributeValue, childNamed, childrenNamed, isNamed, type TreeNode, treeOf, trimmedText } from "../xml-tree.js";
import { type AssertionSaid, readAssertion } from "./assertion.js";
import { fact, type Group } from "./facts.js";
import { statusFacts } from "./logout-message.js";

/** Whether a signature that verifies with a configured key is over the part. */
export interface Part<Kind extends Group> {
  readonly group: Kind;
  readonly isCovered: boolean;
}

export interface ResponseSaid {
  readonly response: Part<Group> | null;
  readonly assertion: Part<AssertionSaid> | null;
  /** `decrypted`: the assertion stands in the canonical form that the core made after decryption, not in the message. */
  readonly assertionIs: "in the message" | "decrypted" | "encrypted" | "absent";
  /** Assertions after the first. */
  readonly more: number;
}

export function readResponse(loaded: Loaded): ResponseSaid {
  const { root } = treeOf(loaded.outline);
  const isResponse = root?.local === "Response";
  const assertions = root === null ? [] : root.local === "Assertion" ? [root] : childrenNamed(root, ASSERTION, "Assertion");
  const [first] = assertions;
  const inside = first === undefined ? decrypted(loaded) : null;
  const response = root !== null && isResponse ? { group: responseGroup(root), isCovered: isCovered(loaded, root) } : null;
  if (first !== undefined) return { response, assertion: { group: readAssertion(first), isCovered: isCovered(loaded, first) }, assertionIs: "in the message", more: assertions.length - 1 };
  if (inside !== null) return { response, assertion: inside, assertionIs: "decrypted", more: 0 };
  return { response, assertion: null, assertionIs: childNamed(root, ASSERTION, "EncryptedAssertion") === null ? "absent" : "encrypted", more: 0 };
}

/** That of the message, or of the element that it is in. */
function isCovered({ signatures }: Loaded, part: TreeNode): boolean {
  const good = new Set(signatures.flatMap(({ covered, report }) => (report !== null && verifies(report) ? [covered] : [])));
  for (let at: TreeNode | null = part; at !== null; at = at.parent) if (good.has(at.element)) return true;
  return false;
}

/** The canonical form is what was digested: where it stands for a whole assertion, its own signature is over it. */
function decrypted({ judgement: { report } }: Loaded): Part<AssertionSaid> | null {
  for (const signature of report.signatures) {
    if (signature.canonical == null) continue;
    const { root } = treeOf(outline(signature.canonical));
    if (root !== null && isNamed(root, ASSERTION, "Assertion")) return { group: { ...readAssertion(root), of: null }, isCovered: verifies(signature) };
  }
  return null;
}

function responseGroup(root: TreeNode): Group {
  const issuer = childNamed(root, ASSERTION, "Issuer");
  return {
    title: "Response",
    of: root,
    facts: [
      ...statusFacts(root),
      ...fact("Issuer", trimmedText(issuer), undefined, issuer),
      ...fact("Destination", attributeValue(root, "Destination")),
      ...fact("Answers the request", attributeValue(root, "InResponseTo"), "InResponseTo"),
      ...fact("Issued", attributeValue(root, "IssueInstant")),
      ...fact("ID", attributeValue(root, "ID")),
    ],
  };
}

