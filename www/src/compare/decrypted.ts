// What was encrypted in a message, as far as the checks could read it.
import type { SignatureReport } from "../library.js";
import { DSIG } from "../names.js";
import { outline } from "../xml-outline.js";
import { type ComparedNode, comparedTree, type ComparedTree, idsOf } from "./tree.js";

/** An assertion, as its signature covers it. */
export interface Decrypted {
  readonly assertion: string;
  /** `null` where it is too long. */
  readonly signedInfo: string | null;
}

/** The checks give back what they decrypted where a signature inside covers it; its place is then that of the ciphertext. */
export const decryptedIn = (reports: readonly SignatureReport[]): Decrypted[] =>
  reports.flatMap(({ position, covers, canonical, canonicalSignedInfo }) => (covers === "Assertion" && position?.path?.endsWith("/EncryptedAssertion/EncryptedData") === true && canonical != null ? [{ assertion: canonical, signedInfo: canonicalSignedInfo ?? null }] : []));

/** The tree with what was decrypted beside its ciphertext. */
export function withDecrypted(tree: ComparedTree, decrypted: readonly Decrypted[]): ComparedTree {
  const { root } = tree;
  if (root === null) return tree;
  const nodes = decrypted.flatMap(({ assertion, signedInfo }) => {
    const { root: read, nodes: inside } = comparedTree(outline(assertion));
    if (read === null) return [];
    if (signedInfo !== null) {
      const signature = comparedTree(outline(`<Signature xmlns="${DSIG}">${signedInfo}</Signature>`), true).root;
      if (signature !== null) adopt(read, signature, 1);
    }
    adopt(root, read, root.children.length);
    return inside;
  });
  return { ...tree, ids: idsOf([...tree.nodes, ...nodes]) };
}

/** A node knows its parent and its position, which here are given to it afterwards. */
function adopt(parent: ComparedNode, child: ComparedNode, at: number): void {
  const position = (parent.counts.get(child.local) ?? 0) + 1;
  parent.counts.set(child.local, position);
  parent.children.splice(at, 0, child);
  Object.assign(child, { parent, position });
}
