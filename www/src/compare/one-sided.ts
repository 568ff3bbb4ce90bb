// An element that only one of the messages has.
import type { Collected, Difference } from "./collected.js";
import { kindOf } from "./elements.js";
import { type Leaf, leafOf } from "./meaning.js";
import { nameOfElement, nameOfLeaf, pathOf } from "./names.js";
import { attributeNamed, type ComparedNode } from "./tree.js";

/** What has no more texts than these is told text by text, everything else as markup. */
const FEW = 8;

export function showOnly(found: Collected, node: ComparedNode, side: "one" | "other"): void {
  const row = (difference: Omit<Difference, "one" | "other">, values: readonly string[]) => found.differs(() => ({ ...difference, one: null, other: null, [side]: values }));
  const whole = { ...nameOfElement(node), path: pathOf(leafOf(node)), kind: "text" } as const;
  const said = SAYINGS.get(node.local)?.(node);
  if (said !== undefined) return row(whole, said);
  const leaves = leavesOf(node);
  if (leaves === null) return row({ ...whole, kind: "markup" }, [node.source]);
  if (leaves.length === 0) return row(whole, []);
  for (const leaf of leaves) row({ ...nameOfLeaf(leaf), path: pathOf(leaf), kind: kindOf(leaf) }, [leaf.value]);
}

/** `null` where there are too many, or where there is more than texts. */
function leavesOf(top: ComparedNode): Leaf[] | null {
  const leaves: Leaf[] = [];
  const waiting = [top];
  for (let owner = waiting.pop(); owner !== undefined; owner = waiting.pop()) {
    if (owner.comments.length > 0 || owner.attributes.length + owner.children.length > FEW || leaves.length > FEW) return null;
    for (const attribute of owner.attributes) leaves.push({ owner, attribute, value: attribute.value });
    if (owner.text.trim() !== "") leaves.push(leafOf(owner));
    waiting.push(...owner.children.slice().reverse());
  }
  return leaves.length > FEW ? null : leaves;
}

const SAYINGS = new Map<string, (node: ComparedNode) => string[] | undefined>([
  ["Attribute", ({ children }) => (children.every((child) => child.children.length === 0 && child.comments.length === 0) ? children.map(({ text }) => text) : undefined)],
  ["Signature", (node) => [`There: ${algorithms(node, "SignatureMethod")}`]],
  ["EncryptedAssertion", (node) => [`Encrypted: ${algorithms(node, "EncryptionMethod")}`]],
  ["EncryptedID", (node) => [`Encrypted: ${algorithms(node, "EncryptionMethod")}`]],
  ["EncryptedAttribute", (node) => [`Encrypted: ${algorithms(node, "EncryptionMethod")}`]],
]);

function algorithms(top: ComparedNode, name: string): string {
  const found: string[] = [];
  const look = (node: ComparedNode): void => {
    if (node.local === name && found.length < 4) found.push(attributeNamed(node, "Algorithm") ?? "no algorithm");
    node.children.forEach(look);
  };
  look(top);
  return found.length === 0 ? "no algorithm is named" : found.join(", ");
}
