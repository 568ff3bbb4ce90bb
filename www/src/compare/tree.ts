// A message as a tree of names, attributes and texts, whatever prefixes, quotes and white space it was written with.
import type { Outline, XmlElement } from "../xml-outline.js";
import { unescaped } from "../xml-text.js";

export interface Attribute {
  /** Empty where it is in none. */
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
  /** The name as written. */
  readonly written: string;
  readonly quote: string;
}

export interface TreeNode {
  readonly namespace: string;
  readonly local: string;
  readonly written: string;
  readonly parent: TreeNode | null;
  readonly attributes: readonly Attribute[];
  /** Declarations of namespaces, as written. */
  readonly declarations: string;
  readonly children: TreeNode[];
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

export interface Tree {
  /** `null` where no element can be read. */
  readonly root: TreeNode | null;
  /** In the order of their start tags. */
  readonly nodes: readonly TreeNode[];
  /** The element that has this ID. */
  readonly ids: ReadonlyMap<string, TreeNode>;
  readonly before: string;
  /** What follows the root; where that does not end properly, what follows the last tag that can be read. */
  readonly after: string;
  readonly isWhole: boolean;
}

/** No message of SAML comes near it. What is deeper is taken as text, as it was written. */
const DEEPEST = 64;

export function treeOf(outline: Outline, isPartial = false): Tree {
  const { text, elements, tags } = outline;
  const scope = new Scope();
  const nodes: TreeNode[] = [];
  const open: { element: XmlElement; node: TreeNode | null }[] = [];
  const end = (at: number, isWhole: boolean): Tree => ({ root: nodes[0] ?? null, nodes, ids: idsOf(nodes), before: text.slice(0, elements[0]?.start ?? 0), after: text.slice(at), isWhole });
  let at = 0;
  let begun = 0;
  for (const tag of tags) {
    const inside = open.at(-1)?.node;
    if (inside != null) addText(inside, text.slice(at, tag.start));
    const isEnd = text[tag.start + 1] === "/";
    const element = isEnd ? open.at(-1)?.element : elements[begun];
    if (element === undefined || (isEnd && text.slice(tag.start + 2, tag.end - 1).trimEnd() !== element.name)) return end(at, false);
    at = tag.end;
    if (isEnd) close(tag.end);
    else {
      begun += 1;
      const node = open.length < DEEPEST ? makeNode(text, element, open.at(-1)?.node ?? null, scope, isPartial) : null;
      if (node !== null) nodes.push(node);
      open.push({ element, node });
      if (text[tag.end - 2] === "/") close(tag.end);
    }
    if (open.length === 0) return end(at, true);
  }
  return end(at, false);

  function close(to: number): void {
    const closed = open.pop();
    if (closed === undefined || closed.node === null) return;
    const { element, node } = closed;
    node.source = text.slice(element.start, to);
    const holdsDeeper = open.length === DEEPEST - 1 && text.slice(element.tagEnd, element.contentEnd).includes("<");
    if (holdsDeeper) node.text = text.slice(element.tagEnd, element.contentEnd);
    scope.leave();
  }
}

function makeNode(text: string, element: XmlElement, parent: TreeNode | null, scope: Scope, isPartial: boolean): TreeNode {
  const written = writtenAttributes(text.slice(element.start + 1 + element.name.length, element.tagEnd - (text[element.tagEnd - 2] === "/" ? 2 : 1)));
  const declared = written.filter(({ name }) => isDeclaration(name));
  scope.enter(declared.map(({ name, value }) => [name === "xmlns" ? "" : name.slice("xmlns:".length), value]));
  const position = (parent?.counts.get(element.local) ?? 0) + 1;
  const attributes = written.filter(({ name }) => !isDeclaration(name)).map((attribute) => makeAttribute(attribute, scope));
  const node: TreeNode = {
    namespace: scope.of(prefixOf(element.name)),
    local: element.local,
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
  parent?.counts.set(element.local, position);
  return node;
}

function makeAttribute({ name, value, quote }: Written, scope: Scope): Attribute {
  const prefix = prefixOf(name);
  const namespace = prefix === "" ? "" : scope.of(prefix);
  const local = localOf(name);
  // A type is a name with a prefix, and the same one whatever its prefix is.
  const isType = namespace === INSTANCE && local === "type";
  return { namespace, local, written: name, quote, value: isType ? `${localOf(value)} (${scope.of(prefixOf(value)) || "no namespace"})` : value };
}

interface Written {
  readonly name: string;
  readonly value: string;
  readonly quote: string;
}

function writtenAttributes(tag: string): Written[] {
  const found: Written[] = [];
  ATTRIBUTE.lastIndex = 0;
  let at = 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    const [, name = "", quoted = '""'] = match;
    found.push({ name, value: unescaped(quoted.slice(1, -1).replace(/[\t\r\n]/g, " ")), quote: quoted[0] ?? "" });
    at = ATTRIBUTE.lastIndex;
  }
  const rest = tag.slice(at).trim();
  return rest === "" ? found : [...found, { name: UNREADABLE, value: rest, quote: "" }];
}

const ATTRIBUTE = /\s*([^\s=/"']+)\s*=\s*("[^"]*"|'[^']*')/y;

/** The name of what stands in a start tag and is no attribute. */
export const UNREADABLE = "(unreadable)";

/** What each prefix stands for here. */
class Scope {
  readonly #meanings = new Map<string, string[]>([["xml", ["http://www.w3.org/XML/1998/namespace"]]]);
  readonly #entered: string[][] = [];

  enter(declared: readonly (readonly [string, string])[]): void {
    for (const [prefix, namespace] of declared) {
      const known = this.#meanings.get(prefix);
      if (known === undefined) this.#meanings.set(prefix, [namespace]);
      else known.push(namespace);
    }
    this.#entered.push(declared.map(([prefix]) => prefix));
  }

  leave(): void {
    for (const prefix of this.#entered.pop() ?? []) this.#meanings.get(prefix)?.pop();
  }

  of(prefix: string): string {
    return this.#meanings.get(prefix)?.at(-1) ?? (prefix === "" ? "" : `undeclared prefix ${prefix}`);
  }
}

function addText(node: TreeNode, between: string): void {
  let at = 0;
  for (const { 0: whole, 1: literal, index } of between.matchAll(SECTION)) {
    node.text += characters(between.slice(at, index)) + (literal ?? "");
    if (literal === undefined) node.comments.push(whole);
    at = index + whole.length;
  }
  node.text += characters(between.slice(at));
}

const SECTION = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g;

const characters = (text: string) => unescaped(text.replace(/\r\n?/g, "\n"));

export function idsOf(nodes: readonly TreeNode[]): Map<string, TreeNode> {
  const ids = new Map<string, TreeNode>();
  for (const node of nodes) for (const { local, value } of node.attributes) if (isId(local) && !ids.has(value)) ids.set(value, node);
  return ids;
}

export const isId = (local: string) => local === "ID" || local === "Id" || local === "AssertionID";

const isDeclaration = (name: string) => name === "xmlns" || name.startsWith("xmlns:");
const prefixOf = (name: string) => name.slice(0, Math.max(0, name.indexOf(":")));
const localOf = (name: string) => name.slice(name.indexOf(":") + 1);

export const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

export const attributeNamed = (node: TreeNode, local: string): string | null => node.attributes.find((attribute) => attribute.local === local && attribute.namespace === "")?.value ?? null;
