// From what was verified to node-saml's shape of it, and back.
import type { Login } from "../login.js";
import type { IncomingLogoutRequest } from "../logout.js";
import type { SignedIn } from "../types.js";
import type { LogoutUser, Profile } from "./types.js";

export function profileOf(login: Login): Profile {
  // Only with an identifierAttribute is there a login without a NameID, and that is not among the options.
  const profile: Profile = { issuer: login.issuer, nameID: login.nameId as string, ...present(login) };
  if (login.inResponseTo !== null) profile.inResponseTo = login.inResponseTo;
  if (login.sessionIndex !== null) profile.sessionIndex = login.sessionIndex;
  const attributes = attributesOf(login);
  for (const [name, value] of Object.entries(attributes)) if (!RESERVED.has(name) && !(name in profile)) profile[name] = value;
  if ([...login.attributes].length > 0) profile.attributes = attributes;
  // As node-saml does it: the address under the two names that applications ask for.
  if (!profile.mail && typeof profile[MAIL] === "string") profile.mail = profile[MAIL];
  if (!profile.email && typeof profile.mail === "string") profile.email = profile.mail;
  return profile;
}

/** The profile's own, also where a login lacks one: an attribute must not take its place. Whatever every object has is taken as well. */
const RESERVED = new Set([
  "issuer",
  "nameID",
  "nameIDFormat",
  "nameQualifier",
  "spNameQualifier",
  "sessionIndex",
  "inResponseTo",
  "ID",
  "attributes",
  "getAssertionXml",
  "getAssertion",
  "getSamlResponseXml",
]);

const MAIL = "urn:oid:0.9.2342.19200300.100.1.3";

/** One value as a text, several as a list; without `__proto__`, which whoever copies the object would set as its prototype. */
export function attributesOf({ attributes }: Login): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, [first, ...more]] of attributes)
    if (first !== undefined && name !== "__proto__") found[name] = more.length === 0 ? first : [first, ...more];
  return found;
}

function present({ nameIdFormat, nameQualifier, spNameQualifier }: Login | IncomingLogoutRequest): Partial<Profile> {
  return {
    ...(nameIdFormat === null ? {} : { nameIDFormat: nameIdFormat }),
    ...(nameQualifier === null ? {} : { nameQualifier }),
    ...(spNameQualifier === null ? {} : { spNameQualifier }),
  };
}

/** With the first session that it names; the others are in the `logout` beside it. */
export function logoutProfileOf(logout: IncomingLogoutRequest): Profile {
  const [sessionIndex] = logout.sessionIndexes;
  return {
    ID: logout.id,
    issuer: logout.issuer,
    nameID: logout.nameId,
    ...present(logout),
    ...(sessionIndex === undefined ? {} : { sessionIndex }),
  };
}

export function signedInOf(user: LogoutUser): SignedIn {
  const { nameID, nameIDFormat = null, nameQualifier = null, spNameQualifier = null, sessionIndex = null } = user ?? {};
  if (typeof nameID !== "string" || nameID === "")
    throw new TypeError("user.nameID is missing: keep the names of the profile with the session, so that the IdP knows whom to sign out.");
  return { nameId: nameID, nameIdFormat: nameIDFormat, nameQualifier, spNameQualifier, sessionIndex };
}
