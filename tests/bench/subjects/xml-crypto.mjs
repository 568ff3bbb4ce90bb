// Signatures alone: the document is parsed and each Signature in it checked, as its README does it, but for its search by XPath, which takes longer than all
// else where the document is large.
import { DOMParser } from "@xmldom/xmldom";
import { SignedXml } from "xml-crypto";

const XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

export default {
  does: ({ encrypted }) => (encrypted ? "decrypts nothing" : true),
  async prepare({ certificate, signed }) {
    const wanted = signed === "both" ? 2 : 1;
    return async ({ xml }) => {
      const document = new DOMParser().parseFromString(xml, "text/xml");
      const signatures = Array.from(document.getElementsByTagNameNS(XMLDSIG, "Signature"));
      if (signatures.length !== wanted) throw new Error(`${signatures.length} signatures`);
      for (const signature of signatures) {
        const signedXml = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
        signedXml.loadSignature(signature);
        if (!signedXml.checkSignature(xml) || signedXml.getSignedReferences().length !== 1) throw new Error("the signature does not verify");
      }
      return true;
    };
  },
};
