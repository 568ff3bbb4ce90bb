//! How the user is named (core 2.2, 2.4).

use alloc::string::ToString;

use super::shared::NOT_OPENED;
use super::{Context, Finding};
use crate::dsig::Text;
use crate::error::{ErrorKind, Fault, is_hidden};
use crate::rules::RuleId;
use crate::saml::{Assertion, Identifier, NameId};
use crate::text::characters;

const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const TRANSIENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const NO_NAME_ID: &str = "there is no NameID";

pub(super) fn present(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    if assertion.subject.is_some() { Finding::Pass } else { Finding::Fail(assertion.missing(ErrorKind::SubjectMissing)) }
}

/// Rule A05: by a NameID, unless the connection's identifier is an attribute, which then must have one value.
pub(super) fn named(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(subject) = &assertion.subject else { return Finding::Skip("needs a Subject") };
    match &subject.identifier {
        Some(Identifier::BaseId(span)) => return Finding::Fail(ErrorKind::BaseIdRefused.at(*span)),
        Some(Identifier::EncryptedId(_)) if context.has_keys => return Finding::Skip(NOT_OPENED),
        Some(Identifier::EncryptedId(span)) => {
            return Finding::Fail(ErrorKind::DecryptionKeyMissing { element: "EncryptedID", rule: RuleId::A05 }.at(*span));
        }
        Some(Identifier::NameId(_)) | None => {}
    }
    if let Some(name) = &context.connection.policy.identifier_attribute {
        return match super::value_of(assertion, name) {
            Some(value) if !value.is_empty() => Finding::Pass,
            _ => Finding::Fail(assertion.missing(ErrorKind::AttributeMissing { name: name.clone(), rule: RuleId::A05 })),
        };
    }
    if subject.identifier.is_some() { Finding::Pass } else { Finding::Fail(ErrorKind::NameIdMissing.at(subject.span)) }
}

/// Rule A06: `" admin"` is another user than `"admin"`, and an application that trims would not see it. So with what cannot be seen.
pub(super) fn plain(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let attribute = context.connection.policy.identifier_attribute.as_ref().and_then(|name| super::value_of(assertion, name));
    let named = name_id(assertion).map(|name_id| (name_id.value, name_id.span));
    let mut identifiers = named.into_iter().chain(attribute.map(|value| (value, assertion.span))).peekable();
    if identifiers.peek().is_none() {
        return Finding::Skip(NO_NAME_ID);
    }
    identifiers.try_for_each(|(value, span)| require_plain(value).map_err(|kind| kind.at(span))).into()
}

fn require_plain(identifier: &str) -> Result<(), ErrorKind> {
    if identifier.trim().is_empty() {
        return Err(ErrorKind::NameIdEmpty);
    }
    if identifier.trim() != identifier || identifier.chars().any(is_hidden) {
        return Err(ErrorKind::NameIdWhiteSpace);
    }
    Ok(())
}

/// Core 8.3.
pub(super) fn format(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(expected) = &context.connection.policy.name_id_format else { return Finding::Skip("the connection asks for no format") };
    let Some(name_id) = name_id(assertion) else {
        return Finding::Fail(assertion.missing(ErrorKind::NameIdFormatMismatch { expected: expected.clone(), found: None }));
    };
    match name_id.format {
        Some(format) if format.value == *expected => Finding::Pass,
        found => {
            let span = found.map_or(name_id.span, |format| format.span);
            let found = found.map(|format| format.value.into());
            Finding::Fail(ErrorKind::NameIdFormatMismatch { expected: expected.clone(), found }.at(span))
        }
    }
}

/// Core 8.3.7, 8.3.8: for persistent and transient names the qualifiers, where present, are the two parties.
pub(super) fn qualifiers(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(name_id) = name_id(assertion) else { return Finding::Skip(NO_NAME_ID) };
    let idp = is_pairwise(name_id).then_some(context.connection.idp_entity_id.as_str());
    qualifier(name_id.sp_name_qualifier, "SPNameQualifier", Some(&context.connection.sp.entity_id))
        .and_then(|()| qualifier(name_id.name_qualifier, "NameQualifier", idp))
        .into()
}

fn qualifier(found: Option<Text<'_>>, name: &'static str, expected: Option<&str>) -> Result<(), Fault> {
    match (found, expected) {
        (Some(found), Some(expected)) if found.value != expected => {
            Err(ErrorKind::QualifierMismatch { name, expected: expected.to_string(), found: found.value.into() }.at(found.span))
        }
        _ => Ok(()),
    }
}

fn is_pairwise(name_id: &NameId<'_>) -> bool {
    name_id.format.as_ref().is_some_and(|format| matches!(format.value, PERSISTENT | TRANSIENT))
}

/// Core 8.3.7.
pub(super) fn persistent_length(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    let name_id = name_id(assertion).filter(|name_id| name_id.format.as_ref().is_some_and(|format| format.value == PERSISTENT));
    let Some(name_id) = name_id else { return Finding::Skip("the NameID is not persistent") };
    let characters = characters(name_id.value);
    if characters <= 256 { Finding::Pass } else { Finding::Fail(ErrorKind::NameIdTooLong { characters }.at(name_id.span)) }
}

pub(super) fn name_id<'a>(assertion: &'a Assertion<'a>) -> Option<&'a NameId<'a>> {
    match assertion.subject.as_ref()?.identifier.as_ref()? {
        Identifier::NameId(name_id) => Some(name_id),
        Identifier::BaseId(_) | Identifier::EncryptedId(_) => None,
    }
}
