// What is sent, written in the form that exclusive canonicalisation would give it, so that the octets that are signed are the octets that are sent. Every value is escaped here.
import { DS, MD, SAML, SAMLP, XENC } from "./names.mjs";

/**
 * @typedef {object} Element
 * @property {string} name With its prefix.
 * @property {Record<string, string | undefined>} attributes In any order; one without a value is left out.
 * @property {(Element | string)[]} content
 */
/** @typedef {Element | string | undefined | (Element | string)[]} Content */

/** An element; content that is undefined is left out.
 * @param {string} name @param {Record<string, string | undefined>} [attributes] @param {Content[]} content @returns {Element} */
export function element(name, attributes = {}, ...content) {
  return { name, attributes, content: content.flat().filter((part) => part !== undefined) };
}

/** The element with `added` after its first child, which in all messages is the Issuer. @param {Element} root @param {Element} added @returns {Element} */
export function withSecond(root, added) {
  const [first, ...rest] = root.content;
  return { ...root, content: first === undefined ? [added] : [first, added, ...rest] };
}

/** A prefix is declared where it is first used. @param {Element} element @param {readonly string[]} [declared] @returns {string} */
export function write({ name, attributes, content }, declared = []) {
  const [prefix = ""] = name.split(":");
  const isNew = !declared.includes(prefix);
  const within = isNew ? [...declared, prefix] : declared;
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([attribute, value]) => ` ${attribute}="${escapeAttribute(String(value))}"`);
  const inner = content.map((part) => (typeof part === "string" ? escapeText(part) : write(part, within)));
  return `<${name}${isNew ? ` xmlns:${prefix}="${NAMESPACES[prefix]}"` : ""}${written.join("")}>${inner.join("")}</${name}>`;
}

/** Canonical XML 1.0, 2.3. @param {string} text */
export const escapeText = (text) => allowed(text).replace(/[&<>\r]/g, (character) => `${ESCAPES[character]}`);

/** @param {string} text */
export const escapeAttribute = (text) => allowed(text).replace(/[&<"\t\n\r]/g, (character) => `${ESCAPES[character]}`);

/** XML 1.0, 2.2: no escape makes other characters legal. @param {string} text */
export function allowed(text) {
  const [found] = FORBIDDEN.exec(text) ?? [];
  if (found === undefined) return text;
  throw new TypeError(`XML cannot hold the character U+${found.codePointAt(0)?.toString(16).padStart(4, "0")}.`);
}

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;" };

/** @type {Record<string, string>} */
const NAMESPACES = { saml: SAML, samlp: SAMLP, md: MD, ds: DS, xenc: XENC };

const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;
