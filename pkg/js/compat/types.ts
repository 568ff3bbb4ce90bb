// The names of @node-saml/node-saml 5, as far as they mean something here, and what has to be said in addition.
import type { Login } from "../login.js";
import type { IncomingLogoutRequest, IncomingLogoutResponse } from "../logout.js";
import type { OneTimeStore, Policy, PrivateKey, Secret } from "../types.js";

/** The options of `new SAML(options)`. What is not here is refused, and so is what node-saml has and this cannot do: nothing is ignored. */
export interface SamlConfig {
  /** Certificates or public keys of the IdP, as PEM or base64. A function is asked anew each time, and answers by its callback or by a promise. */
  readonly idpCert: string | readonly string[] | IdpCertCallback;
  /** The entity ID of the IdP: the `entityID` of its metadata. Required, and compared with the Issuer of every message. */
  readonly idpIssuer: string;
  /** The entity ID of this application, which is also the audience that the IdP has to name. */
  readonly issuer: string;
  /** The address that logins are posted to; Destination and Recipient must be exactly that. */
  readonly callbackUrl: string;
  /** Remembers which logins were used, and which requests are open. Required: without it a login can be used again. */
  readonly store: OneTimeStore;
  /** Binds each request to the browser that was sent away with it, by a cookie: see `Browser`. Without it any browser can bring the answer, as with node-saml. */
  readonly secret?: Secret | undefined;
  /** What node-saml has no name for: `allowSha1`, `requiredAttributes`, `allowHttpAcs` and the others. */
  readonly policy?: Omit<Policy, keyof typeof OWN_POLICY> | undefined;

  /** Where logins are started. */
  readonly entryPoint?: string | undefined;
  /** Where logout messages go; default `entryPoint`. */
  readonly logoutUrl?: string | undefined;
  /** The address that logout messages come to. Without it there is no logout. */
  readonly logoutCallbackUrl?: string | undefined;
  /** Must be `issuer`, where it is given. */
  readonly audience?: string | undefined;
  /** 0 to 300000; left out, 180000. */
  readonly acceptedClockSkewMs?: number | undefined;
  /** Counts from the IssueInstant of the Response, which then has to be signed. */
  readonly maxAssertionAgeMs?: number | undefined;
  /** Default `true`. */
  readonly wantAssertionsSigned?: boolean | undefined;
  /** Default `true`. */
  readonly wantAuthnResponseSigned?: boolean | undefined;
  /** Default `always`; `ifPresent` also accepts logins that were started at the IdP, each once. */
  readonly validateInResponseTo?: "always" | "ifPresent" | undefined;
  /** How long an answer may take: 60000 to 3600000, default 600000. */
  readonly requestIdExpirationPeriodMs?: number | undefined;
  /** Which NameID is asked for; default `urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress`, `null` for none. */
  readonly identifierFormat?: string | null | undefined;
  /** Asked for where it is given, and then the IdP is held to it; left out, nothing is asked for. */
  readonly authnContext?: readonly string[] | undefined;
  readonly disableRequestedAuthnContext?: boolean | undefined;
  readonly racComparison?: "exact" | undefined;
  /** With `secret` the IdP is held to it exactly, without it to a sign-in that is no older than an answer may take. */
  readonly forceAuthn?: boolean | undefined;
  readonly passive?: boolean | undefined;
  /** Signs what is sent: PEM, base64 of PKCS#8, or a `CryptoKey`. Logout needs it. */
  readonly privateKey?: PrivateKey | Uint8Array | undefined;
  /** The certificate to name in messages that are signed inside. */
  readonly publicCert?: string | undefined;
  /** Left out: SHA-256. */
  readonly signatureAlgorithm?: "sha256" | "sha512" | undefined;
  /** Goes with `signatureAlgorithm`. */
  readonly digestAlgorithm?: "sha256" | "sha512" | undefined;
  readonly decryptionPvk?: PrivateKey | Uint8Array | undefined;
  /** Only read by who chooses between `getAuthorizeUrlAsync` and `getAuthorizeFormAsync`. */
  readonly authnRequestBinding?: "HTTP-Redirect" | "HTTP-POST" | undefined;
  /** Stand in the address after the message; `RelayState` takes the place of the argument. Not by HTTP-POST. */
  readonly additionalParams?: AdditionalParameters | undefined;
  readonly additionalAuthorizeParams?: AdditionalParameters | undefined;
  readonly additionalLogoutParams?: AdditionalParameters | undefined;
  readonly signMetadata?: boolean | undefined;
  readonly metadataContactPerson?: readonly MetadataContact[] | undefined;
  readonly metadataOrganization?: MetadataOrganization | undefined;

  // What node-saml has these for goes without saying here, or is not done; the values below are those that change nothing.
  readonly allowCreate?: true | undefined;
  readonly disableRequestAcsUrl?: false | undefined;
  /** By HTTP-POST nothing is compressed, by HTTP-Redirect everything is. */
  readonly skipRequestCompression?: boolean | undefined;
  readonly xmlSignatureTransforms?: readonly string[] | undefined;
  /** Passport's own. */
  readonly name?: string | undefined;
  readonly passReqToCallback?: boolean | undefined;
  readonly getSamlOptions?: unknown;
}

/** Members of the policy that are not given as such. */
export const OWN_POLICY = {
  requireSigned: "is wantAssertionsSigned and wantAuthnResponseSigned here.",
  idpInitiated: "is validateInResponseTo here.",
  clockSkewSeconds: "is acceptedClockSkewMs here.",
  authnContext: "is options.authnContext here.",
  identifierAttribute: "is not for a profile, whose nameID everybody takes for the user's name: use verifyLogin where the IdP sends no NameID.",
} as const;

/** The same under node-saml's other name. */
export type SamlOptions = SamlConfig;

type Answer = (error: Error | null, certificates?: string | readonly string[]) => void;

export type IdpCertCallback = (callback: Answer) => void | PromiseLike<string | readonly string[] | void>;

export type AdditionalParameters = Readonly<Record<string, string | readonly string[]>>;

export type RacComparison = "exact";

export type SignatureAlgorithm = "sha256" | "sha512";

/** `never` is only there to be refused by name. */
export const ValidateInResponseTo = { never: "never", ifPresent: "ifPresent", always: "always" } as const;

export type ValidateInResponseTo = (typeof ValidateInResponseTo)[keyof typeof ValidateInResponseTo];

/** What the browser brings and takes: needed wherever the options have a `secret`. */
export interface Browser {
  /** The Cookie header of the request; `null` where it has none. */
  readonly cookies?: string | null | undefined;
  /** Is given the values of Set-Cookie that have to go along with the answer. */
  readonly setCookies?: ((cookies: readonly string[]) => void) | undefined;
}

/** The options of one request or answer. Those that Passport has beside these are of no interest here. */
export interface AuthOptions extends Browser {
  readonly additionalParams?: AdditionalParameters | undefined;
  readonly [passport: string]: unknown;
}

/** The fields of a form, or of a query, as body parsers hand them out. */
export interface Container {
  readonly [field: string]: unknown;
}

/** Who signed in, or is to be signed out, under node-saml's names. */
export interface Profile {
  issuer: string;
  nameID: string;
  nameIDFormat?: string;
  nameQualifier?: string;
  spNameQualifier?: string;
  sessionIndex?: string;
  /** The request that was answered. */
  inResponseTo?: string;
  /** Of a LogoutRequest. */
  ID?: string;
  mail?: string;
  email?: string;
  /** Every attribute: one value as a text, several as a list. */
  attributes?: Record<string, string | string[]>;
  /** The attributes once more, but for those whose names are taken. */
  [attributeName: string]: unknown;
}

/** Whom `getLogoutUrlAsync` signs out: a profile, or what was kept of it. */
export type LogoutUser = Readonly<Pick<Profile, "nameID"> & Partial<Pick<Profile, "nameIDFormat" | "nameQualifier" | "spNameQualifier" | "sessionIndex">>>;

/** What a message was found to be. `login` and `logout` are the same in full: with evidence, the end of the session, and every session of a LogoutRequest. */
export type Validated =
  | { readonly profile: Profile; readonly loggedOut: false; readonly login: Login }
  | { readonly profile: Profile; readonly loggedOut: true; readonly logout: IncomingLogoutRequest }
  | { readonly profile: null; readonly loggedOut: true; readonly logout: IncomingLogoutResponse };

export interface MetadataContact {
  readonly "@contactType": "technical" | "support" | "administrative" | "billing" | "other";
  readonly EmailAddress: string | readonly string[];
  readonly GivenName?: string | undefined;
  readonly Company?: string | undefined;
}

export interface MetadataOrganization {
  readonly OrganizationName: readonly LocalizedText[];
  readonly OrganizationDisplayName?: readonly LocalizedText[] | undefined;
  readonly OrganizationURL: readonly LocalizedText[];
}

export interface LocalizedText {
  readonly "@xml:lang": string;
  readonly "#text": string;
}
