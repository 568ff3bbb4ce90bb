//! The table over the assertion, in the order in which a person would read it.

use super::shared::{require_issuer, require_past};
use super::{AssertionCheck, Check, Context, Finding, attributes, conditions, confirmation, statement, subject};
use crate::error::ErrorKind;
use crate::rules::RuleId;
use crate::saml::Assertion;

/// In this order.
pub(crate) const ASSERTION: &[AssertionCheck] = &[
    Check { rule: RuleId::A01, run: version_and_time },
    Check { rule: RuleId::A02, run: issuer },
    Check { rule: RuleId::R12, run: same_issuer },
    Check { rule: RuleId::C01, run: conditions::present },
    Check { rule: RuleId::C02, run: conditions::begun },
    Check { rule: RuleId::C03, run: conditions::not_over },
    Check { rule: RuleId::C04, run: conditions::window },
    Check { rule: RuleId::C06, run: conditions::audience },
    Check { rule: RuleId::C08, run: conditions::one_time_use },
    Check { rule: RuleId::C09, run: conditions::proxy_restriction },
    Check { rule: RuleId::C10, run: conditions::known },
    Check { rule: RuleId::C11, run: conditions::lifetime },
    Check { rule: RuleId::A04, run: subject::present },
    Check { rule: RuleId::A11, run: confirmation::bearer },
    Check { rule: RuleId::A12, run: confirmation::data },
    Check { rule: RuleId::A13, run: confirmation::recipient },
    Check { rule: RuleId::A14, run: confirmation::not_over },
    Check { rule: RuleId::A15, run: confirmation::not_before },
    Check { rule: RuleId::A16, run: confirmation::answers_the_request },
    Check { rule: RuleId::A05, run: subject::named },
    Check { rule: RuleId::A06, run: subject::plain },
    Check { rule: RuleId::A07, run: subject::format },
    Check { rule: RuleId::A08, run: subject::qualifiers },
    Check { rule: RuleId::A09, run: subject::persistent_length },
    Check { rule: RuleId::N01, run: statement::present },
    Check { rule: RuleId::N02, run: statement::instant },
    Check { rule: RuleId::N03, run: statement::session },
    Check { rule: RuleId::N05, run: statement::context },
    Check { rule: RuleId::N06, run: statement::class },
    Check { rule: RuleId::T09, run: attributes::readable },
    Check { rule: RuleId::T06, run: attributes::required },
    Check { rule: RuleId::T07, run: attributes::subject_ids },
    Check { rule: RuleId::T08, run: attributes::scopes },
    Check { rule: RuleId::A10, run: attributes::email },
];

/// Core 2.3.3.
fn version_and_time(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    if assertion.version.value != "2.0" {
        let kind = ErrorKind::VersionUnsupported { element: "Assertion", rule: RuleId::A01, found: assertion.version.value.into() };
        return Finding::Fail(kind.at(assertion.version.span));
    }
    require_past(assertion.issue_instant, "Assertion IssueInstant", RuleId::A01, context.clock).into()
}

fn issuer(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    require_issuer(&assertion.issuer, RuleId::A02, context.connection).into()
}

/// Profiles 4.1.4.2. Both were compared with the connection already; this says so where only one of them could be.
fn same_issuer(assertion: &Assertion<'_>, context: &Context<'_>) -> Finding {
    let Some(response) = &context.response.issuer else { return Finding::Skip("the Response has no Issuer") };
    if response.value == assertion.issuer.value {
        return Finding::Pass;
    }
    let kind = ErrorKind::IssuersDiffer { response: response.value.into(), assertion: assertion.issuer.value.into() };
    Finding::Fail(kind.at(assertion.issuer.span))
}
