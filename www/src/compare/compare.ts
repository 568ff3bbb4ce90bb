// Two messages, by what they mean.
import type { Message } from "../recognise/index.js";
import type { Outline } from "../xml-outline.js";
import { Collected, type Comparison } from "./collected.js";
import { type Decrypted, withDecrypted } from "./decrypted.js";
import { compareElements } from "./elements.js";
import { compareTransport } from "./transport.js";
import { comparedTree, type ComparedTree } from "./tree.js";

export type { Comparison, Difference } from "./collected.js";

export interface Compared {
  readonly message: Pick<Message, "transport" | "steps" | "problems">;
  readonly outline: Outline;
  /** What the page could decrypt. */
  readonly decrypted: readonly Decrypted[];
}

export function compare(one: Compared, other: Compared): Comparison {
  const found = new Collected();
  const [first, second] = [readTree(one, "first", found), readTree(other, "second", found)];
  compareCounts(found, first, second);
  compareSurroundings(found, first, second);
  if (first.root !== null && second.root !== null) {
    if (first.root.local !== second.root.local) {
      const [kind, otherKind] = [first.root.local, second.root.local];
      found.differs(() => ({ group: "structure", label: "Kind of message", path: "", one: [kind], other: [otherKind], kind: "text" }));
    }
    compareElements(found, first, second);
  } else if (one.outline.text !== other.outline.text) {
    found.differs(() => ({ group: "rest", label: "Text", path: "", one: [one.outline.text], other: [other.outline.text], kind: "markup" }));
  }
  compareTransport(found, one.message, other.message);
  return found.comparison(one.outline.text === other.outline.text);
}

function readTree({ outline, decrypted }: Compared, which: "first" | "second", { notes }: Collected): ComparedTree {
  const tree = comparedTree(outline);
  if (tree.root === null) notes.push(`The ${which} message has no element that can be read: it is compared as text.`);
  else if (!tree.isWhole) notes.push(`The ${which} message is not well-formed, or breaks off: what follows that place is compared as text.`);
  const encrypted = tree.nodes.filter(({ local }) => local === "EncryptedData").length;
  if (encrypted === 0) return tree;
  if (decrypted.length > 0) notes.push(`What was encrypted in the ${which} message is compared as its signature covers it. Of that signature itself, only SignedInfo is known here.`);
  if (decrypted.length < encrypted) notes.push(`The ${which} message has encrypted parts that are not read here: of them only the algorithms are compared.`);
  return withDecrypted(tree, decrypted);
}

/** A message with more of them than the other is a message of another make, or a forged one. */
function compareCounts(found: Collected, one: ComparedTree, other: ComparedTree): void {
  const isEncrypted = [one, other].some(({ nodes }) => nodes.some(({ local }) => local === "EncryptedData"));
  // What stands in ciphertext cannot be counted, but for the assertions themselves.
  for (const [label, names] of COUNTED.slice(0, isEncrypted ? 1 : undefined)) {
    const count = ({ nodes }: ComparedTree) => nodes.filter(({ local }) => names.includes(local)).length;
    const [first, second] = [count(one), count(other)];
    if (first !== second) found.differs(() => ({ group: "structure", label, path: "", one: [String(first)], other: [String(second)], kind: "text" }));
  }
}

const COUNTED: readonly (readonly [string, readonly string[]])[] = [
  ["Number of assertions", ["Assertion", "EncryptedAssertion"]],
  ["Number of subject confirmations", ["SubjectConfirmation"]],
  ["Number of signatures", ["Signature"]],
];

function compareSurroundings(found: Collected, one: ComparedTree, other: ComparedTree): void {
  if (one.root === null || other.root === null) return;
  const encodings = [one, other].map(({ before }) => declared(before));
  if (encodings[0] !== encodings[1]) found.differs(() => ({ group: "rest", label: "XML declaration", path: "", one: [encodings[0] ?? ""], other: [encodings[1] ?? ""], kind: "text" }));
  else if (one.before !== other.before) found.spelled("the XML declaration or the white space around it");
  compareText(found, "Before the root element", withoutDeclaration(one.before), withoutDeclaration(other.before));
  compareText(found, one.isWhole && other.isWhole ? "After the root element" : "After the place where it breaks off", one.after, other.after);
}

function compareText(found: Collected, label: string, one: string, other: string): void {
  const [first, second] = [one, other].map((text) => (text.trim() === "" ? null : [text.trim()]));
  if (first?.[0] !== second?.[0]) found.differs(() => ({ group: "rest", label, path: "", one: first ?? null, other: second ?? null, kind: "markup" }));
}

/** What is not declared is version 1.0, in UTF-8. */
function declared(before: string): string {
  const [declaration = ""] = DECLARATION.exec(before) ?? [];
  const stated = (name: string, otherwise: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)`).exec(declaration)?.[1] ?? otherwise;
  return `XML ${stated("version", "1.0")}, ${stated("encoding", "UTF-8").toUpperCase()}`;
}

const withoutDeclaration = (before: string) => before.replace(DECLARATION, "");
const DECLARATION = /^[\ufeff\s]*<\?xml\s[^>]*\?>/;
