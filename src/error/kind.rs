//! Every way to refuse a login.

use alloc::string::String;
use alloc::vec::Vec;

use super::NearMiss;
use crate::rules::RuleId;

/// What is wrong with a message. Values taken from it are carried whole; [`Error::found`](super::Error::found) shortens them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are named by what they hold, and `expected`/`found` mean the same everywhere")]
pub enum ErrorKind {
    /// The Assertion, the Response or a request was used before.
    AlreadyUsed { rule: RuleId },
    /// The Response is a success without an Assertion.
    AssertionMissing,
    /// The connection wants the Assertion signed.
    AssertionNotSigned,
    /// A required attribute is not there or has no value.
    AttributeMissing { name: String, rule: RuleId },
    /// The IdP made this login for another service provider.
    AudienceMismatch { expected: String, found: Vec<String>, near: Option<NearMiss> },
    /// There is no AudienceRestriction.
    AudienceMissing { expected: String },
    /// The authentication lies too far back.
    AuthnTooOld { seconds: i64, limit: i64 },
    /// The authentication context is not one of those asked for.
    AuthnContextMismatch { expected: Vec<String>, found: Option<String> },
    /// The AuthnStatement has no AuthnContext.
    AuthnContextMissing,
    /// There is no AuthnStatement.
    AuthnStatementMissing,
    /// SAMLResponse is not strict base64.
    Base64Invalid { offset: usize, reason: &'static str },
    /// The Subject is named by a BaseID.
    BaseIdRefused,
    /// There is no SubjectConfirmation with method bearer.
    BearerMissing { found: Vec<String> },
    /// A canonicalisation that is not of the list.
    CanonicalizationForbidden { found: String },
    /// Canonicalisation has no result.
    CanonicalizationFailed { reason: &'static str },
    /// The signing certificate is not valid at this time, and the connection wants it to be.
    CertificateNotValid { sha256: String, not_before: String, not_after: String },
    /// A character that XML does not allow.
    CharacterForbidden { code_point: u32 },
    /// What was encrypted is said to be elsewhere.
    CipherReferenceRefused,
    /// A condition that this service provider does not know.
    ConditionUnknown { found: String },
    /// A condition that may stand once stands twice.
    ConditionRepeated { name: &'static str, rule: RuleId },
    /// There is no Conditions element.
    ConditionsMissing,
    /// The bearer confirmation has no SubjectConfirmationData.
    ConfirmationDataMissing,
    /// The bearer confirmation has a NotBefore.
    ConfirmationNotBefore,
    /// What was encrypted does not decrypt. Why is not said: an attacker would learn the plaintext from it.
    DecryptionFailed,
    /// The message is encrypted and there is no key to decrypt with.
    DecryptionKeyMissing { element: &'static str, rule: RuleId },
    /// The Response is for another address.
    DestinationMismatch { expected: String, found: String, near: Option<NearMiss> },
    /// A signed Response has no Destination.
    DestinationMissing { expected: String },
    /// A digest that is not of the list.
    DigestAlgorithmForbidden { found: String },
    /// What was signed is not what is here.
    DigestMismatch,
    /// There is a DOCTYPE.
    DoctypeForbidden,
    /// Two elements carry the same ID.
    DuplicateId { id: String, rule: RuleId },
    /// The address is not one of the connection's domains.
    EmailDomainNotAllowed { allowed: Vec<String>, found: String },
    /// The identifier is not an e-mail address.
    EmailMalformed { found: String },
    /// The session key is wrapped for another key than ours; this is the certificate that the message names.
    EncryptedForOtherCertificate { sha256: String },
    /// The session key is wrapped for a key of another size than ours, or in a way that ours does not take.
    EncryptedForOtherKey { bits: usize, digest: &'static str, mask: &'static str },
    /// The XML declaration names another encoding than UTF-8.
    EncodingDeclared { found: String },
    /// A data encryption that is not of the list.
    EncryptionAlgorithmForbidden { found: String },
    /// Something inside EncryptedData or EncryptedKey is not as SAML has it.
    EncryptionMalformed { reason: &'static str },
    /// The connection wants encrypted assertions.
    EncryptionRequired,
    /// Its end has come.
    Expired { what: &'static str, rule: RuleId, not_on_or_after: String, seconds: i64 },
    /// The form holds both a SAMLResponse and a SAMLRequest.
    FormBothMessages,
    /// The form's octets are not a URL-encoded form.
    FormMalformed { offset: usize },
    /// A parameter stands more than once.
    FormParameterRepeated { name: &'static str },
    /// There is no SAMLResponse in the form.
    FormParameterMissing,
    /// An ID is not an NCName.
    IdInvalid { found: String },
    /// An element of a message has no ID.
    IdMissing { element: &'static str, rule: RuleId },
    /// It answers another request.
    InResponseToMismatch { rule: RuleId, expected: String, found: String },
    /// It answers no request, and one was expected to be answered.
    InResponseToMissing { rule: RuleId, expected: String },
    /// A fault of this library.
    Internal,
    /// It was issued later than now.
    IssuedInFuture { what: &'static str, rule: RuleId, instant: String, seconds: i64 },
    /// An Issuer has a Format other than entity.
    IssuerFormat { rule: RuleId, found: String },
    /// It comes from another IdP.
    IssuerMismatch { rule: RuleId, expected: String, found: String, near: Option<NearMiss> },
    /// Response and Assertion have different issuers.
    IssuersDiffer { response: String, assertion: String },
    /// The algorithm of the signature fits none of the configured keys.
    KeyTypeMismatch { algorithm: String },
    /// The session key is agreed upon, not wrapped.
    KeyAgreementRefused { found: String },
    /// A way to wrap the session key that is not of the list.
    KeyTransportForbidden { found: String },
    /// The assertion is valid for longer than the connection allows.
    LifetimeTooLong { seconds: i64, limit: i64 },
    /// A bound on the work for one message.
    LimitExceeded { what: &'static str, limit: usize },
    /// A comment, a processing instruction or an element splits a value.
    MarkupInValue { element: String },
    /// The logout message was used before.
    LogoutAlreadyUsed,
    /// The logout message is for another address.
    LogoutDestinationMismatch { expected: String, found: String, near: Option<NearMiss> },
    /// The logout message has no Destination.
    LogoutDestinationMissing { expected: String },
    /// There is neither a SAMLRequest nor a SAMLResponse.
    LogoutMessageMissing,
    /// A logout message that nothing signs.
    LogoutNotSigned,
    /// A LogoutResponse to a LogoutRequest that nobody waits for.
    LogoutNotPending { found: Option<String> },
    /// A logout message was issued too long ago.
    LogoutTooOld { seconds: i64, limit: i64 },
    /// More octets than allowed.
    MessageTooLarge { limit: usize, found: usize },
    /// A boolean of metadata that is none.
    MetadataBooleanInvalid { name: &'static str, found: String },
    /// A cacheDuration that is no xs:duration, or a negative one.
    MetadataDurationInvalid { found: String },
    /// The metadata has several identity providers, and nothing says which one is meant. `found` has the first of them.
    MetadataEntitiesSeveral { found: Vec<String>, count: usize },
    /// An entityID that none can be.
    MetadataEntityIdInvalid { found: String },
    /// The metadata has no such entity. `found` has the one that was meant, where that can be guessed.
    MetadataEntityMissing { expected: String, found: Option<String>, near: Option<NearMiss>, entities: usize },
    /// The metadata has the entity more than once.
    MetadataEntityRepeated { found: String },
    /// The metadata has had its time.
    MetadataExpired { valid_until: String, seconds: i64 },
    /// No entity is an identity provider.
    MetadataIdpMissing,
    /// The identity provider has no key that can verify here; why the first of those that it has cannot.
    MetadataKeyMissing { found: Option<String> },
    /// A key to verify metadata with was given, and no signature covers all of it.
    MetadataNotSigned,
    /// The entity is a service provider.
    MetadataOfServiceProvider,
    /// The identity provider does not speak SAML 2.0.
    MetadataProtocolUnsupported { found: String },
    /// The signature of the metadata does not verify with any of the keys given for it.
    MetadataSignatureInvalid,
    /// The same, and it names another certificate.
    MetadataSignedByUnknownKey { sha256: String },
    /// The identity provider has no SingleSignOnService that can be used; where those are that it has.
    MetadataSsoMissing { found: Vec<String> },
    /// More octets than allowed.
    MetadataTooLarge { limit: usize, found: usize },
    /// The metadata of a federation does not say until when it is valid.
    MetadataValidUntilMissing,
    /// The metadata of a federation is valid for too long.
    MetadataValidUntilTooFar { valid_until: String, limit: u32 },
    /// An Assertion or Response where none may be.
    MisplacedAssertion { found: String },
    /// An attribute that the schema requires is not there.
    MissingAttribute { element: &'static str, name: &'static str, rule: RuleId },
    /// An element that the schema requires is not there.
    MissingElement { parent: &'static str, expected: &'static str, rule: RuleId },
    /// More than one assertion.
    MultipleAssertions { found: usize },
    /// The NameID has no text.
    NameIdEmpty,
    /// The NameID has another format.
    NameIdFormatMismatch { expected: String, found: Option<String> },
    /// The Subject has no NameID.
    NameIdMissing,
    /// A persistent NameID is too long.
    NameIdTooLong { characters: usize },
    /// There is white space around the NameID.
    NameIdWhiteSpace,
    /// What HTTP-Redirect compressed is not as RFC 1951 has it.
    NotInflated { reason: &'static str },
    /// It is not valid yet.
    NotYetValid { what: &'static str, rule: RuleId, not_before: String, seconds: i64 },
    /// The octets are not UTF-8.
    NotUtf8 { offset: usize },
    /// The XML breaks a rule of XML or of its namespaces.
    NotWellFormed { reason: &'static str },
    /// No signature covers the assertion.
    NothingSigned,
    /// The signature in the query does not verify with any key of the connection.
    QuerySignatureInvalid,
    /// A digest or mask of RSA-OAEP that is not of the list.
    OaepDigestForbidden { found: String },
    /// Something else was encrypted than what belongs there.
    PlaintextUnexpected { expected: &'static str, found: String },
    /// A NameID qualifier names somebody else.
    QualifierMismatch { name: &'static str, expected: String, found: String },
    /// The confirmation is for another address.
    RecipientMismatch { expected: String, found: String, near: Option<NearMiss> },
    /// The confirmation has no Recipient.
    RecipientMissing { expected: String },
    /// The query of HTTP-Redirect is not as the binding has it.
    RedirectMalformed { reason: &'static str, rule: RuleId },
    /// There are no or several References.
    ReferenceCount { found: usize },
    /// The Reference names something else than the element that holds the Signature.
    ReferenceUri { expected: String, found: Option<String> },
    /// RelayState is too long or has control characters.
    RelayStateInvalid,
    /// The answer came later than the request allows.
    RequestExpired { found: String },
    /// The request was sent from another browser than the one that brings the answer.
    RequestOfOtherBrowser { found: String },
    /// Nobody waits for the answer to this request.
    RequestNotPending { found: String },
    /// The connection wants the Response signed.
    ResponseNotSigned,
    /// It was issued too long ago.
    ResponseTooOld { seconds: i64, limit: i64 },
    /// The address to return to after a login or logout is not on this site.
    ReturnAddressRefused { found: String },
    /// A scoped attribute lies outside the connection's scopes.
    ScopeNotAllowed { attribute: String, found: String },
    /// The IdP's session has ended.
    SessionEnded { at: String, seconds: i64 },
    /// The sign-in is older than the request that asked for a fresh one.
    SignedInBefore { expected: String, found: String },
    /// SHA-1 without the connection's leave.
    Sha1Forbidden { algorithm: String, rule: RuleId },
    /// A signature algorithm that is not of the list.
    SignatureAlgorithmForbidden { found: String },
    /// Two Signatures in one element.
    SignatureDuplicated { element: String },
    /// The signature value does not verify with any key of the connection, one of which the message names.
    SignatureInvalid,
    /// Something inside the Signature is not as SAML has it.
    SignatureMalformed { reason: &'static str },
    /// A Signature where none may be.
    SignatureMisplaced { parent: String },
    /// The signature value does not verify with any key of the connection; the message names another certificate.
    SignedByUnknownKey { sha256: String },
    /// The IdP says that the login failed.
    StatusNotSuccess(NonSuccess),
    /// The one-time store failed.
    StoreUnavailable,
    /// subject-id or pairwise-id is not of its form.
    SubjectIdMalformed { attribute: String },
    /// There is no Subject.
    SubjectMissing,
    /// A time is not xs:dateTime in UTC.
    TimeInvalid { name: &'static str, found: String },
    /// A transform that is not of the list.
    TransformForbidden { found: String },
    /// AES-CBC, and nothing says that the ciphertext is the IdP's.
    UnauthenticatedCbc { found: &'static str },
    /// An element that the schema does not have here.
    UnexpectedElement { parent: &'static str, found: String },
    /// The root is another element.
    UnexpectedRoot { found: String },
    /// The root is no logout message, or not the one that the parameter is for.
    UnexpectedLogoutRoot { expected: &'static str, found: String },
    /// The root is no metadata.
    UnexpectedMetadataRoot { found: String },
    /// Text between elements.
    UnexpectedText { element: &'static str },
    /// No login was started here, and the connection turns such answers into a login that starts here.
    UnsolicitedConvert,
    /// An answer to no request carries the ID of one.
    UnsolicitedInResponseTo { rule: RuleId, found: String },
    /// No login was started here, and the connection refuses such answers.
    UnsolicitedRefused,
    /// An identifier or URI is empty.
    ValueEmpty { name: &'static str },
    /// Another version than 2.0.
    VersionUnsupported { element: &'static str, rule: RuleId, found: String },
    /// NotBefore is not earlier than NotOnOrAfter.
    WindowImpossible,
    /// The request has another content type than a URL-encoded form.
    WrongContentType { found: String },
    /// The request is not a POST.
    WrongMethod { found: String },
}

/// What an IdP says when it did not sign somebody in (core 3.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonSuccess {
    /// The first-level code, a URI.
    pub code: String,
    /// The second-level code, a URI.
    pub second: Option<String>,
    /// The IdP's own words. Unverified text: escape it before it is shown.
    pub message: Option<String>,
}

impl NonSuccess {
    /// The last part of the second-level code, else of the first: what people look up.
    pub fn short_code(&self) -> &str {
        self.second.as_deref().unwrap_or(&self.code).rsplit([':', '/']).next().unwrap_or_default()
    }
}
