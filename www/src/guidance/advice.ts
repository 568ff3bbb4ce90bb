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
