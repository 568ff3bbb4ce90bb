//! Comparisons that several rules share.

use super::{Clock, Context, InResponseTo};
use crate::connection::Connection;
use crate::error::{ErrorKind, Fault, NearMiss};
use crate::rules::RuleId;
use crate::saml::{Instant, Issuer};

const ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

/// An instant that must have come, give or take the skew.
pub(super) fn require_past(instant: Instant, what: &'static str, rule: RuleId, clock: Clock) -> Result<(), Fault> {
    if instant.time <= clock.now.plus_seconds(clock.skew) {
        return Ok(());
    }
    let seconds = instant.time.seconds_since(clock.now);
    Err(ErrorKind::IssuedInFuture { what, rule, instant: instant.time.text(), seconds }.at(instant.span))
}

/// NotBefore: valid from the instant on.
pub(super) fn require_begun(instant: Instant, what: &'static str, rule: RuleId, clock: Clock) -> Result<(), Fault> {
    if instant.time <= clock.now.plus_seconds(clock.skew) {
        return Ok(());
    }
    let seconds = instant.time.seconds_since(clock.now);
    Err(ErrorKind::NotYetValid { what, rule, not_before: instant.time.text(), seconds }.at(instant.span))
}

/// NotOnOrAfter: on the instant itself it is over (core 2.5.1.2).
pub(super) fn require_not_over(instant: Instant, what: &'static str, rule: RuleId, clock: Clock) -> Result<(), Fault> {
    if clock.now < instant.time.plus_seconds(clock.skew) {
        return Ok(());
    }
    let seconds = clock.now.seconds_since(instant.time);
    Err(ErrorKind::Expired { what, rule, not_on_or_after: instant.time.text(), seconds }.at(instant.span))
}

/// Seconds that `instant` lies back, when that is more than `limit` and the skew.
pub(super) fn too_old(instant: Instant, limit: u32, clock: Clock) -> Option<i64> {
    let limit = i64::from(limit).saturating_add(clock.skew);
    if clock.now <= instant.time.plus_seconds(limit) {
        return None;
    }
    Some(clock.now.seconds_since(instant.time))
}

/// Rules R11 and A02 (core 2.2.5, 8.3.6): the configured entity id, character for character.
pub(super) fn require_issuer(issuer: &Issuer<'_>, rule: RuleId, connection: &Connection) -> Result<(), Fault> {
    let expected = &connection.idp_entity_id;
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

/// In a report over what no signature proves, nothing is decrypted.
pub(super) const NOT_OPENED: &str = "needs a signature that verifies: before, nothing is decrypted";

/// Where nothing was asked: the rules about an answer's request do not apply.
pub(super) const UNSOLICITED: &str = "the login started at the IdP";
