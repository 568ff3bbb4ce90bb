//! What a logout message says about itself (core 3.7, profiles 4.4).

use super::response::key_is_valid;
use super::shared::{require_issuer, require_not_over, require_past, too_old};
use super::{Check, Clock, Finding, InResponseTo};
use crate::connection::Connection;
use crate::dsig::{Proof, Verified};
use crate::error::{ErrorKind, Fault, NearMiss};
use crate::rules::RuleId;
use crate::saml::{Identifier, Logout, LogoutBody};

/// What the rules are held against, beside the message.
#[derive(Clone, Copy)]
pub(crate) struct LogoutContext<'a> {
    pub(crate) connection: &'a Connection,
    /// Where the message arrived.
    pub(crate) slo_url: &'a str,
    pub(crate) in_response_to: InResponseTo<'a>,
    pub(crate) clock: Clock,
    /// How old it may be.
    pub(crate) most_seconds: u32,
    /// Octets of XML of the message.
    pub(crate) octets: usize,
    pub(crate) proof: Proof,
}

type LogoutCheck = Check<fn(&Logout<'_>, &LogoutContext<'_>) -> Finding>;

/// In this order.
const LOGOUT: &[LogoutCheck] = &[
    Check { rule: RuleId::K05, run: certificate_is_valid },
    Check { rule: RuleId::L02, run: version },
    Check { rule: RuleId::L02, run: issuer },
    Check { rule: RuleId::L02, run: destination },
    Check { rule: RuleId::L02, run: issue_instant },
    Check { rule: RuleId::L03, run: not_over },
    Check { rule: RuleId::L05, run: named },
    Check { rule: RuleId::L08, run: answers_a_request },
];

/// The first failure is the refusal.
pub(crate) fn require_logout<'d>(message: Verified<Logout<'d>>, context: &LogoutContext<'_>) -> Result<Verified<Logout<'d>>, Fault> {
    match first_failure(message.get(), context) {
        Some(fault) => Err(fault),
        None => Ok(message),
    }
}

pub(crate) fn is_accepted(message: &Logout<'_>, context: &LogoutContext<'_>) -> bool {
    first_failure(message, context).is_none()
}

fn first_failure(message: &Logout<'_>, context: &LogoutContext<'_>) -> Option<Fault> {
    LOGOUT.iter().find_map(|check| match (check.run)(message, context) {
        Finding::Fail(fault) => Some(fault),
        Finding::Pass | Finding::Skip(_) => None,
    })
}

fn certificate_is_valid(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    if !context.connection.policy.enforce_certificate_validity {
        return Finding::Skip("the connection does not enforce certificate dates");
    }
    key_is_valid(context.proof.key, context.connection, context.clock, message.span).into()
}

fn version(message: &Logout<'_>, _: &LogoutContext<'_>) -> Finding {
    if message.version.value == "2.0" {
        return Finding::Pass;
    }
    let found = message.version.value.into();
    Finding::Fail(ErrorKind::VersionUnsupported { element: message.name(), rule: RuleId::L02, found }.at(message.version.span))
}

fn issuer(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    require_issuer(&message.issuer, RuleId::L02, context.connection).into()
}

/// Bindings 3.4.5.2, 3.5.5.2: a signed message says where it goes.
fn destination(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    let expected = context.slo_url;
    match &message.destination {
        Some(destination) if destination.value == expected => Finding::Pass,
        Some(destination) => {
            let near = NearMiss::between(expected, destination.value);
            let (expected, found) = (expected.into(), destination.value.into());
            Finding::Fail(ErrorKind::LogoutDestinationMismatch { expected, found, near }.at(destination.span))
        }
        None => Finding::Fail(ErrorKind::LogoutDestinationMissing { expected: expected.into() }.at(message.span)),
    }
}

/// Nothing else bounds for how long the message could be used again, where it has no NotOnOrAfter.
fn issue_instant(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    let instant = message.issue_instant;
    if let Err(fault) = require_past(instant, "logout IssueInstant", RuleId::L02, context.clock) {
        return Finding::Fail(fault);
    }
    let limit = context.most_seconds;
    match too_old(instant, limit, context.clock) {
        Some(seconds) => Finding::Fail(ErrorKind::LogoutTooOld { seconds, limit: limit.into() }.at(instant.span)),
        None => Finding::Pass,
    }
}

fn not_over(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    match message.body {
        LogoutBody::Request { not_on_or_after: Some(end), .. } => {
            require_not_over(end, "LogoutRequest NotOnOrAfter", RuleId::L03, context.clock).into()
        }
        _ => Finding::Skip("it does not say when it ends"),
    }
}

fn named(message: &Logout<'_>, _: &LogoutContext<'_>) -> Finding {
    let LogoutBody::Request { identifier, .. } = &message.body else { return Finding::Skip("it is no request") };
    match identifier {
        Identifier::NameId(name_id) if name_id.value.is_empty() => Finding::Fail(ErrorKind::NameIdEmpty.at(name_id.span)),
        Identifier::NameId(_) => Finding::Pass,
        Identifier::BaseId(span) => Finding::Fail(ErrorKind::BaseIdRefused.at(*span)),
        Identifier::EncryptedId(span) => {
            Finding::Fail(ErrorKind::DecryptionKeyMissing { element: "EncryptedID", rule: RuleId::L05 }.at(*span))
        }
    }
}

fn answers_a_request(message: &Logout<'_>, context: &LogoutContext<'_>) -> Finding {
    let LogoutBody::Response { in_response_to, .. } = &message.body else { return Finding::Skip("it is no answer") };
    let answers = match (in_response_to, context.in_response_to) {
        (Some(found), InResponseTo::Request(expected)) => found.value == expected,
        (Some(_), InResponseTo::AskStore) => true,
        (None, _) | (_, InResponseTo::Unsolicited) => false,
    };
    if answers {
        return Finding::Pass;
    }
    let found = in_response_to.as_ref().map(|id| id.value.into());
    Finding::Fail(ErrorKind::LogoutNotPending { found }.at(in_response_to.as_ref().map_or(message.span, |id| id.span)))
}
