// Names of SAML in namespaces that are not SAML's, and parts of signatures outside of one.
import { ASSERTION, DSIG, PROTOCOL } from "../names.js";
import { isNamed, type Tree, type TreeNode } from "../xml-tree.js";
import { firstOf, type LineIndex } from "./lines.js";
import type { Suspicion } from "./suspicions.js";

export function otherNamespaces(tree: Tree, lines: LineIndex): Suspicion[] {
  return [...namesakes(tree, lines), ...stray(tree, lines)];
}

function namesakes({ nodes }: Tree, lines: LineIndex): Suspicion[] {
  const found = nodes.filter(({ local, namespace }) => isReserved(local) && namespace !== RESERVED[local] && !OLDER.test(namespace ?? ""));
  if (found.length === 0) return [];
  return [
    {
      title: "A name of SAML in another namespace",
      sentences: [`${[...new Set(found.map(({ local }) => local))].join(", ")} stands in a namespace that is not the standard's.`, "A library that asks for the name alone takes it for the real one. A signature over it may be none at all."],
      readings: found.slice(0, 3).map(({ namespace }) => ["Namespace", namespace === null ? "none" : namespace.slice(0, 200)] as const),
      places: firstOf(found).map(lines.ofNode),
      rules: ["X10", "X12", "S05", "S01"],
    },
  ];
}

const RESERVED: Readonly<Record<string, string>> = { Response: PROTOCOL, Assertion: ASSERTION, EncryptedAssertion: ASSERTION, Signature: DSIG, SignedInfo: DSIG };

const isReserved = (local: string) => Object.hasOwn(RESERVED, local);

/** SAML 1 has the same names. */
const OLDER = /^urn:oasis:names:tc:SAML:1\.0:/;

function stray({ nodes }: Tree, lines: LineIndex): Suspicion[] {
  const found = nodes.filter((node) => PARTS.has(node.local) && node.namespace === DSIG && !PARTS.get(node.local)?.some((parent) => isNamed(node.parent, DSIG, parent)));
  if (found.length === 0) return [];
  return [
    {
      title: "A part of a Signature outside of one",
      sentences: [`${names(found)} stands where no Signature has it.`, "A library that searches the document for it verifies this one, which nobody signed."],
      readings: [],
      places: firstOf(found).map(lines.ofNode),
      rules: ["S05", "S15", "X12", "S01"],
    },
  ];
}

const names = (nodes: readonly TreeNode[]) => [...new Set(nodes.map(({ local }) => local))].join(", ");

const PARTS = new Map([
  ["SignedInfo", ["Signature"]],
  ["SignatureValue", ["Signature"]],
  ["DigestValue", ["Reference"]],
]);
