// What the pages of identity providers call the addresses of an application.

export interface Addresses {
  readonly entityId: string;
  readonly acsUrl: string;
  /** Empty where there is none. */
  readonly sloUrl: string;
}

export interface Entry {
  readonly label: string;
  readonly value: string;
}

interface Product {
  readonly product: string;
  /** The way to the page, and what else has to be known there. */
  readonly where: string;
  readonly entries: readonly (readonly [label: string, value: keyof Addresses | "acsPattern"])[];
}

export const productNames = (): string[] => PRODUCTS.map(({ product }) => product);

export const whereIn = (product: string): string => PRODUCTS.find((known) => known.product === product)?.where ?? "";

/** Fields without a value are left out. */
export function entriesFor(product: string, addresses: Addresses): Entry[] {
  const { entityId, acsUrl, sloUrl } = addresses;
  const values = { entityId, acsUrl, sloUrl, acsPattern: acsUrl === "" ? "" : onlyMatching(acsUrl) };
  const found = PRODUCTS.find((known) => known.product === product);
  return (found?.entries ?? []).map(([label, value]) => ({ label, value: values[value] })).filter(({ value }) => value !== "");
}

/** OneLogin's validator is a regular expression. */
const onlyMatching = (url: string): string => `^${url.replace(/[\\/.*+?^${}()|[\]]/g, "\\$&")}$`;

const PRODUCTS: readonly Product[] = [
  {
    product: "Okta",
    where: "Applications, Create App Integration, SAML 2.0, Configure SAML. Leave “Use this for Recipient URL and Destination URL” selected.",
    entries: [["Single sign-on URL", "acsUrl"], ["Audience URI (SP Entity ID)", "entityId"], ["Single Logout URL", "sloUrl"]],
  },
  {
    product: "Microsoft Entra ID",
    where: "Enterprise applications, the application, Single sign-on, SAML, Basic SAML Configuration.",
    entries: [["Identifier (Entity ID)", "entityId"], ["Reply URL (Assertion Consumer Service URL)", "acsUrl"], ["Logout Url (optional)", "sloUrl"]],
  },
  {
    product: "Google Workspace",
    where: "Apps, Web and mobile apps, Add custom SAML app, Service provider details. Tick “Signed response”: otherwise only the assertion is signed.",
    entries: [["ACS URL", "acsUrl"], ["Entity ID", "entityId"]],
  },
  {
    product: "OneLogin",
    where: "SAML Custom Connector (Advanced), Configuration. The validator is a regular expression.",
    entries: [["Audience (EntityID)", "entityId"], ["Recipient", "acsUrl"], ["ACS (Consumer) URL Validator", "acsPattern"], ["ACS (Consumer) URL", "acsUrl"], ["Single Logout URL", "sloUrl"]],
  },
  {
    product: "Keycloak",
    where: "Clients, Create client, Client type SAML; then Settings and Advanced of the client.",
    entries: [["Client ID", "entityId"], ["Valid redirect URIs", "acsUrl"], ["Master SAML Processing URL", "acsUrl"], ["Assertion Consumer Service POST Binding URL", "acsUrl"], ["Logout Service Redirect Binding URL", "sloUrl"]],
  },
  {
    product: "AD FS",
    where: "Add Relying Party Trust, Claims aware, Enter data about the relying party manually.",
    entries: [["Relying party SAML 2.0 SSO service URL", "acsUrl"], ["Relying party trust identifier", "entityId"]],
  },
  {
    product: "JumpCloud",
    where: "SSO, Custom SAML App, the SSO tab.",
    entries: [["SP Entity ID", "entityId"], ["ACS URL", "acsUrl"]],
  },
  {
    product: "PingOne",
    where: "Applications, SAML Application, Configure, Manually Enter.",
    entries: [["ACS URLs", "acsUrl"], ["Entity ID", "entityId"]],
  },
];
