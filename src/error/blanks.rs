//! What fills the blanks of a wording: the values of one refusal, as people may see them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::wordings;
use super::{ErrorKind, NearMiss, WORDINGS, Wording};
use crate::rules::RuleId;
use crate::text::{self, fill, number};
use ErrorKind as K;

/// What one refusal says beside its [`Wording`]. For those who keep sentences elsewhere, such as a binding or a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blanks {
    /// The position of the wording in [`WORDINGS`].
    pub wording: usize,
    /// The rule that refused.
    pub rule: RuleId,
    /// What would have passed, where that is one value and not the same each time.
    pub expected: Option<String>,
    /// What was there instead, shortened.
    pub found: Option<String>,
    /// What `{0}`, `{1}` and `{2}` stand for.
    pub values: Vec<String>,
    /// A sentence more for the hint.
    pub near: Option<NearMiss>,
}

impl Blanks {
    pub(super) fn of(kind: &ErrorKind) -> Self {
        let (wording, rule) = wordings::of(kind);
        let mut blanks = Self { wording, rule, expected: None, found: None, values: Vec::new(), near: None };
        blanks.fill(kind);
        blanks
    }

    pub(super) fn wording(&self) -> &'static Wording {
        #[allow(clippy::indexing_slicing, reason = "the compiler looks whether it is there")]
        const FIRST: &Wording = &WORDINGS[0];
        WORDINGS.get(self.wording).unwrap_or(FIRST)
    }

    pub(super) fn message(&self) -> String {
        self.filled(self.wording().message)
    }

    pub(super) fn hint(&self) -> String {
        let hint = self.filled(self.wording().hint);
        self.near.map(|near| format!("{hint} {near}")).unwrap_or(hint)
    }

    pub(super) fn expected_or_always(&self) -> Option<&str> {
        self.expected.as_deref().or(self.wording().expected)
    }

    fn expected(&mut self, expected: Option<&str>) {
        self.expected = expected.map(shorten);
    }

    fn found(&mut self, found: Option<&str>) {
        self.found = found.map(shorten);
    }

    fn both(&mut self, expected: &str, found: &str, near: Option<NearMiss>) {
        self.expected(Some(expected));
        self.found(Some(found));
        self.near = near;
    }

    fn value(&mut self, value: &str) {
        self.values.push(shorten(value));
    }

    fn number(&mut self, value: usize) {
        self.values.push(number(value));
    }

    /// How long ago or ahead, and of which time that is said.
    fn time(&mut self, seconds: i64, what: &str) {
        self.values.push(span(seconds));
        self.value(what);
    }

    fn age(&mut self, seconds: i64, limit: i64) {
        self.expected = Some(fill("at most {}", &[&span(limit)]));
        self.found = Some(span(seconds));
    }

    fn filled(&self, sentence: &str) -> String {
        let mut filled = String::new();
        let mut rest = sentence;
        while let Some((text, blank, after)) = next_blank(rest) {
            filled.push_str(text);
            let value = match blank {
                "expected" => self.expected_or_always(),
                "found" => self.found.as_deref(),
                _ => blank.parse().ok().and_then(|position: usize| self.values.get(position)).map(String::as_str),
            };
            filled.push_str(value.unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn fill(&mut self, kind: &ErrorKind) {
        match kind {
            K::AlreadyUsed { rule } => self.rule = *rule,
            K::AudienceMismatch { expected, found, near } => {
                self.both(expected, &found.join(" "), *near);
                self.values.push(list(found, found.len()));
            }
            K::AudienceMissing { expected }
            | K::DestinationMissing { expected }
            | K::LogoutDestinationMissing { expected }
            | K::RecipientMissing { expected } => self.expected(Some(expected)),
            K::AuthnTooOld { seconds, limit }
            | K::LifetimeTooLong { seconds, limit }
            | K::LogoutTooOld { seconds, limit }
            | K::ResponseTooOld { seconds, limit } => self.age(*seconds, *limit),
            K::AuthnContextMismatch { expected, found } => {
                self.expected(Some(&expected.join(" ")));
                self.found(found.as_deref());
            }
            K::Base64Invalid { offset, reason } => {
                self.value(reason);
                self.number(*offset);
            }
            K::BearerMissing { found } => self.found(Some(&found.join(" "))),
            K::CanonicalizationForbidden { found }
            | K::ConditionUnknown { found }
            | K::DigestAlgorithmForbidden { found }
            | K::EmailMalformed { found }
            | K::EncodingDeclared { found }
            | K::EncryptedForOtherCertificate { sha256: found }
            | K::EncryptionAlgorithmForbidden { found }
            | K::IdInvalid { found }
            | K::KeyAgreementRefused { found }
            | K::KeyTransportForbidden { found }
            | K::OaepDigestForbidden { found }
            | K::KeyTypeMismatch { algorithm: found }
            | K::MarkupInValue { element: found }
            | K::MetadataDurationInvalid { found }
            | K::MetadataEntityIdInvalid { found }
            | K::MetadataEntityRepeated { found }
            | K::MetadataProtocolUnsupported { found }
            | K::MetadataSignedByUnknownKey { sha256: found }
            | K::MisplacedAssertion { found }
            | K::RequestExpired { found }
            | K::RequestNotPending { found }
            | K::RequestOfOtherBrowser { found }
            | K::ReturnAddressRefused { found }
            | K::SignatureAlgorithmForbidden { found }
            | K::SignatureDuplicated { element: found }
            | K::SignatureMisplaced { parent: found }
            | K::SignedByUnknownKey { sha256: found }
            | K::TransformForbidden { found }
            | K::UnexpectedMetadataRoot { found }
            | K::UnexpectedRoot { found }
            | K::WrongContentType { found }
            | K::WrongMethod { found } => self.found(Some(found)),
            K::CanonicalizationFailed { reason }
            | K::EncryptionMalformed { reason }
            | K::NotInflated { reason }
            | K::NotWellFormed { reason }
            | K::SignatureMalformed { reason } => self.value(reason),
            K::CertificateNotValid { sha256, not_before, not_after } => {
                self.value(sha256);
                self.value(not_before);
                self.value(not_after);
            }
            K::CharacterForbidden { code_point } => self.values.push(text::code_point(*code_point)),
            K::ConditionRepeated { name, rule } | K::IdMissing { element: name, rule } => {
                self.rule = *rule;
                self.value(name);
            }
            K::DuplicateId { id: found, rule } => {
                self.rule = *rule;
                self.found(Some(found));
            }
            K::EncryptedForOtherKey { bits, digest, mask } => {
                self.number(*bits);
                self.value(digest);
                self.value(mask);
            }
            K::RedirectMalformed { reason, rule } => {
                self.rule = *rule;
                self.value(reason);
            }
            K::LogoutNotPending { found } => self.found(found.as_deref()),
            K::PlaintextUnexpected { expected, found } | K::UnexpectedLogoutRoot { expected, found } => self.both(expected, found, None),
            K::UnauthenticatedCbc { found } => self.found(Some(found)),
            K::DecryptionKeyMissing { element, rule } => {
                self.rule = *rule;
                self.found(Some(element));
            }
            K::DestinationMismatch { expected, found, near }
            | K::LogoutDestinationMismatch { expected, found, near }
            | K::RecipientMismatch { expected, found, near } => self.both(expected, found, *near),
            K::EmailDomainNotAllowed { allowed, found } => self.both(&allowed.join(" "), found, None),
            K::Expired { what, rule, not_on_or_after, seconds } => {
                self.rule = *rule;
                self.both(&fill("before {}", &[not_on_or_after]), &fill("{} later", &[&span(*seconds)]), None);
                self.time(*seconds, what);
            }
            K::FormMalformed { offset } | K::NotUtf8 { offset } => self.number(*offset),
            K::FormParameterRepeated { name } => self.found(Some(name)),
            K::InResponseToMismatch { rule, expected, found } => {
                self.rule = *rule;
                self.both(expected, found, None);
            }
            K::InResponseToMissing { rule, expected } | K::AttributeMissing { rule, name: expected } => {
                self.rule = *rule;
                self.expected(Some(expected));
            }
            K::IssuedInFuture { what, rule, instant, seconds } => {
                self.rule = *rule;
                self.found(Some(instant));
                self.time(*seconds, what);
            }
            K::IssuerFormat { rule, found } | K::Sha1Forbidden { rule, algorithm: found } | K::UnsolicitedInResponseTo { rule, found } => {
                self.rule = *rule;
                self.found(Some(found));
            }
            K::IssuerMismatch { rule, expected, found, near } => {
                self.rule = *rule;
                self.both(expected, found, *near);
            }
            K::SignedInBefore { expected, found } => self.both(expected, found, None),
            K::IssuersDiffer { response, assertion } => self.both(response, assertion, None),
            K::LimitExceeded { what, limit } => {
                self.expected = Some(fill("at most {}", &[&number(*limit)]));
                self.value(what);
                self.number(*limit);
            }
            K::MessageTooLarge { limit, found } | K::MetadataTooLarge { limit, found } => {
                self.both(&fill("at most {} octets", &[&number(*limit)]), &fill("{} octets", &[&number(*found)]), None)
            }
            K::MetadataBooleanInvalid { name, found } => {
                self.found(Some(found));
                self.value(name);
            }
            K::MetadataEntitiesSeveral { found, count } => {
                self.number(*count);
                self.values.push(list(found, *count));
            }
            K::MetadataEntityMissing { expected, found, near, entities } => {
                self.expected(Some(expected));
                self.found(found.as_deref());
                self.near = *near;
                self.number(*entities);
            }
            K::MetadataExpired { valid_until, seconds } => self.time(*seconds, valid_until),
            K::MetadataKeyMissing { found } => self.found(found.as_deref()),
            K::MetadataSsoMissing { found } => self.found(Some(&found.join(" "))),
            K::MetadataValidUntilTooFar { valid_until, limit } => {
                self.expected = Some(fill("at most {} ahead", &[&span((*limit).into())]));
                self.found(Some(valid_until));
            }
            K::MissingAttribute { element: parent, name, rule } | K::MissingElement { parent, expected: name, rule } => {
                self.rule = *rule;
                self.expected(Some(name));
                self.value(parent);
            }
            K::MultipleAssertions { found } | K::ReferenceCount { found } | K::NameIdTooLong { characters: found } => {
                self.found(Some(&number(*found)));
            }
            K::NameIdFormatMismatch { expected, found } => {
                self.expected(Some(expected));
                self.found(found.as_deref());
            }
            K::NotYetValid { what, rule, not_before, seconds } => {
                self.rule = *rule;
                self.both(&fill("not before {}", &[not_before]), &fill("{} earlier", &[&span(*seconds)]), None);
                self.time(*seconds, what);
            }
            K::QualifierMismatch { name, expected, found } => {
                self.both(expected, found, None);
                self.value(name);
            }
            K::ReferenceUri { expected, found } => self.both(expected, found.as_deref().unwrap_or("no URI"), None),
            K::ScopeNotAllowed { attribute, found } => {
                self.found(Some(found));
                self.value(attribute);
            }
            K::TimeInvalid { name: value, found } | K::UnexpectedElement { parent: value, found } => {
                self.found(Some(found));
                self.value(value);
            }
            K::SessionEnded { at, seconds } => {
                self.expected = Some(fill("before {}", &[at]));
                self.values.push(span(*seconds));
            }
            K::StatusNotSuccess(status) => {
                let code = status.short_code();
                let message = status.message.as_ref().map(|message| fill("{}: {}", &[code, message]));
                self.found(Some(message.as_deref().unwrap_or(code)));
            }
            K::SubjectIdMalformed { attribute: value } => self.value(value),
            K::UnexpectedText { element: value } | K::ValueEmpty { name: value } => self.value(value),
            K::VersionUnsupported { element, rule, found } => {
                self.rule = *rule;
                self.found(Some(found));
                self.value(element);
            }
            K::AssertionMissing
            | K::AssertionNotSigned
            | K::AuthnContextMissing
            | K::AuthnStatementMissing
            | K::BaseIdRefused
            | K::CipherReferenceRefused
            | K::DecryptionFailed
            | K::ConditionsMissing
            | K::ConfirmationDataMissing
            | K::ConfirmationNotBefore
            | K::DigestMismatch
            | K::DoctypeForbidden
            | K::EncryptionRequired
            | K::FormBothMessages
            | K::FormParameterMissing
            | K::Internal
            | K::LogoutAlreadyUsed
            | K::LogoutMessageMissing
            | K::LogoutNotSigned
            | K::MetadataIdpMissing
            | K::MetadataNotSigned
            | K::MetadataOfServiceProvider
            | K::MetadataSignatureInvalid
            | K::MetadataValidUntilMissing
            | K::NameIdEmpty
            | K::NameIdMissing
            | K::NameIdWhiteSpace
            | K::NothingSigned
            | K::QuerySignatureInvalid
            | K::RelayStateInvalid
            | K::ResponseNotSigned
            | K::SignatureInvalid
            | K::StoreUnavailable
            | K::SubjectMissing
            | K::UnsolicitedConvert
            | K::UnsolicitedRefused
            | K::WindowImpossible => {}
        }
    }
}

/// The text before the first blank, the blank's name, and the rest.
fn next_blank(sentence: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = sentence.split_once('{')?;
    let (blank, after) = rest.split_once('}')?;
    Some((text, blank, after))
}

/// The first of so many.
fn list(values: &[String], count: usize) -> String {
    let quoted: Vec<String> = values.iter().take(5).map(|value| fill("“{}”", &[&shorten(value)])).collect();
    let more = count.saturating_sub(quoted.len());
    if more > 0 { fill("{} and {} more", &[&quoted.join(", "), &number(more)]) } else { quoted.join(", ") }
}

/// Seconds as a person says them.
fn span(seconds: i64) -> String {
    match seconds {
        ..120 => fill("{} s", &[&number(seconds)]),
        120..7200 => fill("{} min", &[&number(seconds / 60)]),
        7200..172_800 => fill("{} h", &[&number(seconds / 3600)]),
        _ => fill("{} days", &[&number(seconds / 86_400)]),
    }
}

/// Text of a message goes into errors and warnings cut to 200 characters, without what could rearrange or hide the text around it.
pub(crate) fn shorten(value: &str) -> String {
    let mut short: String = value.chars().take(200).map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    if value.chars().nth(200).is_some() {
        short.push('…');
    }
    short
}

/// Control characters, and those that show nothing or turn the direction of what follows: Unicode's Default_Ignorable_Code_Point, the
/// line and paragraph separators, the annotations and the blank of Braille.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
