// What the core answers: one JSON text with exactly one of these members.
import type { CertificateDetails, Check, Evidence, LogoutEvidence, Position, Report, SignatureReport, Warning } from "./types.js";

export interface Answer<Result> {
  readonly unwrap?: readonly WrappedKey[];
  readonly ok?: Result;
  readonly report?: Result;
  readonly error?: WireRefusal;
  readonly connectionError?: WireSentence & { readonly about?: string };
}

/** Why settings cannot work: a sentence by its number, or a text where there is none. */
export interface WireSentence {
  readonly text?: string;
  readonly sentence?: number;
  readonly values?: readonly string[];
  /** Fills the last blank. */
  readonly inner?: WireSentence;
}

/** A session key that a CryptoKey has to unwrap before there is an answer; octets in hexadecimal. */
export interface WrappedKey {
  readonly id: string;
  /** The position of the CryptoKey among those that were given. */
  readonly key: number;
  readonly octets: string;
  readonly label: string;
  /** Octets of the session key. */
  readonly length: number;
}

/** A refusal by the number of its wording, with what fills the blanks. */
export interface WireRefusal {
  readonly wording: number;
  readonly rule: string;
  readonly expected?: string;
  readonly found?: string;
  readonly values: readonly string[];
  readonly near?: number;
  readonly position?: Position;
}

export type WireReport = Omit<Report, "checks" | "signatures"> & {
  readonly checks: readonly WireCheck[];
  readonly signatures: readonly WireSignature[];
};
export type WireSignature = Omit<SignatureReport, "verifiedBy"> & {
  readonly verifiedBy: { readonly position: number; readonly sha256: string; readonly notAfter: number | null } | null;
};
export type WireCheck = Omit<Check, "title" | "spec" | "error"> & { readonly error?: WireRefusal };

/** Times are milliseconds since the epoch. */
export interface WireLogin {
  readonly nameId: string | null;
  readonly nameIdFormat: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly issuer: string;
  readonly relayState: string | null;
  readonly attributes: WireAttributes;
  readonly sessionIndex: string | null;
  readonly sessionNotOnOrAfter: number | null;
  readonly authnInstant: number;
  readonly authnContext: string | null;
  readonly assertionId: string;
  readonly inResponseTo: string | null;
  readonly expiresAt: number;
  readonly evidence: Evidence;
  readonly facts: readonly Fact[];
}

/** Each attribute by its name, how many values it has, and those. One array is read far faster than one for each. */
export type WireAttributes = readonly (string | number)[];

/** One of the two messages of single logout. */
export type WireLogout = { readonly relayState: string | null; readonly facts: readonly Fact[] } & (
  | { readonly request: WireLogoutRequest; readonly response?: undefined }
  | { readonly request?: undefined; readonly response: WireLogoutResponse }
);

export interface WireLogoutRequest {
  readonly id: string;
  readonly issuer: string;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly sessionIndexes: readonly string[];
  readonly reason: string | null;
  readonly evidence: LogoutEvidence;
}

export interface WireLogoutResponse {
  readonly id: string;
  readonly issuer: string;
  readonly inResponseTo: string;
  readonly success: boolean;
  readonly partial: boolean;
  readonly statusCode: string;
  readonly statusMessage: string | null;
  readonly evidence: LogoutEvidence;
}

export interface WireMetadata {
  readonly entityId: string;
  readonly keys: readonly { readonly certificate: string; readonly sha256: string; readonly notAfter: number | null; readonly rsaBits: number | null }[];
  /** The one to use first. */
  readonly singleSignOn: readonly WireEndpoint[];
  readonly singleLogout: readonly WireEndpoint[];
  readonly wantAuthnRequestsSigned: boolean;
  readonly nameIdFormats: readonly string[];
  readonly signingMethods: readonly string[];
  readonly scopes: readonly string[];
  readonly displayName: string | null;
  readonly errorUrl: string | null;
  readonly validUntil: number | null;
  readonly cacheSeconds: number | null;
  readonly signedBy: string | null;
  readonly relaxed: readonly string[];
  readonly warnings: readonly Warning[];
}

export interface WireCertificate extends Omit<CertificateDetails, "notBefore" | "notAfter"> {
  readonly notBefore: number | null;
  readonly notAfter: number | null;
}

export interface WireEndpoint {
  readonly binding: "redirect" | "post";
  readonly location: string;
  readonly responseLocation: string | null;
}

/** Something that may happen once. */
export type Fact =
  { readonly kind: "put"; readonly key: string; readonly expiresAt: number } | { readonly kind: "take"; readonly key: string };
