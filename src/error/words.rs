//! One row for each way to refuse: code, rule, who must act, the sentence, and what to change.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Actor, ErrorKind, NearMiss, NonSuccess};
use crate::rules::RuleId;
use Actor::{Attack, IdpAdmin, SpAdmin, User};
use ErrorKind as K;

/// What an [`ErrorKind`] says to people and to programs.
pub(super) struct Words {
    pub(super) code: &'static str,
    pub(super) rule: RuleId,
    pub(super) actor: Actor,
    pub(super) message: String,
    pub(super) hint: String,
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
}

impl Words {
    fn new(code: &'static str, rule: RuleId, actor: Actor, message: impl Into<String>) -> Self {
        Self { code, rule, actor, message: message.into(), hint: String::new(), expected: None, found: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    fn expected(mut self, expected: impl AsRef<str>) -> Self {
        self.expected = Some(shorten(expected.as_ref()));
        self
    }

    fn found(mut self, found: impl AsRef<str>) -> Self {
        self.found = Some(shorten(found.as_ref()));
        self
    }

    fn near(mut self, near: &Option<NearMiss>) -> Self {
        if let Some(near) = near {
            self.hint = format!("{} {near}", self.hint);
        }
        self
    }
}

const REPORT: &str = "No identity provider sends this. If yours does, report it to its vendor with this message.";
const BROKEN: &str = "The message was altered or cut on its way, or was not made by an identity provider.";

impl ErrorKind {
    pub(super) fn words(&self) -> Words {
        match self {
            K::AlreadyUsed { rule } => Words::new("ERR_REPLAYED", *rule, User, "This login was already used.")
                .hint("Start again from the sign-in page. If nobody pressed Back or Refresh, somebody replays a login."),
            K::AssertionMissing => Words::new("ERR_ASSERTION_MISSING", RuleId::R06, IdpAdmin, "The Response is a success but carries no assertion.")
                .hint("Look at the IdP's log of this login: it answered without saying who signed in."),
            K::AssertionNotSigned => Words::new("ERR_ASSERTION_NOT_SIGNED", RuleId::S03, IdpAdmin, "The Assertion itself must be signed, and it is not.")
                .hint("At the IdP, sign the Assertion (in Okta: Assertion Signature = Signed)."),
            K::AttributeMissing { name } => Words::new("ERR_ATTRIBUTE_MISSING", RuleId::T06, IdpAdmin, "Your organisation did not send an attribute that is needed here.")
                .expected(name)
                .hint(format!("At the IdP, add the attribute {} to this application's attribute statements.", quote(name))),
            K::AudienceMismatch { expected, found, near } => Words::new("ERR_AUDIENCE_MISMATCH", RuleId::C06, IdpAdmin,
                    format!("The IdP made this login for {}; this service provider is {}.", list(found), quote(expected)))
                .expected(expected).found(found.join(" "))
                .hint(format!("Set the audience (in Okta: Audience URI, SP Entity ID) at the IdP to {expected}")).near(near),
            K::AudienceMissing { expected } => Words::new("ERR_AUDIENCE_MISSING", RuleId::C06, IdpAdmin, "The assertion does not say for which service provider it is.")
                .expected(expected).hint(format!("Set the audience (in Okta: Audience URI, SP Entity ID) at the IdP to {expected}")),
            K::AuthnTooOld { seconds, limit } => Words::new("ERR_AUTHN_TOO_OLD", RuleId::N02, User, format!("The sign-in at the IdP lies {} back.", span(*seconds)))
                .expected(format!("at most {}", span(*limit))).found(span(*seconds)).hint("Sign in at the IdP again."),
            K::AuthnContextMismatch { expected, found } => {
                let words = Words::new("ERR_AUTHN_CONTEXT_MISMATCH", RuleId::N06, IdpAdmin, "The IdP signed the user in with another strength than this application needs.")
                    .expected(expected.join(" "))
                    .hint("At the IdP, let this application's sign-on policy ask for the expected method, or list the found one in the connection.");
                match found { Some(found) => words.found(found), None => words }
            }
            K::AuthnContextMissing => Words::new("ERR_AUTHN_CONTEXT_MISSING", RuleId::N05, IdpAdmin, "The AuthnStatement has no AuthnContext.").hint(REPORT),
            K::AuthnStatementMissing => Words::new("ERR_AUTHN_STATEMENT_MISSING", RuleId::N01, IdpAdmin, "The assertion does not say that anybody signed in: it has no AuthnStatement.")
                .hint("Use the IdP's single sign-on for this application; an attribute query or a token service does not sign people in."),
            K::Base64Invalid { offset, reason } => Words::new("ERR_BASE64", RuleId::X02, IdpAdmin, format!("SAMLResponse is not valid base64: {reason} at offset {offset}."))
                .hint("Post the form as the IdP made it: standard base64 with padding, percent-encoded in the form."),
            K::BaseIdRefused => Words::new("ERR_BASE_ID", RuleId::A05, IdpAdmin, "The Subject is named by a BaseID, which says nothing that this service provider can use.")
                .hint("Let the IdP send a NameID."),
            K::BearerMissing { found } => Words::new("ERR_BEARER_MISSING", RuleId::A11, IdpAdmin, "The Subject has no bearer SubjectConfirmation.")
                .expected("urn:oasis:names:tc:SAML:2.0:cm:bearer").found(found.join(" ")).hint("Use the IdP's browser single sign-on profile for this application."),
            K::CanonicalizationForbidden { found } => Words::new("ERR_CANONICALIZATION_FORBIDDEN", RuleId::S10, IdpAdmin, "The canonicalisation is not one of those accepted.")
                .expected("http://www.w3.org/2001/10/xml-exc-c14n#").found(found).hint("Let the IdP use exclusive canonicalisation."),
            K::CanonicalizationFailed { reason } => Words::new("ERR_CANONICALIZATION_FAILED", RuleId::S11, Attack, format!("What is signed has no canonical form: {reason}.")).hint(REPORT),
            K::CertificateNotValid { sha256, not_before, not_after } => Words::new("ERR_CERTIFICATE_NOT_VALID", RuleId::K05, IdpAdmin,
                    format!("The IdP's certificate {sha256} is valid from {not_before} to {not_after}, and this connection enforces that."))
                .hint("Renew the certificate at the IdP and configure the new one here, or do not enforce certificate dates."),
            K::CharacterForbidden { code_point } => Words::new("ERR_CHARACTER_FORBIDDEN", RuleId::X04, IdpAdmin, format!("XML does not allow the character U+{code_point:04X}.")).hint(BROKEN),
            K::ConditionUnknown { found } => Words::new("ERR_CONDITION_UNKNOWN", RuleId::C10, IdpAdmin, "The assertion has a condition that this service provider does not know, so it cannot be met.")
                .found(found).hint("Remove the condition at the IdP."),
            K::ConditionRepeated { name, rule } => Words::new("ERR_CONDITION_REPEATED", *rule, IdpAdmin, format!("{name} stands more than once.")).hint(REPORT),
            K::ConditionsMissing => Words::new("ERR_CONDITIONS_MISSING", RuleId::C01, IdpAdmin, "The assertion has no Conditions: it would be valid for everybody and for ever.")
                .hint("At the IdP, use the browser single sign-on profile, which limits time and audience."),
            K::ConfirmationDataMissing => Words::new("ERR_CONFIRMATION_DATA_MISSING", RuleId::A12, IdpAdmin, "The bearer confirmation has no SubjectConfirmationData.").hint(REPORT),
            K::ConfirmationNotBefore => Words::new("ERR_CONFIRMATION_NOT_BEFORE", RuleId::A15, IdpAdmin, "The bearer confirmation has a NotBefore, which the profile forbids.")
                .hint("If the IdP cannot leave it out, set allowConfirmationNotBefore for this connection; the time is then checked."),
            K::DecryptionKeyMissing { element, rule } => Words::new("ERR_DECRYPTION_KEY_MISSING", *rule, SpAdmin, format!("The message has an {element}, and this connection has no decryption key."))
                .found(*element).hint("Switch assertion encryption off at the IdP, or give the connection the key that the IdP encrypts for."),
            K::DestinationMismatch { expected, found, near } => Words::new("ERR_DESTINATION_MISMATCH", RuleId::R07, IdpAdmin, format!("The Response was made for {}, but arrived at {}.", quote(found), quote(expected)))
                .expected(expected).found(found).hint(format!("At the IdP, set the ACS URL (in Okta: Single sign-on URL and Destination URL) to {expected}")).near(near),
            K::DestinationMissing { expected } => Words::new("ERR_DESTINATION_MISSING", RuleId::R07, IdpAdmin, "The Response is signed but does not say for which address it is.")
                .expected(expected).hint("At the IdP, let the Response carry its Destination."),
            K::DigestAlgorithmForbidden { found } => Words::new("ERR_DIGEST_ALGORITHM_FORBIDDEN", RuleId::S12, IdpAdmin, "The digest algorithm is not one of those accepted.")
                .expected("http://www.w3.org/2001/04/xmlenc#sha256").found(found).hint("At the IdP, set the digest algorithm to SHA-256."),
            K::DigestMismatch => Words::new("ERR_DIGEST_MISMATCH", RuleId::S15, Attack, "The signed element was changed after it was signed: the digest differs.")
                .hint("Post the message exactly as the IdP made it. If nothing on the way rewrites it, somebody tampered with it."),
            K::DoctypeForbidden => Words::new("ERR_DOCTYPE", RuleId::X05, Attack, "The message contains a DOCTYPE, which SAML forbids.").hint(REPORT),
            K::DuplicateId { id } => Words::new("ERR_DUPLICATE_ID", RuleId::X11, Attack, "Two elements carry the same ID (possible signature wrapping).").found(id).hint(REPORT),
            K::EmailDomainNotAllowed { allowed, found } => Words::new("ERR_EMAIL_DOMAIN_NOT_ALLOWED", RuleId::A10, SpAdmin, "The user's address is not in a domain verified for this connection.")
                .expected(allowed.join(" ")).found(found).hint("Verify the domain for this connection, or let the IdP send the address in a verified one."),
            K::EmailMalformed { found } => Words::new("ERR_EMAIL_MALFORMED", RuleId::A10, IdpAdmin, "The user's identifier is not one e-mail address.")
                .found(found).hint("At the IdP, send the user's e-mail address (in Okta: Name ID format EmailAddress, Application username Email)."),
            K::EncodingDeclared { found } => Words::new("ERR_ENCODING", RuleId::X04, IdpAdmin, "The XML declares another encoding than UTF-8.").expected("UTF-8").found(found).hint("Let the IdP send UTF-8."),
            K::EncryptionRequired => Words::new("ERR_ENCRYPTION_REQUIRED", RuleId::E10, IdpAdmin, "This connection takes encrypted assertions only, and this one is not.")
                .hint("At the IdP, switch assertion encryption on for this application."),
            K::Expired { what, rule, not_on_or_after, seconds } => Words::new("ERR_EXPIRED", *rule, User, format!("The login expired {} ago ({what}).", span(*seconds)))
                .expected(format!("before {not_on_or_after}")).found(format!("{} later", span(*seconds)))
                .hint("Sign in again. If it happens at once, the clock of the IdP is behind or this one ahead: compare both with the true time."),
            K::FormBothMessages => Words::new("ERR_FORM_PARAMETER", RuleId::B02, Attack, "The form carries two SAML messages.").hint(REPORT),
            K::FormMalformed { offset } => Words::new("ERR_FORM_PARAMETER", RuleId::B02, IdpAdmin, format!("The body is not a URL-encoded form: bad escape at offset {offset}.")).hint(BROKEN),
            K::FormParameterRepeated { name } => Words::new("ERR_FORM_PARAMETER", RuleId::B02, Attack, format!("The form carries {name} more than once.")).found(*name).hint(REPORT),
            K::FormParameterMissing => Words::new("ERR_FORM_PARAMETER", RuleId::B02, IdpAdmin, "The form carries no SAMLResponse.")
                .expected("SAMLResponse").hint("The ACS URL takes the IdP's POST only. Start from the sign-in page."),
            K::IdInvalid { found } => Words::new("ERR_ID_INVALID", RuleId::X11, IdpAdmin, "An ID has characters that no ID can have.").found(found).hint("An ID is made of letters, digits, `_`, `-` and `.`, and has no white space or colon."),
            K::IdMissing { element, rule } => Words::new("ERR_ID_MISSING", *rule, IdpAdmin, format!("The {element} has no ID.")).hint(REPORT),
            K::InResponseToMismatch { rule, expected, found } => Words::new("ERR_IN_RESPONSE_TO_MISMATCH", *rule, User, "This answer belongs to another login attempt, or the attempt has expired.")
                .expected(expected).found(found).hint("Start again from the sign-in page, in one window."),
            K::InResponseToMissing { rule, expected } => Words::new("ERR_IN_RESPONSE_TO_MISSING", *rule, User, "A login was started here, but this answer belongs to none.")
                .expected(expected).hint("Start again from the sign-in page, not from the IdP's dashboard."),
            K::Internal => Words::new("ERR_INTERNAL", RuleId::X18, SpAdmin, "The verifier failed, and the login was refused.").hint("This is a fault of saml-edge. Report it, without the message."),
            K::IssuedInFuture { what, rule, instant, seconds } => Words::new("ERR_ISSUED_IN_FUTURE", *rule, IdpAdmin, format!("The IdP's clock is {} ahead of this one ({what}).", span(*seconds)))
                .expected("a time that has come").found(instant).hint("Set both clocks by NTP."),
            K::IssuerFormat { rule, found } => Words::new("ERR_ISSUER_FORMAT", *rule, IdpAdmin, "The Issuer has a Format other than entity.")
                .expected("urn:oasis:names:tc:SAML:2.0:nameid-format:entity").found(found).hint("Let the IdP name itself by its entity id."),
            K::IssuerMismatch { rule, expected, found, near } => Words::new("ERR_ISSUER_MISMATCH", *rule, SpAdmin, format!("The answer comes from {}; this connection trusts {}.", quote(found), quote(expected)))
                .expected(expected).found(found).hint("Set the connection's IdP entity id to exactly what the IdP calls itself (in Okta: Identity Provider Issuer).").near(near),
            K::IssuersDiffer { response, assertion } => Words::new("ERR_ISSUERS_DIFFER", RuleId::R12, Attack, "Response and Assertion name different issuers.").expected(response).found(assertion).hint(REPORT),
            K::KeyTypeMismatch { algorithm } => Words::new("ERR_KEY_TYPE_MISMATCH", RuleId::S14, SpAdmin, "No configured certificate can have made a signature of this algorithm.")
                .found(algorithm).hint("Configure the certificate that the IdP signs with now."),
            K::LifetimeTooLong { seconds, limit } => Words::new("ERR_LIFETIME_TOO_LONG", RuleId::C11, IdpAdmin, format!("The IdP issues logins that stay valid for {}.", span(*seconds)))
                .expected(format!("at most {}", span(*limit))).found(span(*seconds)).hint("Shorten the assertion's validity at the IdP."),
            K::LimitExceeded { what, limit } => Words::new("ERR_LIMIT", RuleId::X09, Attack, format!("The XML is too large: {what}, limit {limit}."))
                .expected(format!("at most {limit}")).hint("Real login messages stay far below. If yours does not, raise maxBytes, from which the other limits follow."),
            K::MarkupInValue { element } => Words::new("ERR_MARKUP_IN_VALUE", RuleId::X08, Attack, format!("A comment or processing instruction stands inside the value of {element}."))
                .found(element).hint(REPORT),
            K::MessageTooLarge { limit, found } => Words::new("ERR_TOO_LARGE", RuleId::X01, IdpAdmin, "The login message is larger than allowed.")
                .expected(format!("at most {limit} octets")).found(format!("{found} octets")).hint("Send fewer attributes (groups, above all), or raise maxBytes for this connection."),
            K::MisplacedAssertion { found } => Words::new("ERR_MISPLACED_ASSERTION", RuleId::X17, Attack, "An assertion or message stands in an unexpected place (possible signature wrapping).").found(found).hint(REPORT),
            K::MissingAttribute { element, name, rule } => Words::new("ERR_SCHEMA", *rule, IdpAdmin, format!("{element} has no {name}.")).expected(*name).hint(REPORT),
            K::MissingElement { parent, expected, rule } => Words::new("ERR_SCHEMA", *rule, IdpAdmin, format!("{parent} has no {expected}.")).expected(*expected).hint(REPORT),
            K::MultipleAssertions { found } => Words::new("ERR_MULTIPLE_ASSERTIONS", RuleId::A03, Attack, format!("The answer holds {found} assertions."))
                .expected("1").found(found.to_string()).hint("A login has one assertion. If the IdP really sends several, let it send one."),
            K::NameIdEmpty => Words::new("ERR_NAME_ID_EMPTY", RuleId::A06, IdpAdmin, "The NameID is empty.").hint("At the IdP, map the application username to a field that every assigned user has."),
            K::NameIdFormatMismatch { expected, found } => {
                let words = Words::new("ERR_NAME_ID_FORMAT_MISMATCH", RuleId::A07, IdpAdmin, "The NameID has another format than this connection asks for.")
                    .expected(expected).hint(format!("At the IdP, set the Name ID format to {expected}"));
                match found { Some(found) => words.found(found), None => words }
            }
            K::NameIdMissing => Words::new("ERR_NAME_ID_MISSING", RuleId::A05, IdpAdmin, "The IdP sent no NameID.")
                .hint("At the IdP, send a NameID (in Okta: Name ID format EmailAddress), or set identifierAttribute for this connection."),
            K::NameIdTooLong { characters } => Words::new("ERR_NAME_ID_TOO_LONG", RuleId::A09, IdpAdmin, format!("The persistent NameID has {characters} characters."))
                .expected("at most 256").found(characters.to_string()).hint("Persistent identifiers have at most 256 characters."),
            K::NameIdWhiteSpace => Words::new("ERR_NAME_ID_WHITE_SPACE", RuleId::A06, IdpAdmin, "There is white space around the NameID, which could be taken for another user.")
                .hint("Remove the white space from the user's name at the IdP, and do not pretty-print signed messages."),
            K::NotYetValid { what, rule, not_before, seconds } => Words::new("ERR_NOT_YET_VALID", *rule, IdpAdmin, format!("The login is not valid yet: the IdP's clock is {} ahead ({what}).", span(*seconds)))
                .expected(format!("not before {not_before}")).found(format!("{} earlier", span(*seconds))).hint("Set both clocks by NTP."),
            K::NotUtf8 { offset } => Words::new("ERR_NOT_UTF8", RuleId::X04, IdpAdmin, format!("The XML is not UTF-8 (octet {offset}).")).hint("Let the IdP send UTF-8."),
            K::NotWellFormed { reason } => Words::new("ERR_NOT_WELL_FORMED", RuleId::X07, Attack, format!("The XML is not well-formed: {reason}.")).hint(BROKEN),
            K::NothingSigned => Words::new("ERR_NOTHING_SIGNED", RuleId::S01, IdpAdmin, "Nothing in the answer is signed.")
                .hint("At the IdP, sign the Response, the Assertion, or both (in Okta: Response = Signed, Assertion Signature = Signed)."),
            K::QualifierMismatch { name, expected, found } => Words::new("ERR_QUALIFIER_MISMATCH", RuleId::A08, IdpAdmin, format!("The NameID's {name} says that it was made for somebody else."))
                .expected(expected).found(found).hint("Let the IdP name this service provider, or leave the qualifier out."),
            K::RecipientMismatch { expected, found, near } => Words::new("ERR_RECIPIENT_MISMATCH", RuleId::A13, IdpAdmin, format!("The login was made for {}, but arrived at {}.", quote(found), quote(expected)))
                .expected(expected).found(found).hint(format!("At the IdP, set the ACS URL (in Okta: Single sign-on URL and Recipient URL) to {expected}")).near(near),
            K::RecipientMissing { expected } => Words::new("ERR_RECIPIENT_MISSING", RuleId::A13, IdpAdmin, "The bearer confirmation does not say for which address it is.")
                .expected(expected).hint(format!("At the IdP, set the Recipient to {expected}")),
            K::ReferenceCount { found } => Words::new("ERR_REFERENCE_COUNT", RuleId::S06, Attack, format!("The signature has {found} references.")).expected("1").found(found.to_string()).hint(REPORT),
            K::ReferenceUri { expected, found } => Words::new("ERR_REFERENCE_URI", RuleId::S07, Attack, "The signature does not cover the element that holds it.")
                .expected(expected).found(found.as_deref().unwrap_or("no URI")).hint(REPORT),
            K::RelayStateInvalid => Words::new("ERR_RELAY_STATE", RuleId::B05, IdpAdmin, "RelayState is longer than 1024 octets or has control characters.").hint("Leave the IdP's Default RelayState blank."),
            K::RequestNotPending { found } => Words::new("ERR_IN_RESPONSE_TO_MISMATCH", RuleId::R08, User, "This answer belongs to a login attempt that was not started here, has expired, or was answered before.")
                .found(found).hint("Start again from the sign-in page."),
            K::ResponseNotSigned => Words::new("ERR_RESPONSE_NOT_SIGNED", RuleId::S02, IdpAdmin, "The Response itself must be signed, and it is not.")
                .hint("At the IdP, sign the Response (in Okta: Response = Signed)."),
            K::ResponseTooOld { seconds, limit } => Words::new("ERR_RESPONSE_TOO_OLD", RuleId::R03, User, format!("The Response was issued {} ago.", span(*seconds)))
                .expected(format!("at most {}", span(*limit))).found(span(*seconds)).hint("Sign in again. If it happens at once, compare both clocks with the true time."),
            K::ScopeNotAllowed { attribute, found } => Words::new("ERR_SCOPE_NOT_ALLOWED", RuleId::T08, SpAdmin, format!("This organisation may not assert the scope of {}.", quote(attribute)))
                .found(found).hint("Add the scope to the connection's allowedScopes if it belongs to this organisation."),
            K::SessionEnded { at, seconds } => Words::new("ERR_SESSION_ENDED", RuleId::N03, User, format!("The session at the IdP ended {} ago.", span(*seconds))).expected(format!("before {at}")).hint("Sign in at the IdP again."),
            K::Sha1Forbidden { algorithm, rule } => Words::new("ERR_SHA1_FORBIDDEN", *rule, IdpAdmin, "SHA-1 is not accepted: collisions can be made.")
                .expected("SHA-256").found(algorithm).hint("At the IdP, set signature and digest algorithm to RSA-SHA256 and SHA-256 (in Okta: Signature Algorithm, Digest Algorithm)."),
            K::SignatureAlgorithmForbidden { found } => Words::new("ERR_SIGNATURE_ALGORITHM_FORBIDDEN", RuleId::S13, IdpAdmin, "The signature algorithm is not one of those accepted.")
                .expected("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256").found(found).hint("At the IdP, set the signature algorithm to RSA-SHA256."),
            K::SignatureDuplicated { element } => Words::new("ERR_SIGNATURE_DUPLICATED", RuleId::S04, Attack, format!("{element} holds more than one Signature.")).found(element).hint(REPORT),
            K::SignatureInvalid => Words::new("ERR_SIGNATURE_INVALID", RuleId::S15, Attack, "The signature does not verify with any key of this connection.")
                .hint("Compare the certificate at the IdP with the configured one. If they are equal, the message was altered."),
            K::SignatureMalformed { reason } => Words::new("ERR_SIGNATURE_MALFORMED", RuleId::S05, Attack, format!("The Signature is malformed: {reason}.")).hint(REPORT),
            K::SignatureMisplaced { parent } => Words::new("ERR_SIGNATURE_MISPLACED", RuleId::S04, Attack, format!("A Signature stands in {parent}, where it signs nothing.")).found(parent).hint(REPORT),
            K::SignedByUnknownKey { sha256 } => Words::new("ERR_UNKNOWN_KEY", RuleId::K01, SpAdmin, format!("Signed with a key that this connection does not know (certificate SHA-256 {sha256})."))
                .found(sha256).hint("If the IdP rotated its certificate, get the new one from the IdP, compare this fingerprint, and configure it here."),
            K::StatusNotSuccess(status) => status_words(status),
            K::StoreUnavailable => Words::new("ERR_STORE_UNAVAILABLE", RuleId::P03, SpAdmin, "The store of used logins did not answer, so the login was refused.").hint("Look at the one-time store; then sign in again."),
            K::SubjectIdMalformed { attribute } => Words::new("ERR_SUBJECT_ID_MALFORMED", RuleId::T07, IdpAdmin, format!("{} is not one identifier of the form name@scope.", quote(attribute))).hint("See saml-subject-attr 3.3 for the form."),
            K::SubjectMissing => Words::new("ERR_SUBJECT_MISSING", RuleId::A04, IdpAdmin, "The assertion has no Subject: it is about nobody.").hint("Use the IdP's browser single sign-on profile for this application."),
            K::TimeInvalid { name, found } => Words::new("ERR_TIME_INVALID", RuleId::X13, IdpAdmin, format!("{name} is not a time in UTC.")).expected("such as 2026-11-24T10:00:00Z").found(found).hint("SAML times are xs:dateTime with Z."),
            K::TransformForbidden { found } => Words::new("ERR_TRANSFORM_FORBIDDEN", RuleId::S09, Attack, "The signature's transforms are not enveloped-signature and one canonicalisation.").found(found).hint(REPORT),
            K::UnexpectedElement { parent, found } => Words::new("ERR_SCHEMA", RuleId::X12, Attack, format!("{} is not allowed here in {parent}.", quote(found))).found(found).hint(REPORT),
            K::UnexpectedRoot { found } => Words::new("ERR_UNEXPECTED_ROOT", RuleId::X10, IdpAdmin, format!("Expected a SAML 2.0 Response, found {}.", quote(found)))
                .expected("{urn:oasis:names:tc:SAML:2.0:protocol}Response").found(found).hint("This address takes login responses only. WS-Federation and SAML 1.1 are other protocols: choose SAML 2.0 at the IdP."),
            K::UnexpectedText { element } => Words::new("ERR_SCHEMA", RuleId::X12, Attack, format!("There is text between the elements of {element}.")).hint(REPORT),
            K::UnsolicitedConvert => Words::new("ERR_UNSOLICITED_CONVERT", RuleId::R10, User, "The login was started at the IdP; this connection starts it again from here.").hint("Answer with a fresh AuthnRequest to this IdP."),
            K::UnsolicitedInResponseTo { rule, found } => Words::new("ERR_IN_RESPONSE_TO_MISMATCH", *rule, User, "This answer belongs to a login attempt, but none is open in this browser.").found(found).hint("Start again from the sign-in page, in one window."),
            K::UnsolicitedRefused => Words::new("ERR_UNSOLICITED", RuleId::R09, SpAdmin, "IdP-initiated login is not enabled for this connection.")
                .hint("Start at this application's sign-in page, or set idpInitiated to convert or accept for this connection."),
            K::ValueEmpty { name } => Words::new("ERR_VALUE_EMPTY", RuleId::X14, IdpAdmin, format!("{name} is empty.")).hint(REPORT),
            K::VersionUnsupported { element, rule, found } => Words::new("ERR_VERSION", *rule, IdpAdmin, format!("The {element} is not SAML 2.0.")).expected("2.0").found(found).hint("Choose SAML 2.0 at the IdP."),
            K::WindowImpossible => Words::new("ERR_WINDOW_IMPOSSIBLE", RuleId::C04, IdpAdmin, "The assertion ends before it begins: NotBefore is not earlier than NotOnOrAfter.").hint(REPORT),
            K::WrongContentType { found } => Words::new("ERR_WRONG_CONTENT_TYPE", RuleId::B10, IdpAdmin, "The request is not a URL-encoded form.").expected("application/x-www-form-urlencoded").found(found).hint("The ACS URL takes the IdP's form only."),
            K::WrongMethod { found } => Words::new("ERR_WRONG_METHOD", RuleId::B10, User, "A login response comes by POST.").expected("POST").found(found).hint("Start again from the sign-in page."),
        }
    }
}

/// Core 3.2.2.2: what the second-level code means for the person who reads it, and who can change it.
fn status_words(status: &NonSuccess) -> Words {
    let last = |uri: &str| uri.rsplit([':', '/']).next().unwrap_or_default().to_owned();
    let code = last(status.second.as_deref().unwrap_or(&status.code));
    let (actor, message, hint) = match code.as_str() {
        "AuthnFailed" => (User, "Your organisation could not sign you in.", "Try again at the IdP; its log says why."),
        "NoPassive" => (User, "You are not signed in at your organisation.", "Start an interactive login."),
        "NoAuthnContext" => (
            IdpAdmin,
            "Your organisation cannot provide the sign-in strength that was asked for.",
            "Offer the requested method at the IdP, or ask for none in the connection.",
        ),
        "InvalidNameIDPolicy" => (
            SpAdmin,
            "The IdP does not support the identifier format that was asked for.",
            "Ask for the format that is configured at the IdP, or for none.",
        ),
        "RequestDenied" => {
            (IdpAdmin, "You are not assigned to this application.", "Assign the user or a group to the application at the IdP.")
        }
        "RequestUnsupported" | "UnsupportedBinding" => {
            (SpAdmin, "The IdP refused this kind of request.", "Look at the bindings and options that the IdP supports.")
        }
        "UnknownPrincipal" => (IdpAdmin, "The IdP does not know this user.", "Create or assign the user at the IdP."),
        "NoSupportedIDP" | "NoAvailableIDP" => {
            (IdpAdmin, "The IdP found no identity source that could sign you in.", "Look at the identity sources behind the IdP.")
        }
        "ProxyCountExceeded" => {
            (IdpAdmin, "The login passed through too many identity providers.", "Shorten the chain of identity providers.")
        }
        "VersionMismatch" | "RequestVersionTooHigh" | "RequestVersionTooLow" | "RequestVersionDeprecated" => {
            (SpAdmin, "The IdP does not speak this version of SAML.", "Choose SAML 2.0 at the IdP.")
        }
        _ => (IdpAdmin, "The IdP refused the login.", "Look at the IdP's log of this login."),
    };
    let mut found = code;
    if let Some(text) = &status.message {
        found = format!("{found}: {text}");
    }
    Words::new("ERR_STATUS", RuleId::R05, actor, message).expected("Success").found(found).hint(hint)
}

fn quote(value: &str) -> String {
    format!("\u{201c}{}\u{201d}", shorten(value))
}

fn list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().take(5).map(|value| quote(value)).collect();
    if values.len() > 5 { format!("{} and {} more", quoted.join(", "), values.len() - 5) } else { quoted.join(", ") }
}

/// Seconds as a person says them.
fn span(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Text of a message goes into errors cut to 200 characters and without control characters.
fn shorten(value: &str) -> String {
    let mut short: String = value.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if value.chars().nth(200).is_some() {
        short.push('…');
    }
    short
}
