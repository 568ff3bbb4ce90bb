// This package, as its README has it: the connection is an object that is made once.
import { verifyLogin } from "saml-edge";

export default {
  does: () => true,
  async prepare({ idp, sp, acs, request, certificate, ownKey, encrypted, cryptoKey }) {
    const connection = { idp: { entityId: idp, certificates: [certificate] }, sp: { entityId: sp, acsUrl: acs } };
    // One message is verified over and over.
    const store = { put: async () => true, take: async () => true };
    const options = { store, inResponseTo: request };
    if (encrypted) options.decrypt = cryptoKey ? await imported(ownKey) : ownKey;
    return async ({ value }) => (await verifyLogin(value, connection, options)).nameId;
  },
};

async function imported(pem) {
  const octets = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, "")), (character) => character.charCodeAt(0));
  return await crypto.subtle.importKey("pkcs8", octets, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["decrypt"]);
}
