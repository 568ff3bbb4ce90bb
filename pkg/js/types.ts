export type { SamlErrorCode } from "./error-codes.js";

import type { SamlErrorCode } from "./error-codes.js";

/** A login as it reaches the ACS: the POST itself, its form, or the value of the field `SAMLResponse` (base64). */
export type Input = Request | FormData | URLSearchParams | string;

/** One identity provider trusted by one service provider. Plain JSON: it fits a KV, a database, a secret, a file. */
export interface Connection {
  /** Who signs users in: its name and keys, and where it is. `connectionFromMetadata` reads it from what the IdP publishes. */
  readonly idp: {
    /** Compared with every Issuer, code point by code point. */
    readonly entityId: string;
    /** Certificates or public keys, as PEM or base64. Any of them may sign; a private key is refused. */
    readonly certificates: readonly string[];
    /** Where `createLogin` sends the browser. */
    readonly ssoUrl?: string;
    /** How. Default `redirect`. */
    readonly ssoBinding?: "redirect" | "post";
    /** Where `createLogout` sends the browser. */
    readonly sloUrl?: string;
    /** Where answers to the IdP's LogoutRequests go, if not to `sloUrl`. */
    readonly sloResponseUrl?: string;
    /** How both go. Default `redirect`. */
    readonly sloBinding?: "redirect" | "post";
    /** The IdP takes signed requests only: `createLogin` then needs a key. */
    readonly wantAuthnRequestsSigned?: boolean;
    /** Signature algorithms that the IdP takes, as URIs; left out, any. */
    readonly signatureAlgorithms?: readonly string[];
  };
  /** This application, as the IdP knows it. */
  readonly sp: {
    /** What the IdP must name as audience. */
    readonly entityId: string;
    /** The address that the login was posted to, from your configuration and never from the request. */
    readonly acsUrl: string;
    /** The address that the IdP sends logout messages to, likewise. Without it nobody is logged out. */
    readonly sloUrl?: string;
  };
  /** What this connection asks of logins; left out, the strict default. */
  readonly policy?: Policy;
}

/** What one connection wants. Left out, everything is strict; every relaxation that a login needed is named in its evidence. */
export interface Policy {
  /** Which element must carry a signature itself. Default `either`: one that covers the assertion. */
  readonly requireSigned?: "either" | "assertion" | "response" | "both";
  /** Logins that no request asked for. Default `refuse`; `convert` refuses with a code that says: send a request of your own. */
  readonly idpInitiated?: "refuse" | "convert" | "accept";
  /** Refuses assertions that arrive in the clear; that a NameID or attribute in them is encrypted is not enough. */
  readonly requireEncrypted?: boolean;
  /** The Format that the NameID must have. */
  readonly nameIdFormat?: string;
  /** The attribute that identifies the user, where the IdP sends no NameID. */
  readonly identifierAttribute?: string;
  /** Attributes that must be there with a value. */
  readonly requiredAttributes?: readonly string[];
  /** Authentication context classes, one of which must be asserted. */
  readonly authnContext?: readonly string[];
  /** The user's address must lie in one of these domains. */
  readonly allowedEmailDomains?: readonly string[];
  /** Scopes that this IdP may assert in scoped attributes; left out, any, and of an empty list none. */
  readonly allowedScopes?: readonly string[];
  /** 0 to 300; default 180. */
  readonly clockSkewSeconds?: number;
  /** Largest message, in octets of XML; default 256 KiB, at most 4 MiB. What anybody makes up and sends may take 16 times as much memory. */
  readonly maxBytes?: number;
  /** Smallest RSA key, of the IdP and to decrypt by; default 2048. */
  readonly minRsaBits?: number;
  /** Accepts SHA-1 in signatures and digests. */
  readonly allowSha1?: boolean;
  /**
   * Decrypts AES-CBC where no signature covers the ciphertext. An attacker who can have many altered messages judged may then decrypt one that he
   * has seen: choose AES-GCM at the IdP, or sign the Response, and leave this out.
   */
  readonly allowUnauthenticatedCbc?: boolean;
  /** Largest age of a Response; no limit by default. */
  readonly maxResponseAgeSeconds?: number;
  /** Largest age of the sign-in at the IdP; no limit by default. */
  readonly maxAuthnAgeSeconds?: number;
  /** Longest validity of an assertion; no limit by default. */
  readonly maxAssertionLifetimeSeconds?: number;
  /** Brings `sessionNotOnOrAfter` forward to that long after the login. */
  readonly maxSessionSeconds?: number;
  /** Accepts a NotBefore in the bearer confirmation, which the profile forbids. */
  readonly allowConfirmationNotBefore?: boolean;
  /** Refuses signatures of a certificate outside its validity; by default a certificate is only the envelope of a key. */
  readonly enforceCertificateValidity?: boolean;
  /** Accepts an ACS URL that is neither https nor on this machine. */
  readonly allowHttpAcs?: boolean;
  /** Sends browsers to addresses of the IdP that are neither https nor on this machine, such as those of a container beside this one. */
  readonly allowHttpIdp?: boolean;
}

/**
 * Remembers what may happen once. Both operations must be atomic over everything that serves the same connection: an
 * eventually consistent store, such as Workers KV, lets a login be used twice. `testStore` of `saml-edge/stores` says
 * whether a store does what is needed. Whatever is neither `true` nor `false`, thrown or returned, refuses the login, and so does
 * an answer that takes longer than 15 seconds: what is stored lives a minute longer than the message, and a store that is stuck must not forget meanwhile. A runtime without
 * `setTimeout` cannot wait, and refuses.
 */
export interface OneTimeStore {
  /**
   * Stores `key`, of at most 80 ASCII characters, until `expiresAt` (milliseconds since the epoch), and says whether it was absent. What cannot be stored, such as until `NaN`, must not
   * be answered with `true`.
   */
  put(key: string, expiresAt: number): boolean | PromiseLike<boolean>;
  /** Removes `key` and says whether it was there and had not expired. */
  take(key: string): boolean | PromiseLike<boolean>;
}

/**
 * What proves that a request was made here: at least 32 characters that nobody can guess (`openssl rand -hex 32`). Of a list the first makes and every one verifies, so
 * that it can be changed.
 */
export type Secret = string | readonly string[];

export interface VerifyOptions {
  /** Where used logins are remembered. The literal makes every login usable again until it expires: for tests and tools only. */
  readonly store: OneTimeStore | "none-accept-replay";
  /** That of `createLogin` or `createLogout`: the answer must come from the browser that was sent away with the request, and in time. Left out where there is none. */
  readonly secret?: Secret;
  /**
   * The Cookie header of the request, `null` where it has none. Needed where the input is not the request itself, unless `inResponseTo` is given; `null` also where you told the store of
   * the request yourself.
   */
  readonly cookies?: string | null | undefined;
  /**
   * Without a secret: the ID of the request that this browser waits for; `null` for none; absent, the store is asked, which `createLogin` told of it, or you
   * (see `requestKey`).
   */
  readonly inResponseTo?: string | null | undefined;
  /** The moment to judge at; the clock's by default. For a moment in the past the store is told to remember that much longer. */
  readonly now?: Date | undefined;
  /**
   * Keys for what is encrypted; each is tried, so that a rollover has two. At most eight. A text is read at each login: one that is no key is a
   * `TypeError` then. `undefined` is no key, with which an encrypted login is refused.
   */
  readonly decrypt?: PrivateKey | readonly PrivateKey[] | undefined;
}

/**
 * An RSA key of this service provider: the text of a PKCS#8 or PKCS#1 key (PEM, not encrypted), or a `CryptoKey` for RSA-OAEP with the usage
 * `decrypt`, which need not be extractable. A `CryptoKey` unwraps only what was wrapped with the digest that it was imported for, also for MGF1:
 * for `rsa-oaep-mgf1p`, which identity providers use by default, that is SHA-1.
 */
export type PrivateKey = string | CryptoKey;

/** A private key that signs, alone or with the certificate to name in messages. */
export type SigningKey =
  /** The text of an RSA or EC key (PEM: PKCS#8, PKCS#1 or SEC1, not encrypted), or a `CryptoKey` for RSASSA-PKCS1-v1_5 or ECDSA with the usage `sign`. */
  PrivateKey | { readonly privateKey: PrivateKey; readonly certificate?: string | undefined };

/** What `createLogin` and `createLogout` have in common. */
export interface SendOptions {
  /**
   * Lets the request prove that it was made here, so that nothing is written before somebody has signed in. `verifyLogin` and `verifyLogout` need the same. Give this or
   * `store`; with neither, keep the request's `id` for this browser yourself, and give it as `inResponseTo`. Leave the member out where there is none: `undefined` is refused, as the value of
   * a variable that is not set.
   */
  readonly secret?: Secret;
  /** Where the request is written until it is answered. */
  readonly store?: OneTimeStore | undefined;
  /** Where to go afterwards: a path on this site, such as `/reports?year=2026`. Another address is refused, since links to sign-in pages can be made by anybody. */
  readonly returnTo?: string | URL | undefined;
  /** Comes back beside the answer, unsigned. At most 80 octets. */
  readonly relayState?: string | undefined;
  /** The key to sign with. */
  readonly sign?: SigningKey | undefined;
  /** How long the answer may take; 60 to 3600, default 600. */
  readonly expiresInSeconds?: number | undefined;
  /** The Cookie header of the request: then cookies of logins that were left are cleared when there are many. */
  readonly cookies?: string | null | undefined;
  /** Default: the clock's. */
  readonly now?: Date | undefined;
}

/** What a login asks of the IdP. Nothing is asked that is not given here: IdPs refuse what they do not have. */
export interface LoginOptions extends SendOptions {
  /** The user has to sign in again, whatever session he has at the IdP. `verifyLogin` holds the IdP to it. */
  readonly forceAuthn?: boolean | undefined;
  /** The IdP must not show anything: it answers at once, with `NoPassive` where it would have to. */
  readonly isPassive?: boolean | undefined;
  /** The format of the NameID, a URI. */
  readonly nameIdFormat?: string | undefined;
  /** Authentication context classes, one of which must be met exactly. `verifyLogin` holds the IdP to it. */
  readonly authnContext?: readonly string[] | undefined;
  /** The user's name, so that the IdP need not ask for it. Not every IdP takes it. */
  readonly subject?: string | undefined;
}

export interface LogoutOptions extends SendOptions {
  /** Logout messages are always signed. */
  readonly sign: SigningKey;
  /** Why, a URI; such as `urn:oasis:names:tc:SAML:2.0:logout:user`. */
  readonly reason?: string | undefined;
}

/** Whom a session is of, as a `Login` has it. Keep these beside the session: a logout finds it by them. */
export interface SignedIn {
  readonly nameId: string | null;
  readonly nameIdFormat?: string | null;
  readonly nameQualifier?: string | null;
  readonly spNameQualifier?: string | null;
  readonly sessionIndex?: string | null;
  /** In its place, where the user signed in several times. */
  readonly sessionIndexes?: readonly string[];
}

/** What the metadata of this service provider says beyond its names and addresses. */
export interface SpMetadataOptions {
  /** Signs the document. */
  readonly sign?: SigningKey | undefined;
  /** Certificates (PEM or base64) of the keys that sign what is sent. While a key is changed: the old and the new one. */
  readonly signingCertificates?: readonly string[] | undefined;
  /** Certificates of the keys to decrypt by. Publish the new one before it is used, and take the old one out before its key. */
  readonly encryptionCertificates?: readonly string[] | undefined;
  /** The assertion itself has to be signed. Default `true`: what is signed alone can be verified alone. */
  readonly wantAssertionsSigned?: boolean | undefined;
  /** Every AuthnRequest is signed: then IdPs may refuse those that are not. Default `false`; logout messages are signed in any case. */
  readonly authnRequestsSigned?: boolean | undefined;
  /** Formats of NameID, the preferred one first. */
  readonly nameIdFormats?: readonly string[] | undefined;
  /** Which identifier the IdP has to send as attribute (SAML V2.0 Subject Identifier Attributes, 3.1). */
  readonly subjectId?: "subject-id" | "pairwise-id" | "any" | "none" | undefined;
  /** What the IdP shows to people, in English. */
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly informationUrl?: string | undefined;
  readonly privacyStatementUrl?: string | undefined;
  readonly logo?: { readonly url: string; readonly width: number; readonly height: number } | undefined;
  readonly organization?: { readonly name: string; readonly displayName?: string; readonly url: string } | undefined;
  readonly contacts?: readonly SpContact[] | undefined;
  /** After that nobody uses it any more. Left out, output does not change with the time. */
  readonly validUntil?: Date | undefined;
  /** For how long others should keep it. */
  readonly cacheDurationSeconds?: number | undefined;
}

export interface SpContact {
  readonly type: "technical" | "support" | "administrative" | "billing" | "other";
  readonly email: string;
  readonly givenName?: string | undefined;
  readonly company?: string | undefined;
}

/** How metadata of an IdP is read. */
export interface MetadataOptions {
  /** Which entity is meant, exactly as its `entityID` has it. Without it the document must have one IdP. */
  readonly entityId?: string | undefined;
  /**
   * Certificates or public keys (PEM or base64) that must have signed the whole document; they come from the publisher in another way than the document. Without them no
   * signature is looked at, and what the document says is as good as the way in which it came.
   */
  readonly trust?: readonly string[] | undefined;
  /** `vendor`: need not say until when it is valid, as Okta's and Entra's do not. `federation`: must, and not for longer than `maxValidSeconds`. Default `vendor`. */
  readonly mode?: "vendor" | "federation" | undefined;
  /** Only for `federation`; default 30 days. */
  readonly maxValidSeconds?: number | undefined;
  /** What the connection asks of logins. Its `clockSkewSeconds` are given to the metadata as well: so much later it ends. */
  readonly policy?: Policy | undefined;
  /** Largest document, in octets; default 32 MiB, at most 128 MiB. */
  readonly maxBytes?: number | undefined;
  /** Accepts SHA-1 in the signature of the metadata. */
  readonly allowSha1?: boolean | undefined;
  /** Smallest RSA key of `trust`; default 2048. */
  readonly minRsaBits?: number | undefined;
  /** Keeps addresses of the IdP that are neither https nor on this machine: the connection then has `policy.allowHttpIdp`. The document itself is never read over http for it. */
  readonly allowHttp?: boolean | undefined;
  /** Default: the clock's. */
  readonly now?: Date | undefined;
}

/** A connection that was read from metadata, and what else that says. Plain JSON but for the dates. */
export interface MetadataConnection {
  /** What `createLogin`, `verifyLogin` and the others take, until `validUntil`. */
  readonly connection: Connection;
  /** What works and should be known: keys that end, addresses that were left out, a signature that nobody checked. */
  readonly warnings: readonly Warning[];
  /** The SHA-256 fingerprint of each certificate of the connection, for whoever compares them, and when it ends by its own account. */
  readonly certificates: readonly { readonly sha256: string; readonly notAfter: Date | null }[];
  /** The fingerprint of the key of `trust` that signed the document; `null` where none was given. */
  readonly signedBy: string | null;
  /** After that, and the skew of the policy, the metadata must not be used any more. */
  readonly validUntil: Date | null;
  /** When to read it anew: by its own account, at the latest half-way to its end, and else in a day; a little earlier by chance, so that not everybody asks at once. */
  readonly refreshAt: Date;
  /** The scopes that the IdP may assert, by the account of whoever signed the metadata; they are in the policy of the connection, unless it has others. */
  readonly scopes: readonly string[];
  /** The formats of NameID that the IdP has. */
  readonly nameIdFormats: readonly string[];
  /** The IdP's name for people. Escape it before it is shown. */
  readonly displayName: string | null;
  /** Where people find help who cannot sign in. */
  readonly errorUrl: string | null;
  /** The options without which it would have been refused, or would say less. */
  readonly relaxed: readonly string[];
  /** How it was read, and is read again. */
  readonly mode: "vendor" | "federation";
}

/** A `MetadataConnection`, or what became of one as JSON, whose dates are texts. */
export type MetadataCopy = Omit<MetadataConnection, "validUntil" | "refreshAt" | "certificates" | "mode"> & {
  readonly validUntil: Date | string | null;
  readonly refreshAt: Date | string;
  readonly certificates: readonly { readonly sha256: string; readonly notAfter: Date | string | null }[];
  readonly mode?: MetadataConnection["mode"];
};

/** What a certificate or public key says about itself. The names are its own words, and may hold anything: escape them before they are shown. */
export interface CertificateDetails {
  /** The certificate or key by itself: base64 of its DER, as `idp.certificates` takes it. */
  readonly certificate: string;
  /** Fingerprints in lower-case hexadecimal: of the certificate; of a bare key, of its SubjectPublicKeyInfo. */
  readonly sha256: string;
  readonly sha1: string;
  /** Kind and size, such as `RSA 2048`, `EC P-256` or `Ed25519`. */
  readonly key: string;
  /** As RFC 4514 writes names; `null` for a bare key, as is what follows. */
  readonly subject: string | null;
  readonly issuer: string | null;
  /** Lower-case hexadecimal. */
  readonly serial: string | null;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
}

/** Where metadata comes from: its text, or where and how to get it. */
export type MetadataSource = string | URL | (() => string | PromiseLike<string>);

/** What became of a refresh. */
export interface RefreshedMetadata extends MetadataConnection {
  /** What is different now; empty where nothing is. Show it to whoever is responsible before it is used, if that is asked for. */
  readonly changes: readonly MetadataChange[];
  /** Why there was nothing new, where there was not: then everything else is the last good copy. */
  readonly error: Error | null;
}

export interface MetadataChange {
  /** Such as `idp.ssoUrl`. */
  readonly setting: string;
  /** As JSON has it; of certificates the fingerprints. */
  readonly before: unknown;
  readonly after: unknown;
}

/** How a LogoutRequest is answered. */
export interface RespondOptions {
  /** Logout messages are always signed. */
  readonly sign: SigningKey;
  /** Default `success`. `partial`: somewhere the user is still signed in. */
  readonly status?: "success" | "partial" | "unknown-principal" | "denied" | "failed" | undefined;
  /** Default: the clock's. */
  readonly now?: Date | undefined;
}

/** A logout message as it reaches the single logout address: the request itself, its URL (or query, as it was received), or the form of a POST. */
export type LogoutInput = Request | URL | string | FormData | URLSearchParams;

/** What the verdict on a logout message rests on. */
export interface LogoutEvidence {
  /** SHA-256 fingerprint, lower-case hexadecimal, of the configured certificate whose key verified the signature. */
  readonly certificateSha256: string;
  /** The signature algorithm, a URI. */
  readonly algorithm: string;
  /** The members of the policy without which it would have been refused. */
  readonly relaxed: readonly string[];
}

/** A request that is ready to be sent. */
export interface OutgoingRequest {
  /** The ID of the message, which the answer names. */
  readonly id: string;
  /** Where the browser goes: with the message in its query, or where the form is posted to. */
  readonly url: URL;
  /** The message itself: by HTTP-POST with its signature, by HTTP-Redirect without, where that is in `url`. */
  readonly xml: string;
  /** Values of Set-Cookie that have to go along. */
  readonly cookies: string[];
  /** An answer that sends the browser to the IdP, with the cookies: a redirect, or a page with a form that posts itself. */
  toResponse(init?: ResponseInit): Response;
}

/** What an unverified message says about itself: words of whoever sent it, never an identity. */
export interface Peek {
  readonly unverifiedIssuer: string | null;
  readonly unverifiedInResponseTo: string | null;
  readonly relayState: string | null;
}

/** What the verdict on a login rests on. */
export interface Evidence {
  readonly signed: "assertion" | "response" | "both";
  /** SHA-256 fingerprint, lower-case hexadecimal, of the configured certificate whose key verified the signature. */
  readonly certificateSha256: string;
  /** The signature algorithm, a URI. */
  readonly algorithm: string;
  /** The assertion came as an EncryptedAssertion. An EncryptedID or EncryptedAttribute alone does not count. */
  readonly encrypted: boolean;
  /** The members of the policy without which this login would have been refused. */
  readonly relaxed: readonly string[];
  /** What works today and may not tomorrow. */
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** A place in the XML. Lines and columns count from 1, columns in characters; `start` and `end` are offsets in octets. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** The element, as local names from the root: `/Response/Assertion/Subject`. Absent where the XML has no tree. */
  readonly path?: string;
}

/** Why something was refused. */
export interface Refusal {
  readonly code: SamlErrorCode;
  /** The rule that refused, by its id in the list of checks. */
  readonly rule: string;
  readonly message: string;
  /** What would have passed, where that is one value. */
  readonly expected?: string;
  /** What was there instead, shortened. It comes from the message: escape it before it is shown. */
  readonly found?: string;
  /** What to change. */
  readonly hint: string;
  /** Who has to act for the next login to work; `attack`: nobody, since no
   * identity provider sends this; it is an attack, or something on the way alters messages. */
  readonly actor: "idp-admin" | "sp-admin" | "user" | "attack";
  /** Absent where the message as a whole or its transport is meant. */
  readonly position?: Position;
}

/** What became of each rule. A report never holds an identity. */
export interface Report {
  /** Every signature verified with a key of the connection, and one covers the assertion. */
  readonly authenticated: boolean;
  /** `verifyLogin` would accept, were it the first time. */
  readonly accepted: boolean;
  /** In the order in which `verifyLogin` asks; its refusal is the first that failed. */
  readonly checks: readonly Check[];
  readonly signatures: readonly SignatureReport[];
  readonly warnings: readonly Warning[];
}

export interface Check {
  readonly rule: string;
  /** What holds when the rule passes. */
  readonly title: string;
  /** Where the rule comes from. */
  readonly spec: string;
  readonly outcome: "pass" | "skip" | "fail";
  /** Why it was skipped. */
  readonly reason?: string;
  /** Why it failed. */
  readonly error?: Refusal;
}

export interface SignatureReport {
  /** The element that holds the signature. */
  readonly covers: string;
  readonly position: Position | null;
  readonly algorithm: string;
  readonly digestAlgorithm: string;
  readonly digestStated: string;
  /** `null` where the canonical form is too long. */
  readonly digestComputed: string | null;
  /** Where canonical forms were asked for: that of the element as it is, which the digest is of. `null` where it is too long. */
  readonly canonical?: string | null;
  /** Likewise: that of SignedInfo, which the signature value is of. */
  readonly canonicalSignedInfo?: string | null;
  /**
   * The connection's certificate that verifies it: its position in `idp.certificates` where each of those holds one, its SHA-256
   * fingerprint, and when it expires (ISO 8601; `null` for a bare key).
   */
  readonly verifiedBy: { readonly position: number; readonly sha256: string; readonly notAfter: string | null } | null;
  /** Whose signature it is, as a sentence. */
  readonly finding: string;
  /** Fingerprint of the certificate that the message names, which proves nothing. */
  readonly namedCertificate: string | null;
  /** The signature is whole, if made by whom it may: it verifies with the certificate that the message names. */
  readonly verifiesWithNamed: boolean;
}
