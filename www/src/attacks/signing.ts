// Signatures, what they name, and what is odd about them.
import { ASSERTION, DSIG, ENVELOPED, METADATA, PROTOCOL } from "../names.js";
import { attributeValue, childNamed, childrenNamed, isNamed, type Tree, type TreeNode } from "../xml-tree.js";
import { idsIn } from "./ids.js";
import { firstOf, type LineIndex } from "./lines.js";
import type { Suspicion } from "./suspicions.js";

export interface FoundSignature {
  readonly node: TreeNode;
  readonly parent: TreeNode | null;
  readonly references: readonly TreeNode[];
  /** Of the only Reference; `null` where it has none, or there is not one. */
  readonly uri: string | null;
  /** The first element that carries the ID; `null` where none does. */
  readonly target: TreeNode | null;
}

export function foundSignatures(tree: Tree): FoundSignature[] {
  const ids = idsIn(tree);
  const nodes = tree.nodes.filter((node) => isNamed(node, DSIG, "Signature")).slice(0, MOST);
  return nodes.map((node) => {
    const references = childrenNamed(node, DSIG, "SignedInfo").flatMap((info) => childrenNamed(info, DSIG, "Reference"));
    const uri = references.length === 1 ? attributeValue(references[0] ?? null, "URI") : null;
    const named = uri?.startsWith("#") === true ? ids.get(uri.slice(1)) : undefined;
    return { node, parent: node.parent, references, uri, target: named?.[0]?.node ?? null };
  });
}

/** A message has two. */
const MOST = 64;

export function oddSignatures(signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  const all = signatures.flatMap((signature) => [...misplacedSignature(signature, lines), ...oddReference(signature, lines), ...oddParts(signature, lines), ...oddTransforms(signature, lines), ...oddKeyInfo(signature, lines)]);
  return [...several(signatures, lines), ...all];
}

function misplacedSignature({ node, parent }: FoundSignature, lines: LineIndex): Suspicion[] {
  if (parent === null || isSignable(parent)) return [];
  return [
    {
      title: "A Signature where none belongs",
      sentences: [`A Signature stands in ${parent.local}. SAML signs messages and assertions, and the Signature is a child of what it signs.`, "A library that looks for a Signature anywhere may verify this one, and then trust something else."],
      readings: [],
      places: [lines.ofNode(node)],
      rules: ["S04"],
    },
  ];
}

/** Metadata has more elements that may be signed, and none that signs in. */
const isSignable = ({ namespace, local }: TreeNode) => (namespace === PROTOCOL && /(?:Request|Response|Query)$/.test(local)) || namespace === METADATA || (namespace === ASSERTION && local === "Assertion");

function several(signatures: readonly FoundSignature[], lines: LineIndex): Suspicion[] {
  const byParent = grouped(signatures);
  const crowded = [...byParent].filter(([, found]) => found.length > 1);
  return crowded.map(([parent, found]) => ({
    title: "Several Signatures on one element",
    sentences: [`${parent?.local ?? "The document"} holds ${found.length} Signatures. SAML has one.`, "One that verifies can hide one that does not, and some libraries leave both out of what they digest."],
    readings: [],
    places: firstOf(found).map(({ node }) => lines.ofNode(node)),
    rules: ["S04"],
  }));
}

function grouped(signatures: readonly FoundSignature[]): Map<TreeNode | null, FoundSignature[]> {
  const groups = new Map<TreeNode | null, FoundSignature[]>();
  for (const signature of signatures) {
    const group = groups.get(signature.parent);
    if (group === undefined) groups.set(signature.parent, [signature]);
    else group.push(signature);
  }
  return groups;
}

/** A URI that names another element is told with that element. */
function oddReference({ node, parent, references, uri, target }: FoundSignature, lines: LineIndex): Suspicion[] {
  if (references.length !== 1) {
    return [
      {
        title: references.length === 0 ? "A Signature over nothing" : "A Signature with several References",
        sentences: [`The Signature in ${parent?.local ?? "the document"} has ${references.length === 0 ? "no Reference" : `${references.length} References`}. SAML has exactly one.`, "A library that checks only some of them, or counts none as good, lets what is not signed pass."],
        readings: [],
        places: [lines.ofNode(node), ...firstOf(references).map(lines.ofNode)],
        rules: ["S05", "S06"],
      },
    ];
  }
  if (target !== null) return [];
  return [
    {
      title: "A Reference that names no element",
      sentences: ["The Signature names what it covers by something else than the ID of an element in this message.", "What a library digests for it depends on the library: the whole document, nothing, a file, or an address that it fetches."],
      readings: [["URI", uri === null ? "absent" : uri === "" ? "empty" : uri.slice(0, 200)]],
      places: references.map(lines.ofNode),
      rules: ["S07"],
    },
  ];
}

function oddParts({ node }: FoundSignature, lines: LineIndex): Suspicion[] {
  const infos = childrenNamed(node, DSIG, "SignedInfo");
  const values = childrenNamed(node, DSIG, "SignatureValue");
  const objects = childrenNamed(node, DSIG, "Object");
  const odd = [...(infos.length > 1 ? infos : []), ...(values.length > 1 ? values : []), ...objects];
  if (odd.length === 0) return [];
  return [
    {
      title: "Parts in a Signature that SAML does not have",
      sentences: [
        objects.length > 0 ? "The Signature holds an Object. What stands in a Signature is left out of what is digested, so nothing vouches for it." : "The Signature has a part twice.",
        objects.length > 0 ? "A reader that finds an assertion there takes what nobody signed." : "The library may verify the one, and read the other.",
      ],
      readings: [],
      places: firstOf(odd).map(lines.ofNode),
      rules: ["S05"],
    },
  ];
}

function oddTransforms({ references }: FoundSignature, lines: LineIndex): Suspicion[] {
  const transforms = references.flatMap((reference) => childrenNamed(reference, DSIG, "Transforms")).flatMap((list) => childrenNamed(list, DSIG, "Transform"));
  const odd = transforms.filter((transform) => !isUsual(attributeValue(transform, "Algorithm") ?? ""));
  if (odd.length === 0) return [];
  return [
    {
      title: "A Transform that SAML does not have",
      sentences: ["A Transform changes what is digested. SAML has two: leave the Signature out, and canonicalise.", "Another one can leave the user's name out of what is signed, or run code in the library."],
      readings: odd.slice(0, 3).map((transform) => ["Algorithm", (attributeValue(transform, "Algorithm") ?? "absent").slice(0, 200)] as const),
      places: firstOf(odd).map(lines.ofNode),
      rules: ["S09"],
    },
  ];
}

const isUsual = (algorithm: string) => algorithm === ENVELOPED || CANONICALISATION.test(algorithm);

const CANONICALISATION = /^http:\/\/www\.w3\.org\/(?:2001\/10\/xml-exc-c14n#|2006\/12\/xml-c14n11#?|TR\/2001\/REC-xml-c14n-20010315#?)(?:WithComments)?$/;

function oddKeyInfo({ node }: FoundSignature, lines: LineIndex): Suspicion[] {
  const keyInfo = childNamed(node, DSIG, "KeyInfo");
  const method = childNamed(childNamed(node, DSIG, "SignedInfo"), DSIG, "SignatureMethod");
  const algorithm = attributeValue(method, "Algorithm") ?? "";
  const fetched = keyInfo?.children.filter(({ local }) => local === "RetrievalMethod" || local === "KeyInfoReference") ?? [];
  const found: Suspicion[] = [];
  if (fetched.length > 0) {
    found.push({
      title: "A key that would have to be fetched",
      sentences: ["KeyInfo names an address or another place for the key.", "A library that follows it lets the message choose the key that it is verified with, or sends requests for the attacker."],
      readings: [],
      places: firstOf(fetched).map(lines.ofNode),
      rules: [],
      instead: "saml-edge takes keys from the connection only, and follows no address in a message.",
    });
  }
  if (method !== null && /#hmac-/.test(algorithm)) {
    found.push({
      title: "A Signature with a shared secret",
      sentences: ["The algorithm is an HMAC, whose key both sides would have to share.", "A library that takes the public key of the identity provider for that secret accepts what anybody can make."],
      readings: [["Algorithm", algorithm.slice(0, 200)]],
      places: [lines.ofNode(method)],
      rules: ["S13"],
    });
  }
  return found;
}
