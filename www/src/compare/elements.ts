// Walks two trees together: each element beside the one that it stands for in the other.
import { XSI } from "../names.js";
import type { Collected, Difference } from "./collected.js";
import { type Leaf, leafOf, meaningOf, sameMeaning } from "./meaning.js";
import { nameOfElement, nameOfLeaf, pathOf } from "./names.js";
import { showOnly } from "./one-sided.js";
import { compareOrder, type Pair, Pairing } from "./pairing.js";
import type { ComparedAttribute, ComparedNode, ComparedTree } from "./tree.js";

export function compareElements(found: Collected, one: ComparedTree, other: ComparedTree): void {
  if (one.root === null || other.root === null) return;
  const pairing = new Pairing(one, other);
  comparePair([one.root, other.root]);

  /** As deep as trees are. */
  function comparePair([first, second]: Pair): void {
    compareSpelling(found, first, second);
    compareAttributes(first, second);
    compareText(first, second);
    compareComments(found, first, second);
    const pairs: Pair[] = [];
    for (const [ones, others] of pairing.groups(first, second)) {
      if (ones.length + others.length > 2 && [...ones, ...others].every(isListed)) compareLists(found, ones, others);
      else for (const pair of pairing.pairs(ones, others)) {
        const [mine, its] = pair;
        if (mine !== null && its !== null) {
          pairs.push([mine, its]);
          comparePair([mine, its]);
        } else if (mine !== null && !second.isPartial) showOnly(found, mine, "one");
        else if (its !== null && !first.isPartial) showOnly(found, its, "other");
      }
    }
    if (!first.isPartial && !second.isPartial) compareOrder(found, first, second, pairs);
  }

  function compareAttributes(first: ComparedNode, second: ComparedNode): void {
    const theirs = new Map(keyed(second));
    for (const [key, attribute] of keyed(first)) {
      const its = theirs.get(key) ?? null;
      theirs.delete(key);
      if (its !== null) compareLeaves(ofAttribute(first, attribute), ofAttribute(second, its));
      else compareLeaves(ofAttribute(first, attribute), null);
      if (its !== null && its.quote !== attribute.quote) found.spelled("quotes");
    }
    for (const attribute of theirs.values()) compareLeaves(null, ofAttribute(second, attribute));
  }

  function compareText(first: ComparedNode, second: ComparedNode): void {
    const hasText = (node: ComparedNode) => node.children.length === 0 || node.text.trim() !== "";
    if (hasText(first) && hasText(second)) {
      // An element that has others in it, and no text, is not an empty text.
      return compareLeaves(leafOf(first), leafOf(second));
    }
    if (hasText(first) && first.text !== "") compareLeaves(leafOf(first), null);
    else if (hasText(second) && second.text !== "") compareLeaves(null, leafOf(second));
    else if (first.text !== second.text) found.spelled("white space between elements");
  }

  function compareLeaves(first: Leaf | null, second: Leaf | null): void {
    const named = first ?? second;
    if (named === null) return;
    const [mine, its] = [first && meaningOf(first, one), second && meaningOf(second, other)];
    const row = (shown: string | null, otherShown: string | null) => (): Difference => ({ ...nameOfLeaf(named), path: pathOf(named), one: shown === null ? null : [shown], other: otherShown === null ? null : [otherShown], kind: kindOf(named) });
    if (mine === null || its === null) return found.differs(row(first?.value ?? null, second?.value ?? null));
    if (!sameMeaning(mine, its)) {
      // Two times after the same instant can differ in how they are written alone.
      return found.differs(mine.shown === its.shown ? row(first?.value ?? "", second?.value ?? "") : row(mine.shown, its.shown));
    }
    if (first?.value === second?.value) return;
    if (mine.varies) found.varies(row(first?.value ?? "", second?.value ?? ""));
    else found.spelled(kindOf(named) === "certificate" ? "white space in base64" : "truth values");
  }

  function isListed(node: ComparedNode): boolean {
    const isPlain = node.children.length === 0 && node.comments.length === 0 && node.attributes.every(isType);
    return isPlain && kindOf(leafOf(node)) === "text" && !meaningOf(leafOf(node), one).varies;
  }
}

/** Values whose order says nothing. */
function compareLists(found: Collected, ones: readonly ComparedNode[], others: readonly ComparedNode[]): void {
  const named = ones[0] ?? others[0];
  if (named === undefined) return;
  const row = (label: string, value: (node: ComparedNode) => string) => {
    const [first, second] = [ones.map(value), others.map(value)];
    if (sorted(first) === sorted(second)) {
      if (first.some((text, index) => text !== second[index])) found.spelled("the order of values");
      return;
    }
    found.differs(() => ({ ...nameOfElement(named), ...(label === "" ? {} : { label: `${label}: ${nameOfElement(named).label}` }), path: pathOf(leafOf(named)), one: first.length === 0 ? null : first, other: second.length === 0 ? null : second, kind: "text" }));
  };
  row("", ({ text }) => text);
  if (ones.length === others.length) row("xsi:type", (node) => node.attributes.find(isType)?.value ?? "none");
}

const sorted = (texts: readonly string[]) => JSON.stringify([...texts].sort());

const isType = ({ namespace, local }: ComparedAttribute) => namespace === XSI && local === "type";

function compareSpelling(found: Collected, first: ComparedNode, second: ComparedNode): void {
  if (first.written !== second.written) found.spelled("prefixes");
  if (first.declarations !== second.declarations) found.spelled("declarations of namespaces");
  const names = ({ attributes }: ComparedNode) => attributes.map(({ namespace, local }) => `${namespace} ${local}`);
  const [ones, others] = [names(first), names(second)];
  if (ones.join("\n") !== others.join("\n") && sorted(ones) === sorted(others)) found.spelled("the order of XML attributes");
}

/** A comment that splits a text is how names are forged. */
function compareComments(found: Collected, first: ComparedNode, second: ComparedNode): void {
  const [ones, others] = [first.comments, second.comments];
  if (ones.length === others.length && ones.every((comment, index) => comment === others[index])) return;
  found.differs(() => {
    const { group, label } = nameOfElement(first);
    return { group, label: `Comments or instructions in: ${label}`, path: pathOf(leafOf(first)), one: ones.length === 0 ? null : ones, other: others.length === 0 ? null : others, kind: "markup" };
  });
}

const ofAttribute = (owner: ComparedNode, attribute: ComparedAttribute): Leaf => ({ owner, attribute, value: attribute.value });

/** An attribute that is there twice is no XML, and is compared as two. */
function keyed({ attributes }: ComparedNode): [string, ComparedAttribute][] {
  const seen = new Map<string, number>();
  return attributes.map((attribute) => {
    const key = `${attribute.namespace} ${attribute.local}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return [`${key} ${count}`, attribute];
  });
}

export const kindOf = ({ owner, attribute }: Leaf): Difference["kind"] => (attribute === null && owner.local === "X509Certificate" ? "certificate" : "text");
