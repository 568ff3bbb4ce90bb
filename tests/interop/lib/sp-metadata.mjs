// An SP's metadata: written for an SP that has none of its own, and read for the IdP that reads none.
import { DOMParser } from "@xmldom/xmldom";

import { BINDINGS, DSIG, METADATA, PROTOCOL } from "./names.mjs";

/** `sp`: `{ entityId, acsUrl, sloUrl?, signingCertificate?, encryptionCertificate? }`, certificates in PEM. */
export function writeSpMetadata({ entityId, acsUrl, sloUrl, signingCertificate, encryptionCertificate }) {
  const logouts = sloUrl === undefined ? [] : Object.values(BINDINGS).map((binding) => endpoint("SingleLogoutService", binding, sloUrl));
  return [
    `<EntityDescriptor xmlns="${METADATA}" entityID="${escaped(entityId)}">`,
    `<SPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">`,
    keyDescriptor("signing", signingCertificate),
    keyDescriptor("encryption", encryptionCertificate),
    ...logouts,
    `<AssertionConsumerService index="0" isDefault="true" Binding="${BINDINGS.post}" Location="${escaped(acsUrl)}"/>`,
    "</SPSSODescriptor></EntityDescriptor>",
  ].join("");
}

/** The same shape again, with `logoutBindings`, those among `redirect` and `post` that the SP offers. */
export function readSpMetadata(xml) {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  const all = (name) => [...root.getElementsByTagNameNS(METADATA, name)];
  const consumer = all("AssertionConsumerService").find((service) => service.getAttribute("Binding") === BINDINGS.post);
  if (consumer === undefined) throw new Error("the SP's metadata has no AssertionConsumerService for HTTP-POST");
  const logouts = all("SingleLogoutService");
  const certificate = (use) => {
    const keys = all("KeyDescriptor").filter((key) => [use, "", null].includes(key.getAttribute("use")));
    const text = keys[0]?.getElementsByTagNameNS(DSIG, "X509Certificate")[0]?.textContent;
    return text === undefined ? undefined : pem(text);
  };
  return {
    entityId: root.getAttribute("entityID"),
    acsUrl: consumer.getAttribute("Location"),
    sloUrl: logouts[0]?.getAttribute("Location"),
    logoutBindings: Object.keys(BINDINGS).filter((name) => logouts.some((logout) => logout.getAttribute("Binding") === BINDINGS[name])),
    signingCertificate: certificate("signing"),
    encryptionCertificate: certificate("encryption"),
  };
}

const endpoint = (name, binding, location) => `<${name} Binding="${binding}" Location="${escaped(location)}"/>`;

function keyDescriptor(use, certificate) {
  if (certificate === undefined) return "";
  const data = `<X509Data><X509Certificate>${base64Of(certificate)}</X509Certificate></X509Data>`;
  return `<KeyDescriptor use="${use}"><KeyInfo xmlns="${DSIG}">${data}</KeyInfo></KeyDescriptor>`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const base64Of = (certificate) => certificate.replaceAll(/-----[A-Z ]+-----|\s/g, "");

function pem(text) {
  const lines = text.replaceAll(/\s/g, "").match(/.{1,64}/g);
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
