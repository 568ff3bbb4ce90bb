// Signatures alone, over WebCrypto. The key is imported once; the library exports it to import it again.
import * as xmldom from "@xmldom/xmldom";
import { setNodeDependencies } from "xml-core";
import { Application, Parse, SignedXml } from "xmldsigjs";
import xpath from "xpath";

const XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

export default {
  does: ({ encrypted }) => (encrypted ? "decrypts nothing" : true),
  async prepare({ publicKey, signed }) {
    const { DOMImplementation, DOMParser, XMLSerializer } = xmldom;
    setNodeDependencies({ DOMImplementation, DOMParser, XMLSerializer, xpath });
    Application.setEngine("WebCrypto", crypto);
    const spki = Uint8Array.from(atob(publicKey.spki), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey("spki", spki, publicKey.algorithm, true, ["verify"]);
    const wanted = signed === "both" ? 2 : 1;
    return async ({ xml }) => {
      const document = Parse(xml);
      const signatures = Array.from(document.getElementsByTagNameNS(XMLDSIG, "Signature"));
      if (signatures.length !== wanted) throw new Error(`${signatures.length} signatures`);
      for (const signature of signatures) {
        const signedXml = new SignedXml(document);
        signedXml.LoadXml(signature);
        if (!(await signedXml.Verify(key))) throw new Error("the signature does not verify");
      }
      return true;
    };
  },
};
