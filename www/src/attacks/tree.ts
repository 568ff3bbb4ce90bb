// The outline of a message as a tree: namespaces, attributes and their places. What is well-formed is for the core to say.
import type { Outline, Range, XmlElement } from "../xml-outline.js";
import { unescaped } from "../xml-text.js";
import { XML } from "./names.js";

export interface Attribute extends Range {
  /** As written, with prefix. */
  readonly name: string;
  readonly local: string;
  readonly value: string;
  /** Between its quotes. */
  readonly inner: Range;
}

export interface TreeNode {
  readonly element: XmlElement;
  readonly local: string;
  /** `null` where none is declared for it. */
  readonly namespace: string | null;
  readonly parent: TreeNode | null;
  readonly children: readonly TreeNode[];
  readonly attributes: readonly Attribute[];
}

export interface Tree {
  readonly text: string;
  /** In the order of their start tags. */
  readonly nodes: readonly TreeNode[];
  readonly root: TreeNode | null;
}

interface Growing extends TreeNode {
  readonly children: TreeNode[];
}

export function treeOf({ text, elements }: Outline): Tree {
  const scopes = new Scopes();
  const open: Growing[] = [];
  const nodes = elements.map((element) => {
    while (open.length > 0 && open.at(-1)?.element !== element.parent) scopes.leave(open.pop()?.attributes ?? []);
    const attributes = attributesOf(text, element);
    scopes.enter(attributes);
    const parent = open.at(-1) ?? null;
    const node: Growing = { element, local: element.local, namespace: scopes.of(prefixOf(element.name)), parent, children: [], attributes };
    parent?.children.push(node);
    open.push(node);
    return node;
  });
  return { text, nodes, root: nodes[0] ?? null };
}

/** What each prefix stands for where the reader is: to look it up takes no walk to the root. */
class Scopes {
  readonly #stacks = new Map<string, string[]>([["xml", [XML]]]);

  enter(attributes: readonly Attribute[]): void {
    for (const { name, value } of attributes) {
      const prefix = declaredBy(name);
      if (prefix === null) continue;
      const stack = this.#stacks.get(prefix);
      if (stack === undefined) this.#stacks.set(prefix, [value]);
      else stack.push(value);
    }
  }

  leave(attributes: readonly Attribute[]): void {
    for (const { name } of attributes) this.#stacks.get(declaredBy(name) ?? "xmlns")?.pop();
  }

  of(prefix: string): string | null {
    return this.#stacks.get(prefix)?.at(-1) || null;
  }
}

const prefixOf = (name: string) => (name.includes(":") ? name.slice(0, name.indexOf(":")) : "");

const declaredBy = (name: string): string | null => (name === "xmlns" ? "" : name.startsWith("xmlns:") ? name.slice(6) : null);

function attributesOf(text: string, { start, tagEnd, name }: XmlElement): Attribute[] {
  const from = start + 1 + name.length;
  const tag = text.slice(from, tagEnd);
  const found: Attribute[] = [];
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    const [whole, space = "", written = "", quoted = ""] = match;
    const [begin, end] = [from + match.index, from + match.index + whole.length];
    const inner = { start: end - quoted.length + 1, end: end - 1 };
    found.push({ name: written, local: written.slice(written.indexOf(":") + 1), value: unescaped(quoted.slice(1, -1)), start: begin + space.length, end, inner });
  }
  return found;
}

/** Each begins where the last one ends: what is no attribute ends the list. */
const ATTRIBUTE = /(\s+)([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')/y;

export const isNamed = (node: TreeNode | null, namespace: string, ...locals: readonly string[]): boolean => node !== null && node.namespace === namespace && locals.includes(node.local);

export const childrenNamed = (node: TreeNode, namespace: string, local: string): readonly TreeNode[] => node.children.filter((child) => isNamed(child, namespace, local));

export const childNamed = (node: TreeNode | null, namespace: string, local: string): TreeNode | null => node?.children.find((child) => isNamed(child, namespace, local)) ?? null;

/** Without prefix, as the standards have them. */
export const attributeNamed = (node: TreeNode | null, name: string): Attribute | null => node?.attributes.find((attribute) => attribute.name === name) ?? null;

export function isWithin(node: TreeNode, ancestor: TreeNode): boolean {
  return node.element.start >= ancestor.element.start && node.element.end <= ancestor.element.end;
}

export const tagOf = ({ element: { start, tagEnd } }: TreeNode): Range => ({ start, end: tagEnd });

export const contentOf = ({ element: { tagEnd, contentEnd } }: TreeNode): Range => ({ start: tagEnd, end: contentEnd });
