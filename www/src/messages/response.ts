// What a Response says, part by part, and for which parts a signature vouches.
import { verifies } from "../coverage.js";
import type { Loaded } from "../loaded.js";
import { type Outline, outline, type XmlElement } from "../xml-outline.js";
import { type AssertionSaid, readAssertion } from "./assertion.js";
import { fact, type Group } from "./facts.js";
import { statusFacts } from "./logout-message.js";
import { ASSERTION } from "./names.js";
import { Tree } from "./tree.js";

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
  const tree = new Tree(loaded.outline);
  const { root } = tree;
  const isResponse = root?.local === "Response";
  const assertions = root === null ? [] : root.local === "Assertion" ? [root] : tree.children(root, "Assertion", ASSERTION);
  const [first] = assertions;
  const inside = first === undefined ? decrypted(loaded) : null;
  const response = root !== null && isResponse ? { group: responseGroup(tree, root), isCovered: isCovered(loaded, root) } : null;
  if (first !== undefined) return { response, assertion: { group: readAssertion(tree, first), isCovered: isCovered(loaded, first) }, assertionIs: "in the message", more: assertions.length - 1 };
  if (inside !== null) return { response, assertion: inside, assertionIs: "decrypted", more: 0 };
  return { response, assertion: null, assertionIs: tree.child(root, "EncryptedAssertion", ASSERTION) === null ? "absent" : "encrypted", more: 0 };
}

/** That of the message, or of the element that it is in. */
function isCovered({ signatures }: Loaded, part: XmlElement): boolean {
  const good = new Set(signatures.flatMap(({ covered, report }) => (report !== null && verifies(report) ? [covered] : [])));
  for (let at: XmlElement | null = part; at !== null; at = at.parent) if (good.has(at)) return true;
  return false;
}

/** The canonical form is what was digested: where it stands for a whole assertion, its own signature is over it. */
function decrypted({ judgement: { report } }: Loaded): Part<AssertionSaid> | null {
  for (const signature of report.signatures) {
    if (signature.canonical == null) continue;
    const text: Outline = outline(signature.canonical);
    const tree = new Tree(text);
    if (tree.root?.local === "Assertion" && tree.namespaceOf(tree.root) === ASSERTION) return { group: { ...readAssertion(tree, tree.root), of: null }, isCovered: verifies(signature) };
  }
  return null;
}

function responseGroup(tree: Tree, root: XmlElement): Group {
  const issuer = tree.child(root, "Issuer", ASSERTION);
  return {
    title: "Response",
    of: root,
    facts: [
      ...statusFacts(tree, root),
      ...fact("Issuer", tree.text(issuer), undefined, issuer),
      ...fact("Destination", tree.attribute(root, "Destination")),
      ...fact("Answers the request", tree.attribute(root, "InResponseTo"), "InResponseTo"),
      ...fact("Issued", tree.attribute(root, "IssueInstant")),
      ...fact("ID", tree.attribute(root, "ID")),
    ],
  };
}

