import { hex, sha256 } from "./send/octets.js";
import { certificateOf, readSigner } from "./send/signing-key.js";
import { type Content, type Element, element, write } from "./send/xml.js";
import { keyInfo, signed } from "./send/xml-signature.js";
import { requireKnown } from "./settings.js";
import type { Connection, SpMetadataOptions } from "./types.js";

/**
 * The metadata of this service provider, for IdPs that read it instead of having addresses and certificates typed in (metadata 2.4.4). The same settings give the same
 * text, so that nobody sees a change where there is none.
 */
export async function spMetadata(sp: Connection["sp"], options: SpMetadataOptions = {}): Promise<string> {
  const { entityId, acsUrl, sloUrl } = requireKnown("sp", sp, { entityId: true, acsUrl: true, sloUrl: true });
  const known = requireKnown("options", options, OPTIONS);
  for (const [name, value] of Object.entries({ entityId, acsUrl }))
    if (typeof value !== "string" || value === "") throw new TypeError(`sp.${name} is missing.`);
  const signing = readCertificates("signingCertificates", known.signingCertificates);
  const encryption = readCertificates("encryptionCertificates", known.encryptionCertificates);
  const { wantAssertionsSigned = true, authnRequestsSigned = false } = known;
  const role = element(
    "md:SPSSODescriptor",
    {
      AuthnRequestsSigned: authnRequestsSigned,
      WantAssertionsSigned: wantAssertionsSigned,
      protocolSupportEnumeration: "urn:oasis:names:tc:SAML:2.0:protocol",
    },
    userInterface(known),
    signing.map((certificate) => element("md:KeyDescriptor", { use: "signing" }, keyInfo(certificate))),
    encryption.map((certificate) =>
      element(
        "md:KeyDescriptor",
        { use: "encryption" },
        keyInfo(certificate),
        ENCRYPTION.map((Algorithm) => element("md:EncryptionMethod", { Algorithm })),
      ),
    ),
    sloUrl === undefined
      ? undefined
      : ["HTTP-Redirect", "HTTP-POST"].map((binding) =>
          element("md:SingleLogoutService", { Binding: BINDING + binding, Location: sloUrl }),
        ),
    (known.nameIdFormats ?? []).map((format) => element("md:NameIDFormat", {}, format)),
    element("md:AssertionConsumerService", { Binding: `${BINDING}HTTP-POST`, Location: acsUrl, index: 0, isDefault: true }),
  );
  const document = (ID: string | undefined) =>
    element(
      "md:EntityDescriptor",
      { ID, entityID: entityId, validUntil: endOf(known.validUntil), cacheDuration: durationOf(known.cacheDurationSeconds) },
      extensions(known),
      role,
      organization(known),
      contacts(known),
    );
  // Of what it says, so that it changes only with that.
  const root = document(`_${hex(await sha256(write(document(undefined)))).slice(0, 40)}`);
  return write(known.sign === undefined ? root : await signed(root, await readSigner(known.sign)));
}

const OPTIONS: Record<keyof SpMetadataOptions, true> = {
  sign: true,
  signingCertificates: true,
  encryptionCertificates: true,
  wantAssertionsSigned: true,
  authnRequestsSigned: true,
  nameIdFormats: true,
  subjectId: true,
  displayName: true,
  description: true,
  informationUrl: true,
  privacyStatementUrl: true,
  logo: true,
  organization: true,
  contacts: true,
  validUntil: true,
  cacheDurationSeconds: true,
};

function endOf(validUntil: Date | undefined): string | undefined {
  if (validUntil === undefined) return undefined;
  if (typeof validUntil?.getTime !== "function" || Number.isNaN(validUntil.getTime())) throw new TypeError("options.validUntil is not a valid Date.");
  return validUntil.toISOString();
}

function readCertificates(name: string, certificates: readonly string[] = []): readonly string[] {
  if (!Array.isArray(certificates)) throw new TypeError(`options.${name} is not a list.`);
  return certificates.map((certificate, position) => {
    try {
      return certificateOf(certificate);
    } catch (cause) {
      throw new TypeError(`options.${name}[${position}]: ${(cause as Error).message}`, { cause });
    }
  });
}

/** What it takes, the best first; without a key nothing is encrypted for it. */
const ENCRYPTION = [
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2009/xmlenc11#aes192-gcm",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  "http://www.w3.org/2009/xmlenc11#rsa-oaep",
];

const DIGESTS = [
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmldsig-more#sha384",
  "http://www.w3.org/2001/04/xmlenc#sha512",
];

const SIGNATURES = [
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
];

const BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";

/** What the verifier takes (algsupport 2.3), and which identifier it needs. */
function extensions({ subjectId }: SpMetadataOptions): Element {
  if (subjectId !== undefined && !["subject-id", "pairwise-id", "any", "none"].includes(subjectId))
    throw new TypeError("options.subjectId is none of subject-id, pairwise-id, any, none.");
  const requirement =
    subjectId === undefined
      ? undefined
      : element(
          "mdattr:EntityAttributes",
          {},
          element(
            "saml:Attribute",
            { Name: "urn:oasis:names:tc:SAML:profiles:subject-id:req", NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" },
            element("saml:AttributeValue", {}, subjectId),
          ),
        );
  return element(
    "md:Extensions",
    {},
    requirement,
    DIGESTS.map((Algorithm) => element("alg:DigestMethod", { Algorithm })),
    SIGNATURES.map((Algorithm) => element("alg:SigningMethod", { Algorithm })),
  );
}

/** SAML V2.0 Metadata Extensions for Login and Discovery User Interface, 2.1. */
function userInterface({ displayName, description, informationUrl, privacyStatementUrl, logo }: SpMetadataOptions): Content {
  const inEnglish = (name: string, text: string | undefined) =>
    text === undefined ? undefined : element(name, { "xml:lang": "en" }, text);
  const parts = [
    inEnglish("mdui:DisplayName", displayName),
    inEnglish("mdui:Description", description),
    logo === undefined ? undefined : element("mdui:Logo", { height: logo.height, width: logo.width }, logo.url),
    inEnglish("mdui:InformationURL", informationUrl),
    inEnglish("mdui:PrivacyStatementURL", privacyStatementUrl),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return element("md:Extensions", {}, element("mdui:UIInfo", {}, parts));
}

function organization({ organization: found }: SpMetadataOptions): Content {
  if (found === undefined) return undefined;
  const { name, displayName = name, url } = found;
  const lang = { "xml:lang": "en" };
  return element(
    "md:Organization",
    {},
    element("md:OrganizationName", lang, name),
    element("md:OrganizationDisplayName", lang, displayName),
    element("md:OrganizationURL", lang, url),
  );
}

function contacts({ contacts: found = [] }: SpMetadataOptions): Content {
  return found.map(({ type, email, givenName, company }) =>
    element(
      "md:ContactPerson",
      { contactType: type },
      company === undefined ? undefined : element("md:Company", {}, company),
      givenName === undefined ? undefined : element("md:GivenName", {}, givenName),
      element("md:EmailAddress", {}, email.startsWith("mailto:") ? email : `mailto:${email}`),
    ),
  );
}

function durationOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  if (!Number.isInteger(seconds) || seconds < 1) throw new TypeError("options.cacheDurationSeconds is not a positive whole number.");
  return `PT${seconds}S`;
}
