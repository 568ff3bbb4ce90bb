// A wording without a message: what stands in its blanks is said by a word.
import type { Wording } from "./rules.js";

/** Sentences whose blanks are filled with what they are for, such as `‹how long›`. */
export function unfilled({ name, message, hint }: Pick<Wording, "name" | "message" | "hint">): { readonly message: string; readonly hint: string } {
  const words: Readonly<Record<string, string>> = (Object.hasOwn(BLANKS, name) ? BLANKS[name] : undefined) ?? {};
  // Quotation marks would stand around the word's own.
  const fill = (sentence: string) => sentence.replace(/“\{(\w+)\}”|\{(\w+)\}/g, (_, quoted: string | undefined, bare: string | undefined) => `‹${words[quoted ?? bare ?? ""] ?? "value"}›`);
  return { message: fill(message), hint: fill(hint) };
}

/** Wordings that say nothing without their values have one sentence for all. */
export const SCHEMA_SENTENCE = "The message is not built as the schema of SAML has it: a part that must be there is missing, or one stands where it may not.";

const APPLICATION = "entity ID of the application";
const IDENTITY_PROVIDER = "entity ID of the identity provider";
const ACS_URL = "ACS URL of the application";
const LOGOUT_URL = "single logout URL of the application";
const ANOTHER_ADDRESS = "another address";
const HOW_LONG = "so long";
const WHEN = "a time";
const WHY = "the reason";

export const BLANKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AttributeMissing: { expected: "name of the attribute" },
  AudienceMismatch: { 0: "another audience", expected: APPLICATION },
  AudienceMissing: { expected: APPLICATION },
  AuthnTooOld: { found: HOW_LONG },
  Base64Invalid: { 0: WHY, 1: "number" },
  CanonicalizationFailed: { 0: WHY },
  CertificateNotValid: { 0: "number", 1: WHEN, 2: WHEN },
  CharacterForbidden: { 0: "number" },
  ConditionRepeated: { 0: "A condition" },
  DecryptionKeyMissing: { found: "encrypted part" },
  DestinationMismatch: { found: ANOTHER_ADDRESS, expected: ACS_URL },
  EncryptedForOtherCertificate: { found: "fingerprint" },
  EncryptedForOtherKey: { 0: "number", 1: "a digest", 2: "a digest" },
  EncryptionMalformed: { 0: WHY },
  Expired: { 0: HOW_LONG, 1: WHEN },
  FormMalformed: { 0: "number" },
  FormParameterRepeated: { found: "parameter" },
  IdMissing: { 0: "element" },
  IssuedInFuture: { 0: HOW_LONG, 1: WHEN },
  IssuerMismatch: { found: "another entity ID", expected: IDENTITY_PROVIDER },
  LifetimeTooLong: { found: HOW_LONG, expected: "less" },
  LimitExceeded: { 0: "what there is too much of", 1: "number" },
  LogoutDestinationMismatch: { found: ANOTHER_ADDRESS, expected: LOGOUT_URL },
  LogoutTooOld: { found: HOW_LONG },
  MarkupInValue: { found: "element" },
  MetadataBooleanInvalid: { 0: "An attribute" },
  MetadataEntitiesSeveral: { 0: "several", 1: "their entity IDs" },
  MetadataEntityMissing: { expected: IDENTITY_PROVIDER, 0: "number" },
  MetadataEntityRepeated: { found: "an entity ID" },
  MetadataExpired: { 0: HOW_LONG, 1: WHEN },
  MetadataSignedByUnknownKey: { found: "fingerprint" },
  MetadataValidUntilTooFar: { found: WHEN },
  MissingAttribute: { 0: "An element", expected: "attribute" },
  MissingElement: { 0: "An element", expected: "element in it" },
  MultipleAssertions: { found: "several" },
  NameIdFormatMismatch: { expected: "format that the application asks for" },
  NameIdTooLong: { found: "number" },
  NotInflated: { 0: WHY },
  NotUtf8: { 0: "number" },
  NotWellFormed: { 0: WHY },
  NotYetValid: { 0: HOW_LONG, 1: WHEN },
  PlaintextUnexpected: { found: "something else", expected: "another element" },
  QualifierMismatch: { 0: "NameQualifier or SPNameQualifier" },
  RecipientMismatch: { found: ANOTHER_ADDRESS, expected: ACS_URL },
  RecipientMissing: { expected: ACS_URL },
  RedirectMalformed: { 0: WHY },
  ReferenceCount: { found: "no or several" },
  ResponseTooOld: { found: HOW_LONG },
  ScopeNotAllowed: { 0: "name@scope" },
  SessionEnded: { 0: HOW_LONG },
  SignatureDuplicated: { found: "An element" },
  SignatureMalformed: { 0: WHY },
  SignatureMisplaced: { found: "element" },
  SignedByUnknownKey: { found: "fingerprint" },
  SignedInBefore: { found: WHEN },
  SubjectIdMalformed: { 0: "The value" },
  TimeInvalid: { 0: "A time" },
  UnexpectedElement: { found: "An element", 0: "another" },
  UnexpectedLogoutRoot: { expected: "LogoutRequest or LogoutResponse", found: "another element" },
  UnexpectedMetadataRoot: { found: "another element" },
  UnexpectedRoot: { found: "another element" },
  UnexpectedText: { 0: "element" },
  ValueEmpty: { 0: "A value" },
  VersionUnsupported: { 0: "message" },
};
