// XML that came in: parsed without document types, and asked by names and namespaces.
import { DOMParser, type Element, type Node } from "@xmldom/xmldom";

import { Refusal } from "./refusal.js";

export type { Element, Node };

export function parseXml(xml: string): Element {
  // Entities are declared there, and no SAML message has one.
  if (xml.includes("<!DOCTYPE")) throw new Refusal(400, "The XML has a document type, which no SAML message may have.");
  let root: Element | null;
  try {
    const onError = (_level: string, words: string) => {
      throw new Error(words);
    };
    root = new DOMParser({ onError }).parseFromString(xml, "text/xml").documentElement;
  } catch (cause) {
    throw new Refusal(400, `This is no well-formed XML: ${cause instanceof Error ? cause.message : cause}`);
  }
  if (root === null) throw new Refusal(400, "This is no XML: it has no element.");
  return root;
}

export const isNamed = (node: Node, namespace: string, name: string): node is Element => node.namespaceURI === namespace && node.localName === name;

export const childrenOf = (parent: Element | undefined, namespace: string, name: string): readonly Element[] =>
  parent === undefined ? [] : Array.from(parent.childNodes).filter((node): node is Element => isNamed(node, namespace, name));

export const childOf = (parent: Element | undefined, namespace: string, name: string): Element | undefined => childrenOf(parent, namespace, name)[0];

export const textOf = (element: Element | undefined): string => (element?.textContent ?? "").trim();

export const attributeOf = (element: Element | undefined, name: string): string | undefined => element?.getAttribute(name) ?? undefined;

export const booleanOf = (element: Element | undefined, name: string): boolean => ["true", "1"].includes(attributeOf(element, name) ?? "");
