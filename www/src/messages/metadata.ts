// What metadata says: entities, roles, endpoints and certificates (SAML metadata 2.3, 2.4).
import { DSIG, METADATA, PROTOCOL, SHIBBOLETH_METADATA } from "../names.js";
import { attributeOf, type Outline, textOf, type XmlElement } from "../xml-outline.js";
import { attributeValue, childCalled, childNamed, childrenNamed, type TreeNode, treeOf, trimmedText } from "../xml-tree.js";
import { type Fact, fact, type Group, listed } from "./facts.js";
import { utcOf } from "./protocol.js";
import { bindingWord, formatWord } from "./words.js";

export interface EntityName {
  readonly element: XmlElement;
  readonly entityId: string;
  readonly displayName: string | null;
  readonly isIdp: boolean;
  readonly isSp: boolean;
}

/** In one pass: a federation has thousands. */
export function entitiesIn(outline: Outline): EntityName[] {
  const entities: { -readonly [Key in keyof EntityName]: EntityName[Key] }[] = [];
  for (const element of outline.elements) {
    if (element.local === "EntityDescriptor") {
      entities.push({ element, entityId: attributeOf(outline, element, "entityID") ?? "", displayName: null, isIdp: false, isSp: false });
      continue;
    }
    const open = entities.at(-1);
    if (open === undefined) continue;
    if (element.local === "IDPSSODescriptor") open.isIdp = true;
    else if (element.local === "SPSSODescriptor") open.isSp = true;
    else if (element.local === "DisplayName" && open.displayName === null) open.displayName = textOf(outline, element).trim().slice(0, 200);
  }
  return entities;
}

/** Those whose name or entity ID has the words; case does not count. */
export function entitiesNamed(entities: readonly EntityName[], words: string): EntityName[] {
  const wanted = words.trim().toLowerCase();
  return wanted === "" ? [...entities] : entities.filter(({ entityId, displayName }) => entityId.toLowerCase().includes(wanted) || displayName?.toLowerCase().includes(wanted) === true);
}

export interface Endpoint {
  readonly kind: string;
  readonly binding: string;
  readonly location: string;
  readonly responseLocation: string | null;
  readonly index: string | null;
  readonly isDefault: boolean;
  readonly at: TreeNode;
}

export interface KeyDescriptor {
  /** `signing`, `encryption`, or both where it does not say. */
  readonly use: string;
  readonly certificates: readonly string[];
}

export interface Role extends Group {
  readonly kind: "IDPSSODescriptor" | "SPSSODescriptor" | "other";
  readonly endpoints: readonly Endpoint[];
  readonly keys: readonly KeyDescriptor[];
}

export interface EntitySaid {
  readonly entity: Group;
  readonly roles: readonly Role[];
  /** The earliest of its own and of what is around it. */
  readonly validUntil: Date | null;
}

export function readEntity(outline: Outline, { element, entityId }: Pick<EntityName, "element" | "entityId">): EntitySaid {
  const node = treeOf(outline).nodes.find((each) => each.element === element) ?? null;
  if (node === null) return { entity: { title: "Entity", of: null, facts: [] }, roles: [], validUntil: null };
  const around = [node, ...ancestors(node)];
  const ends = around.flatMap((each) => utcOf(attributeValue(each, "validUntil") ?? "") ?? []);
  const validUntil = ends.length === 0 ? null : new Date(Math.min(...ends.map(Number)));
  return {
    entity: { title: "Entity", of: node, facts: entityFacts({ element: node, entityId, around, validUntil }) },
    roles: node.children.filter(({ local }) => local.endsWith("Descriptor")).slice(0, MOST_ROLES).map((role) => readRole(role)),
    validUntil,
  };
}

function ancestors(element: TreeNode): TreeNode[] {
  const found: TreeNode[] = [];
  for (let at = element.parent; at !== null && found.length < 100; at = at.parent) found.push(at);
  return found;
}

function entityFacts({ element, entityId, around, validUntil }: { element: TreeNode; entityId: string; around: readonly TreeNode[]; validUntil: Date | null }): Fact[] {
  const organisation = childNamed(element, METADATA, "Organization");
  const extensions = childNamed(element, METADATA, "Extensions");
  return [
    { name: "Entity ID", value: entityId, at: element },
    ...fact("Organisation", trimmedText(childNamed(organisation, METADATA, "OrganizationDisplayName"))),
    validUntil === null ? { name: "Valid until", meaning: "It does not say." } : { name: "Valid until", value: validUntil.toISOString() },
    ...fact("Keep it for", attributeValue(element, "cacheDuration"), "cacheDuration"),
    { name: "Signed", meaning: signedWords(around) },
    ...scopes(extensions),
    ...listed(childrenNamed(element, METADATA, "ContactPerson"), "Contact", (contact) => {
      const mail = trimmedText(childNamed(contact, METADATA, "EmailAddress"))?.replace(/^mailto:/, "") ?? null;
      const person = ["GivenName", "SurName", "Company"].flatMap((name) => trimmedText(childNamed(contact, METADATA, name)) ?? []).join(" ");
      return fact("Contact", mail ?? (person === "" ? null : person), [attributeValue(contact, "contactType"), mail === null ? null : person].filter(Boolean).join(", "), contact);
    }),
  ];
}

function signedWords(around: readonly TreeNode[]): string {
  // The Signature is the first child of what it signs (metadata 2.3.1, 2.3.2).
  const signed = new Set(around.filter((each) => childCalled(each, "Signature") !== null));
  if (signed.size === 0) return "No. What it says is as good as the way in which it came.";
  return around[0] !== undefined && signed.has(around[0]) ? "Yes. This page does not know the key of the publisher, and does not verify it." : "The document around it is. This page does not know the key of the publisher, and does not verify it.";
}

const scopes = (extensions: TreeNode | null) =>
  listed(childrenNamed(extensions, SHIBBOLETH_METADATA, "Scope"), "Scope", (scope) => fact("Scope", trimmedText(scope), attributeValue(scope, "regexp") === "true" ? "a regular expression" : undefined, scope));

function readRole(role: TreeNode): Role {
  const kind = role.local === "IDPSSODescriptor" || role.local === "SPSSODescriptor" ? role.local : "other";
  const extensions = childNamed(role, METADATA, "Extensions");
  const ui = childCalled(extensions, "UIInfo");
  const wanted = ["WantAuthnRequestsSigned", "AuthnRequestsSigned", "WantAssertionsSigned"] as const;
  const endpoints = role.children.filter(({ local }) => ENDPOINTS.has(local));
  const protocols = attributeValue(role, "protocolSupportEnumeration")?.split(/\s+/) ?? [];
  return {
    kind,
    title: ROLES.get(role.local) ?? role.local.slice(0, 100),
    of: role,
    facts: [
      ...fact("Name for people", trimmedText(childCalled(ui, "DisplayName"))),
      ...(protocols.includes(PROTOCOL) ? [] : [{ name: "Protocols", value: protocols.join(" "), meaning: "SAML 2.0 is not among them.", at: role }]),
      ...wanted.flatMap((name) => fact(name, attributeValue(role, name), FLAGS[name])),
      ...listed(childrenNamed(role, METADATA, "NameIDFormat"), "NameIDFormat", (format) => fact("NameIDFormat", trimmedText(format), formatWord(trimmedText(format)))),
      ...scopes(extensions),
    ],
    endpoints: endpoints.slice(0, MOST_ENDPOINTS).map((endpoint) => readEndpoint(endpoint)),
    keys: childrenNamed(role, METADATA, "KeyDescriptor").slice(0, MOST_KEYS).map((key) => readKey(key)),
  };
}

function readEndpoint(endpoint: TreeNode): Endpoint {
  const binding = attributeValue(endpoint, "Binding") ?? "";
  return {
    kind: endpoint.local,
    binding: bindingWord(binding) ?? binding,
    location: attributeValue(endpoint, "Location") ?? "",
    responseLocation: attributeValue(endpoint, "ResponseLocation"),
    index: attributeValue(endpoint, "index"),
    isDefault: ["true", "1"].includes(attributeValue(endpoint, "isDefault") ?? ""),
    at: endpoint,
  };
}

function readKey(key: TreeNode): KeyDescriptor {
  const data = childrenNamed(childNamed(key, DSIG, "KeyInfo"), DSIG, "X509Data");
  const certificates = data.flatMap((each) => childrenNamed(each, DSIG, "X509Certificate")).slice(0, MOST_KEYS);
  return { use: attributeValue(key, "use") ?? "signing and encryption", certificates: certificates.map((each) => (trimmedText(each) ?? "").replace(/\s/g, "")) };
}

/** What a service provider's metadata fills in. */
export interface SpSettings {
  readonly entityId: string;
  /** The default first (metadata 2.2.3): by HTTP-POST, which is what saml-edge takes. */
  readonly acsUrls: readonly { readonly location: string; readonly index: string | null; readonly isDefault: boolean }[];
  readonly sloUrl: string | null;
}

export function spSettingsOf({ roles }: EntitySaid, entityId: string): SpSettings | null {
  const role = roles.find(({ kind }) => kind === "SPSSODescriptor");
  if (role === undefined) return null;
  const posted = role.endpoints.filter(({ kind, binding }) => kind === "AssertionConsumerService" && binding === "HTTP-POST");
  const logout = role.endpoints.filter(({ kind, binding }) => kind === "SingleLogoutService" && (binding === "HTTP-Redirect" || binding === "HTTP-POST"));
  const acsUrls = [...posted].sort((one, other) => Number(other.isDefault) - Number(one.isDefault)).map(({ location, index, isDefault }) => ({ location, index, isDefault }));
  return { entityId, acsUrls, sloUrl: (logout.find(({ binding }) => binding === "HTTP-Redirect") ?? logout[0])?.location ?? null };
}

const ENDPOINTS = new Set(["SingleSignOnService", "SingleLogoutService", "AssertionConsumerService", "ArtifactResolutionService", "ManageNameIDService", "NameIDMappingService", "AssertionIDRequestService", "AttributeService"]);

const ROLES: ReadonlyMap<string, string> = new Map([
  ["IDPSSODescriptor", "Identity provider"],
  ["SPSSODescriptor", "Service provider"],
  ["AttributeAuthorityDescriptor", "Attribute authority"],
  ["AuthnAuthorityDescriptor", "Authentication authority"],
  ["PDPDescriptor", "Policy decision point"],
]);

const FLAGS = {
  WantAuthnRequestsSigned: "whether it takes signed AuthnRequests only",
  AuthnRequestsSigned: "whether it signs its AuthnRequests",
  WantAssertionsSigned: "whether assertions have to be signed themselves",
};

const MOST_ROLES = 16;
const MOST_ENDPOINTS = 200;
const MOST_KEYS = 16;
