// An identity provider in small: signs Responses with WebCrypto, as text that is canonical as it is written.
export class TestIdp {
  #key;

  constructor(connection, pem) {
    this.connection = connection;
    this.pem = pem;
  }

  /** The form that it lets the browser post to the ACS. */
  async respond(more = {}) {
    return new URLSearchParams({ SAMLResponse: btoa(await this.response(more)), RelayState: more.relayState ?? "" });
  }

  /** `attributes` has a list for each: its name and its values. What is signed: the `assertion`, the `response` or `both`. */
  async response({
    inResponseTo,
    now = Date.now(),
    nameId = "jane.doe@example.com",
    authnInstant = now - 1000,
    classRef = PASSWORD,
    sessionIndex = "_s1",
    attributes = [],
    signs = "assertion",
  }) {
    const { idp, sp } = this.connection;
    const at = (milliseconds) => new Date(milliseconds).toISOString();
    const answers = inResponseTo === undefined ? "" : ` InResponseTo="${inResponseTo}"`;
    const id = `_${crypto.randomUUID()}`;
    const issuer = `<saml:Issuer>${idp.entityId}</saml:Issuer>`;
    const assertion =
      `<saml:Assertion xmlns:saml="${SAML}" ID="${id}" IssueInstant="${at(now)}" Version="2.0">${issuer}` +
      `<saml:Subject><saml:NameID Format="${EMAIL}">${nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
      `<saml:SubjectConfirmationData${answers} NotOnOrAfter="${at(now + 300_000)}" Recipient="${sp.acsUrl}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions NotBefore="${at(now - 60_000)}" NotOnOrAfter="${at(now + 300_000)}"><saml:AudienceRestriction><saml:Audience>${sp.entityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${at(authnInstant)}" SessionIndex="${sessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${statement(attributes)}</saml:Assertion>`;
    const signed = assertion.replace(issuer, issuer + (await this.#signature(id, assertion)));
    const responseId = `_${crypto.randomUUID()}`;
    const sender = `<saml:Issuer xmlns:saml="${SAML}">${idp.entityId}</saml:Issuer>`;
    const response =
      `<samlp:Response xmlns:samlp="${SAMLP}" Destination="${sp.acsUrl}" ID="${responseId}"${answers} IssueInstant="${at(now)}" Version="2.0">` +
      `${sender}<samlp:Status><samlp:StatusCode Value="${STATUS}Success"></samlp:StatusCode></samlp:Status>${signs === "response" ? assertion : signed}</samlp:Response>`;
    return signs === "assertion" ? response : response.replace(sender, sender + (await this.#signature(responseId, response)));
  }

  /** The same with its Assertion encrypted by AES-256-GCM and RSA-OAEP, for whoever has the key of this public one. */
  async encryptedResponse(more, publicKey) {
    const response = await this.response(more);
    const [assertion] = /<saml:Assertion .*<\/saml:Assertion>/s.exec(response);
    const session = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, session, new TextEncoder().encode(assertion)));
    const spki = Uint8Array.from(atob(publicKey.replace(/-----[^-]+-----|\s/g, "")), (character) => character.charCodeAt(0));
    const recipient = await crypto.subtle.importKey("spki", spki, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["encrypt"]);
    const wrapped = await crypto.subtle.encrypt("RSA-OAEP", recipient, await crypto.subtle.exportKey("raw", session));
    const value = (octets) => `<xenc:CipherData><xenc:CipherValue>${base64(new Uint8Array(octets))}</xenc:CipherValue></xenc:CipherData>`;
    return response.replace(
      assertion,
      `<saml:EncryptedAssertion xmlns:saml="${SAML}"><xenc:EncryptedData xmlns:xenc="${XENC}" Type="${XENC}Element">` +
        `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><ds:KeyInfo xmlns:ds="${DS}"><xenc:EncryptedKey>` +
        `<xenc:EncryptionMethod Algorithm="${XENC}rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="${DS}sha1"/></xenc:EncryptionMethod>${value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>` +
        `${value([...iv, ...sealed])}</xenc:EncryptedData></saml:EncryptedAssertion>`,
    );
  }

  /** A LogoutRequest or LogoutResponse by HTTP-Redirect. Never compressed: one stored block is DEFLATE as well. */
  async logoutQuery(name, content, { inResponseTo, relayState, now = Date.now(), destination = this.connection.sp.slo ?? this.connection.sp.sloUrl } = {}) {
    const answers = inResponseTo === undefined ? "" : ` InResponseTo="${inResponseTo}"`;
    const xml =
      `<samlp:${name} xmlns:samlp="${SAMLP}" Destination="${destination}" ID="_${crypto.randomUUID()}"${answers} IssueInstant="${new Date(now).toISOString()}" Version="2.0">` +
      `<saml:Issuer xmlns:saml="${SAML}">${this.connection.idp.entityId}</saml:Issuer>${content}</samlp:${name}>`;
    const octets = new TextEncoder().encode(xml);
    const { length } = octets;
    const stored = Uint8Array.of(1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255, ...octets);
    const parameter = name === "LogoutRequest" ? "SAMLRequest" : "SAMLResponse";
    const state = relayState === undefined ? "" : `&RelayState=${encodeURIComponent(relayState)}`;
    const signed = `${parameter}=${encodeURIComponent(base64(stored))}${state}&SigAlg=${encodeURIComponent(RSA_SHA256)}`;
    return `${signed}&Signature=${encodeURIComponent(await this.#sign(signed))}`;
  }

  /** An element with this ID, written canonically, with its signature inside before its first child. */
  async signed(xml, id) {
    const place = xml.indexOf(">") + 1;
    return xml.slice(0, place) + (await this.#signature(id, xml)) + xml.slice(place);
  }

  nameId(name = "jane.doe@example.com", attributes = ` Format="${EMAIL}"`) {
    return `<saml:NameID xmlns:saml="${SAML}"${attributes}>${name}</saml:NameID>`;
  }

  async #signature(id, text) {
    const digest = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
    const signedInfo = (xmlns) =>
      `<ds:SignedInfo${xmlns}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${RSA_SHA256}"></ds:SignatureMethod>` +
      `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DS}enveloped-signature"></ds:Transform><ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
      `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
    const value = await this.#sign(signedInfo(` xmlns:ds="${DS}"`));
    return `<ds:Signature xmlns:ds="${DS}">${signedInfo("")}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  }

  async #sign(text) {
    this.#key ??= await importKey(this.pem, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, ["sign"]);
    return base64(new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", this.#key, new TextEncoder().encode(text))));
  }
}

const statement = (attributes) => (attributes.length === 0 ? "" : `<saml:AttributeStatement>${attributes.map(attribute).join("")}</saml:AttributeStatement>`);

const attribute = ([name, ...values]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join("")}</saml:Attribute>`;

export function importKey(pem, algorithm, usages) {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, "")), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey("pkcs8", der, algorithm, false, usages);
}

const base64 = (octets) => btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));

const SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
const SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol";
const DS = "http://www.w3.org/2000/09/xmldsig#";
const XENC = "http://www.w3.org/2001/04/xmlenc#";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
