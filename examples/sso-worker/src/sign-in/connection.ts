import { type Connection, createLogin, createLogout, type LoginOptions, type OutgoingRequest, type SignedIn } from "saml-edge";
import type { Settings } from "../env.js";
import type { Profile } from "../directory/profiles.js";

/** What the IdP of a profile has to be told. */
export const addressesOf = ({ origin }: Settings, connectionId: string) => ({
  connectionId,
  entityId: `urn:console:${connectionId}`,
  acsUrl: `${origin}/saml/acs/${connectionId}`,
  sloUrl: `${origin}/saml/slo/${connectionId}`,
  metadataUrl: `${origin}/saml/metadata/${connectionId}`,
  certificateUrl: `${origin}/saml/certificate`,
});

export function serviceProviderOf(settings: Settings, connectionId: string): Connection["sp"] {
  const { entityId, acsUrl, sloUrl } = addressesOf(settings, connectionId);
  return { entityId, acsUrl, sloUrl };
}

/** The connection of a profile whose IdP is known. Addresses of its people lie in the domains that it has proved: another customer's IdP speaks for another's. */
export function connectionOf(settings: Settings, profile: Profile, domains: readonly string[]): Connection {
  if (profile.idp === null) throw new TypeError("The profile has no IdP.");
  return {
    idp: profile.idp,
    sp: serviceProviderOf(settings, profile.connectionId),
    policy: {
      ...profile.policy,
      ...(profile.emailAttribute === null ? {} : { identifierAttribute: profile.emailAttribute }),
      ...(domains.length === 0 ? {} : { allowedEmailDomains: domains }),
    },
  };
}

export const signsRequests = (profile: Profile): boolean => profile.signsRequests || profile.idp?.wantAuthnRequestsSigned === true;

/** A request to the IdP of a profile, signed where the profile or the IdP wants it. Settings that cannot work are a `TypeError`. */
export const createRequest = (settings: Settings, profile: Profile, domains: readonly string[], options: LoginOptions = {}): Promise<OutgoingRequest> =>
  createLogin(connectionOf(settings, profile, domains), { ...options, ...(signsRequests(profile) ? { sign: signingKey(settings) } : {}) });

/** A LogoutRequest likewise, which is always signed. */
export const createLogoutRequest = (settings: Settings, profile: Profile, signedIn: SignedIn): Promise<OutgoingRequest> =>
  createLogout(connectionOf(settings, profile, []), signedIn, { sign: signingKey(settings), secret: settings.secrets, returnTo: "/signed-out" });

/** What was read of metadata is not used beyond its own end. */
export function isOver({ metadata }: Profile, now: number): boolean {
  if (metadata === null || metadata.copy.validUntil === null) return false;
  const skew = metadata.copy.connection.policy?.clockSkewSeconds ?? 180;
  return new Date(metadata.copy.validUntil).getTime() + skew * 1000 <= now;
}

/** What requests are signed with, where they are. */
export const signingKey = ({ key, certificate }: Settings) => ({ privateKey: key, certificate });

/** The keys to decrypt by; both, while the key is changed. */
export const decryptionKeys = ({ key, oldKey }: Settings): string[] => (oldKey === undefined ? [key] : [key, oldKey]);
