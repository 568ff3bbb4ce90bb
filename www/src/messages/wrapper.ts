// A Response that this page makes around an Assertion that came alone, so that the core can judge the Assertion itself.
import type { Loaded } from "../loaded.js";
import { ASSERTION, DSIG, ENVELOPED, EXCLUSIVE, PROTOCOL, STATUS } from "../names.js";
import { utf8 } from "../octets.js";
import { escaped } from "../xml-text.js";
import { attributeValue, childNamed, childrenNamed, type TreeNode, treeOf, trimmedText } from "../xml-tree.js";

export type Wrapped =
  /** `text`: the Response; the octets of the Assertion in it are those that came. */
  | { readonly text: string; readonly refused?: undefined }
  /** Why it would not be the same Assertion any more. */
  | { readonly text?: undefined; readonly refused: string };

export function wrap({ outline, source, message }: Pick<Loaded, "outline" | "source" | "message">): Wrapped {
  const { root } = treeOf(outline);
  if (root === null || root.local !== "Assertion" || root.end <= root.element.tagEnd) return { refused: "It is not whole." };
  if (utf8(message.xml) === null) return { refused: "Its octets are not UTF-8, and would not stay as they are." };
  if (!isExclusive(root)) return { refused: "Its signature is over the namespaces around it too (inclusive canonicalisation), and a Response around it adds one." };
  return { text: `${LABEL}${opening(root)}${source.text.slice(root.start, root.end)}</wrapper:Response>` };
}

/** Whether this page made the Response, by what stands before it. Anybody can write that: it only takes trust away. */
export const isWrapper = ({ source }: Pick<Loaded, "source">) => source.text.startsWith(LABEL);

const LABEL = "<!-- The SAML debugger made this Response around an Assertion. Its status, times and ID come from no identity provider. -->\n";

function opening(root: TreeNode): string {
  const confirmation = childrenNamed(childNamed(root, ASSERTION, "Subject"), ASSERTION, "SubjectConfirmation")[0] ?? null;
  const inResponseTo = attributeValue(childNamed(confirmation, ASSERTION, "SubjectConfirmationData"), "InResponseTo");
  const issueInstant = attributeValue(root, "IssueInstant") ?? "";
  const attributes = [["ID", "_made-by-the-debugger"], ["Version", "2.0"], ["IssueInstant", issueInstant], ...(inResponseTo === null ? [] : [["InResponseTo", inResponseTo]])];
  const issuer = trimmedText(childNamed(root, ASSERTION, "Issuer")) ?? "";
  return `<wrapper:Response xmlns:wrapper="${PROTOCOL}"${attributes.map(([name, value = ""]) => ` ${name}="${escaped(value)}"`).join("")}>` +
    `<issuer:Issuer xmlns:issuer="${ASSERTION}">${escaped(issuer)}</issuer:Issuer>` +
    `<wrapper:Status><wrapper:StatusCode Value="${STATUS}Success"/></wrapper:Status>`;
}

/** Exclusive canonicalisation leaves out what is declared around the element and not used in it. Whatever is not signed cannot change by it. */
function isExclusive(root: TreeNode): boolean {
  const info = childNamed(childNamed(root, DSIG, "Signature"), DSIG, "SignedInfo");
  if (info === null) return true;
  const transforms = childrenNamed(info, DSIG, "Reference").flatMap((reference) => childrenNamed(childNamed(reference, DSIG, "Transforms"), DSIG, "Transform"));
  const canonicalisation = transforms.map((transform) => attributeValue(transform, "Algorithm")).filter((uri) => uri !== ENVELOPED);
  return [...canonicalisation, attributeValue(childNamed(info, DSIG, "CanonicalizationMethod"), "Algorithm")].every((uri) => uri?.startsWith(EXCLUSIVE) === true) && canonicalisation.length > 0;
}
