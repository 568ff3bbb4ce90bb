// Signature wrapping: what is signed stands elsewhere, and something else stands where it is read.
import { ASSERTION, PROTOCOL } from "../names.js";
import { isNamed, isWithin, type Tree, type TreeNode } from "../xml-tree.js";
import { firstOf, type LineIndex } from "./lines.js";
import type { FoundSignature } from "./signing.js";
import type { Suspicion } from "./suspicions.js";

export function misplaced(tree: Tree, signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  const assertions = tree.nodes.filter((node) => isNamed(node, ASSERTION, "Assertion", "EncryptedAssertion"));
  return [...signedElsewhere(tree, signatures, lines), ...besideEachOther(tree, assertions, signatures, lines), ...oddlyPlaced(tree, assertions, lines), ...messagesInside(tree, lines), ...advised(assertions, signatures, lines)];
}

function signedElsewhere(tree: Tree, signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  return signatures.flatMap(({ node, parent, target }) => {
    if (target === null || target === parent) return [];
    const read = readInstead(tree, target);
    return [
      {
        title: "The Signature covers another element than the one it stands in",
        sentences: [
          `The Signature stands in ${parent?.local ?? "the document"} at ${lines.at((parent ?? node).start)}, and names ${target.local} at ${lines.at(target.start)}. In SAML it is a child of what it signs.`,
          read === null
            ? "A library that verifies it without asking where it stands trusts an element that it does not cover."
            : `This is signature wrapping: what is signed is the ${target.local} at ${lines.at(target.start)}, and what most libraries read is the one at ${lines.at(read.start)}.`,
        ],
        readings: [],
        places: [lines.ofNode(node), lines.ofNode(target), ...(read === null ? [] : [lines.ofNode(read)])],
        rules: ["S07", "S08"],
      },
    ];
  });
}

/** The first of its kind, which a search through the document finds. */
const readInstead = ({ nodes }: Tree, target: TreeNode): TreeNode | null => nodes.find((node) => node !== target && node.local === target.local && node.namespace === target.namespace) ?? null;

function besideEachOther({ root }: Tree, assertions: readonly TreeNode[], signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  const children = assertions.filter(({ parent }) => parent === root && isNamed(root, PROTOCOL, "Response"));
  if (children.length < 2) return [];
  const covered = firstOf(children).filter((child) => isCovered(child, signatures));
  const open = firstOf(children).filter((child) => !covered.includes(child));
  const [signed, unsigned] = [covered[0], open[0]];
  return [
    {
      title: "More assertions than one",
      sentences: [
        `The Response holds ${children.length} assertions. A login has one.`,
        signed !== undefined && unsigned !== undefined
          ? `A Signature names the one at ${lines.at(signed.start)}, and none names the one at ${lines.at(unsigned.start)}. A library that verifies the one and reads the other signs in whoever the attacker wrote down.`
          : "A library that verifies the one may read the other.",
      ],
      readings: [],
      places: firstOf(children).map(lines.ofNode),
      rules: ["A03"],
    },
  ];
}

const isCovered = (node: TreeNode, signatures: readonly FoundSignature[]) => signatures.some(({ parent, target }) => target !== null && target === parent && isWithin(node, target));

function oddlyPlaced({ root }: Tree, assertions: readonly TreeNode[], lines: LineIndex): Suspicion[] {
  const odd = assertions.filter(({ parent }) => parent !== null && !(parent === root && parent.namespace === PROTOCOL) && !isNamed(parent, ASSERTION, "Advice") && isOfSaml(root));
  if (odd.length === 0) return [];
  const parents = [...new Set(firstOf(odd).map(({ parent }) => parent?.local ?? ""))];
  return [
    {
      title: "An Assertion where none belongs",
      sentences: [`An Assertion stands in ${parents.join(", ")}. In a login it is a child of the Response.`, "An attacker parks the signed element where nobody reads, and puts a forged one where it was; or puts the forged one where a careless search finds it."],
      readings: [],
      places: firstOf(odd).map(lines.ofNode),
      rules: ["X17"],
    },
  ];
}

/** An envelope of something else, such as SOAP, holds messages rightly. */
const isOfSaml = (root: TreeNode | null) => root?.namespace === PROTOCOL || root?.namespace === ASSERTION;

function messagesInside({ nodes, root }: Tree, lines: LineIndex): Suspicion[] {
  const inside = nodes.filter((node) => node !== root && isNamed(node, PROTOCOL, "Response", "LogoutRequest", "LogoutResponse", "AuthnRequest") && isOfSaml(root) && root?.local !== "ArtifactResponse");
  if (inside.length === 0) return [];
  return [
    {
      title: "A message within a message",
      sentences: [`${inside[0]?.local ?? "A message"} stands within ${root?.local ?? "the document"}. SAML does not nest them.`, "A library may verify the inner one, and read the outer one; or the other way round."],
      readings: [],
      places: firstOf(inside).map(lines.ofNode),
      rules: ["X17"],
    },
  ];
}

/** Advice may hold assertions (core 2.6.1). That it alone is signed serves nobody but an attacker. */
function advised(assertions: readonly TreeNode[], signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  const signed = signatures.flatMap(({ target, parent }) => (target !== null && target === parent && isNamed(target.parent, ASSERTION, "Advice") ? [target] : []));
  return firstOf(signed).flatMap((inner) => {
    const outer = inner.parent?.parent ?? null;
    if (outer === null || !assertions.includes(outer) || isCovered(outer, signatures)) return [];
    return [
      {
        title: "Only the advice is signed",
        sentences: [`What is signed is the Assertion at ${lines.at(inner.start)}, in the Advice of the one at ${lines.at(outer.start)}, which no signature covers.`, "A library that is content with any signature reads the outer one, which anybody can have written."],
        readings: [],
        places: [lines.ofNode(inner), lines.ofNode(outer)],
        rules: ["S01"],
      },
    ];
  });
}
