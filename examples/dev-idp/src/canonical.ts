// Exclusive XML Canonicalisation 1.0 without comments, without an InclusiveNamespaces list.
import type { Element, Node } from "./parsed-xml.js";
import { escapeAttribute, escapeText } from "./xml.mjs";

/** `without` is the enveloped signature. */
export const canonical = (element: Element, without?: Element): string => written(element, without, new Map());

function written(element: Element, without: Element | undefined, rendered: ReadonlyMap<string, string>): string {
  const attributes = Array.from(element.attributes).filter(({ namespaceURI }) => namespaceURI !== XMLNS);
  const used = new Map<string, string>();
  for (const { prefix, namespaceURI } of [element, ...attributes.filter((attribute) => attribute.prefix)]) used.set(prefix ?? "", namespaceURI ?? "");
  used.delete("xml");
  const declarations = [...used].filter(([prefix, namespace]) => (rendered.get(prefix) ?? "") !== namespace).sort(([one], [other]) => order(one, other));
  const inner = Array.from(element.childNodes, (node) => (node === without ? "" : content(node, without, new Map([...rendered, ...used]))));
  const namespaces = declarations.map(([prefix, namespace]) => ` xmlns${prefix && `:${prefix}`}="${escapeAttribute(namespace)}"`);
  const others = attributes
    .sort((one, other) => order(one.namespaceURI ?? "", other.namespaceURI ?? "") || order(one.localName ?? "", other.localName ?? ""))
    .map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`);
  return `<${element.tagName}${namespaces.join("")}${others.join("")}>${inner.join("")}</${element.tagName}>`;
}

function content(node: Node, without: Element | undefined, rendered: ReadonlyMap<string, string>): string {
  switch (node.nodeType) {
    case node.ELEMENT_NODE:
      return written(node as Element, without, rendered);
    case node.TEXT_NODE:
    case node.CDATA_SECTION_NODE:
      return escapeText(node.nodeValue ?? "");
    case node.PROCESSING_INSTRUCTION_NODE:
      return `<?${node.nodeName}${node.nodeValue ? ` ${node.nodeValue}` : ""}?>`;
    default:
      return "";
  }
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

const XMLNS = "http://www.w3.org/2000/xmlns/";
