// Refusals that are decided outside the core, because they are about the request around the message or about the store.
// Codes, sentences and hints are those of the core's own list.
import { SamlError } from "./error.js";

export const wrongMethod = (found: string) =>
  new SamlError({
    code: "ERR_WRONG_METHOD",
    rule: "B10",
    message: "A login response comes by POST.",
    expected: "POST",
    found,
    hint: "Start again from the sign-in page.",
    actor: "user",
  });

export const wrongContentType = (found: string | null) =>
  new SamlError({
    code: "ERR_WRONG_CONTENT_TYPE",
    rule: "B10",
    message: "The request is not a URL-encoded form.",
    expected: "application/x-www-form-urlencoded",
    // It comes from anybody, and goes to logs.
    ...(found === null ? {} : { found: found.slice(0, 100) }),
    hint: "The ACS URL takes the IdP's form only.",
    actor: "idp-admin",
  });

export const bodyBrokeOff = (cause: unknown) =>
  new SamlError(
    {
      code: "ERR_FORM_PARAMETER",
      rule: "B02",
      message: "The body of the request broke off.",
      hint: "Start again from the sign-in page.",
      actor: "user",
    },
    { cause },
  );

export const fileInForm = (name: string) =>
  new SamlError({
    code: "ERR_FORM_PARAMETER",
    rule: "B02",
    message: `The form carries ${name} as a file.`,
    found: name,
    hint: NOT_FROM_AN_IDP,
    actor: "attack",
  });

export const tooLarge = (maxBytes: number) =>
  new SamlError({
    code: "ERR_TOO_LARGE",
    rule: "X01",
    message: "The login message is larger than allowed.",
    expected: `at most ${maxBytes} octets`,
    hint: "Send fewer attributes (groups, above all), or raise maxBytes for this connection.",
    actor: "idp-admin",
  });

export const replayed = (rule: "P01" | "P02") =>
  new SamlError({
    code: "ERR_REPLAYED",
    rule,
    message: "This login was already used.",
    hint: "Start again from the sign-in page. If nobody pressed Back or Refresh, somebody replays a login.",
    actor: "user",
  });

export const requestNotPending = (found: string | null) =>
  new SamlError({
    code: "ERR_IN_RESPONSE_TO_MISMATCH",
    rule: "R08",
    message: "This answer belongs to a login attempt that was not started here, has expired, or was answered before.",
    ...(found === null ? {} : { found }),
    hint: "Start again from the sign-in page.",
    actor: "user",
  });

export const storeUnavailable = (cause: unknown) =>
  new SamlError(
    {
      code: "ERR_STORE_UNAVAILABLE",
      rule: "P03",
      message: "The store of used logins did not answer, so the login was refused.",
      hint: "Look at the one-time store; then sign in again.",
      actor: "sp-admin",
    },
    { cause },
  );

export const internal = (cause: unknown) =>
  new SamlError(
    {
      code: "ERR_INTERNAL",
      rule: "X18",
      message: "The verifier failed, and the login was refused.",
      hint: "This is a fault of saml-edge. Report it, without the message.",
      actor: "sp-admin",
    },
    { cause },
  );

const NOT_FROM_AN_IDP = "No identity provider sends this. If yours does, report it to its vendor with this message.";
