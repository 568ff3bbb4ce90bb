// SAML messages made by hand, and what they say when read: nothing of the library that the rig is there to test.
import { createDecipheriv, createHash, createPrivateKey, createSign, createVerify, privateDecrypt, randomUUID } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { DOMParser } from "@xmldom/xmldom";

import { ASSERTION, BINDINGS, DSIG, PROTOCOL, SIGNATURE_ALGORITHMS, SUCCESS, XENC } from "../lib/names.mjs";

export const makeId = () => `_${randomUUID()}`;

// Each is written in the form that exclusive canonicalization gives it, so that signing it needs no canonicalizer.

export function authnRequest({ acsUrl, nameIdFormat, ...common }) {
  const attributes = { AssertionConsumerServiceURL: acsUrl, ProtocolBinding: BINDINGS.post };
  const policy = nameIdFormat === undefined ? "" : element("samlp:NameIDPolicy", { AllowCreate: "true", Format: nameIdFormat });
  return message({ type: "AuthnRequest", attributes, content: policy, ...common });
}

/** `nameId`: `{ value, format, spNameQualifier }`, as the Assertion has it. */
export function logoutRequest({ nameId, sessionIndex, ...common }) {
  const attributes = { Format: nameId.format, SPNameQualifier: nameId.spNameQualifier };
  const name = element("saml:NameID", attributes, inText(nameId.value));
  const session = element("samlp:SessionIndex", {}, inText(sessionIndex));
  return message({ type: "LogoutRequest", content: name + session, ...common });
}

export function logoutResponse({ inResponseTo, ...common }) {
  const content = element("samlp:Status", {}, element("samlp:StatusCode", { Value: SUCCESS }));
  return message({ type: "LogoutResponse", attributes: { InResponseTo: inResponseTo }, content, ...common });
}

function message({ type, id, issuer, destination, attributes = {}, content }) {
  const common = { Destination: destination, ID: id, IssueInstant: new Date().toISOString(), Version: "2.0" };
  const sender = element("saml:Issuer", {}, inText(issuer));
  return element(`samlp:${type}`, { ...common, ...attributes }, sender + content, ` xmlns:samlp="${PROTOCOL}"`);
}

/** Namespaces first, then attributes by name, and no empty-element tag. The prefix `saml` is never declared further out. */
function element(name, attributes, content = "", namespaces = name.startsWith("saml:") ? ` xmlns:saml="${ASSERTION}"` : "") {
  const pairs = Object.entries(attributes).filter(([, value]) => value);
  const written = pairs.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, value]) => ` ${key}="${inAttribute(value)}"`);
  return `<${name}${namespaces}${written.join("")}>${content}</${name}>`;
}

/** The message with an enveloped signature after its Issuer, for HTTP-POST. */
export function signedXml(xml, privateKey) {
  const id = / ID="([^"]+)"/.exec(xml)[1];
  const empty = (name, algorithm) => element(`ds:${name}`, { Algorithm: algorithm });
  const digest = createHash("sha256").update(xml).digest("base64");
  const signedInfo = [
    `<ds:SignedInfo xmlns:ds="${DSIG}">`,
    empty("CanonicalizationMethod", EXCLUSIVE),
    empty("SignatureMethod", SIGNATURE_ALGORITHMS["rsa-sha256"]),
    `<ds:Reference URI="#${id}"><ds:Transforms>${empty("Transform", ENVELOPED)}${empty("Transform", EXCLUSIVE)}</ds:Transforms>`,
    `${empty("DigestMethod", SHA256)}<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join("");
  const value = createSign("sha256").update(signedInfo).sign(privateKey, "base64");
  const signature = `<ds:Signature xmlns:ds="${DSIG}">${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  return xml.replace("</saml:Issuer>", `</saml:Issuer>${signature}`);
}

/** The fields of HTTP-POST; without a key the message stays unsigned. */
export function postFields({ parameter, xml, relayState, privateKey }) {
  const sent = privateKey === undefined ? xml : signedXml(xml, privateKey);
  return { [parameter]: Buffer.from(sent).toString("base64"), ...(relayState !== undefined && { RelayState: relayState }) };
}

/** The address of HTTP-Redirect; without a key the message stays unsigned. */
export function redirectUrl({ endpoint, parameter, xml, relayState, privateKey }) {
  const pairs = [[parameter, deflateRawSync(xml).toString("base64")]];
  if (relayState !== undefined) pairs.push(["RelayState", relayState]);
  if (privateKey !== undefined) pairs.push(["SigAlg", SIGNATURE_ALGORITHMS["rsa-sha256"]]);
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  if (privateKey === undefined) return `${endpoint}?${query}`;
  const signature = createSign("sha256").update(query).sign(privateKey, "base64");
  return `${endpoint}?${query}&Signature=${encodeURIComponent(signature)}`;
}

/** Whether the signature over a Redirect query, as it stood in the address, is of this certificate. */
export function querySigned(query, certificate) {
  const pairs = query.split("&").map((pair) => [pair.slice(0, pair.indexOf("=")), pair]);
  const raw = Object.fromEntries(pairs);
  const signature = raw.Signature?.slice("Signature=".length);
  if (signature === undefined) return false;
  const octets = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg"].flatMap((name) => raw[name] ?? []).join("&");
  return createVerify("sha256").update(octets).verify(certificate, decodeURIComponent(signature), "base64");
}

/** What a message says, unverified. `encoded` is the value of SAMLRequest or SAMLResponse. */
export function readMessage(encoded, binding) {
  const octets = Buffer.from(encoded, "base64");
  return readXml((binding === "redirect" ? inflateRawSync(octets) : octets).toString("utf8"));
}

export function readXml(xml) {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  const inside = (parent, namespace, name) =>
    [...parent.childNodes].find((node) => node.localName === name && node.namespaceURI === namespace);
  const assertion = root.localName === "Assertion" ? root : inside(root, ASSERTION, "Assertion");
  const within = (namespace, name) => root.getElementsByTagNameNS(namespace, name)[0];
  const nameId = within(ASSERTION, "NameID");
  return {
    xml,
    type: root.localName,
    id: root.getAttribute("ID"),
    inResponseTo: root.getAttribute("InResponseTo"),
    destination: root.getAttribute("Destination"),
    issuer: inside(root, ASSERTION, "Issuer").textContent,
    status: within(PROTOCOL, "StatusCode")?.getAttribute("Value"),
    signed: inside(root, DSIG, "Signature") !== undefined,
    assertionSigned: assertion !== undefined && inside(assertion, DSIG, "Signature") !== undefined,
    encrypted: inside(root, ASSERTION, "EncryptedAssertion") !== undefined,
    nameId: nameId && {
      value: nameId.textContent,
      format: nameId.getAttribute("Format"),
      spNameQualifier: nameId.getAttribute("SPNameQualifier"),
    },
    sessionIndex: within(ASSERTION, "AuthnStatement")?.getAttribute("SessionIndex") ?? within(PROTOCOL, "SessionIndex")?.textContent,
    algorithms: [...root.getElementsByTagName("*")].flatMap((element) => element.getAttribute("Algorithm") || []),
  };
}

/** The Assertion out of a Response's EncryptedAssertion. */
export function decryptAssertion(xml, privateKey) {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  const [keyMethod, dataMethod] = ["EncryptedKey", "EncryptedData"].map((name) =>
    root.getElementsByTagNameNS(XENC, name)[0].getElementsByTagNameNS(XENC, "EncryptionMethod")[0].getAttribute("Algorithm"),
  );
  if (keyMethod !== `${XENC}rsa-oaep-mgf1p`) throw new Error(`a key encrypted with ${keyMethod}`);
  const [wrapped, data] = ["EncryptedKey", "EncryptedData"].map((name) => {
    const parent = root.getElementsByTagNameNS(XENC, name)[0];
    const cipher = [...parent.childNodes].find(({ localName }) => localName === "CipherData");
    return Buffer.from(cipher.textContent, "base64");
  });
  const key = privateDecrypt({ key: createPrivateKey(privateKey), oaepHash: "sha1" }, wrapped);
  return decrypt(dataMethod, key, data).toString("utf8");
}

function decrypt(method, key, data) {
  const [, bits, mode] = /#aes(128|256)-(cbc|gcm)$/.exec(method) ?? [];
  if (mode === undefined) throw new Error(`content encrypted with ${method}`);
  if (mode === "gcm") {
    const decipher = createDecipheriv(`aes-${bits}-gcm`, key, data.subarray(0, 12)).setAuthTag(data.subarray(-16));
    return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
  }
  // XML Encryption's padding says in its last octet how long it is, and nothing in the others.
  const decipher = createDecipheriv(`aes-${bits}-cbc`, key, data.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]);
  return padded.subarray(0, padded.length - padded.at(-1));
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const inText = (text) => escaped(text).replaceAll(">", "&gt;");

const inAttribute = (text) => escaped(text).replaceAll('"', "&quot;");

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = `${DSIG}enveloped-signature`;
const SHA256 = `${XENC}sha256`;
