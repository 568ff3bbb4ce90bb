import { requireKnown } from "../settings.js";
import { spMetadata } from "../sp-metadata.js";
import type { SpContact, SpMetadataOptions } from "../types.js";
import { type Settings, readOptions } from "./options.js";
import type { LocalizedText, MetadataContact, MetadataOrganization, SamlConfig } from "./types.js";

/** What `generateServiceProviderMetadata` takes: the options of `new SAML`, of which only those that the metadata tells are needed, and the certificates. */
export interface GenerateServiceProviderMetadataParams extends Partial<SamlConfig> {
  readonly issuer: string;
  readonly callbackUrl: string;
  readonly decryptionCert?: string | null | undefined;
  readonly publicCerts?: string | readonly string[] | null | undefined;
}

/** The metadata of this application. It is a promise: signing takes one. Both bindings of logout are in it, and the algorithms that are accepted. */
export async function generateServiceProviderMetadata(params: GenerateServiceProviderMetadataParams): Promise<string> {
  const { decryptionCert, publicCerts, ...options } = params ?? {};
  // What metadata does not tell is made up.
  const made = { idpCert: [], idpIssuer: "urn:none", store: { put: () => false, take: () => false } };
  return await metadataOf(readOptions({ ...made, ...options }), decryptionCert, publicCerts);
}

export async function metadataOf(
  { options, sp, sign }: Settings,
  decryptionCert?: string | null,
  publicCerts?: string | readonly string[] | null,
): Promise<string> {
  const { decryptionPvk, privateKey, identifierFormat = EMAIL_ADDRESS, wantAssertionsSigned = true } = options;
  if (decryptionPvk !== undefined && !decryptionCert)
    throw new TypeError("decryptionCert is missing: it is the certificate of options.decryptionPvk, for which the IdP encrypts.");
  if (privateKey !== undefined && (publicCerts ?? []).length === 0)
    throw new TypeError("publicCerts is missing: it is the certificate of options.privateKey, by which the IdP verifies.");
  if (options.signMetadata === true && sign === undefined) throw new TypeError("options.signMetadata needs options.privateKey.");
  return await spMetadata(sp, {
    ...(options.signMetadata === true ? { sign } : {}),
    // As node-saml has it: a certificate without its key says nothing.
    signingCertificates: privateKey === undefined ? [] : typeof publicCerts === "string" ? [publicCerts] : (publicCerts ?? []),
    encryptionCertificates: decryptionPvk === undefined ? [] : [decryptionCert as string],
    wantAssertionsSigned,
    authnRequestsSigned: privateKey !== undefined,
    nameIdFormats: identifierFormat === null ? [] : [identifierFormat],
    contacts: (options.metadataContactPerson ?? []).map(contactOf),
    organization: organizationOf(options.metadataOrganization),
  });
}

const EMAIL_ADDRESS = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

function contactOf(person: MetadataContact, position: number): SpContact {
  const path = `options.metadataContactPerson[${position}]`;
  const { "@contactType": type, EmailAddress, GivenName, Company } = requireKnown(path, person, CONTACT);
  const [email, ...more] = typeof EmailAddress === "string" ? [EmailAddress] : (EmailAddress ?? []);
  if (email === undefined || more.length > 0) throw new TypeError(`${path}.EmailAddress is not one address.`);
  return { type, email, givenName: GivenName, company: Company };
}

const CONTACT: Record<keyof MetadataContact, true> = { "@contactType": true, EmailAddress: true, GivenName: true, Company: true };

function organizationOf(organization: MetadataOrganization | undefined): SpMetadataOptions["organization"] {
  if (organization === undefined) return undefined;
  const { OrganizationName: names, OrganizationDisplayName: shown = names, OrganizationURL: urls } = requireKnown(
    "options.metadataOrganization",
    organization,
    ORGANIZATION,
  );
  return { name: english("Name", names), displayName: english("DisplayName", shown), url: english("URL", urls) };
}

const ORGANIZATION: Record<keyof MetadataOrganization, true> = { OrganizationName: true, OrganizationDisplayName: true, OrganizationURL: true };

/** Metadata is written in one language here. */
function english(name: string, texts: readonly LocalizedText[]): string {
  const [only, ...more] = Array.isArray(texts) ? (texts as readonly LocalizedText[]) : [];
  if (more.length === 0 && only?.["@xml:lang"] === "en" && typeof only["#text"] === "string") return only["#text"];
  throw new TypeError(`options.metadataOrganization.Organization${name} is not one text in English: [{ "@xml:lang": "en", "#text": "..." }].`);
}
