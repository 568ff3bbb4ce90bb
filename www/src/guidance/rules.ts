// Which wordings a rule refuses with. The core says it in each refusal; a test holds this list to what the core says.
import { RULES, WORDINGS } from "../words.js";
import type { Refusal } from "../library.js";

export interface Wording {
  readonly name: string;
  readonly code: Refusal["code"];
  readonly actor: Refusal["actor"];
  /** Where it is the same in every message. */
  readonly expected?: string;
  readonly message: string;
  readonly hint: string;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly spec: string;
  readonly wordings: readonly Wording[];
}

export function ruleOf(id: string): Rule | null {
  const known = Object.hasOwn(RULES, id) ? RULES[id] : undefined;
  if (known === undefined) return null;
  const names = namesOf(id);
  return { id, title: known[0], spec: known[1], wordings: ALL.filter(({ name }) => names.includes(name)) };
}

/** The rules that a code stands for, each with the wordings of that code alone. */
export const rulesOfCode = (code: string): Rule[] =>
  Object.keys(RULES).flatMap((id) => ruleOf(id) ?? []).map((rule) => ({ ...rule, wordings: rule.wordings.filter((wording) => wording.code === code) })).filter(({ wordings }) => wordings.length > 0);

const namesOf = (id: string): string[] => (Object.hasOwn(NAMES, id) ? (NAMES[id] ?? "") : "").split(" ");

const ALL: readonly Wording[] = WORDINGS.map(([name, code, actor, expected, message, hint]) => ({ name, code, actor, ...(expected === null ? {} : { expected }), message, hint }));

export const NAMES: Readonly<Record<string, string>> = {
  A01: "IdMissing IssuedInFuture MissingAttribute VersionUnsupported",
  A02: "IssuerFormat IssuerMismatch MissingElement",
  A03: "MultipleAssertions",
  A04: "SubjectMissing",
  A05: "AttributeMissing BaseIdRefused DecryptionKeyMissing NameIdMissing",
  A06: "NameIdEmpty NameIdWhiteSpace",
  A07: "NameIdFormatMismatch",
  A08: "QualifierMismatch",
  A09: "NameIdTooLong",
  A10: "EmailDomainNotAllowed EmailMalformed",
  A11: "BearerMissing",
  A12: "ConfirmationDataMissing",
  A13: "RecipientMismatch RecipientMissing",
  A14: "Expired MissingAttribute",
  A15: "ConfirmationNotBefore NotYetValid",
  A16: "InResponseToMismatch InResponseToMissing UnsolicitedInResponseTo",
  B02: "FormBothMessages FormMalformed FormParameterRepeated FormParameterMissing LogoutMessageMissing",
  B03: "QuerySignatureInvalid RedirectMalformed",
  B04: "RedirectMalformed",
  B05: "RelayStateInvalid",
  B06: "ReturnAddressRefused",
  B07: "RequestOfOtherBrowser",
  B10: "WrongContentType WrongMethod",
  C01: "ConditionsMissing",
  C02: "NotYetValid",
  C03: "Expired",
  C04: "WindowImpossible",
  C06: "AudienceMismatch AudienceMissing MissingElement",
  C08: "ConditionRepeated",
  C09: "ConditionRepeated",
  C10: "ConditionUnknown",
  C11: "LifetimeTooLong",
  E01: "DecryptionKeyMissing",
  E02: "EncryptedForOtherCertificate EncryptedForOtherKey",
  E03: "EncryptionMalformed",
  E04: "EncryptionAlgorithmForbidden UnauthenticatedCbc",
  E05: "KeyAgreementRefused KeyTransportForbidden OaepDigestForbidden",
  E06: "DecryptionFailed",
  E08: "PlaintextUnexpected",
  E10: "EncryptionRequired",
  E11: "CipherReferenceRefused",
  E12: "DuplicateId",
  K01: "SignedByUnknownKey",
  K05: "CertificateNotValid",
  K06: "MetadataKeyMissing",
  L01: "LogoutNotSigned",
  L02: "IdMissing IssuedInFuture IssuerFormat IssuerMismatch LogoutDestinationMismatch LogoutDestinationMissing LogoutTooOld MissingAttribute MissingElement VersionUnsupported",
  L03: "Expired",
  L04: "LogoutAlreadyUsed",
  L05: "DecryptionKeyMissing MissingElement",
  L08: "LogoutNotPending",
  M01: "MetadataTooLarge",
  M02: "MetadataNotSigned",
  M03: "MetadataSignatureInvalid MetadataSignedByUnknownKey",
  M04: "MetadataExpired MetadataValidUntilMissing MetadataValidUntilTooFar",
  M05: "MetadataDurationInvalid",
  M06: "MetadataEntityIdInvalid MissingAttribute",
  M07: "MetadataEntitiesSeveral MetadataEntityMissing MetadataEntityRepeated",
  M08: "MetadataIdpMissing MetadataOfServiceProvider MetadataProtocolUnsupported",
  M09: "MetadataKeyMissing",
  M10: "MetadataSsoMissing",
  M11: "MetadataBooleanInvalid",
  N01: "AuthnStatementMissing",
  N02: "AuthnTooOld IssuedInFuture MissingAttribute SignedInBefore",
  N03: "SessionEnded",
  N05: "AuthnContextMissing MissingElement",
  N06: "AuthnContextMismatch",
  P01: "AlreadyUsed",
  P02: "AlreadyUsed",
  P03: "StoreUnavailable",
  P04: "RequestExpired",
  R01: "MissingAttribute VersionUnsupported",
  R02: "IdMissing",
  R03: "IssuedInFuture MissingAttribute ResponseTooOld",
  R04: "MissingAttribute MissingElement",
  R05: "StatusNotSuccess.AuthnFailed StatusNotSuccess.NoPassive StatusNotSuccess.NoAuthnContext StatusNotSuccess.InvalidNameIdPolicy StatusNotSuccess.RequestDenied StatusNotSuccess.RequestUnsupported StatusNotSuccess.UnknownPrincipal StatusNotSuccess.NoIdp StatusNotSuccess.ProxyCountExceeded StatusNotSuccess.VersionMismatch StatusNotSuccess.Other",
  R06: "AssertionMissing",
  R07: "DestinationMismatch DestinationMissing",
  R08: "InResponseToMismatch InResponseToMissing RequestNotPending",
  R09: "UnsolicitedInResponseTo UnsolicitedRefused",
  R10: "UnsolicitedConvert",
  R11: "IssuerFormat IssuerMismatch",
  R12: "IssuersDiffer",
  S01: "NothingSigned",
  S02: "ResponseNotSigned",
  S03: "AssertionNotSigned",
  S04: "SignatureDuplicated SignatureMisplaced",
  S05: "SignatureMalformed",
  S06: "ReferenceCount",
  S07: "ReferenceUri",
  S09: "TransformForbidden",
  S10: "CanonicalizationForbidden",
  S11: "CanonicalizationFailed",
  S12: "DigestAlgorithmForbidden Sha1Forbidden",
  S13: "Sha1Forbidden SignatureAlgorithmForbidden",
  S14: "KeyTypeMismatch",
  S15: "DigestMismatch SignatureInvalid",
  T06: "AttributeMissing",
  T07: "SubjectIdMalformed",
  T08: "ScopeNotAllowed",
  T09: "DecryptionKeyMissing",
  X01: "MessageTooLarge",
  X02: "Base64Invalid",
  X03: "NotInflated",
  X04: "CharacterForbidden EncodingDeclared NotUtf8",
  X05: "DoctypeForbidden",
  X07: "NotWellFormed",
  X08: "MarkupInValue",
  X09: "LimitExceeded",
  X10: "UnexpectedRoot UnexpectedLogoutRoot UnexpectedMetadataRoot",
  X11: "DuplicateId IdInvalid",
  X12: "MissingAttribute UnexpectedElement UnexpectedText",
  X13: "TimeInvalid",
  X14: "ValueEmpty",
  X17: "MisplacedAssertion",
  X18: "Internal",
};
