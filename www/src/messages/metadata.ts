// What metadata says: entities, roles, endpoints and certificates (SAML metadata 2.3, 2.4).
import { attributeOf, type Outline, textOf, type XmlElement } from "../xml-outline.js";
import { type Fact, fact, type Group, listed } from "./facts.js";
import { bindingWord, formatWord, METADATA, SHIBBOLETH_METADATA, SIGNATURE } from "./names.js";
import { utcOf } from "./protocol.js";
import { Tree } from "./tree.js";

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
  readonly at: XmlElement;
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
  const tree = new Tree(outline, element);
  const around = [element, ...ancestors(element)];
  const ends = around.flatMap((each) => utcOf(attributeOf(outline, each, "validUntil") ?? "") ?? []);
  const validUntil = ends.length === 0 ? null : new Date(Math.min(...ends.map(Number)));
  return {
    entity: { title: "Entity", of: element, facts: entityFacts(tree, { element, entityId, around, validUntil }) },
    roles: tree.children(element).filter(({ local }) => local.endsWith("Descriptor")).slice(0, MOST_ROLES).map((role) => readRole(tree, role)),
    validUntil,
  };
}

function ancestors(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let at = element.parent; at !== null && found.length < 100; at = at.parent) found.push(at);
  return found;
}

function entityFacts(tree: Tree, { element, entityId, around, validUntil }: { element: XmlElement; entityId: string; around: readonly XmlElement[]; validUntil: Date | null }): Fact[] {
  const organisation = tree.child(element, "Organization", METADATA);
  const extensions = tree.child(element, "Extensions", METADATA);
  return [
    { name: "Entity ID", value: entityId, at: element },
    ...fact("Organisation", tree.text(tree.child(organisation, "OrganizationDisplayName", METADATA))),
    validUntil === null ? { name: "Valid until", meaning: "It does not say." } : { name: "Valid until", value: validUntil.toISOString() },
    ...fact("Keep it for", tree.attribute(element, "cacheDuration"), "cacheDuration"),
    { name: "Signed", meaning: signedWords(tree, around) },
    ...scopes(tree, extensions),
    ...listed(tree.children(element, "ContactPerson", METADATA), "Contact", (contact) => {
      const mail = tree.text(tree.child(contact, "EmailAddress", METADATA))?.replace(/^mailto:/, "") ?? null;
      const person = ["GivenName", "SurName", "Company"].flatMap((name) => tree.text(tree.child(contact, name, METADATA)) ?? []).join(" ");
      return fact("Contact", mail ?? (person === "" ? null : person), [tree.attribute(contact, "contactType"), mail === null ? null : person].filter(Boolean).join(", "), contact);
    }),
  ];
}

function signedWords({ outline }: Tree, around: readonly XmlElement[]): string {
  const parents = new Set(around);
  // The Signature is the first child of what it signs (metadata 2.3.1, 2.3.2).
  const signed = new Set(outline.elements.flatMap(({ local, name, parent }) => (local === "Signature" && parent !== null && parents.has(parent) && name !== "" ? [parent] : [])));
  if (signed.size === 0) return "No. What it says is as good as the way in which it came.";
  return signed.has(around[0] as XmlElement) ? "Yes. This page does not know the key of the publisher, and does not verify it." : "The document around it is. This page does not know the key of the publisher, and does not verify it.";
}

const scopes = (tree: Tree, extensions: XmlElement | null) =>
  listed(tree.children(extensions, "Scope", SHIBBOLETH_METADATA), "Scope", (scope) => fact("Scope", tree.text(scope), tree.attribute(scope, "regexp") === "true" ? "a regular expression" : undefined, scope));

function readRole(tree: Tree, role: XmlElement): Role {
  const kind = role.local === "IDPSSODescriptor" || role.local === "SPSSODescriptor" ? role.local : "other";
  const extensions = tree.child(role, "Extensions", METADATA);
  const ui = tree.child(extensions, "UIInfo");
  const wanted = ["WantAuthnRequestsSigned", "AuthnRequestsSigned", "WantAssertionsSigned"] as const;
  const endpoints = tree.children(role).filter(({ local }) => ENDPOINTS.has(local));
  const protocols = tree.attribute(role, "protocolSupportEnumeration")?.split(/\s+/) ?? [];
  return {
    kind,
    title: ROLES.get(role.local) ?? role.local.slice(0, 100),
    of: role,
    facts: [
      ...fact("Name for people", tree.text(tree.child(ui, "DisplayName"))),
      ...(protocols.includes("urn:oasis:names:tc:SAML:2.0:protocol") ? [] : [{ name: "Protocols", value: protocols.join(" "), meaning: "SAML 2.0 is not among them.", at: role }]),
      ...wanted.flatMap((name) => fact(name, tree.attribute(role, name), FLAGS[name])),
      ...listed(tree.children(role, "NameIDFormat", METADATA), "NameIDFormat", (format) => fact("NameIDFormat", tree.text(format), formatWord(tree.text(format)))),
      ...scopes(tree, extensions),
    ],
    endpoints: endpoints.slice(0, MOST_ENDPOINTS).map((endpoint) => readEndpoint(tree, endpoint)),
    keys: tree.children(role, "KeyDescriptor", METADATA).slice(0, MOST_KEYS).map((key) => readKey(tree, key)),
  };
}

function readEndpoint(tree: Tree, endpoint: XmlElement): Endpoint {
  const binding = tree.attribute(endpoint, "Binding") ?? "";
  return {
    kind: endpoint.local,
    binding: bindingWord(binding) ?? binding,
    location: tree.attribute(endpoint, "Location") ?? "",
    responseLocation: tree.attribute(endpoint, "ResponseLocation"),
    index: tree.attribute(endpoint, "index"),
    isDefault: ["true", "1"].includes(tree.attribute(endpoint, "isDefault") ?? ""),
    at: endpoint,
  };
}

function readKey(tree: Tree, key: XmlElement): KeyDescriptor {
  const data = tree.children(tree.child(key, "KeyInfo", SIGNATURE), "X509Data", SIGNATURE);
  const certificates = data.flatMap((each) => tree.children(each, "X509Certificate", SIGNATURE)).slice(0, MOST_KEYS);
  return { use: tree.attribute(key, "use") ?? "signing and encryption", certificates: certificates.map((each) => (tree.text(each) ?? "").replace(/\s/g, "")) };
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
