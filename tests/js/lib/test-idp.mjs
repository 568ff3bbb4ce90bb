// The identity provider of `examples/dev-idp`, for one connection, with what only tests want to say.
import { NAME_ID_FORMATS, response, signedQuery } from "../../../examples/dev-idp/src/identity-provider.mjs";
import { SAML, SAMLP } from "../../../examples/dev-idp/src/names.mjs";
import { derOf, utf8 } from "../../../examples/dev-idp/src/octets.mjs";
import { importKey, signatureOver } from "../../../examples/dev-idp/src/signature.mjs";
import { write } from "../../../examples/dev-idp/src/xml.mjs";

export { importKey };

export class TestIdp {
  #signer;

  constructor(connection, pem) {
    this.connection = connection;
    this.pem = pem;
  }

  /** The form that it lets the browser post to the ACS. */
  async respond(more = {}) {
    return new URLSearchParams({ SAMLResponse: btoa(await this.response(more)), RelayState: more.relayState ?? "" });
  }

  /** `attributes` has a list for each: its name and its values. Values and names are given as XML has them, escaped. */
  async response({ nameId, attributes, ...more }) {
    const signIn = { ...more };
    if (nameId !== undefined) signIn.nameId = unescaped(nameId);
    if (attributes !== undefined) signIn.attributes = attributes.map((attribute) => attribute.map(unescaped));
    return await response({ entityId: this.connection.idp.entityId, signer: await this.#ownSigner() }, this.connection.sp, signIn);
  }

  /** The same with its Assertion encrypted by AES-256-GCM and RSA-OAEP, for whoever has the key of this public one. */
  async encryptedResponse(more, publicKey) {
    return await this.response({ ...more, encryptFor: derOf(publicKey) });
  }

  /** A LogoutRequest or LogoutResponse by HTTP-Redirect. Never compressed, since not every runtime can: one stored block is DEFLATE as well. */
  async logoutQuery(name, content, { inResponseTo, relayState, now = Date.now(), destination = this.connection.sp.slo ?? this.connection.sp.sloUrl } = {}) {
    const answers = inResponseTo === undefined ? "" : ` InResponseTo="${inResponseTo}"`;
    const xml =
      `<samlp:${name} xmlns:samlp="${SAMLP}" Destination="${destination}" ID="_${crypto.randomUUID()}"${answers} IssueInstant="${new Date(now).toISOString()}" Version="2.0">` +
      `<saml:Issuer xmlns:saml="${SAML}">${this.connection.idp.entityId}</saml:Issuer>${content}</samlp:${name}>`;
    const octets = utf8(xml);
    const { length } = octets;
    const stored = Uint8Array.of(1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255, ...octets);
    return await signedQuery(await this.#ownSigner(), name === "LogoutRequest" ? "SAMLRequest" : "SAMLResponse", stored, relayState);
  }

  /** An element with this ID, written canonically, with its signature inside before its first child. */
  async signed(xml, id) {
    const place = xml.indexOf(">") + 1;
    return xml.slice(0, place) + write(await signatureOver(xml, id, await this.#ownSigner())) + xml.slice(place);
  }

  nameId(name = "jane.doe@example.com", attributes = ` Format="${NAME_ID_FORMATS[0]}"`) {
    return `<saml:NameID xmlns:saml="${SAML}"${attributes}>${name}</saml:NameID>`;
  }

  async #ownSigner() {
    this.#signer ??= { key: await importKey(this.pem) };
    return this.#signer;
  }
}

const unescaped = (text) => text.replace(/&(lt|gt|amp|quot);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name]);
