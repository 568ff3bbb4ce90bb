// The form for the metadata of this application.
import { button, element } from "../dom.js";
import { choiceField, type Field, switchField, textField } from "../fields.js";
import { createLogin, readCertificates, spMetadata } from "../library.js";
import { type Form, makerForm, type Page, requireCryptography } from "./card.js";
import { contactList } from "./contact-list.js";
import { fieldset, fileField, folded, listField, valuesOf } from "./fields.js";
import { NAME_ID_FORMATS } from "./formats.js";
import { idpEntries } from "./idp-entries.js";
import { NO_ONES_KEY } from "./login-settings.js";
import { type METADATA_SETTINGS, metadataNotes, type MetadataSettings, metadataSettings } from "./metadata-settings.js";
import { copyButton, saveButton, type Say, titled, xmlView } from "./output.js";

type MetadataFields = Record<(typeof METADATA_SETTINGS)[number], Field>;

export function metadataForm(page: Page): Form {
  return makerForm((changed, say) => {
    const edited = () => {
      changed();
      entries.update();
    };
    const fields = makeFields(edited);
    const contacts = contactList(edited);
    const entries = idpEntries(() => ({ entityId: fields["sp.entityId"].value.trim(), acsUrl: fields["sp.acsUrl"].value.trim(), sloUrl: fields["sp.sloUrl"].value.trim() }), say);
    return {
      about: "For identity providers that read metadata, so that nobody types the addresses in.",
      parts: [arrange(fields, contacts.root)],
      take() {
        const taken = takeFromConnection(fields, page);
        entries.update();
        return taken;
      },
      after: [entries.root],
      action: "Make the metadata",
      fields: () => ({ ...fields, ...contacts.fields() }),
      async make() {
        requireCryptography();
        const settings = metadataSettings(valuesOf(fields), contacts.values());
        await requireWorking(settings, fields["allowHttp"].value === "yes");
        const xml = await spMetadata(settings.sp, settings.options);
        return { shown: showMetadata(xml, metadataNotes(settings, new Date()), page, say), sentence: `Made the metadata, ${settings.options.sign === undefined ? "not signed" : "signed"}: ${xml.length} characters.` };
      },
    };
  });
}

/** `spMetadata` writes down what it is given. What no connection could have, and certificates that are none, would help nobody. */
async function requireWorking({ sp, options }: MetadataSettings, allowHttp: boolean): Promise<void> {
  await createLogin({ idp: { entityId: "urn:nobody", certificates: [NO_ONES_KEY], ssoUrl: "https://idp.invalid/" }, sp, policy: { allowHttpAcs: allowHttp } });
  for (const name of ["signingCertificates", "encryptionCertificates"] as const) {
    for (const text of options[name] ?? []) await requireCertificate(name, text);
  }
}

async function requireCertificate(name: string, text: string): Promise<void> {
  if (text.includes("PRIVATE KEY")) throw new TypeError(`options.${name}: This is a private key: give its certificate, and tell nobody the key.`);
  const [found] = await readCertificates(text).catch(() => []);
  // Of a bare key nothing but the key is known.
  if (found?.subject == null) throw new TypeError(`options.${name}: This is no certificate, or it is damaged: one begins with -----BEGIN CERTIFICATE-----.`);
}

function showMetadata(xml: string, notes: readonly string[], page: Page, say: Say): HTMLElement[] {
  return [
    ...notes.map((note) => element("p", { class: "notice warn" }, note)),
    titled("The metadata as it was made", copyButton("the metadata", xml, say), saveButton("sp-metadata.xml", "application/samlmetadata+xml", xml), button("Load it into the page", () => page.load(xml))),
    xmlView(xml, "The metadata as it was made"),
  ];
}

/** Says what was there to take. */
function takeFromConnection(fields: MetadataFields, { connection }: Page): string {
  const known = connection.read().connection;
  if (known === null) return "The connection is empty: there is nothing to take from it.";
  if (known.sp.entityId !== "") fields["sp.entityId"].value = known.sp.entityId;
  if (known.sp.acsUrl !== "") fields["sp.acsUrl"].value = known.sp.acsUrl;
  return "Taken from the connection.";
}

function makeFields(changed: () => void): MetadataFields {
  const fields = {
    "sp.entityId": textField("Entity ID", "The name by which identity providers know this application", changed),
    "sp.acsUrl": textField("ACS URL", "Where logins are posted to", changed),
    "sp.sloUrl": textField("SLO URL", "Where logout messages go, if it takes any", changed),
    allowHttp: switchField("A test network: http will do", changed),
    signingCertificates: fileField("Signing certificates", "PEM or base64; of a key that is being changed, the old and the new one", changed),
    encryptionCertificates: fileField("Encryption certificates", "Of the keys to decrypt by; without one nothing is encrypted", changed),
    wantAssertionsSigned: switchField("The assertion itself has to be signed", changed),
    authnRequestsSigned: switchField("Every AuthnRequest is signed", changed),
    nameIdFormats: listField("Formats of the NameID", "URIs, one a line, the preferred one first", NAME_ID_FORMATS, changed),
    subjectId: choiceField("Subject identifier attribute", { "": "Not said", "subject-id": "subject-id", "pairwise-id": "pairwise-id", any: "Either", none: "None" }, changed),
    displayName: textField("Name", "In English", changed),
    description: textField("Description", "", changed),
    informationUrl: textField("Address with information", "", changed),
    privacyStatementUrl: textField("Address of the privacy statement", "", changed),
    "logo.url": textField("Address of the logo", "", changed),
    "logo.width": textField("Width of the logo, in pixels", "", changed),
    "logo.height": textField("Height of the logo, in pixels", "", changed),
    "organization.name": textField("Name of the organisation", "", changed),
    "organization.displayName": textField("Name for people", "If it is another one", changed),
    "organization.url": textField("Address of the organisation", "", changed),
    validUntil: textField("Valid until", "In UTC: 2027-01-31 or 2027-01-31T12:00:00Z; empty: for good", changed),
    cacheDurationSeconds: textField("To be kept for so many seconds", "How long others may use their copy", changed),
    sign: fileField("Key to sign the metadata with", "PEM: PKCS#8, PKCS#1 or SEC1, not encrypted. It is used in this page only, and is never saved.", changed),
    certificate: fileField("Certificate of the key", "Named in the signature", changed),
  };
  fields.wantAssertionsSigned.value = "yes";
  return fields;
}

function arrange(fields: MetadataFields, contacts: HTMLElement): HTMLElement {
  const rows = (...names: readonly (keyof MetadataFields)[]) => names.map((name) => fields[name].row);
  return element("div", { class: "columns" },
    fieldset("This application", ...rows("sp.entityId", "sp.acsUrl", "sp.sloUrl", "allowHttp")),
    fieldset("Keys", ...rows("signingCertificates", "encryptionCertificates")),
    fieldset("What it asks of logins", ...rows("wantAssertionsSigned", "authnRequestsSigned", "nameIdFormats", "subjectId")),
    fieldset("What people are shown", ...rows("displayName", "description", "informationUrl", "privacyStatementUrl")),
    folded("Logo", ...rows("logo.url", "logo.width", "logo.height")),
    folded("Organisation", ...rows("organization.name", "organization.displayName", "organization.url")),
    folded("Contacts", contacts),
    folded("How long it holds", ...rows("validUntil", "cacheDurationSeconds")),
    folded("Signature of the metadata", ...rows("sign", "certificate")));
}
