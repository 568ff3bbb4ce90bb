import { adFs } from "./ad-fs.js";
import { entraId } from "./entra-id.js";
import { googleWorkspace } from "./google-workspace.js";
import type { Guide } from "./guide.js";
import { keycloak } from "./keycloak.js";
import { okta } from "./okta.js";
import { oneLogin } from "./onelogin.js";
import { pingFederate } from "./ping-federate.js";

export const GUIDES: readonly Guide[] = [okta, entraId, googleWorkspace, adFs, oneLogin, pingFederate, keycloak];

export const guideOf = (slug: string): Guide | undefined => GUIDES.find((guide) => guide.slug === slug);
