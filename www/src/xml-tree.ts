// The elements of an outline by parent, name and namespace, with their attributes and texts. What is well-formed is for the core to say.
import { XML } from "./names.js";
import type { Outline, Range, XmlElement } from "./xml-outline.js";
import { attributesIn, charactersIn, prefixOf, type WrittenAttribute } from "./xml-text.js";

export interface Attribute extends WrittenAttribute {
  /** `null` where it has no prefix, or one that nothing declares. */
  readonly namespace: string | null;
}

/** Its range is that of the whole element. */
export interface TreeNode extends Range {
  readonly element: XmlElement;
  readonly local: string;
  /** `null` where none is declared for it. */
  readonly namespace: string | null;
  readonly parent: TreeNode | null;
  readonly children: readonly TreeNode[];
  /** With those that declare namespaces. */
  readonly attributes: readonly Attribute[];
  /** Namespaces by prefix, which is empty for the default one: those that its own tag declares. */
  readonly declared: ReadonlyMap<string, string>;
  /** What it is a part of. */
  readonly text: string;
}

export interface Tree {
  readonly text: string;
  /** In the order of their start tags. */
  readonly nodes: readonly TreeNode[];
  readonly root: TreeNode | null;
}

/** Several parts of the page ask for the tree of one message. */
const known = new WeakMap<Outline, Tree>();

export function treeOf(outline: Outline): Tree {
  const tree = known.get(outline) ?? makeTree(outline);
  known.set(outline, tree);
  return tree;
}

interface Growing extends TreeNode {
  children: TreeNode[];
}

function makeTree({ text, elements }: Outline): Tree {
  const scopes = new Scopes();
  const open: Growing[] = [];
  const nodes = elements.map((element) => {
    while (open.length > 0 && open.at(-1)?.element !== element.parent) scopes.leave(open.pop()?.declared ?? NONE);
    const written = attributesIn(text, element);
    const declared = declaredIn(written);
    scopes.enter(declared);
    const parent = open.at(-1) ?? null;
    const attributes = written.map((attribute) => ({ ...attribute, namespace: attribute.name.includes(":") ? scopes.of(prefixOf(attribute.name)) : null }));
    const node: Growing = { element, start: element.start, end: element.end, local: element.local, namespace: scopes.of(prefixOf(element.name)), parent, children: [], attributes, declared, text };
    parent?.children.push(node);
    open.push(node);
    return node;
  });
  return { text, nodes, root: nodes[0] ?? null };
}

/** What each prefix stands for where the reader is: to look it up takes no walk to the root. */
export class Scopes {
  readonly #stacks = new Map<string, string[]>([["xml", [XML]]]);

  enter(declared: ReadonlyMap<string, string>): void {
    for (const [prefix, namespace] of declared) {
      const stack = this.#stacks.get(prefix);
      if (stack === undefined) this.#stacks.set(prefix, [namespace]);
      else stack.push(namespace);
    }
  }

  leave(declared: ReadonlyMap<string, string>): void {
    for (const prefix of declared.keys()) this.#stacks.get(prefix)?.pop();
  }

  of(prefix: string): string | null {
    return this.#stacks.get(prefix)?.at(-1) || null;
  }
}

export function declaredIn(attributes: readonly Pick<WrittenAttribute, "name" | "value">[]): ReadonlyMap<string, string> {
  const declarations = attributes.filter(({ name }) => isDeclaration(name));
  return declarations.length === 0 ? NONE : new Map(declarations.map(({ name, value }) => [name.slice("xmlns:".length), value]));
}

const NONE: ReadonlyMap<string, string> = new Map();

export const isDeclaration = (name: string): boolean => name === "xmlns" || name.startsWith("xmlns:");

/** What a prefix stands for in a value, such as that of xsi:type. Climbs to the root. */
export function namespaceFor(node: TreeNode, prefix: string): string | null {
  for (let at: TreeNode | null = node; at !== null; at = at.parent) {
    const found = at.declared.get(prefix);
    if (found !== undefined) return found || null;
  }
  return prefix === "xml" ? XML : null;
}

export const isNamed = (node: TreeNode | null, namespace: string, ...locals: readonly string[]): boolean => node !== null && node.namespace === namespace && locals.includes(node.local);

export const childrenNamed = (node: TreeNode | null, namespace: string, local: string): readonly TreeNode[] => node?.children.filter((child) => isNamed(child, namespace, local)) ?? [];

export const childNamed = (node: TreeNode | null, namespace: string, local: string): TreeNode | null => node?.children.find((child) => isNamed(child, namespace, local)) ?? null;

/** Whatever its namespace. */
export const childCalled = (node: TreeNode | null, local: string): TreeNode | null => node?.children.find((child) => child.local === local) ?? null;

/** Without prefix, as the standards have them. */
export const attributeNamed = (node: TreeNode | null, name: string): Attribute | null => node?.attributes.find((attribute) => attribute.name === name) ?? null;

export const attributeValue = (node: TreeNode | null, name: string): string | null => attributeNamed(node, name)?.value ?? null;

/** Without white space around it; `null` where there is no such element. */
export const trimmedText = (node: TreeNode | null): string | null => (node === null ? null : charactersIn(node.text, contentOf(node)).trim());

export const isWithin = (node: TreeNode, ancestor: TreeNode): boolean => node.start >= ancestor.start && node.end <= ancestor.end;

export const tagOf = ({ element: { start, tagEnd } }: TreeNode): Range => ({ start, end: tagEnd });

export const contentOf = ({ element: { tagEnd, contentEnd } }: TreeNode): Range => ({ start: tagEnd, end: contentEnd });
