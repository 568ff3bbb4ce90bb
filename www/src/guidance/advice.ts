// What an administrator of an identity provider has to change, and who says so.

/** What is set in one place of an identity provider's administration. */
export type Topic =
  | "acsUrl"
  | "assignment"
  | "attributes"
  | "audience"
  | "authnContext"
  | "authnStatement"
  | "canonicalisation"
  | "certificateExpired"
  | "clock"
  | "encryptAssertion"
  | "encryptionAlgorithm"
  | "encryptionCertificate"
  | "fewerAttributes"
  | "forceAuthn"
  | "idpInitiated"
  | "issuer"
  | "keyTransport"
  | "lifetime"
  | "log"
  | "logoutUrl"
  | "metadata"
  | "nameId"
  | "nameIdFormat"
  | "protocol"
  | "relayState"
  | "session"
  | "signAnything"
  | "signAssertion"
  | "signatureAlgorithm"
  | "signedRequests"
  | "signingCertificate"
  | "signLogout"
  | "signResponse";

/** A public page, as it was when the sentence was written. It is named and never fetched. */
export interface Source {
  readonly page: string;
  readonly address: string;
}

export interface Advice {
  /** Labels of the product stand between asterisks, commands between tildes; `{expected}` is a blank. */
  readonly sentence: string;
  /** The page was read and says so. */
  readonly verified: boolean;
  /** `null` where no page was found. */
  readonly source: Source | null;
}

export type Guidance = Readonly<Record<Topic, Advice>>;

/** Sentences that this page bears out. */
export function saidBy(page: string, address: string): (sentence: string) => Advice {
  const source = { page, address };
  return (sentence) => ({ sentence, verified: true, source });
}

/** A sentence for which no page was found. It stays general: the only labels in it are those that a verified sentence of the product has. */
export const unverified = (sentence: string): Advice => ({ sentence, verified: false, source: null });

/** What stands in the blank where no message says what is expected. */
export const STAND_INS: Partial<Readonly<Record<Topic, string>>> = {
  acsUrl: "the ACS URL of the application",
  attributes: "the attribute that the application needs",
  audience: "the entity ID of the application",
  authnContext: "the class that the application asks for",
  logoutUrl: "the single logout URL of the application",
  nameIdFormat: "the format that the application asks for",
};

/** What a topic is called as a heading. */
export const ABOUT: Readonly<Record<Topic, string>> = {
  acsUrl: "The ACS URL",
  assignment: "Who may sign in",
  attributes: "Attributes",
  audience: "The entity ID of the application",
  authnContext: "The authentication context",
  authnStatement: "The AuthnStatement",
  canonicalisation: "The canonicalisation",
  certificateExpired: "A new signing certificate",
  clock: "The clocks",
  encryptAssertion: "Encryption of the assertion",
  encryptionAlgorithm: "The algorithm of the encryption",
  encryptionCertificate: "The certificate to encrypt with",
  fewerAttributes: "Fewer attributes",
  forceAuthn: "A fresh sign-in",
  idpInitiated: "Where the login starts",
  issuer: "The entity ID of the identity provider",
  keyTransport: "The key transport",
  lifetime: "How long an assertion is valid",
  log: "What the identity provider says itself",
  logoutUrl: "The single logout URL",
  metadata: "The metadata",
  nameId: "The value of the NameID",
  nameIdFormat: "The format of the NameID",
  protocol: "SAML 2.0",
  relayState: "RelayState",
  session: "The session",
  signAnything: "Signatures",
  signAssertion: "The signature of the assertion",
  signatureAlgorithm: "The algorithms of the signature",
  signedRequests: "Signed requests",
  signingCertificate: "The signing certificate",
  signLogout: "The signature of logout messages",
  signResponse: "The signature of the Response",
};
