//! The bearer SubjectConfirmation (profiles 3.3, 4.1.4.2).
//!
//! One confirmation must meet every rule alone: rules met by several together confirm nothing.

use super::shared::{expected_request, near_acs_url, require_begun, require_not_over};
use super::{Context, Finding};
use crate::error::{ErrorKind, Fault};
use crate::rules::RuleId;
use crate::saml::{Assertion, SubjectConfirmation, SubjectConfirmationData};
use crate::time::Timestamp;

const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const NEEDS_BEARER: &str = "needs a bearer confirmation";
const NEEDS_DATA: &str = "needs SubjectConfirmationData";

/// The rules that a single confirmation must meet, in the order of their table.
const RULES: [fn(&SubjectConfirmation<'_>, &Context<'_>) -> Finding; 5] = [of_data, of_recipient, of_not_over, of_not_before, of_request];

/// The confirmation that is judged: the one that meets every rule, else the one that meets most, which is the one to mend.
pub(crate) fn confirmed_by<'a>(assertion: &'a Assertion<'a>, context: &Context<'_>) -> Option<&'a SubjectConfirmation<'a>> {
    let mut best: Option<(usize, &SubjectConfirmation<'_>)> = None;
    for confirmation in bearers(assertion) {
        let met = RULES.iter().take_while(|rule| !matches!(rule(confirmation, context), Finding::Fail(_))).count();
        if best.is_none_or(|(most, _)| met > most) {
            best = Some((met, confirmation));
        }
    }
    best.map(|(_, confirmation)| confirmation)
}

/// The moment from which on nothing in the assertion lets it in again, the skew left aside: the end of its Conditions, or of the last
/// bearer confirmation to end, whichever comes first. It may have been used by one that ended sooner.
pub(crate) fn accepted_until(assertion: &Assertion<'_>) -> Option<Timestamp> {
    let confirmed = bearers(assertion).filter_map(|confirmation| confirmation.data.as_ref()?.not_on_or_after).map(|end| end.time).max()?;
    let conditions = assertion.conditions.as_ref().and_then(|conditions| conditions.not_on_or_after);
    Some(conditions.map_or(confirmed, |end| end.time.min(confirmed)))
}

fn bearers<'a>(assertion: &'a Assertion<'a>) -> impl Iterator<Item = &'a SubjectConfirmation<'a>> {
    assertion.subject.iter().flat_map(|subject| &subject.confirmations).filter(|confirmation| confirmation.method.value == BEARER)
}

/// Rule A11; other methods are ignored, holder-of-key and sender-vouches among them (profiles 3.1, 3.2).
pub(super) fn bearer(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    let Some(subject) = &assertion.subject else { return Finding::Skip("needs a Subject") };
    if bearers(assertion).next().is_some() {
        return Finding::Pass;
    }
    let found = subject.confirmations.iter().map(|confirmation| confirmation.method.value.into()).collect();
    Finding::Fail(ErrorKind::BearerMissing { found }.at(subject.span))
}

pub(super) fn data(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    judge(of_data, assertion, context)
}

pub(super) fn recipient(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    judge(of_recipient, assertion, context)
}

pub(super) fn not_over(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    judge(of_not_over, assertion, context)
}

pub(super) fn not_before(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    judge(of_not_before, assertion, context)
}

pub(super) fn answers_the_request(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    judge(of_request, assertion, context)
}

fn judge(rule: fn(&SubjectConfirmation<'_>, &Context<'_>) -> Finding, assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    match confirmed_by(assertion, context) {
        Some(confirmation) => rule(confirmation, context),
        None => Finding::Skip(NEEDS_BEARER),
    }
}

fn of_data(confirmation: &SubjectConfirmation<'_>, _: &Context<'_>) -> Finding {
    if confirmation.data.is_some() { Finding::Pass } else { Finding::Fail(ErrorKind::ConfirmationDataMissing.at(confirmation.span)) }
}

fn with_data(confirmation: &SubjectConfirmation<'_>, rule: impl FnOnce(&SubjectConfirmationData<'_>) -> Result<(), Fault>) -> Finding {
    match &confirmation.data {
        Some(data) => rule(data).into(),
        None => Finding::Skip(NEEDS_DATA),
    }
}

fn of_recipient(confirmation: &SubjectConfirmation<'_>, context: &Context<'_>) -> Finding {
    let expected = &context.connection.sp.acs_url;
    with_data(confirmation, |data| match &data.recipient {
        Some(recipient) if recipient.value == *expected => Ok(()),
        Some(recipient) => {
            let near = near_acs_url(recipient.value, context);
            Err(ErrorKind::RecipientMismatch { expected: expected.clone(), found: recipient.value.into(), near }.at(recipient.span))
        }
        None => Err(ErrorKind::RecipientMissing { expected: expected.clone() }.at(data.span)),
    })
}

fn of_not_over(confirmation: &SubjectConfirmation<'_>, context: &Context<'_>) -> Finding {
    with_data(confirmation, |data| match data.not_on_or_after {
        Some(instant) => require_not_over(instant, "SubjectConfirmationData NotOnOrAfter", RuleId::A14, context.clock),
        None => {
            Err(ErrorKind::MissingAttribute { element: "SubjectConfirmationData", name: "NotOnOrAfter", rule: RuleId::A14 }.at(data.span))
        }
    })
}

fn of_not_before(confirmation: &SubjectConfirmation<'_>, context: &Context<'_>) -> Finding {
    with_data(confirmation, |data| match data.not_before {
        None => Ok(()),
        Some(instant) if context.connection.policy.allow_confirmation_not_before => {
            require_begun(instant, "SubjectConfirmationData NotBefore", RuleId::A15, context.clock)
        }
        Some(instant) => Err(ErrorKind::ConfirmationNotBefore.at(instant.span)),
    })
}

/// Profiles 4.1.4.3 and 4.1.5: the signed confirmation itself must name the request, or none where none was made.
fn of_request(confirmation: &SubjectConfirmation<'_>, context: &Context<'_>) -> Finding {
    let rule = RuleId::A16;
    with_data(confirmation, |data| match (expected_request(context), &data.in_response_to) {
        (Some(expected), Some(found)) if found.value == expected => Ok(()),
        (Some(expected), Some(found)) => {
            Err(ErrorKind::InResponseToMismatch { rule, expected: expected.into(), found: found.value.into() }.at(found.span))
        }
        (Some(expected), None) => Err(ErrorKind::InResponseToMissing { rule, expected: expected.into() }.at(data.span)),
        (None, None) => Ok(()),
        (None, Some(found)) => Err(ErrorKind::UnsolicitedInResponseTo { rule, found: found.value.into() }.at(found.span)),
    })
}
