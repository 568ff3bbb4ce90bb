//! What the IdP says about the user (core 2.7.3), and where such words may come from.

use alloc::string::{String, ToString};

use super::shared::NOT_OPENED;
use super::subject::name_id;
use super::{Context, Finding};
use crate::error::{ErrorKind, Fault, is_hidden};
use crate::rules::RuleId;
use crate::saml::{Assertion, Attribute, AttributeValue};
use crate::text::contains;

const SUBJECT_ID: &str = "urn:oasis:names:tc:SAML:attribute:subject-id";
const PAIRWISE_ID: &str = "urn:oasis:names:tc:SAML:attribute:pairwise-id";
/// eduPerson's scoped attributes, by object identifier and by the two kinds of names that are in use.
const EDU_PERSON: [(&str, &str); 3] = [("6", "eduPersonPrincipalName"), ("9", "eduPersonScopedAffiliation"), ("13", "eduPersonUniqueId")];
const EDU_PERSON_OID: &str = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
const MACE: &str = "urn:mace:dir:attribute-def:";

/// The text of the one value of an attribute; none when it is missing, repeated or not text.
pub(crate) fn value_of<'a>(assertion: &'a Assertion<'a>, name: &str) -> Option<&'a str> {
    let mut values = values(assertion, name);
    match (values.next(), values.next()) {
        (Some(AttributeValue::Text(value) | AttributeValue::NameId(value)), None) => Some(value),
        _ => None,
    }
}

fn values<'a>(assertion: &'a Assertion<'a>, name: &str) -> impl Iterator<Item = &'a AttributeValue<'a>> {
    assertion.attributes.iter().filter(move |attribute| attribute.name.value == name).flat_map(|attribute| &attribute.values)
}

/// Rule T09: an attribute that cannot be read is never dropped in silence.
pub(super) fn readable(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    match assertion.encrypted_attribute {
        Some(_) if context.has_keys => Finding::Skip(NOT_OPENED),
        Some(span) => Finding::Fail(ErrorKind::DecryptionKeyMissing { element: "EncryptedAttribute", rule: RuleId::T09 }.at(span)),
        None => Finding::Pass,
    }
}

pub(super) fn required(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let required = &context.connection.policy.required_attributes;
    if required.is_empty() {
        return Finding::Skip("the connection requires no attributes");
    }
    let has_value =
        |value: &AttributeValue<'_>| matches!(value, AttributeValue::Text(text) | AttributeValue::NameId(text) if !text.trim().is_empty());
    match required.iter().find(|name| !values(assertion, name).any(has_value)) {
        Some(name) => Finding::Fail(assertion.missing(ErrorKind::AttributeMissing { name: name.to_string(), rule: RuleId::T06 })),
        None => Finding::Pass,
    }
}

/// saml-subject-id 3.3, 3.4.
pub(super) fn subject_ids(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    let named = |name| assertion.attributes.iter().find(|attribute| attribute.name.value == name);
    let mut ids = [SUBJECT_ID, PAIRWISE_ID].into_iter().filter_map(named).peekable();
    if ids.peek().is_none() {
        return Finding::Skip("there is neither");
    }
    ids.try_for_each(|attribute| require_subject_id(assertion, attribute)).into()
}

fn require_subject_id(assertion: &Assertion<'_>, attribute: &Attribute<'_>) -> Result<(), Fault> {
    let value = value_of(assertion, attribute.name.value);
    if value.and_then(|value| value.split_once('@')).is_some_and(|(unique, scope)| is_part(unique, "=-") && is_part(scope, ".-")) {
        return Ok(());
    }
    Err(ErrorKind::SubjectIdMalformed { attribute: attribute.name.value.into() }.at(attribute.name.span))
}

/// One to 127 letters and digits, and after the first of them also `marks`.
fn is_part(part: &str, marks: &str) -> bool {
    part.len() <= 127
        && part.starts_with(|c: char| c.is_ascii_alphanumeric())
        && part.chars().all(|c| c.is_ascii_alphanumeric() || is_among(c, marks))
}

fn is_among(c: char, marks: &str) -> bool {
    marks.chars().any(|mark| mark == c)
}

/// SDP-SP17: which scopes an IdP may speak for is the connection's word, not the message's.
pub(super) fn scopes(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(allowed) = &context.connection.policy.allowed_scopes else {
        return Finding::Skip("the connection names no scopes");
    };
    assertion
        .attributes
        .iter()
        .filter(|attribute| is_scoped(attribute.name.value))
        .try_for_each(|attribute| require_scope(attribute, allowed))
        .into()
}

fn is_scoped(name: &str) -> bool {
    let number = name.strip_prefix(EDU_PERSON_OID);
    let word = name.strip_prefix(MACE).unwrap_or(name);
    matches!(name, SUBJECT_ID | PAIRWISE_ID) || EDU_PERSON.iter().any(|(oid, known)| number == Some(oid) || word == *known)
}

fn require_scope(attribute: &Attribute<'_>, allowed: &[String]) -> Result<(), Fault> {
    for value in &attribute.values {
        let (AttributeValue::Text(text) | AttributeValue::NameId(text)) = value else { continue };
        let scope = text.split_once('@').filter(|(user, _)| !user.is_empty()).map_or("", |(_, scope)| scope);
        if !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(scope)) {
            return Err(
                ErrorKind::ScopeNotAllowed { attribute: attribute.name.value.into(), found: text.to_string() }.at(attribute.name.span)
            );
        }
    }
    Ok(())
}

/// Rule A10: whoever asserts an address must be trusted for its domain, or one customer's IdP could sign in another's people.
pub(super) fn email(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let policy = &context.connection.policy;
    if policy.allowed_email_domains.is_empty() {
        return Finding::Skip("the connection is not bound to e-mail domains");
    }
    // A NameID that is an address is held to the rule beside an identifier of another kind: applications key by either.
    let attribute = policy.identifier_attribute.as_ref();
    let named = attribute.and_then(|name| value_of(assertion, name)).map(|value| (value, assertion.span));
    let name_id = name_id(assertion).filter(|name_id| attribute.is_none() || contains(name_id.value, "@"));
    let mut addresses = named.into_iter().chain(name_id.map(|name_id| (name_id.value, name_id.span))).peekable();
    if addresses.peek().is_none() {
        return Finding::Skip("needs an identifier");
    }
    addresses.try_for_each(|(address, span)| require_domain(address, &policy.allowed_email_domains).map_err(|kind| kind.at(span))).into()
}

fn require_domain(address: &str, allowed: &[String]) -> Result<(), ErrorKind> {
    let domain = domain_of(address).ok_or_else(|| ErrorKind::EmailMalformed { found: address.to_string() })?;
    if allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(domain)) {
        return Ok(());
    }
    Err(ErrorKind::EmailDomainNotAllowed { allowed: allowed.to_vec(), found: address.to_string() })
}

/// The domain of an RFC 5322 addr-spec in the form that people sign in with: no quotes, comments and literals, and none of the
/// marks by which mail was once routed on to other domains.
fn domain_of(address: &str) -> Option<&str> {
    let (local, domain) = address.split_once('@')?;
    // Letters beyond ASCII are left to the comparison of domains and to the application; what hides among them is not.
    let is_letter = |c: char| if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_hidden(c) && !c.is_whitespace() };
    let made_of = |text: &str, marks: &str| !text.is_empty() && text.chars().all(|c| is_letter(c) || is_among(c, marks));
    (made_of(local, "._+-'&=/#~^$*{}|") && made_of(domain, ".-")).then_some(domain)
}

/// Values that are not text are named in the result's warnings, so that nobody misses them.
pub(crate) fn structured<'a>(assertion: &'a Assertion<'a>) -> impl Iterator<Item = &'a str> {
    assertion
        .attributes
        .iter()
        .filter(|attribute| attribute.values.contains(&AttributeValue::Structured))
        .map(|attribute| attribute.name.value)
}
