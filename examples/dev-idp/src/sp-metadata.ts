// The settings that an application's metadata has for us.
import { NAME_ID_FORMATS } from "./identity-provider.mjs";
import { HTTP_POST, HTTP_REDIRECT, MD, DS } from "./names.mjs";
import { attributeOf, booleanOf, childOf, childrenOf, type Element, isNamed, parseXml, textOf } from "./parsed-xml.js";
import { Refusal } from "./refusal.js";

export function settingsFromMetadata(xml: string): Readonly<Record<string, string>> {
  const root = parseXml(xml.trim());
  const { nodeName } = root;
  if (!isNamed(root, MD, "EntityDescriptor")) throw new Refusal(400, `This is no metadata of one entity: it begins with ${nodeName}, and not with EntityDescriptor.`);
  const descriptor = childOf(root, MD, "SPSSODescriptor");
  if (descriptor === undefined) throw new Refusal(400, "This is no metadata of a service provider: it has no SPSSODescriptor.");
  const entityId = attributeOf(root, "entityID") ?? "";
  const logout = logoutService(descriptor);
  return {
    name: nameOf(descriptor) || entityId,
    entityId,
    acsUrl: consumerService(descriptor),
    sloUrl: attributeOf(logout, "Location") ?? "",
    sloBinding: attributeOf(logout, "Binding") === HTTP_POST ? "post" : "redirect",
    signatureCertificate: certificateFor(descriptor, "signing"),
    encryptionCertificate: certificateFor(descriptor, "encryption"),
    nameIdFormat: childrenOf(descriptor, MD, "NameIDFormat").map(textOf).find((format) => NAME_ID_FORMATS.includes(format)) ?? "",
  };
}

/** The default one, or the first, of those by HTTP-POST (metadata 2.4.4). */
function consumerService(descriptor: Element): string {
  const services = childrenOf(descriptor, MD, "AssertionConsumerService").filter((service) => attributeOf(service, "Binding") === HTTP_POST);
  return attributeOf(services.find((service) => booleanOf(service, "isDefault")) ?? services[0], "Location") ?? "";
}

function logoutService(descriptor: Element): Element | undefined {
  const services = childrenOf(descriptor, MD, "SingleLogoutService");
  return [HTTP_REDIRECT, HTTP_POST].map((binding) => services.find((service) => attributeOf(service, "Binding") === binding)).find((service) => service !== undefined);
}

function certificateFor(descriptor: Element, use: string): string {
  const keys = childrenOf(descriptor, MD, "KeyDescriptor");
  const key = keys.find((one) => attributeOf(one, "use") === use) ?? keys.find((one) => attributeOf(one, "use") === undefined);
  const body = textOf(childOf(childOf(childOf(key, DS, "KeyInfo"), DS, "X509Data"), DS, "X509Certificate")).replace(/\s/g, "");
  return body && `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join("\n")}\n-----END CERTIFICATE-----\n`;
}

const nameOf = (descriptor: Element) => textOf(descriptor.getElementsByTagNameNS("urn:oasis:names:tc:SAML:metadata:ui", "DisplayName")[0]);
