// Which element of one message stands for which of the other.
import type { Collected } from "./collected.js";
import { leafOf, meaningOf } from "./meaning.js";
import { nameOfElement, pathOf } from "./names.js";
import { attributeNamed, type ComparedNode, type ComparedTree } from "./tree.js";

export type Pair = readonly [ComparedNode, ComparedNode];

type HalfPair = readonly [ComparedNode | null, ComparedNode | null];

export class Pairing {
  /** The same number for elements that mean the same. */
  readonly #numbers = new Map<ComparedNode, number>();
  readonly #known = new Map<string, number>();

  constructor(one: ComparedTree, other: ComparedTree) {
    for (const tree of [one, other]) if (tree.root !== null) this.#number(tree.root, tree);
  }

  /** Children that have the same name and are called the same. */
  groups(first: ComparedNode, second: ComparedNode): Iterable<readonly [ComparedNode[], ComparedNode[]]> {
    const groups = new Map<string, readonly [ComparedNode[], ComparedNode[]]>();
    for (const [side, { children }] of [first, second].entries()) {
      for (const child of children) {
        const key = `${child.namespace} ${child.local} ${identityOf(child)}`;
        const group = groups.get(key) ?? [[], []];
        groups.set(key, group);
        group[side === 0 ? 0 : 1].push(child);
      }
    }
    return groups.values();
  }

  /** First those that mean the same, then the others in their order; where the order matters, in their order alone. */
  pairs(ones: readonly ComparedNode[], others: readonly ComparedNode[]): HalfPair[] {
    const isInOrder = ones[0]?.local === "Transform" || (ones.length < 2 && others.length < 2);
    const left = isInOrder ? { pairs: [], ones, others } : this.#sameFirst(ones, others);
    const pairs: HalfPair[] = [...left.pairs];
    for (let at = 0; at < Math.max(left.ones.length, left.others.length); at += 1) pairs.push([left.ones[at] ?? null, left.others[at] ?? null]);
    return pairs;
  }

  #sameFirst(ones: readonly ComparedNode[], others: readonly ComparedNode[]) {
    const waiting = new Map<number, ComparedNode[]>();
    for (const node of [...others].reverse()) {
      const number = this.#numbers.get(node) ?? -1;
      const known = waiting.get(number);
      if (known === undefined) waiting.set(number, [node]);
      else known.push(node);
    }
    const pairs: Pair[] = [];
    const found = new Set<ComparedNode>();
    for (const node of ones) {
      const same = waiting.get(this.#numbers.get(node) ?? -1)?.pop();
      if (same === undefined) continue;
      pairs.push([node, same]);
      found.add(node).add(same);
    }
    return { pairs, ones: ones.filter((node) => !found.has(node)), others: others.filter((node) => !found.has(node)) };
  }

  #number(node: ComparedNode, tree: ComparedTree): number {
    const children = node.children.map((child) => this.#number(child, tree));
    const attributes = node.attributes.map((attribute) => {
      const { means, offset } = meaningOf({ owner: node, attribute, value: attribute.value }, tree);
      return JSON.stringify([attribute.namespace, attribute.local, means, offset === null ? null : Math.round(offset / 1000)]);
    });
    const text = children.length > 0 && node.text.trim() === "" ? "" : meaningOf(leafOf(node), tree).means;
    const key = JSON.stringify([node.namespace, node.local, attributes.sort(), text, node.comments, children]);
    const number = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, number);
    this.#numbers.set(node, number);
    return number;
  }
}

function identityOf(node: ComparedNode): string {
  const name = IDENTITIES.get(node.local);
  return name === undefined ? "" : (attributeNamed(node, name) ?? "");
}

/** By what the standard tells apart those of one name. */
const IDENTITIES = new Map([
  ["Attribute", "Name"],
  ["RequestedAttribute", "Name"],
  ["EntityDescriptor", "entityID"],
  ["KeyDescriptor", "use"],
  ["SingleSignOnService", "Binding"],
  ["SingleLogoutService", "Binding"],
  ["ContactPerson", "contactType"],
]);

/** A schema says in which order elements of different names stand. */
export function compareOrder(found: Collected, first: ComparedNode, second: ComparedNode, pairs: readonly Pair[]): void {
  const places = (node: ComparedNode) => new Map(node.children.map((child, index) => [child, index] as const));
  const [mine, its] = [places(first), places(second)];
  const inFirst = [...pairs].sort(([one], [other]) => (mine.get(one) ?? 0) - (mine.get(other) ?? 0));
  const inSecond = [...pairs].sort(([, one], [, other]) => (its.get(one) ?? 0) - (its.get(other) ?? 0));
  if (inFirst.every((pair, index) => pair === inSecond[index])) return;
  const [names, otherNames] = [inFirst, inSecond].map((ordered) => ordered.map(([{ local }]) => local).filter((name, index, all) => name !== all[index - 1]).join(", "));
  const isSameOrder = names === otherNames && [...new Set(inFirst.map(([{ local }]) => local))].every((name) => name !== "Assertion");
  if (isSameOrder) return found.spelled("the order of elements that have the same name");
  found.differs(() => ({ group: "structure", label: `Order of the elements in: ${nameOfElement(first).label}`, path: pathOf(leafOf(first)), one: [names ?? ""], other: [otherNames ?? ""], kind: "text" }));
}
