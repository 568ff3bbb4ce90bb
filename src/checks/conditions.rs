//! Conditions (core 2.5).

use alloc::string::String;
use alloc::vec::Vec;

use super::shared::{require_begun, require_not_over};
use super::{Context, Finding, accepted_until};
use crate::error::{ErrorKind, Fault, NearMiss, Span};
use crate::rules::RuleId;
use crate::saml::{Assertion, Condition, Conditions, Instant};

const NEEDS_CONDITIONS: &str = "needs Conditions";

/// Profiles 4.1.4.2: an audience is a MUST, so Conditions are too.
pub(super) fn present(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    if assertion.conditions.is_some() { Finding::Pass } else { Finding::Fail(assertion.missing(ErrorKind::ConditionsMissing)) }
}

pub(super) fn begun(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(conditions) = &assertion.conditions else { return Finding::Skip(NEEDS_CONDITIONS) };
    let Some(instant) = conditions.not_before else { return Finding::Skip("Conditions has no NotBefore") };
    require_begun(instant, "Conditions NotBefore", RuleId::C02, context.clock).into()
}

pub(super) fn not_over(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(conditions) = &assertion.conditions else { return Finding::Skip(NEEDS_CONDITIONS) };
    let Some(instant) = conditions.not_on_or_after else {
        return Finding::Skip("Conditions has no NotOnOrAfter; the confirmation's decides");
    };
    require_not_over(instant, "Conditions NotOnOrAfter", RuleId::C03, context.clock).into()
}

pub(super) fn window(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    let Some(conditions) = &assertion.conditions else { return Finding::Skip(NEEDS_CONDITIONS) };
    match (conditions.not_before, conditions.not_on_or_after) {
        (Some(begin), Some(end)) if begin.time < end.time => Finding::Pass,
        (Some(_), Some(end)) => Finding::Fail(ErrorKind::WindowImpossible.at(end.span)),
        _ => Finding::Skip("Conditions has not both bounds"),
    }
}

/// Core 2.5.1.4: one audience of each restriction must be this service provider.
pub(super) fn audience(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(conditions) = &assertion.conditions else { return Finding::Skip(NEEDS_CONDITIONS) };
    let expected = &context.connection.sp.entity_id;
    let mut restrictions = 0_usize;
    for condition in &conditions.conditions {
        let Condition::AudienceRestriction { audiences, span } = condition else { continue };
        restrictions += 1;
        if audiences.iter().all(|audience| audience.value != *expected) {
            let found: Vec<String> = audiences.iter().map(|audience| audience.value.into()).collect();
            return Finding::Fail(audience_mismatch(found, context).at(*span));
        }
    }
    if restrictions == 0 {
        return Finding::Fail(ErrorKind::AudienceMissing { expected: expected.clone() }.at(conditions.span));
    }
    Finding::Pass
}

fn audience_mismatch(found: Vec<String>, context: &Context<'_>) -> ErrorKind {
    let sp = &context.connection.sp;
    let near = if found.contains(&sp.acs_url) {
        Some(NearMiss::AcsForEntityId)
    } else {
        found.iter().find_map(|audience| NearMiss::between(&sp.entity_id, audience))
    };
    ErrorKind::AudienceMismatch { expected: sp.entity_id.clone(), found, near }
}

/// Core 2.5.1.5. That it is used once is rule P01, for every assertion.
pub(super) fn one_time_use(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    at_most_once(assertion, "OneTimeUse", RuleId::C08, |condition| match condition {
        Condition::OneTimeUse(span) => Some(*span),
        _ => None,
    })
}

/// Core 2.5.1.6. It binds those who issue assertions on the strength of this one; nobody does here.
pub(super) fn proxy_restriction(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    at_most_once(assertion, "ProxyRestriction", RuleId::C09, |condition| match condition {
        Condition::ProxyRestriction(span) => Some(*span),
        _ => None,
    })
}

fn at_most_once(assertion: &Assertion<'_>, name: &'static str, rule: RuleId, of_kind: fn(&Condition<'_>) -> Option<Span>) -> Finding {
    let mut spans = assertion.conditions.iter().flat_map(|conditions| &conditions.conditions).filter_map(of_kind);
    match (spans.next(), spans.next()) {
        (None, _) => Finding::Skip("there is none"),
        (Some(_), None) => Finding::Pass,
        (Some(_), Some(second)) => Finding::Fail(ErrorKind::ConditionRepeated { name, rule }.at(second)),
    }
}

/// Core 2.5.1.1: a condition that is not understood makes the assertion's validity indeterminate.
pub(super) fn known(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    let Some(conditions) = &assertion.conditions else { return Finding::Skip(NEEDS_CONDITIONS) };
    require_known(conditions).into()
}

fn require_known(conditions: &Conditions<'_>) -> Result<(), Fault> {
    for condition in &conditions.conditions {
        if let Condition::Unknown { name, span } = condition {
            return Err(ErrorKind::ConditionUnknown { found: name.clone() }.at(*span));
        }
    }
    Ok(())
}

pub(super) fn lifetime(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(limit) = context.connection.policy.max_assertion_lifetime_seconds else {
        return Finding::Skip("the connection sets no longest validity");
    };
    let Some(seconds) = lifetime_of(assertion) else { return Finding::Skip("needs a bearer confirmation that ends") };
    if seconds <= i64::from(limit) {
        return Finding::Pass;
    }
    let span = conditions_end(assertion).map_or(assertion.span, |end| end.span);
    Finding::Fail(ErrorKind::LifetimeTooLong { seconds, limit: limit.into() }.at(span))
}

/// Seconds from the beginning of the Conditions, else from the issue, to their end, else to that of the last bearer confirmation.
pub(super) fn lifetime_of(assertion: &Assertion<'_>) -> Option<i64> {
    let begin = assertion.conditions.as_ref().and_then(|conditions| conditions.not_before).unwrap_or(assertion.issue_instant);
    let end = conditions_end(assertion).map(|end| end.time).or_else(|| accepted_until(assertion))?;
    Some(end.seconds_since(begin.time))
}

fn conditions_end(assertion: &Assertion<'_>) -> Option<Instant> {
    assertion.conditions.as_ref()?.not_on_or_after
}
