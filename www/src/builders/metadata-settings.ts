// A form for metadata, as the arguments of `spMetadata`.
import type { Connection, SpContact, SpMetadataOptions } from "../library.js";
import { signingKey } from "./login-settings.js";
import { certificatesIn, given, linesIn, momentIn, textIn, wholeNumberIn } from "./values.js";

/** The fields, by the names of the settings. */
export const METADATA_SETTINGS = [
  "sp.entityId",
  "sp.acsUrl",
  "sp.sloUrl",
  "allowHttp",
  "signingCertificates",
  "encryptionCertificates",
  "wantAssertionsSigned",
  "authnRequestsSigned",
  "nameIdFormats",
  "subjectId",
  "displayName",
  "description",
  "informationUrl",
  "privacyStatementUrl",
  "logo.url",
  "logo.width",
  "logo.height",
  "organization.name",
  "organization.displayName",
  "organization.url",
  "validUntil",
  "cacheDurationSeconds",
  "sign",
  "certificate",
] as const;

/** What was typed; of a switch `yes` or nothing. */
export type MetadataValues = Readonly<Record<(typeof METADATA_SETTINGS)[number], string>>;

export interface ContactValues {
  readonly type: string;
  readonly email: string;
  readonly givenName: string;
  readonly company: string;
}

export interface MetadataSettings {
  readonly sp: Connection["sp"];
  readonly options: SpMetadataOptions;
}

/** Refused is here what the package takes as it comes and would write down: half a logo, an address that is none. */
export function metadataSettings(values: MetadataValues, contacts: readonly ContactValues[]): MetadataSettings {
  const lists = { signingCertificates: certificatesIn(values["signingCertificates"]), encryptionCertificates: certificatesIn(values["encryptionCertificates"]), nameIdFormats: linesIn(values["nameIdFormats"]) };
  const people = contacts.map(contactOf).filter((contact) => contact !== undefined);
  return {
    sp: { entityId: values["sp.entityId"].trim(), acsUrl: values["sp.acsUrl"].trim(), ...given("sloUrl", textIn(values["sp.sloUrl"])) },
    options: {
      ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
      ...given("wantAssertionsSigned", values["wantAssertionsSigned"] === "" ? false : undefined),
      ...given("authnRequestsSigned", values["authnRequestsSigned"] === "yes" || undefined),
      ...given("subjectId", (textIn(values["subjectId"]) as SpMetadataOptions["subjectId"]) ?? undefined),
      ...given("displayName", textIn(values["displayName"])),
      ...given("description", textIn(values["description"])),
      ...given("informationUrl", addressIn(values, "informationUrl")),
      ...given("privacyStatementUrl", addressIn(values, "privacyStatementUrl")),
      ...given("logo", logoOf(values)),
      ...given("organization", organizationOf(values)),
      ...given("contacts", people.length === 0 ? undefined : people),
      ...given("validUntil", momentIn(values["validUntil"])),
      ...given("cacheDurationSeconds", wholeNumberIn(values["cacheDurationSeconds"])),
      ...given("sign", signingKey(values)),
    },
  };
}

/** What is allowed, and seldom meant. */
export function metadataNotes({ options }: MetadataSettings, now: Date): string[] {
  const { authnRequestsSigned, signingCertificates, validUntil } = options;
  return [
    ...(authnRequestsSigned === true && signingCertificates === undefined
      ? ["It says that requests are signed, and names no certificate to verify them with: add the signing certificate."]
      : []),
    ...(validUntil !== undefined && validUntil <= now ? ["It is valid until a moment that has passed: nobody would use it."] : []),
  ];
}

function logoOf(values: MetadataValues): SpMetadataOptions["logo"] {
  const url = addressIn(values, "logo.url");
  const [width, height] = [wholeNumberIn(values["logo.width"]), wholeNumberIn(values["logo.height"])];
  if (url === undefined && width === undefined && height === undefined) return undefined;
  if (url === undefined) throw new TypeError("options.logo.url is missing: a logo needs its address.");
  return { url, width: pixels("width", width), height: pixels("height", height) };
}

function pixels(name: "width" | "height", count: number | undefined): number {
  if (count === undefined || !(count > 0)) throw new TypeError(`options.logo.${name} is not a positive whole number: a logo needs its ${name} in pixels.`);
  return count;
}

function organizationOf(values: MetadataValues): SpMetadataOptions["organization"] {
  const name = textIn(values["organization.name"]);
  const displayName = textIn(values["organization.displayName"]);
  const url = addressIn(values, "organization.url");
  if (name === undefined && displayName === undefined && url === undefined) return undefined;
  if (name === undefined) throw new TypeError("options.organization.name is missing: an organisation needs its name.");
  if (url === undefined) throw new TypeError("options.organization.url is missing: an organisation needs its address.");
  return { name, ...given("displayName", displayName), url };
}

/** One that was added and left empty counts for none. */
function contactOf({ type, email, givenName, company }: ContactValues, position: number): SpContact | undefined {
  if ([email, givenName, company].every((typed) => textIn(typed) === undefined)) return undefined;
  const address = textIn(email);
  if (address === undefined || !/^(?:mailto:)?[^\s@]+@[^\s@]+$/.test(address)) throw new TypeError(`options.contacts[${position}].email is no e-mail address.`);
  return { type: type as SpContact["type"], email: address, ...given("givenName", textIn(givenName)), ...given("company", textIn(company)) };
}

function addressIn(values: MetadataValues, name: keyof MetadataValues): string | undefined {
  const text = textIn(values[name]);
  if (text !== undefined && !(URL.canParse(text) && SCHEMES.includes(new URL(text).protocol))) throw new TypeError(`options.${name} must be an absolute https URL.`);
  return text;
}

const SCHEMES = ["https:", "http:"];
