import type { SamlError } from "../error.js";
import type { SamlErrorCode } from "../types.js";

/**
 * What better-auth takes for an error of its own, by its name: it answers with the status and the body. Where it has no code for a reason, the browser is told
 * nothing but that, since whoever sent the message would learn from more; the reason is the `cause`.
 */
export class BetterAuthRefusal extends Error {
  override readonly name = "APIError";
  readonly status = "BAD_REQUEST";
  readonly statusCode = 400;
  readonly headers = {};
  readonly body: { readonly message: string; readonly code?: string };

  constructor(code: string | undefined, message: string, cause?: SamlError) {
    super(message, { cause });
    this.body = { message, ...(code === undefined ? {} : { code }) };
  }
}

export function refusalOf(error: SamlError): BetterAuthRefusal {
  const [code, message = "Invalid SAML response"] = CODES[error.code] ?? [];
  return new BetterAuthRefusal(code, message, error);
}

const ALGORITHM = ["SAML_ALGORITHM_NOT_ALLOWED", "SAML algorithm not allowed"] as const;
const XML = ["SAML_RESPONSE_INVALID_XML", "SAML response XML could not be parsed"] as const;
const BEARER = ["SAML_BEARER_CONFIRMATION_MISSING", "SAML assertion is missing bearer SubjectConfirmationData"] as const;

/** The codes that better-auth has. */
const CODES: Partial<Record<SamlErrorCode, readonly [code: string, message: string]>> = {
  ERR_ASSERTION_MISSING: ["SAML_ASSERTION_MISSING", "SAML response is missing an assertion"],
  ERR_ASSERTION_NOT_SIGNED: ["SAML_ASSERTION_SIGNATURE_REQUIRED", "SAML assertion must be signed"],
  ERR_AUDIENCE_MISMATCH: ["SAML_AUDIENCE_MISMATCH", "SAML assertion audience does not match this Service Provider"],
  ERR_AUDIENCE_MISSING: ["SAML_AUDIENCE_MISSING", "SAML assertion is missing an AudienceRestriction"],
  ERR_BASE64: ["SAML_INVALID_ENCODING", "Invalid base64-encoded SAML response"],
  ERR_BEARER_MISSING: BEARER,
  ERR_CONFIRMATION_DATA_MISSING: BEARER,
  ERR_DESTINATION_MISMATCH: ["SAML_DESTINATION_MISMATCH", "SAML response Destination does not match this Service Provider"],
  ERR_DIGEST_ALGORITHM_FORBIDDEN: ALGORITHM,
  ERR_DOCTYPE: XML,
  ERR_ENCRYPTION_ALGORITHM_FORBIDDEN: ALGORITHM,
  ERR_KEY_TRANSPORT_FORBIDDEN: ALGORITHM,
  ERR_MULTIPLE_ASSERTIONS: ["SAML_MULTIPLE_ASSERTIONS", "SAML response contains more than one assertion"],
  ERR_NOT_WELL_FORMED: XML,
  ERR_RECIPIENT_MISMATCH: ["SAML_RECIPIENT_MISMATCH", "SAML bearer SubjectConfirmationData Recipient does not match this Service Provider"],
  ERR_RECIPIENT_MISSING: ["SAML_RECIPIENT_MISSING", "SAML bearer SubjectConfirmationData is missing a Recipient"],
  ERR_SHA1_FORBIDDEN: ALGORITHM,
  ERR_SIGNATURE_ALGORITHM_FORBIDDEN: ALGORITHM,
};
