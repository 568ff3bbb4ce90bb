import { Attributes } from "./attributes.js";
import type { Evidence } from "./types.js";
import type { WireLogin } from "./wire.js";

/** Who signed in. Only `verifyLogin` makes one, after the store has said that it is the first time. */
export class Login {
  /** The user's name at the IdP, exactly as sent; `null` only where an attribute identifies the user. */
  readonly nameId: string | null;
  readonly nameIdFormat: string | null;
  /** The IdP for which the name is unique, where it says so. */
  readonly nameQualifier: string | null;
  /** The service provider for which the name is unique, where it says so. */
  readonly spNameQualifier: string | null;
  /** The IdP's entity ID. A name means nothing without it: key users by both. */
  readonly issuer: string;
  /** What came back beside the message. Nobody signed it: never redirect to it. */
  readonly relayState: string | null;
  /** The path on this site that the login was started for with `createLogin`; `null` where none was given, and for logins that started at the IdP. */
  readonly returnTo: string | null;
  /** The value of Set-Cookie that marks the cookie of `createLogin` as answered, so that Back and Refresh are recognised; `null` where there is none. */
  readonly doneCookie: string | null;
  readonly attributes: Attributes;
  /** The session at the IdP. */
  readonly sessionIndex: string | null;
  /** When the session here must end at the latest. */
  readonly sessionNotOnOrAfter: Date | null;
  /** When the user signed in at the IdP. */
  readonly authnInstant: Date;
  /** How: an authentication context class, a URI. */
  readonly authnContext: string | null;
  readonly assertionId: string;
  /** The request that was answered, as the signed assertion names it. */
  readonly inResponseTo: string | null;
  /** From when on this message is refused as expired; says nothing about the session. */
  readonly expiresAt: Date;
  readonly evidence: Evidence;

  constructor(wire: WireLogin, returnTo: string | null, doneCookie: string | null) {
    this.nameId = wire.nameId;
    this.nameIdFormat = wire.nameIdFormat;
    this.nameQualifier = wire.nameQualifier;
    this.spNameQualifier = wire.spNameQualifier;
    this.issuer = wire.issuer;
    this.relayState = wire.relayState;
    this.returnTo = returnTo;
    this.doneCookie = doneCookie;
    this.attributes = new Attributes(wire.attributes);
    this.sessionIndex = wire.sessionIndex;
    this.sessionNotOnOrAfter = wire.sessionNotOnOrAfter === null ? null : new Date(wire.sessionNotOnOrAfter);
    this.authnInstant = new Date(wire.authnInstant);
    this.authnContext = wire.authnContext;
    this.assertionId = wire.assertionId;
    this.inResponseTo = wire.inResponseTo;
    this.expiresAt = new Date(wire.expiresAt);
    this.evidence = wire.evidence;
    Object.freeze(this);
  }
}
