//! What does not refuse and still should be known: what ends soon, what was relaxed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::conditions::lifetime_of;
use super::shared::expected_request;
use super::{ASSERTION, Clock, Context, Finding, RESPONSE, attributes, confirmed_by};
use crate::connection::{Policy, SAFE_RSA_BITS};
use crate::crypto::TrustedKey;
use crate::error::shorten;
use crate::saml::{Assertion, Names, Subject};
use crate::text::{fill, number};
use crate::time::Timestamp;

/// Something that works today and may not tomorrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its stable code, such as `WARN_CERTIFICATE_EXPIRES`.
    pub code: &'static str,
    /// What it is, as a sentence.
    pub message: String,
}

const DAY: i64 = 86_400;

/// What does not refuse: certificates that end, validities that are long, attributes that repeat or are no text.
pub(crate) fn warnings(assertion: &Assertion<'_>, context: &Context<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut keys: Vec<usize> = context.signatures.all().map(|proof| proof.key).collect();
    keys.dedup();
    warnings.extend(keys.into_iter().filter_map(|key| certificate(key, context)));
    warnings.extend(lifetime(assertion));
    warnings.extend(repeated(assertion));
    warnings.extend(attributes::structured(assertion).map(|name| Warning {
        code: "WARN_ATTRIBUTE_STRUCTURED",
        message: fill("The attribute {} has a value that is XML, which is not handed out.", &[&shorten(name)]),
    }));
    warnings
}

fn certificate(position: usize, context: &Context<'_>) -> Option<Warning> {
    expiry(context.connection.keys().get(position)?, context.clock.now)
}

/// At 30 days, 7 days and from the day on.
pub(super) fn expiry(key: &TrustedKey, now: Timestamp) -> Option<Warning> {
    let (_, not_after) = key.validity()?;
    let left = not_after.seconds_since(now);
    let sha256 = key.sha256();
    if left < 0 {
        return Some(Warning {
            code: "WARN_CERTIFICATE_EXPIRED",
            message: fill("The IdP's certificate {} expired on {}; its key is still trusted.", &[sha256, &not_after.text()]),
        });
    }
    let urgency = if left < 7 * DAY { "within 7 days" } else { "within 30 days" };
    (left < 30 * DAY).then(|| Warning {
        code: "WARN_CERTIFICATE_EXPIRES",
        message: fill("The IdP's certificate {} expires {}, on {}.", &[sha256, urgency, &not_after.text()]),
    })
}

fn lifetime(assertion: &Assertion<'_>) -> Option<Warning> {
    let hours = lifetime_of(assertion)? / 3600;
    (hours >= 24).then(|| Warning {
        code: "WARN_ASSERTION_LIFETIME",
        message: fill("The IdP issues logins that stay valid for {} hours.", &[&number(hours)]),
    })
}

fn repeated(assertion: &Assertion<'_>) -> Option<Warning> {
    let mut names = Names::default();
    let twice = assertion.attributes.iter().map(|attribute| attribute.name.value).find(|name| names.insert(name, 0).is_some())?;
    Some(Warning {
        code: "WARN_ATTRIBUTE_REPEATED",
        message: fill("The attribute {} stands more than once; its values were merged in order.", &[&shorten(twice)]),
    })
}

/// The members of the policy without which this login would have been refused.
pub(crate) fn relaxed(assertion: &Assertion<'_>, context: &Context<'_>) -> Vec<String> {
    let policy = &context.connection.policy;
    let sha1 = context.signatures.all().any(|proof| proof.is_sha1());
    let keys = context.signatures.all().filter_map(|proof| context.connection.keys().get(proof.key));
    let short = is_key_short(keys, context.shortest_modulus);
    let cbc = context.encryption.is_some_and(|encryption| encryption.is_unauthenticated);
    let not_before =
        confirmed_by(assertion, context).and_then(|confirmation| confirmation.data.as_ref()).is_some_and(|data| data.not_before.is_some());
    let http = policy.allow_http_acs && context.connection.sp.acs_url.starts_with("http://");
    let strict = Policy::strict();
    let strictly_timed = Context { clock: Clock { skew: strict.clock_skew_seconds.into(), ..context.clock }, ..*context };
    let skewed = policy.clock_skew_seconds > strict.clock_skew_seconds && !is_accepted(assertion, &strictly_timed);
    let unnamed = policy.identifier_attribute.is_some() && !matches!(assertion.subject, Some(Subject { identifier: Some(_), .. }));
    let used = [
        ("clockSkewSeconds", skewed),
        ("maxBytes", context.octets > strict.max_bytes),
        ("identifierAttribute", unnamed),
        ("allowSha1", sha1),
        ("allowUnauthenticatedCbc", cbc),
        ("minRsaBits", short),
        ("idpInitiated", expected_request(context).is_none()),
        ("allowConfirmationNotBefore", not_before),
        ("allowHttpAcs", http),
    ];
    names_of(&used)
}

/// Whether one of these keys is short, or one that unwrapped what was encrypted.
pub(crate) fn is_key_short<'k>(mut keys: impl Iterator<Item = &'k TrustedKey>, shortest_modulus: Option<usize>) -> bool {
    keys.any(|key| key.rsa_bits().is_some_and(|bits| bits < SAFE_RSA_BITS))
        || shortest_modulus.is_some_and(|octets| octets < SAFE_RSA_BITS / 8)
}

/// The settings that were used.
pub(crate) fn names_of(used: &[(&str, bool)]) -> Vec<String> {
    used.iter().filter(|(_, used)| *used).map(|(name, _)| name.to_string()).collect()
}

fn is_accepted(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    let fails = |finding: Finding| matches!(finding, Finding::Fail(_));
    !RESPONSE.iter().any(|check| fails((check.run)(context))) && !ASSERTION.iter().any(|check| fails((check.run)(assertion, context)))
}
