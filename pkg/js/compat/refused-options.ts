// What node-saml has and this does not do, and what to do instead. A value that asks for nothing else than what happens anyway is no mistake.
import type { SamlConfig } from "./types.js";

interface Refused {
  changesNothing(value: unknown, options: SamlConfig): boolean;
  readonly sentence: string;
}

const isNull = (value: unknown) => value === null;
const always = (sentence: string): Refused => ({ changesNothing: () => false, sentence });
const notSent = (what: string): Refused => ({
  changesNothing: isNull,
  sentence: `cannot be sent. ${what} is set at the IdP, for this application.`,
});
const whole = always("was removed from node-saml: give the whole address as callbackUrl.");

const DEFAULT_TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"];

export const REFUSED: Readonly<Record<string, Refused>> = {
  cacheProvider: always(
    "is not used: a saveAsync that overwrites looks like one that does not, and none is told until when to keep a key, so a login could be used twice. Give a " +
      "store: memoryStore() in place of node-saml's own, and redisStore, sqlStore or durableObjectStore of saml-edge for what yours keeps its keys in.",
  ),
  generateUniqueId: always("is not used: IDs are random, and with a secret they prove that they were made here."),
  scoping: notSent("The choice of IdPs"),
  providerName: notSent("The name that people see"),
  attributeConsumingServiceIndex: notSent("The list of attributes"),
  samlAuthnRequestExtensions: notSent("What extensions ask for"),
  samlLogoutRequestExtensions: notSent("What extensions ask for"),
  spNameQualifier: notSent("The group for which a NameID is made"),
  allowCreate: {
    changesNothing: (value, { identifierFormat }) => value === true || identifierFormat === null,
    sentence: "is not true, and a format is asked for with AllowCreate here. Give identifierFormat: null, which asks for nothing.",
  },
  disableRequestAcsUrl: {
    changesNothing: (value) => value === false,
    sentence: "is not false, and requests always say where the answer goes. Leave it out, and give the IdP exactly callbackUrl.",
  },
  skipRequestCompression: {
    changesNothing: (value, { authnRequestBinding }) => value === false || authnRequestBinding === "HTTP-POST",
    sentence: "is not false, and HTTP-Redirect compresses its messages (bindings 3.4.4.1). Leave it out; by HTTP-POST nothing is compressed anyway.",
  },
  racComparison: {
    changesNothing: (value, options) => value === "exact" || options.authnContext === undefined || options.disableRequestedAuthnContext === true,
    sentence: "is not exact: nobody has written down which class is the stronger one, so the IdP cannot be held to it. List every class that will do as authnContext.",
  },
  xmlSignatureTransforms: {
    changesNothing: (value) => JSON.stringify(value) === JSON.stringify(DEFAULT_TRANSFORMS),
    sentence: "is another list than enveloped-signature and exclusive canonicalisation, which SAML demands (core 5.4.4). Leave it out.",
  },
  authnRequestBinding: {
    changesNothing: (value) => value === "HTTP-POST" || value === "HTTP-Redirect",
    sentence: "is neither HTTP-Redirect nor HTTP-POST.",
  },
  audience: {
    changesNothing: (value) => value !== false,
    sentence: "is false: whatever the IdP says to any other application would then sign in here. Leave it out, and let the IdP name the issuer.",
  },
  cert: always("is called idpCert since node-saml 5."),
  privateCert: always("is called privateKey since node-saml 4."),
  path: whole,
  protocol: whole,
  host: whole,
};
