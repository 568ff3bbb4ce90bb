// No peer but the floor: Node's own verify over the same SignedInfo, already canonical, with a parsed key. No XML is read and no digest compared.
import { createPublicKey, verify } from "node:crypto";

export default {
  does: ({ encrypted }) => (encrypted ? "decrypts nothing" : true),
  async prepare({ certificate, hash }) {
    const parsed = createPublicKey(certificate);
    const key = parsed.asymmetricKeyType === "ec" ? { key: parsed, dsaEncoding: "ieee-p1363" } : parsed;
    return async ({ signatures }) => {
      for (const { signedInfo, value } of signatures) {
        if (!verify(hash, Buffer.from(signedInfo), key, Buffer.from(value, "base64"))) throw new Error("the signature does not verify");
      }
      return true;
    };
  },
};
