// What the parts of a message are called, and to which group they belong.
import { ASSERTION, DSIG, EXCLUSIVE, METADATA, PROTOCOL, XMLENC, XMLENC11, XSI } from "../names.js";
import { cut } from "../sentences.js";
import type { Leaf } from "./meaning.js";
import { attributeNamed, type ComparedNode, UNREADABLE } from "./tree.js";

/** In the order of how much they matter. */
export const GROUPS = {
  status: "Status",
  structure: "What is in it",
  parties: "Parties and addresses",
  subject: "Who signed in, and how",
  attributes: "Attributes",
  signatures: "Signatures and encryption",
  times: "Times",
  rest: "Everything else",
  transport: "How it was sent",
} as const;

export type Group = keyof typeof GROUPS;

export interface Name {
  readonly group: Group;
  readonly label: string;
}

export function nameOfLeaf(leaf: Leaf): Name {
  const { owner, attribute } = leaf;
  if (attribute === null) return nameOfElement(owner);
  const isPlain = attribute.namespace === "" && isOfSaml(owner);
  const known = isPlain ? (KNOWN.get(`${owner.parent?.local ?? ""}/${owner.local}@${attribute.local}`) ?? KNOWN.get(`${owner.local}@${attribute.local}`) ?? KNOWN.get(`@${attribute.local}`)) : undefined;
  if (known !== undefined) return named(known, owner);
  if (attribute.namespace === XSI) return { group: groupOf(owner), label: `xsi:${attribute.local} of: ${nameOfElement(owner).label}` };
  if (attribute.local === UNREADABLE) return { group: groupOf(owner), label: `What is no attribute, in the tag of ${whole(owner)}` };
  return { group: groupOf(owner), label: `${shortened(attribute.local)} of ${whole(owner)}${foreign(attribute.namespace)}` };
}

export function nameOfElement(node: ComparedNode): Name {
  const known = isOfSaml(node) ? (KNOWN.get(`${node.parent?.local ?? ""}/${node.local}`) ?? KNOWN.get(node.local)) : undefined;
  if (known !== undefined) return named(known, node.parent);
  const group = node.local === "Assertion" ? "structure" : groupOf(node);
  return { group, label: `${title(whole(node))}${isOfSaml(node) ? "" : foreign(node.namespace)}` };
}

type Entry = readonly [Group, string, ("of")?];

function named([group, label, of]: Entry, holder: ComparedNode | null): Name {
  const owner = holder === null ? null : ownerOf(holder);
  // Which of several is meant has to be said in any case.
  const isNeeded = of !== undefined || (owner !== null && /\d$/.test(owner));
  return { group, label: owner === null || !isNeeded ? label : `${label} of ${owner}` };
}

/** The nearest part that people speak of. */
function ownerOf(node: ComparedNode): string | null {
  for (let at: ComparedNode | null = node; at !== null; at = at.parent) {
    if (at.parent === null) return `the ${shortened(at.local)}`;
    if (at.local === "Signature" || at.local === "EncryptedKey") return `the ${at.local === "Signature" ? "signature" : "encrypted key"} of ${ownerOf(at.parent) ?? ""}`;
    if (OWNERS.has(at.local)) return whole(at);
  }
  return null;
}

const OWNERS = new Set(["Assertion", "EncryptedAssertion", "EncryptedID", "EncryptedAttribute", "SubjectConfirmation", "Conditions", "AuthnStatement", "Attribute", "RequestedAttribute", "EntityDescriptor", "IDPSSODescriptor", "SPSSODescriptor", "KeyDescriptor", "SingleSignOnService", "SingleLogoutService", "AssertionConsumerService", "NameIDPolicy"]);

/** An element, and which one of several. */
function whole(node: ComparedNode): string {
  const { local, position, parent } = node;
  if (local === "Attribute" || local === "RequestedAttribute") return `${local === "Attribute" ? "attribute" : "requested attribute"} “${shortened(attributeNamed(node, "Name") ?? "")}”`;
  const entity = local === "EntityDescriptor" && parent !== null ? attributeNamed(node, "entityID") : null;
  if (entity !== null) return `the entity “${shortened(entity)}”`;
  const said = local === "SubjectConfirmation" ? "the subject confirmation" : `the ${shortened(local)}`;
  return parent !== null && (parent.counts.get(local) ?? 0) > 1 ? `${said} ${position}` : said;
}

const title = (words: string) => words.replace(/^the /, "").replace(/^a(?=ttribute “)/, "A").replace(/^r(?=equested attribute “)/, "R");

const foreign = (namespace: string) => (namespace === "" ? "" : `, of the namespace ${shortened(namespace)}`);

const shortened = (name: string) => cut(name, 80);

function groupOf(node: ComparedNode): Group {
  for (let at: ComparedNode | null = node; at !== null; at = at.parent) {
    const group = AREAS.get(at.local);
    if (group !== undefined) return group;
  }
  return "rest";
}

const AREAS = new Map<string, Group>([
  ["Signature", "signatures"],
  ["KeyDescriptor", "signatures"],
  ["EncryptedData", "signatures"],
  ["EncryptedKey", "signatures"],
  ["EncryptedAssertion", "signatures"],
  ["AttributeStatement", "attributes"],
  ["Status", "status"],
  ["Subject", "subject"],
  ["AuthnStatement", "subject"],
  ["NameIDPolicy", "subject"],
  ["RequestedAuthnContext", "subject"],
  ["AudienceRestriction", "parties"],
]);

/** The place, as the checks write it. */
export function pathOf({ owner, attribute }: Leaf): string {
  const steps: string[] = attribute === null ? [] : [`@${shortened(attribute.local)}`];
  for (let at: ComparedNode | null = owner; at !== null; at = at.parent) {
    const isOneOfSeveral = at.parent !== null && (at.parent.counts.get(at.local) ?? 0) > 1;
    steps.push(`${shortened(at.local)}${isOneOfSeveral ? `[${at.position}]` : ""}`);
  }
  return `/${steps.reverse().join("/")}`;
}

const isOfSaml = ({ namespace }: ComparedNode) => NAMESPACES.has(namespace);

const NAMESPACES = new Set([PROTOCOL, ASSERTION, METADATA, DSIG, XMLENC, XMLENC11, EXCLUSIVE]);

/** `of`: the name alone does not say whose it is. */
const KNOWN = new Map<string, Entry>([
  ["Status/StatusCode@Value", ["status", "Status"]],
  ["StatusCode/StatusCode@Value", ["status", "Second status"]],
  ["StatusMessage", ["status", "Status message"]],
  ["Issuer", ["parties", "Issuer", "of"]],
  ["Issuer@Format", ["parties", "Format of the Issuer", "of"]],
  ["@Destination", ["parties", "Destination"]],
  ["@Recipient", ["parties", "Recipient"]],
  ["Audience", ["parties", "Audience"]],
  ["@InResponseTo", ["parties", "InResponseTo", "of"]],
  ["@entityID", ["parties", "Entity ID"]],
  ["@AssertionConsumerServiceURL", ["parties", "AssertionConsumerServiceURL"]],
  ["@ProtocolBinding", ["parties", "ProtocolBinding"]],
  ["@Location", ["parties", "Location", "of"]],
  ["@Binding", ["parties", "Binding", "of"]],
  ["NameID", ["subject", "NameID"]],
  ["NameID@Format", ["subject", "Format of the NameID"]],
  ["NameID@NameQualifier", ["subject", "NameQualifier of the NameID"]],
  ["NameID@SPNameQualifier", ["subject", "SPNameQualifier of the NameID"]],
  ["NameID@SPProvidedID", ["subject", "SPProvidedID of the NameID"]],
  ["NameIDPolicy@Format", ["subject", "Format of the NameIDPolicy"]],
  ["@ForceAuthn", ["subject", "ForceAuthn"]],
  ["@IsPassive", ["subject", "IsPassive"]],
  ["SubjectConfirmation@Method", ["subject", "Method of confirmation", "of"]],
  ["AuthnContextClassRef", ["subject", "AuthnContext class"]],
  ["@SessionIndex", ["subject", "SessionIndex"]],
  ["SessionIndex", ["subject", "SessionIndex"]],
  ["Attribute@NameFormat", ["attributes", "NameFormat", "of"]],
  ["Attribute@FriendlyName", ["attributes", "FriendlyName", "of"]],
  ["AttributeValue", ["attributes", "Values", "of"]],
  ["Signature", ["signatures", "Signature", "of"]],
  ["CanonicalizationMethod@Algorithm", ["signatures", "Canonicalisation", "of"]],
  ["SignatureMethod@Algorithm", ["signatures", "Algorithm", "of"]],
  ["Reference/DigestMethod@Algorithm", ["signatures", "Digest algorithm", "of"]],
  ["Transform@Algorithm", ["signatures", "Transform", "of"]],
  ["InclusiveNamespaces@PrefixList", ["signatures", "PrefixList", "of"]],
  ["Reference@URI", ["signatures", "Reference", "of"]],
  ["X509Certificate", ["signatures", "Certificate", "of"]],
  ["EncryptedData/EncryptionMethod@Algorithm", ["signatures", "Encryption", "of"]],
  ["EncryptedKey/EncryptionMethod@Algorithm", ["signatures", "Algorithm", "of"]],
  ["@IssueInstant", ["times", "IssueInstant", "of"]],
  ["@NotBefore", ["times", "NotBefore", "of"]],
  ["@NotOnOrAfter", ["times", "NotOnOrAfter", "of"]],
  ["@SessionNotOnOrAfter", ["times", "SessionNotOnOrAfter"]],
  ["@AuthnInstant", ["times", "AuthnInstant"]],
  ["@validUntil", ["times", "validUntil", "of"]],
  ["@cacheDuration", ["times", "cacheDuration", "of"]],
  ["@ID", ["rest", "ID", "of"]],
  ["@Version", ["rest", "Version", "of"]],
]);
