// Values that not every library reads alike.
import { ASSERTION, DSIG, PROTOCOL } from "../names.js";
import { cut } from "../sentences.js";
import { type Piece, piecesIn } from "../xml-text.js";
import { contentOf, type Tree, type TreeNode } from "../xml-tree.js";
import { firstOf, type LineIndex } from "./lines.js";
import type { Suspicion, Told } from "./suspicions.js";

export function oddValues(tree: Tree, lines: LineIndex): Told[] {
  const nodes = tree.nodes.filter(isValue);
  return [...split(nodes, lines), ...holdingElements(nodes, lines), ...hidden(nodes, lines)];
}

function isValue({ namespace, local }: TreeNode): boolean {
  if (namespace === ASSERTION) return OF_ASSERTION.includes(local);
  if (namespace === PROTOCOL) return OF_PROTOCOL.includes(local);
  return namespace === DSIG && OF_SIGNATURE.includes(local);
}

const OF_ASSERTION = ["NameID", "Issuer", "Audience", "AttributeValue", "AuthnContextClassRef", "AuthnContextDeclRef", "AuthenticatingAuthority", "AssertionIDRef", "AssertionURIRef"];
const OF_PROTOCOL = ["StatusMessage", "SessionIndex"];
const OF_SIGNATURE = ["DigestValue", "SignatureValue", "X509Certificate"];

/** A CDATA section by itself is a way to write text, which some identity providers use. */
function split(nodes: readonly TreeNode[], lines: LineIndex): Told[] {
  const found: Told[] = [];
  for (const node of nodes) {
    if (node.children.length > 0) continue;
    const pieces = piecesIn(node.text, contentOf(node));
    const between = pieces.filter(({ kind }) => kind === "comment" || kind === "processing instruction");
    const [first] = between;
    if (first !== undefined) found.push(() => splitBy(node, first, pieces, between, lines));
  }
  return found;
}

function splitBy(node: TreeNode, first: Piece, pieces: readonly Piece[], between: readonly Piece[], lines: LineIndex): Suspicion {
  const whole = pieces.map(({ value }) => value).join("");
  const start = pieces.slice(0, pieces.indexOf(first)).map(({ value }) => value).join("");
  const isComment = first.kind === "comment";
  return {
    title: `A ${first.kind} inside ${node.local}`,
    sentences: [
      isComment ? "A signature by ID does not cover comments: anybody can put one in, and the signature still verifies." : "Some libraries leave processing instructions out, others print them as text.",
      "A library that reads the text up to there reads another value than the one that was signed.",
    ],
    readings: [
      ["The whole value", cut(whole, LONGEST)],
      ["Read up to there", start === "" ? "nothing" : cut(start, LONGEST)],
    ],
    places: firstOf(between).map((piece) => lines.place(piece.kind, piece)),
    rules: node.namespace === DSIG ? ["S05", "X08"] : ["X08"],
  };
}

function holdingElements(nodes: readonly TreeNode[], lines: LineIndex): Told[] {
  return nodes
    .filter(({ local, children }) => local !== "AttributeValue" && children.length > 0)
    .map((node) => () => ({
      title: `An element inside ${node.local}`,
      sentences: [`${node.local} holds text only.`, "A library may read the text before the element, after it, inside it, or all of it."],
      readings: [],
      places: firstOf(node.children).map(lines.ofNode),
      rules: node.namespace === DSIG ? ["S05", "X12"] : ["X12"],
    }));
}

/** In a name. Scripts have their own uses for such characters, so that of attributes only values that are else ASCII are told. */
function hidden(nodes: readonly TreeNode[], lines: LineIndex): Told[] {
  return nodes.flatMap((node) => {
    if (node.children.length > 0 || node.namespace === DSIG) return [];
    const pieces = piecesIn(node.text, contentOf(node));
    const value = pieces.map((piece) => piece.value).join("");
    if (!HIDDEN.test(value) || (node.local !== "NameID" && !ASCII.test(value.replace(ALL_HIDDEN, "")))) return [];
    const isName = node.local === "NameID";
    return [
      () => ({
        title: `Characters that show nothing in ${node.local}`,
        sentences: ["The value holds characters that cannot be seen, or that turn the direction of the text.", "To people it looks like another value, and to programs it is not equal to it."],
        readings: [["Value", cut(value, LONGEST)]],
        places: [lines.ofNode(node)],
        rules: isName ? ["A06"] : [],
        ...(isName ? {} : { instead: "saml-edge compares values exactly, and hands them on as they were signed." }),
      }),
    ];
  });
}

const HIDDEN = /(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufff0-\ufffb]/u;
const ALL_HIDDEN = new RegExp(HIDDEN.source, "gu");
const ASCII = /^[\t\n\r -~]*$/;

/** Of a value, in characters. */
const LONGEST = 200;
