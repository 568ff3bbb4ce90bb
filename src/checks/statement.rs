//! That, when and how the user signed in at the IdP (core 2.7.2).

use alloc::string::String;

use super::shared::{require_not_over, require_past, too_old};
use super::{Context, Finding};
use crate::dsig::Text;
use crate::error::ErrorKind;
use crate::rules::RuleId;
use crate::saml::{Assertion, AuthnStatement};

const NEEDS_STATEMENT: &str = "needs an AuthnStatement";

/// Profiles 4.1.4.2.
pub(super) fn present(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    if assertion.authn_statements.is_empty() {
        return Finding::Fail(assertion.missing(ErrorKind::AuthnStatementMissing));
    }
    Finding::Pass
}

pub(super) fn instant(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    of_each(assertion, |statement| {
        require_past(statement.instant, "AuthnInstant", RuleId::N02, context.clock)?;
        let Some(limit) = context.connection.policy.max_authn_age_seconds else { return Ok(()) };
        match too_old(statement.instant, limit, context.clock) {
            Some(seconds) => Err(ErrorKind::AuthnTooOld { seconds, limit: limit.into() }.at(statement.instant.span)),
            None => Ok(()),
        }
    })
}

/// E79: SessionNotOnOrAfter bounds the session from above.
pub(super) fn session(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    of_each(assertion, |statement| {
        let Some(end) = statement.session_not_on_or_after else { return Ok(()) };
        require_not_over(end, "SessionNotOnOrAfter", RuleId::N03, context.clock).map_err(|fault| match fault.kind {
            ErrorKind::Expired { not_on_or_after, seconds, .. } => ErrorKind::SessionEnded { at: not_on_or_after, seconds }.at(end.span),
            kind => kind.at(end.span),
        })
    })
}

pub(super) fn context(assertion: &Assertion<'_>, _: &Context<'_>) -> Finding {
    of_each(assertion, |statement| match statement.context {
        Some(_) => Ok(()),
        None => Err(ErrorKind::AuthnContextMissing.at(statement.span)),
    })
}

/// Core 3.3.2.2.1 with Comparison exact: one statement must be of a class that was asked for.
pub(super) fn class(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let wanted = &context.connection.policy.authn_context;
    if wanted.is_empty() {
        return Finding::Skip("the connection asks for no authentication context");
    }
    let found = judged_statement(assertion, context).and_then(class_of);
    if found.is_some_and(|class| is_among(class, wanted)) {
        return Finding::Pass;
    }
    let span = found.map_or(assertion.span, |class| class.span);
    Finding::Fail(ErrorKind::AuthnContextMismatch { expected: wanted.clone(), found: found.map(|class| class.value.into()) }.at(span))
}

/// The statement that the identity tells of: the first of a class that the connection asks for, else the first.
pub(crate) fn judged_statement<'a>(assertion: &'a Assertion<'a>, context: &Context<'_>) -> Option<&'a AuthnStatement<'a>> {
    let wanted = &context.connection.policy.authn_context;
    let is_wanted = |statement: &&AuthnStatement<'_>| class_of(statement).is_some_and(|class| is_among(class, wanted));
    assertion.authn_statements.iter().find(is_wanted).or(assertion.authn_statements.first())
}

fn class_of<'a>(statement: &AuthnStatement<'a>) -> Option<Text<'a>> {
    statement.context.as_ref()?.class
}

fn is_among(class: Text<'_>, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| wanted == class.value)
}

fn of_each(assertion: &Assertion<'_>, rule: impl Fn(&AuthnStatement<'_>) -> Result<(), crate::error::Fault>) -> Finding {
    if assertion.authn_statements.is_empty() {
        return Finding::Skip(NEEDS_STATEMENT);
    }
    assertion.authn_statements.iter().try_for_each(rule).into()
}
