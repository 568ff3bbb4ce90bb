// Metadata: one entity, many, and what an application's fills in.
import { spMetadata } from "../../../pkg/dist/entries/inlined.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";
import { key } from "./loaded.mjs";

const { entitiesIn, entitiesNamed, readEntity, spSettingsOf } = await loadSource("messages/metadata.ts");
const { outline } = await loadSource("xml-outline.ts");

const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

export const entity = (entityId, roles, attributes = "") => `<md:EntityDescriptor entityID="${entityId}"${attributes}>${roles}</md:EntityDescriptor>`;
export const document = (content, attributes = "") => `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${attributes}>${content}</md:EntitiesDescriptor>`;
const sp = (endpoints) => `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${endpoints}</md:SPSSODescriptor>`;
const acs = (location, rest, binding = POST) => `<md:AssertionConsumerService Binding="${binding}" Location="${location}" ${rest}/>`;

export const metadataTests = {
  async "messages/metadata that the package makes, read back"({ vectors }) {
    const { connection } = vectors.find(({ name }) => name === "accept/plain");
    const xml = await spMetadata(connection.sp, { displayName: "Reports", signingCertificates: [key("sp.crt.pem")], encryptionCertificates: [key("sp.crt.pem")], contacts: [{ type: "technical", email: "admin@example.com" }] });
    const text = outline(xml);
    const [only, ...others] = entitiesIn(text);
    equal([only.entityId, only.displayName, only.isSp, only.isIdp, others.length], ["urn:console:JQ7a9f0c2", "Reports", true, false, 0]);
    const said = readEntity(text, only);
    equal(spSettingsOf(said, only.entityId), { entityId: "urn:console:JQ7a9f0c2", acsUrls: [{ location: connection.sp.acsUrl, index: "0", isDefault: true }], sloUrl: connection.sp.sloUrl });
    const [role] = said.roles;
    equal(role.keys.map(({ use, certificates }) => [use, certificates.length]), [["signing", 1], ["encryption", 1]]);
    equal(role.facts.find(({ name }) => name === "WantAssertionsSigned")?.value, "true");
    ok(said.entity.facts.some(({ name, value }) => name === "Contact" && value === "admin@example.com"), "contact");
    ok(said.entity.facts.find(({ name }) => name === "Signed").meaning.startsWith("No."), "not signed");
  },

  "messages/the default ACS URL comes first, and what comes by another binding is left out"() {
    const text = outline(document(entity("urn:a", sp(acs("https://a/1", 'index="0"') + acs("https://a/2", 'index="1" isDefault="true"') + acs("https://a/3", 'index="2"', REDIRECT)))));
    const [only] = entitiesIn(text);
    const settings = spSettingsOf(readEntity(text, only), only.entityId);
    equal(settings.acsUrls.map(({ location }) => location), ["https://a/2", "https://a/1"]);
    equal(settings.sloUrl, null);
    const none = outline(document(entity("urn:a", "")));
    equal(spSettingsOf(readEntity(none, entitiesIn(none)[0]), "urn:a"), null);
  },

  "messages/of many, one is read without the others"() {
    const text = outline(document(Array.from({ length: 3000 }, (_, at) => entity(`https://sp${at}.example.com`, sp(acs(`https://sp${at}.example.com/acs`, 'index="0"')))).join(""), ' validUntil="2026-12-01T00:00:00Z"'));
    const entities = entitiesIn(text);
    equal(entities.length, 3000);
    equal(entitiesNamed(entities, "SP1234.").map(({ entityId }) => entityId), ["https://sp1234.example.com"]);
    equal(entitiesNamed(entities, " ").length, 3000);
    const said = readEntity(text, entities[1234]);
    equal(said.roles.length, 1);
    equal(said.roles[0].endpoints.map(({ location }) => location), ["https://sp1234.example.com/acs"]);
    equal(said.validUntil.toISOString(), "2026-12-01T00:00:00.000Z");
  },

  "messages/an entity deep in others is read, and finds its namespaces"() {
    const [deep, wide] = [20_000, 20_000];
    const inside = entity("urn:deep", `${sp(acs("https://a/1", 'index="0"'))}${"<md:ContactPerson/>".repeat(wide)}`);
    const text = outline(`${document("").replace("</md:EntitiesDescriptor>", "")}${"<md:EntitiesDescriptor>".repeat(deep)}${inside}${"</md:EntitiesDescriptor>".repeat(deep + 1)}`);
    const [only] = entitiesIn(text);
    equal(spSettingsOf(readEntity(text, only), "urn:deep").acsUrls.length, 1);
  },

  "messages/the earlier end counts, and the signature around it is named as such"() {
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';
    const text = outline(document(signature + entity("urn:a", "", ' validUntil="2026-11-01T00:00:00Z"'), ' validUntil="2026-12-01T00:00:00Z"'));
    const said = readEntity(text, entitiesIn(text)[0]);
    equal(said.validUntil.toISOString(), "2026-11-01T00:00:00.000Z");
    ok(said.entity.facts.find(({ name }) => name === "Signed").meaning.includes("around it"), "signed around");
    const own = outline(document(entity("urn:a", signature)));
    ok(readEntity(own, entitiesIn(own)[0]).entity.facts.find(({ name }) => name === "Signed").meaning.startsWith("Yes."), "signed itself");
  },
};
