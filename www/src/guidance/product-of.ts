// Which product an identity provider is. Its Issuer is a name that anybody can choose: this is a guess, to be shown as one.
import { ORDER, type Product } from "./products/index.js";

export interface Guess {
  readonly product: Product;
  /** What it was taken from. */
  readonly by: "the Issuer" | "its address" | "the connection";
}

/** What is known of an identity provider. */
export interface Traces {
  /** As the message has it. */
  readonly issuer: string | null;
  /** As the connection has it. */
  readonly entityId: string | null;
  /** Where the connection sends people. */
  readonly addresses: readonly (string | null | undefined)[];
}

/** The message counts before the connection: what is wrong is in the message. */
export function productOf({ issuer, entityId, addresses }: Traces): Guess | null {
  const byIssuer = productOfName(issuer);
  if (byIssuer !== null) return { product: byIssuer, by: "the Issuer" };
  const byEntityId = productOfName(entityId);
  if (byEntityId !== null) return { product: byEntityId, by: "the connection" };
  for (const address of addresses) {
    const byAddress = productOfAddress(address ?? null);
    if (byAddress !== null) return { product: byAddress, by: "its address" };
  }
  return null;
}

const productOfName = (name: string | null) => find(NAMES, name);

const productOfAddress = (address: string | null) => find(ADDRESSES, address);

function find(patterns: Readonly<Partial<Record<Product, RegExp>>>, text: string | null): Product | null {
  // Core 8.3.6: an entity ID has at most 1024 characters.
  if (text === null || text.length > 1024) return null;
  return ORDER.find((product) => patterns[product]?.test(text)) ?? null;
}

/** Each from its beginning to its end, so that a name which only holds another is none. */
const NAMES: Readonly<Partial<Record<Product, RegExp>>> = {
  okta: /^http:\/\/www\.okta\.com\/[A-Za-z0-9]+$/,
  // Of logins; of answers to logouts.
  entraId: /^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.com)\/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\/?$/,
  googleWorkspace: /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=[A-Za-z0-9_-]+$/,
  adFs: /^https?:\/\/[A-Za-z0-9.:-]+\/adfs\/services\/trust$/,
  oneLogin: /^https:\/\/[a-z0-9-]+\.onelogin\.com\/saml\/metadata\/[A-Za-z0-9-]+$/,
  keycloak: /^https?:\/\/[A-Za-z0-9.:-]+(?:\/[A-Za-z0-9._-]+)?\/realms\/[^/?#\s]+$/,
};

const ADDRESSES: Readonly<Partial<Record<Product, RegExp>>> = {
  okta: /^https:\/\/[a-z0-9-]+\.(?:okta|oktapreview|okta-emea)\.com\/app\/\S+$/,
  entraId: /^https:\/\/login\.microsoftonline\.com\/[^/?#\s]+\/saml2$/,
  googleWorkspace: /^https:\/\/accounts\.google\.com\/o\/saml2\/idp\?idpid=[A-Za-z0-9_-]+$/,
  adFs: /^https:\/\/[A-Za-z0-9.:-]+\/adfs\/ls\/?$/,
  pingFederate: /^https:\/\/[A-Za-z0-9.:-]+\/idp\/(?:SSO|SLO)\.saml2$/,
  oneLogin: /^https:\/\/[a-z0-9-]+\.onelogin\.com\/trust\/saml2\/\S+$/,
  keycloak: /^https?:\/\/[A-Za-z0-9.:-]+(?:\/[A-Za-z0-9._-]+)?\/realms\/[^/?#\s]+\/protocol\/saml$/,
};
