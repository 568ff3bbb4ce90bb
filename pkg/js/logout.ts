import { destinationOf, send } from "./send/message.js";
import { hex } from "./send/octets.js";
import { clockOf } from "./send/options.js";
import { readSigner } from "./send/signing-key.js";
import { element } from "./send/xml.js";
import { requireKnown } from "./settings.js";
import type { Connection, LogoutEvidence, RespondOptions, SignedIn } from "./types.js";
import type { WireLogoutRequest, WireLogoutResponse } from "./wire.js";

/** The IdP wants sessions ended. Only `verifyLogout` makes one, after the store has said that it is the first time. */
export class IncomingLogoutRequest {
  readonly kind = "request";
  readonly id: string;
  readonly issuer: string;
  /** The user's name, exactly as sent. */
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  /** The sessions to end; empty means all of this user. */
  readonly sessionIndexes: readonly string[];
  /** Why, a URI. */
  readonly reason: string | null;
  readonly relayState: string | null;
  readonly evidence: LogoutEvidence;
  readonly #connection: Connection;

  constructor(wire: WireLogoutRequest, relayState: string | null, connection: Connection) {
    this.id = wire.id;
    this.issuer = wire.issuer;
    this.nameId = wire.nameId;
    this.nameIdFormat = wire.nameIdFormat;
    this.nameQualifier = wire.nameQualifier;
    this.spNameQualifier = wire.spNameQualifier;
    this.sessionIndexes = wire.sessionIndexes;
    this.reason = wire.reason;
    this.relayState = relayState;
    this.evidence = wire.evidence;
    this.#connection = connection;
    Object.freeze(this);
  }

  /**
   * Whether it wants this session ended (core 3.7.3.2, 3.3.4): one of the same name with its format and qualifiers, and with a listed index, where any is listed. Where a
   * qualifier is left out, it is the one that the two parties have anyway; a format that is left out is `unspecified` (core 2.2.2, 8.3.1).
   */
  matches({ nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex, sessionIndexes }: SignedIn): boolean {
    const { idp, sp } = this.#connection;
    const indexes = sessionIndexes ?? (typeof sessionIndex === "string" ? [sessionIndex] : []);
    return (
      nameId === this.nameId &&
      (nameIdFormat ?? UNSPECIFIED) === (this.nameIdFormat ?? UNSPECIFIED) &&
      (nameQualifier ?? idp.entityId) === (this.nameQualifier ?? idp.entityId) &&
      (spNameQualifier ?? sp.entityId) === (this.spNameQualifier ?? sp.entityId) &&
      (this.sessionIndexes.length === 0 || indexes.some((index) => this.sessionIndexes.includes(index)))
    );
  }

  /** The signed answer, which the browser carries back to the IdP. Also for a user who is not known here: then nobody is signed in any more. */
  async respond(options: RespondOptions): Promise<Response> {
    const { sign, status = "success", now } = requireKnown("options", options, RESPOND);
    const { idp, sp } = this.#connection;
    if (sign === undefined) throw new TypeError("options.sign is missing: logout messages are always signed.");
    if (!Object.hasOwn(STATUS, status)) throw new TypeError(`options.status is none of ${Object.keys(STATUS).join(", ")}.`);
    const [code, second] = STATUS[status];
    const url = idp.sloResponseUrl ?? idp.sloUrl;
    const to = destinationOf(idp.sloResponseUrl === undefined ? "sloUrl" : "sloResponseUrl", this.#connection);
    const message = element(
      "samlp:LogoutResponse",
      {
        ID: `_${hex(crypto.getRandomValues(new Uint8Array(16)))}`,
        Version: "2.0",
        IssueInstant: new Date(clockOf(now)).toISOString(),
        Destination: url,
        InResponseTo: this.id,
      },
      element("saml:Issuer", {}, sp.entityId),
      element(
        "samlp:Status",
        {},
        element(
          "samlp:StatusCode",
          { Value: PREFIX + code },
          second === undefined ? undefined : element("samlp:StatusCode", { Value: PREFIX + second }),
        ),
      ),
    );
    // Core 3.7.3 and bindings 3.4.3: whatever came goes back, however long; an empty one is none.
    const relayState = this.relayState === "" ? undefined : (this.relayState ?? undefined);
    const signer = await readSigner(sign, idp.signatureAlgorithms);
    const sent = await send({ parameter: "SAMLResponse", message, to, relayState, isEcho: true, signer, cookies: [] });
    return sent.toResponse();
  }
}

const RESPOND: Record<keyof RespondOptions, true> = { sign: true, status: true, now: true };

const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
const PREFIX = "urn:oasis:names:tc:SAML:2.0:status:";

/** Core 3.7.3.2 and 3.2.2.2. */
const STATUS: Readonly<Record<NonNullable<RespondOptions["status"]>, readonly [code: string, second?: string]>> = {
  success: ["Success"],
  partial: ["Success", "PartialLogout"],
  "unknown-principal": ["Requester", "UnknownPrincipal"],
  denied: ["Responder", "RequestDenied"],
  failed: ["Responder"],
};

/** What became of a logout that was started here. Only `verifyLogout` makes one. */
export class IncomingLogoutResponse {
  readonly kind = "response";
  readonly id: string;
  readonly issuer: string;
  /** The request of `createLogout`. */
  readonly inResponseTo: string;
  /** The IdP says that it is done. */
  readonly success: boolean;
  /** Somewhere the user is still signed in. Tell him to close the browser. */
  readonly partial: boolean;
  /** The most telling status code, without its prefix: `Success`, `PartialLogout`, `RequestDenied`. */
  readonly statusCode: string;
  /** The IdP's own words. Escape them before they are shown. */
  readonly statusMessage: string | null;
  readonly relayState: string | null;
  /** The path that `createLogout` was given. */
  readonly returnTo: string | null;
  /** The value of Set-Cookie that marks the cookie of `createLogout` as answered. */
  readonly doneCookie: string | null;
  readonly evidence: LogoutEvidence;

  constructor(wire: WireLogoutResponse, relayState: string | null, returnTo: string | null, doneCookie: string | null) {
    this.id = wire.id;
    this.issuer = wire.issuer;
    this.inResponseTo = wire.inResponseTo;
    this.success = wire.success;
    this.partial = wire.partial;
    this.statusCode = wire.statusCode;
    this.statusMessage = wire.statusMessage;
    this.relayState = relayState;
    this.returnTo = returnTo;
    this.doneCookie = doneCookie;
    this.evidence = wire.evidence;
    Object.freeze(this);
  }
}
