// A message as it is compared: names, values and texts, whatever prefixes, quotes and white space it was written with.
import { XSI } from "../names.js";
import type { Outline, Range } from "../xml-outline.js";
import { localOf, piecesIn, prefixOf } from "../xml-text.js";
import { type Attribute, contentOf, isDeclaration, namespaceFor, type TreeNode, treeOf } from "../xml-tree.js";

export interface ComparedAttribute {
  /** Empty where it is in none. */
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
  /** The name as written. */
  readonly written: string;
  readonly quote: string;
}

export interface ComparedNode {
  readonly namespace: string;
  readonly local: string;
  readonly written: string;
  readonly parent: ComparedNode | null;
  readonly attributes: readonly ComparedAttribute[];
  /** Declarations of namespaces, as written. */
  readonly declarations: string;
  readonly children: ComparedNode[];
  /** Its own character data. */
  text: string;
  /** Comments and processing instructions directly in it, as written. */
  readonly comments: string[];
  /** Among its siblings of that local name, from 1. */
  readonly position: number;
  /** How many children of each local name it has. */
  readonly counts: Map<string, number>;
  /** Its markup. */
  source: string;
  /** The IssueInstant of it, or of what it stands in. */
  readonly issued: string | null;
  /** Made of what is known of it, which is not all: what it lacks says nothing. */
  readonly isPartial: boolean;
}

export interface ComparedTree {
  /** `null` where no element can be read. */
  readonly root: ComparedNode | null;
  /** In the order of their start tags. */
  readonly nodes: readonly ComparedNode[];
  /** The element that has this ID. */
  readonly ids: ReadonlyMap<string, ComparedNode>;
  readonly before: string;
  /** What follows the root; where that does not end properly, what follows the last tag that can be read. */
  readonly after: string;
  readonly isWhole: boolean;
}

/** No message of SAML comes near it. What is deeper is taken as text, as it was written. */
const DEEPEST = 64;

export function comparedTree(outline: Outline, isPartial = false): ComparedTree {
  const { text, tags } = outline;
  const all = treeOf(outline).nodes;
  const nodes: ComparedNode[] = [];
  const open: { of: TreeNode; node: ComparedNode | null }[] = [];
  const end = (at: number, isWhole: boolean): ComparedTree => ({ root: nodes[0] ?? null, nodes, ids: idsOf(nodes), before: text.slice(0, all[0]?.start ?? 0), after: text.slice(at), isWhole });
  let at = 0;
  let begun = 0;
  for (const tag of tags) {
    const inside = open.at(-1)?.node;
    if (inside != null) addText(inside, text, { start: at, end: tag.start });
    const isEnd = text[tag.start + 1] === "/";
    const of = isEnd ? open.at(-1)?.of : all[begun];
    if (of === undefined || (isEnd && text.slice(tag.start + 2, tag.end - 1).trimEnd() !== of.element.name)) return end(at, false);
    at = tag.end;
    if (isEnd) close(tag.end);
    else {
      begun += 1;
      const node = open.length < DEEPEST ? makeNode(of, open.at(-1)?.node ?? null, isPartial) : null;
      if (node !== null) nodes.push(node);
      open.push({ of, node });
      if (text[tag.end - 2] === "/") close(tag.end);
    }
    if (open.length === 0) return end(at, true);
  }
  return end(at, false);

  function close(to: number): void {
    const closed = open.pop();
    if (closed === undefined || closed.node === null) return;
    const { of, node } = closed;
    const content = contentOf(of);
    node.source = text.slice(of.start, to);
    const holdsDeeper = open.length === DEEPEST - 1 && text.slice(content.start, content.end).includes("<");
    if (holdsDeeper) node.text = text.slice(content.start, content.end);
  }
}

function makeNode(of: TreeNode, parent: ComparedNode | null, isPartial: boolean): ComparedNode {
  const { element, local, text } = of;
  const declared = of.attributes.filter(({ name }) => isDeclaration(name));
  const position = (parent?.counts.get(local) ?? 0) + 1;
  const attributes = [...of.attributes.filter(({ name }) => !isDeclaration(name)).map((attribute) => makeAttribute(attribute, of)), ...unreadable(of)];
  const node: ComparedNode = {
    namespace: named(of.namespace, prefixOf(element.name)),
    local,
    written: element.name,
    parent,
    attributes,
    declarations: declared.map(({ name, value }) => `${name}=${value}`).sort().join(" "),
    children: [],
    text: "",
    comments: [],
    position,
    counts: new Map(),
    source: text.slice(element.start, element.tagEnd),
    issued: attributes.find(({ local, namespace }) => local === "IssueInstant" && namespace === "")?.value ?? parent?.issued ?? null,
    isPartial,
  };
  parent?.children.push(node);
  parent?.counts.set(local, position);
  return node;
}

/** Two prefixes that nobody declared are not one namespace. */
const named = (namespace: string | null, prefix: string): string => namespace ?? (prefix === "" ? "" : `undeclared prefix ${prefix}`);

function makeAttribute({ name, local, namespace, value, inner }: Attribute, of: TreeNode): ComparedAttribute {
  // A type is a name with a prefix, and the same one whatever its prefix is.
  const isType = namespace === XSI && local === "type";
  const meant = () => `${localOf(value)} (${named(namespaceFor(of, prefixOf(value)), prefixOf(value)) || "no namespace"})`;
  return { namespace: named(namespace, prefixOf(name)), local, written: name, quote: of.text[inner.end] ?? "", value: isType ? meant() : value };
}

function unreadable({ text, attributes, element: { start, name, tagEnd } }: TreeNode): ComparedAttribute[] {
  const from = attributes.at(-1)?.end ?? start + 1 + name.length;
  const value = text.slice(from, tagEnd - (text[tagEnd - 2] === "/" ? 2 : 1)).trim();
  return value === "" ? [] : [{ namespace: "", local: UNREADABLE, written: UNREADABLE, quote: "", value }];
}

/** The name of what stands in a start tag and is no attribute. */
export const UNREADABLE = "(unreadable)";

function addText(node: ComparedNode, text: string, between: Range): void {
  for (const { kind, start, end, value } of piecesIn(text, between)) {
    node.text += value;
    if (kind === "comment" || kind === "processing instruction") node.comments.push(text.slice(start, end));
  }
}

export function idsOf(nodes: readonly ComparedNode[]): Map<string, ComparedNode> {
  const ids = new Map<string, ComparedNode>();
  for (const node of nodes) for (const { local, value } of node.attributes) if (isId(local) && !ids.has(value)) ids.set(value, node);
  return ids;
}

export const isId = (local: string) => local === "ID" || local === "Id" || local === "AssertionID";

export const attributeNamed = (node: ComparedNode, local: string): string | null => node.attributes.find((attribute) => attribute.local === local && attribute.namespace === "")?.value ?? null;
