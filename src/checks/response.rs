//! Signatures that must be there, and what the Response says about itself.

use super::shared::{UNSOLICITED, expected_request, near_acs_url, require_issuer, require_past, too_old};
use super::{Check, Clock, Context, Finding, ResponseCheck};
use crate::connection::{Connection, IdpInitiated, RequireSigned};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;

/// In this order.
pub(crate) const RESPONSE: &[ResponseCheck] = &[
    Check { rule: RuleId::S01, run: something_is_signed },
    Check { rule: RuleId::S02, run: response_is_signed },
    Check { rule: RuleId::S03, run: assertion_is_signed },
    Check { rule: RuleId::K05, run: certificate_is_valid },
    Check { rule: RuleId::E10, run: assertion_is_encrypted },
    Check { rule: RuleId::R01, run: version },
    Check { rule: RuleId::R03, run: issue_instant },
    Check { rule: RuleId::R07, run: destination },
    Check { rule: RuleId::R11, run: issuer },
    Check { rule: RuleId::R08, run: answers_the_request },
    Check { rule: RuleId::R09, run: unsolicited },
    Check { rule: RuleId::R10, run: converted },
];

/// Profiles 4.1.3.5: with HTTP-POST something that covers the assertion is signed, whatever the flags say.
fn something_is_signed(context: &Context<'_>) -> Finding {
    if context.signatures.all().next().is_some() {
        Finding::Pass
    } else {
        Finding::Fail(ErrorKind::NothingSigned.at(context.response.span))
    }
}

fn response_is_signed(context: &Context<'_>) -> Finding {
    match context.connection.policy.require_signed {
        RequireSigned::Either | RequireSigned::Assertion => Finding::Skip("the connection does not ask for a signed Response"),
        RequireSigned::Response | RequireSigned::Both if context.signatures.response.is_some() => Finding::Pass,
        RequireSigned::Response | RequireSigned::Both => Finding::Fail(ErrorKind::ResponseNotSigned.at(context.response.span)),
    }
}

fn assertion_is_signed(context: &Context<'_>) -> Finding {
    match context.connection.policy.require_signed {
        RequireSigned::Either | RequireSigned::Response => Finding::Skip("the connection does not ask for a signed Assertion"),
        RequireSigned::Assertion | RequireSigned::Both if context.signatures.assertion.is_some() => Finding::Pass,
        RequireSigned::Assertion | RequireSigned::Both => Finding::Fail(ErrorKind::AssertionNotSigned.at(context.response.span)),
    }
}

/// IIP-MD12, SDP-MD05: a certificate is an envelope for a key, and its dates decide nothing unless the connection asks.
fn certificate_is_valid(context: &Context<'_>) -> Finding {
    if !context.connection.policy.enforce_certificate_validity {
        return Finding::Skip("the connection does not enforce certificate dates");
    }
    let span = context.response.span;
    context.signatures.all().try_for_each(|proof| key_is_valid(proof.key, context.connection, context.clock, span)).into()
}

pub(super) fn key_is_valid(position: usize, connection: &Connection, clock: Clock, span: Span) -> Result<(), Fault> {
    let Some(key) = connection.keys().get(position) else { return Err(ErrorKind::Internal.nowhere()) };
    // The constructor of the connection refused keys without dates.
    let Some((not_before, not_after)) = key.validity() else { return Err(ErrorKind::Internal.nowhere()) };
    if (not_before..=not_after).contains(&clock.now) {
        return Ok(());
    }
    Err(ErrorKind::CertificateNotValid { sha256: key.sha256().into(), not_before: not_before.text(), not_after: not_after.text() }.at(span))
}

/// Core 2.3.4.
fn assertion_is_encrypted(context: &Context<'_>) -> Finding {
    if !context.connection.policy.require_encrypted {
        return Finding::Skip("the connection does not ask for encrypted assertions");
    }
    if context.encryption.is_some() {
        return Finding::Pass;
    }
    Finding::Fail(ErrorKind::EncryptionRequired.at(context.response.span))
}

/// Core 3.2.2.
fn version(context: &Context<'_>) -> Finding {
    let version = &context.response.version;
    if version.value == "2.0" {
        return Finding::Pass;
    }
    Finding::Fail(ErrorKind::VersionUnsupported { element: "Response", rule: RuleId::R01, found: version.value.into() }.at(version.span))
}

fn issue_instant(context: &Context<'_>) -> Finding {
    let instant = context.response.issue_instant;
    if let Err(fault) = require_past(instant, "Response IssueInstant", RuleId::R03, context.clock) {
        return Finding::Fail(fault);
    }
    let Some(limit) = context.connection.policy.max_response_age_seconds else { return Finding::Pass };
    match too_old(instant, limit, context.clock) {
        Some(seconds) => Finding::Fail(ErrorKind::ResponseTooOld { seconds, limit: limit.into() }.at(instant.span)),
        None => Finding::Pass,
    }
}

/// Bindings 3.5.5.2: a signed message says where it goes; what it says must be true in any case (core 3.2.2).
fn destination(context: &Context<'_>) -> Finding {
    let expected = &context.connection.sp.acs_url;
    match &context.response.destination {
        Some(destination) if destination.value == *expected => Finding::Pass,
        Some(destination) => {
            let near = near_acs_url(destination.value, context);
            Finding::Fail(
                ErrorKind::DestinationMismatch { expected: expected.clone(), found: destination.value.into(), near }.at(destination.span),
            )
        }
        None if context.signatures.response.is_some() => {
            Finding::Fail(ErrorKind::DestinationMissing { expected: expected.clone() }.at(context.response.span))
        }
        None => Finding::Skip("an unsigned Response need not have a Destination"),
    }
}

fn issuer(context: &Context<'_>) -> Finding {
    match &context.response.issuer {
        Some(issuer) => require_issuer(issuer, RuleId::R11, context.connection).into(),
        None => Finding::Skip("the Response has no Issuer; the Assertion's decides"),
    }
}

/// Profiles 4.1.4.2, 4.1.4.3.
fn answers_the_request(context: &Context<'_>) -> Finding {
    let Some(expected) = expected_request(context) else { return Finding::Skip(UNSOLICITED) };
    match &context.response.in_response_to {
        Some(found) if found.value == expected => Finding::Pass,
        Some(found) => Finding::Fail(
            ErrorKind::InResponseToMismatch { rule: RuleId::R08, expected: expected.into(), found: found.value.into() }.at(found.span),
        ),
        None => Finding::Fail(ErrorKind::InResponseToMissing { rule: RuleId::R08, expected: expected.into() }.at(context.response.span)),
    }
}

/// Profiles 4.1.5: an answer to nothing names no request, and is taken only where the connection says so.
fn unsolicited(context: &Context<'_>) -> Finding {
    if expected_request(context).is_some() {
        return Finding::Skip("the login started here");
    }
    if let Some(found) = &context.response.in_response_to {
        return Finding::Fail(ErrorKind::UnsolicitedInResponseTo { rule: RuleId::R09, found: found.value.into() }.at(found.span));
    }
    match context.connection.policy.idp_initiated {
        IdpInitiated::Refuse => Finding::Fail(ErrorKind::UnsolicitedRefused.at(context.response.span)),
        IdpInitiated::Accept | IdpInitiated::Convert => Finding::Pass,
    }
}

fn converted(context: &Context<'_>) -> Finding {
    if expected_request(context).is_some() {
        return Finding::Skip("the login started here");
    }
    match context.connection.policy.idp_initiated {
        IdpInitiated::Convert => Finding::Fail(ErrorKind::UnsolicitedConvert.at(context.response.span)),
        IdpInitiated::Accept | IdpInitiated::Refuse => Finding::Skip("the connection does not convert"),
    }
}
