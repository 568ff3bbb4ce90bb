// Values that readers take apart, and documents that parsers read differently.
import { ASSERTION } from "../names.js";
import { escaped } from "../xml-text.js";
import { attributeNamed, contentOf, isNamed, isWithin, type TreeNode } from "../xml-tree.js";
import { type Edit, replaced } from "./edits.js";
import { ATTACKER, type LoginParts, wholeOf } from "./login.js";
import type { Variant } from "./variants.js";
import { inExtensions } from "./wrapping-variants.js";

export function textVariants(login: LoginParts): Variant[] {
  const made = [...splits(login), ...documentTypes(login), ...names(login)];
  return made.map(([title, wins, text]) => ({ group: "Values", title, wins, text }));
}

type Made = readonly [title: string, wins: string, text: string];

/** A signature by ID leaves comments out, so that it still verifies. */
function splits(login: LoginParts): Made[] {
  return ["NameID", "AttributeValue", "Issuer", "Audience"].flatMap((local) => {
    const place = splittable(login, local);
    if (place === null) return [];
    const comment = [`A comment in ${local}`, "A library that reads up to the comment takes another value than the one that was signed.", wholeOf(login, [replaced(place, "<!---->")])] as const;
    if (local !== "NameID") return [comment];
    return [comment, [`A processing instruction in ${local}`, "Some libraries digest it as text, and leave it out of what they read.", wholeOf(login, [replaced(place, "<?x y?>")])] as const];
  });
}

/** The middle of the first value that is nothing but text. */
function splittable({ tree, text, assertion }: LoginParts, local: string): { start: number; end: number } | null {
  if (assertion === null) return null;
  const node = tree.nodes.find((candidate) => isNamed(candidate, ASSERTION, local) && isWithin(candidate, assertion) && isPlain(text, candidate));
  if (node === undefined) return null;
  const { start, end } = contentOf(node);
  const at = start + Math.floor((end - start) / 2);
  return { start: at, end: at };
}

/** Letters of ASCII: the middle is then between two of them, and in no reference. */
const isPlain = (text: string, node: TreeNode) => /^[!-%'-;=-~]{2,1000}$/.test(text.slice(contentOf(node).start, contentOf(node).end));

function documentTypes(login: LoginParts): Made[] {
  const { response, text, assertion } = login;
  const before = (declaration: string): Edit => ({ start: response.element.start, end: response.element.start, text: declaration });
  const root = response.element.name;
  const named = login.forgery.map((edit) => (edit.text === ATTACKER ? { ...edit, text: "&name;" } : edit));
  const id = attributeNamed(assertion, "ID");
  return [
    ["A DOCTYPE that declares nothing", "A parser that allows it can be made to read files, fetch addresses, or use up all memory.", wholeOf(login, [before(`<!DOCTYPE ${root}>`)])],
    ["An entity for the name, in a DOCTYPE", "Parsers differ in what an entity is worth, so that the name that is read is not the one that was signed.", wholeOf(login, [before(`<!DOCTYPE ${root} [<!ENTITY name "${ATTACKER}">]>`), ...named])],
    ["An external entity, in a DOCTYPE", "The parser reads a file of the server's.", wholeOf(login, [before(`<!DOCTYPE ${root} [<!ENTITY name SYSTEM "file:///etc/passwd">]>`), ...named])],
    ...(id === null ? [] : [["An attribute by default, in a DOCTYPE", "Elements have attributes that nobody wrote, such as a second ID.", wholeOf(login, [before(`<!DOCTYPE ${root} [<!ATTLIST ${assertion?.element.name ?? root} AssertionID CDATA "${escaped(text.slice(id.inner.start, id.inner.end).replace(/&/g, ""))}">]>`)])] as const]),
  ];
}

function names(login: LoginParts): Made[] {
  const { ofAssertion, ofResponse } = login;
  const id = attributeNamed((ofAssertion ?? ofResponse)?.owner ?? null, "ID");
  const made: Made[] = [["A forged Assertion in another namespace", "A library that asks for the name Assertion alone reads it.", wholeOf(login, [beforeFirstOf(login, `<q:Assertion xmlns:q="${ASSERTION}:other" ID="_forged"><q:Subject><q:NameID>${ATTACKER}</q:NameID></q:Subject></q:Assertion>`)])]];
  if (id === null) return made;
  const value = login.text.slice(id.inner.start, id.inner.end);
  made.push(
    ...["ID", "Id", "xml:id"].map((spelling): Made => [`The signed ID a second time, as ${spelling} of another element`, "The library that verifies finds the one element, and the application reads the other.", wholeOf(login, [inExtensions(login, `<x:a xmlns:x="urn:x" ${spelling}="${value}"/>`)])]),
    ["An ID in another namespace, in front of the real one", "A library that asks for the name ID alone may take it, and verify another element.", wholeOf(login, [...login.forgery, { start: id.start, end: id.start, text: `xmlns:x="urn:x" x:ID="_decoy" ` }])],
  );
  return made;
}

function beforeFirstOf({ assertion, encrypted, response }: LoginParts, text: string): Edit {
  const at = (assertion ?? encrypted)?.element.start ?? response.element.contentEnd;
  return { start: at, end: at, text };
}
