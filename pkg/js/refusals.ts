// Refusals that are decided outside the core, because they are about the request around the message or about the store.
import { SamlError } from "./error.js";
import { refusalNamed } from "./wording.js";

export const wrongMethod = (found: string) => new SamlError(refusalNamed("WrongMethod", "B10", { found }));

export const wrongContentType = (found: string | null) => new SamlError(refusalNamed("WrongContentType", "B10", { found }));

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
  new SamlError({ ...refusalNamed("FormParameterRepeated", "B02", { found: name }), message: `The form carries ${name} as a file.` });

export const tooLarge = (maxBytes: number) =>
  new SamlError(refusalNamed("MessageTooLarge", "X01", { expected: `at most ${maxBytes} octets` }));

export const replayed = (rule: "P01" | "P02" | "L04") =>
  new SamlError(refusalNamed(rule === "L04" ? "LogoutAlreadyUsed" : "AlreadyUsed", rule));

export const requestNotPending = (found: string | null) => new SamlError(refusalNamed("RequestNotPending", "R08", { found }));

export const storeUnavailable = (cause: unknown) => new SamlError(refusalNamed("StoreUnavailable", "P03"), { cause });

export const internal = (cause: unknown) => new SamlError(refusalNamed("Internal", "X18"), { cause });

export const requestExpired = (found: string) => new SamlError(refusalNamed("RequestExpired", "P04", { found }));

export const requestOfOtherBrowser = (found: string) => new SamlError(refusalNamed("RequestOfOtherBrowser", "B07", { found }));

export const returnAddressRefused = (found: string) => new SamlError(refusalNamed("ReturnAddressRefused", "B06", { found }));

export const signedInBefore = (expected: Date, found: Date) =>
  new SamlError(refusalNamed("SignedInBefore", "N02", { expected: `not before ${expected.toISOString()}`, found: found.toISOString() }));

export const otherAuthnContext = (expected: readonly string[], found: string | null) =>
  new SamlError(refusalNamed("AuthnContextMismatch", "N06", { expected: expected.join(" "), found }));

export const logoutNotPending = (found: string) => new SamlError(refusalNamed("LogoutNotPending", "L08", { found }));

export const metadataKeyTooShort = (least: number) =>
  new SamlError(refusalNamed("MetadataKeyMissing", "K06", { expected: `at least ${least} bits` }));
