// What a message says, as names and values. Who shows it says whether it was verified.
import type { Range } from "../xml-outline.js";
import { attributeValue, type TreeNode, trimmedText } from "../xml-tree.js";
import { formatWord } from "./words.js";

export interface Fact {
  readonly name: string;
  /** As the message has it. */
  readonly value?: string | undefined;
  /** In words. */
  readonly meaning?: string | undefined;
  readonly at?: Range | undefined;
}

export interface Group {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What the facts stand in, as far as it is in the text. */
  readonly of: TreeNode | null;
}

/** Left out where there is no value. */
export const fact = (name: string, value: string | null, meaning?: string, at?: Range | null): Fact[] =>
  value === null ? [] : [{ name, value, ...(meaning === undefined ? {} : { meaning }), ...(at == null ? {} : { at: { start: at.start, end: at.end } }) }];

/** At most so many of one kind: a message may have thousands. */
export const MOST = 100;

export function listed<Item>(items: readonly Item[], name: string, factsOf: (item: Item) => readonly Fact[]): Fact[] {
  const shown = items.slice(0, MOST).flatMap(factsOf);
  return items.length <= MOST ? shown : [...shown, { name, meaning: `${(items.length - MOST).toLocaleString("en")} more are not shown.` }];
}

export function nameIdFacts(element: TreeNode | null, name: string): Fact[] {
  if (element === null) return [];
  if (element.local === "EncryptedID") return [{ name, meaning: "It is encrypted.", at: element }];
  const format = attributeValue(element, "Format");
  return [
    ...fact(name, trimmedText(element), undefined, element),
    ...fact(`Format of the ${name}`, format, formatWord(format)),
    ...fact("NameQualifier", attributeValue(element, "NameQualifier")),
    ...fact("SPNameQualifier", attributeValue(element, "SPNameQualifier")),
  ];
}

/** The NameID, BaseID or EncryptedID of a subject. */
export const identifierIn = (parent: TreeNode | null): TreeNode | null => parent?.children.find(({ local }) => local === "NameID" || local === "EncryptedID" || local === "BaseID") ?? null;
