// The identity providers, in the order in which they are shown.
import type { Guidance } from "../advice.js";
import { adFs } from "./ad-fs.js";
import { entraId } from "./entra-id.js";
import { googleWorkspace } from "./google-workspace.js";
import { keycloak } from "./keycloak.js";
import { okta } from "./okta.js";
import { oneLogin } from "./onelogin.js";
import { pingFederate } from "./ping-federate.js";

export const PRODUCTS = {
  okta: { name: "Okta", guidance: okta },
  entraId: { name: "Microsoft Entra ID", guidance: entraId },
  googleWorkspace: { name: "Google Workspace", guidance: googleWorkspace },
  adFs: { name: "AD FS", guidance: adFs },
  pingFederate: { name: "PingFederate", guidance: pingFederate },
  oneLogin: { name: "OneLogin", guidance: oneLogin },
  keycloak: { name: "Keycloak", guidance: keycloak },
} satisfies Record<string, { name: string; guidance: Guidance }>;

export type Product = keyof typeof PRODUCTS;

export const ORDER = Object.keys(PRODUCTS) as Product[];
