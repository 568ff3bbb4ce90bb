//! Comparisons that several rules share.

use super::{Context, InResponseTo};
use crate::error::{ErrorKind, Fault, NearMiss};
use crate::rules::RuleId;
use crate::saml::{Instant, Issuer};

const ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

/// An instant that must have come, give or take the skew.
pub(super) fn require_past(instant: Instant, what: &'static str, rule: RuleId, context: &Context<'_>) -> Result<(), Fault> {
    if instant.time <= context.now.plus_seconds(context.skew) {
        return Ok(());
    }
    let seconds = instant.time.seconds_since(context.now);
    Err(ErrorKind::IssuedInFuture { what, rule, instant: instant.time.text(), seconds }.at(instant.span))
}

/// NotBefore: valid from the instant on.
pub(super) fn require_begun(instant: Instant, what: &'static str, rule: RuleId, context: &Context<'_>) -> Result<(), Fault> {
    if instant.time <= context.now.plus_seconds(context.skew) {
        return Ok(());
    }
    let seconds = instant.time.seconds_since(context.now);
    Err(ErrorKind::NotYetValid { what, rule, not_before: instant.time.text(), seconds }.at(instant.span))
}

/// NotOnOrAfter: on the instant itself it is over (core 2.5.1.2).
pub(super) fn require_not_over(instant: Instant, what: &'static str, rule: RuleId, context: &Context<'_>) -> Result<(), Fault> {
    if context.now < instant.time.plus_seconds(context.skew) {
        return Ok(());
    }
    let seconds = context.now.seconds_since(instant.time);
    Err(ErrorKind::Expired { what, rule, not_on_or_after: instant.time.text(), seconds }.at(instant.span))
}

/// Seconds that `instant` lies back, when that is more than `limit` and the skew.
pub(super) fn too_old(instant: Instant, limit: u32, context: &Context<'_>) -> Option<i64> {
    let limit = i64::from(limit).saturating_add(context.skew);
    if context.now <= instant.time.plus_seconds(limit) {
        return None;
    }
    Some(context.now.seconds_since(instant.time))
}

/// Rules R11 and A02 (core 2.2.5, 8.3.6): the configured entity id, character for character.
pub(super) fn require_issuer(issuer: &Issuer<'_>, rule: RuleId, context: &Context<'_>) -> Result<(), Fault> {
    let expected = &context.connection.idp_entity_id;
    if issuer.value != *expected {
        let near = NearMiss::between(expected, issuer.value);
        return Err(ErrorKind::IssuerMismatch { rule, expected: expected.clone(), found: issuer.value.into(), near }.at(issuer.span));
    }
    match issuer.format {
        Some(format) if format != ENTITY => Err(ErrorKind::IssuerFormat { rule, found: format.into() }.at(issuer.span)),
        _ => Ok(()),
    }
}

/// The near miss for something that should be our ACS URL.
pub(super) fn near_acs_url(found: &str, context: &Context<'_>) -> Option<NearMiss> {
    if found == context.connection.sp.entity_id {
        return Some(NearMiss::EntityIdForAcs);
    }
    NearMiss::between(&context.connection.sp.acs_url, found)
}

/// The request that must be answered; `None` when there is none.
pub(super) fn expected_request<'a>(context: &Context<'a>) -> Option<&'a str> {
    match context.in_response_to {
        InResponseTo::Request(id) => Some(id),
        InResponseTo::Unsolicited => None,
        InResponseTo::AskStore => context.response.in_response_to.as_ref().map(|id| id.value),
    }
}

/// Where nothing was asked: the rules about an answer's request do not apply.
/// In a report over what no signature proves, nothing is decrypted.
pub(super) const NOT_OPENED: &str = "needs a signature that verifies: before, nothing is decrypted";

pub(super) const UNSOLICITED: &str = "the login started at the IdP";
