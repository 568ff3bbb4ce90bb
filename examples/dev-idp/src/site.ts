// One request: what it asks, who answers, and where things are. All addresses come from that of the request, so that any port will do.
import type { Env } from "./env.js";
import type { IdentityProvider } from "./identity-provider.mjs";
import { importKey } from "./signature.mjs";
import type { DevIdpState, Session } from "./state.js";

export interface Site {
  readonly request: Request;
  readonly url: URL;
  readonly state: DurableObjectStub<DevIdpState>;
  readonly issuer: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  readonly metadataUrl: string;
}

export function siteOf(request: Request, env: Env): Site {
  const url = new URL(request.url);
  const at = (path: string) => url.origin + path;
  return { request, url, state: env.STATE.getByName("dev-idp"), issuer: at("/entity"), ssoUrl: at("/sso"), sloUrl: at("/slo"), metadataUrl: at("/metadata") };
}

export async function identityProvider({ issuer, state }: Site): Promise<IdentityProvider> {
  return { entityId: issuer, signer: await signerOf(await signingPair(state)) };
}

/** Its messages name the certificate. */
export async function signerOf({ certificate, privateKey }: { readonly certificate: string; readonly privateKey: string }) {
  return { key: await importKey(privateKey), certificate };
}

export async function signingPair(state: Site["state"]) {
  const [pair] = await state.keys();
  if (pair === undefined) throw new Error("The state begins with a key pair, and the one that signs cannot be removed.");
  return pair;
}

export async function currentSession(site: Site): Promise<Session | null> {
  const id = sessionIdOf(site);
  return id === null ? null : await site.state.session(id);
}

export function sessionIdOf({ request, url }: Site): string | null {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${cookieName(url)}=`));
  return own === undefined ? null : own.slice(cookieName(url).length + 1);
}

/** Requests come from pages of the applications, also by POST. */
export const sessionCookie = ({ url }: Site, id: string) => `${cookieName(url)}=${id}; Path=/; Secure; HttpOnly; SameSite=None`;

/** Cookies know no ports, and several of these may run on one machine. */
const cookieName = ({ port }: URL) => `__Host-dev-idp-${port || "443"}`;
