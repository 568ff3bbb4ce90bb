// A Response that this page makes around an Assertion that came alone, so that the core can judge the Assertion itself.
import type { Loaded } from "../loaded.js";
import type { XmlElement } from "../xml-outline.js";
import { ASSERTION, PROTOCOL, SIGNATURE } from "./names.js";
import { Tree } from "./tree.js";

export type Wrapped =
  /** `text`: the Response; the octets of the Assertion in it are those that came. */
  | { readonly text: string; readonly refused?: undefined }
  /** Why it would not be the same Assertion any more. */
  | { readonly text?: undefined; readonly refused: string };

export function wrap({ outline, source, message }: Pick<Loaded, "outline" | "source" | "message">): Wrapped {
  const tree = new Tree(outline);
  const { root } = tree;
  if (root === null || root.local !== "Assertion" || root.end <= root.tagEnd) return { refused: "It is not whole." };
  if (!isUtf8(message.xml)) return { refused: "Its octets are not UTF-8, and would not stay as they are." };
  if (!isExclusive(tree, root)) return { refused: "Its signature is over the namespaces around it too (inclusive canonicalisation), and a Response around it adds one." };
  return { text: `${LABEL}${opening(tree, root)}${source.text.slice(root.start, root.end)}</wrapper:Response>` };
}

/** Whether this page made the Response, by what stands before it. Anybody can write that: it only takes trust away. */
export const isWrapper = ({ source }: Pick<Loaded, "source">) => source.text.startsWith(LABEL);

const LABEL = "<!-- The SAML debugger made this Response around an Assertion. Its status, times and ID come from no identity provider. -->\n";

function opening(tree: Tree, root: XmlElement): string {
  const confirmation = tree.children(tree.child(root, "Subject", ASSERTION), "SubjectConfirmation", ASSERTION)[0] ?? null;
  const inResponseTo = tree.attribute(tree.child(confirmation, "SubjectConfirmationData", ASSERTION), "InResponseTo");
  const issueInstant = tree.attribute(root, "IssueInstant") ?? "";
  const attributes = [["ID", "_made-by-the-debugger"], ["Version", "2.0"], ["IssueInstant", issueInstant], ...(inResponseTo === null ? [] : [["InResponseTo", inResponseTo]])];
  const issuer = tree.text(tree.child(root, "Issuer", ASSERTION)) ?? "";
  return `<wrapper:Response xmlns:wrapper="${PROTOCOL}"${attributes.map(([name, value = ""]) => ` ${name}="${escaped(value)}"`).join("")}>` +
    `<issuer:Issuer xmlns:issuer="${ASSERTION}">${escaped(issuer)}</issuer:Issuer>` +
    `<wrapper:Status><wrapper:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></wrapper:Status>`;
}

/** Exclusive canonicalisation leaves out what is declared around the element and not used in it. Whatever is not signed cannot change by it. */
function isExclusive(tree: Tree, root: XmlElement): boolean {
  const info = tree.child(tree.child(root, "Signature", SIGNATURE), "SignedInfo", SIGNATURE);
  if (info === null) return true;
  const transforms = tree.children(info, "Reference", SIGNATURE).flatMap((reference) => tree.children(tree.child(reference, "Transforms", SIGNATURE), "Transform", SIGNATURE));
  const canonicalisation = transforms.map((transform) => tree.attribute(transform, "Algorithm")).filter((uri) => uri !== ENVELOPED);
  return [...canonicalisation, tree.attribute(tree.child(info, "CanonicalizationMethod", SIGNATURE), "Algorithm")].every((uri) => uri?.startsWith(EXCLUSIVE) === true) && canonicalisation.length > 0;
}

const ENVELOPED = `${SIGNATURE}enveloped-signature`;
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

const escaped = (text: string) => text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}
