//! What a report says of each signature, whose it is and what was computed; what it warns of; and of what it does not judge.

mod support;

use saml_edge::{Outcome, Report, RuleId, SignatureReport, Timestamp, explain};
use support::vector::{self, Vector};

fn report(name: &str) -> Report {
    let vector = Vector::read(&vector::folder().join(format!("{name}.vector")));
    vector.with_post(|post| explain(post, Some(&vector.connection()), vector.in_response_to(), vector.now())).unwrap()
}

fn signatures(name: &str) -> Vec<SignatureReport> {
    report(name).signatures
}

/// Codes and sentences.
fn warnings(name: &str) -> Vec<(&'static str, String)> {
    report(name).warnings.into_iter().map(|warning| (warning.code, warning.message)).collect()
}

#[test]
fn the_configured_key_is_named_with_its_position_and_its_end() {
    let found = signatures("accept/every-kind-both");
    let [response, assertion] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((response.covers, assertion.covers), ("Response", "Assertion"));
    assert_eq!(response.algorithm, "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519");
    assert_eq!(assertion.algorithm, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
    for (signature, position) in [(response, 4), (assertion, 1)] {
        let key = signature.verified_by.as_ref().unwrap();
        assert_eq!(key.position, position);
        assert_eq!(key.sha256.len(), 64);
        assert_eq!(key.not_after.unwrap().to_string(), "2044-01-01T00:00:00Z");
        assert_eq!(signature.digest_computed.as_ref(), Some(&signature.digest_stated));
        assert_eq!(signature.finding(), "It verifies with a key of this connection.");
    }
    assert_eq!(signatures("accept/every-kind-idp")[0].verified_by.as_ref().unwrap().position, 0);
}

#[test]
fn a_bare_key_has_no_end() {
    let [signature] = &signatures("accept/public-key")[..] else { panic!() };
    assert_eq!(signature.verified_by.as_ref().unwrap().not_after, None);
}

#[test]
fn a_key_that_only_the_message_names_is_said_not_to_be_trusted() {
    let [signature] = &signatures("key-trust/certificate-in-key-info")[..] else { panic!() };
    assert_eq!(signature.verified_by, None);
    assert!(signature.verifies_with_named);
    assert_eq!(signature.finding(), "It verifies with the key inside the message, which this connection does not trust.");
}

#[test]
fn what_nobody_made_is_said_to_be_nobodys() {
    let [named] = &signatures("rsa-padding/bare-digest")[..] else { panic!() };
    assert_eq!(named.finding(), "It verifies with no key of this connection, and the message names none.");
}

#[test]
fn a_long_validity_is_warned_of() {
    let sentence = "The IdP issues logins that stay valid for 24 hours.".to_owned();
    assert_eq!(warnings("accept/valid-for-a-day"), [("WARN_ASSERTION_LIFETIME", sentence)]);
    assert_eq!(warnings("accept/valid-for-less-than-a-day"), []);
    assert_eq!(warnings("accept/plain"), []);
}

#[test]
fn an_attribute_that_stands_twice_is_warned_of() {
    let found = warnings("accept/attribute-repeated");
    assert!(matches!(&found[..], [("WARN_ATTRIBUTE_REPEATED", sentence)] if sentence.contains("groups")), "{found:?}");
}

#[test]
fn a_certificate_that_ends_is_warned_of() {
    let vector = Vector::read(&vector::folder().join("accept/plain.vector"));
    for (now, code, words) in [
        ("2043-12-02T00:00:00Z", None, ""),
        ("2043-12-02T00:00:01Z", Some("WARN_CERTIFICATE_EXPIRES"), " within 30 days, on 2044-01-01T00:00:00Z."),
        ("2043-12-25T00:00:00Z", Some("WARN_CERTIFICATE_EXPIRES"), " within 30 days, on 2044-01-01T00:00:00Z."),
        ("2043-12-25T00:00:01Z", Some("WARN_CERTIFICATE_EXPIRES"), " within 7 days, on 2044-01-01T00:00:00Z."),
        ("2044-01-01T00:00:00Z", Some("WARN_CERTIFICATE_EXPIRES"), " within 7 days, on 2044-01-01T00:00:00Z."),
        ("2044-01-01T00:00:01Z", Some("WARN_CERTIFICATE_EXPIRED"), " expired on 2044-01-01T00:00:00Z; its key is still trusted."),
    ] {
        let now = Timestamp::parse(now).unwrap();
        let found = vector.with_post(|post| explain(post, Some(&vector.connection()), vector.in_response_to(), now).warnings).unwrap();
        assert_eq!(found.first().map(|warning| warning.code), code, "{now}");
        assert!(found.iter().all(|warning| warning.message.ends_with(words)), "{now}: {found:?}");
    }
}

/// There is a key, so that no key is missing: why nothing was decrypted is said by other rules.
#[test]
fn what_was_not_opened_is_not_judged() {
    for (name, rule) in [("encryption/attribute-flipped", RuleId::T09), ("encryption/id-altered-afterwards", RuleId::A05)] {
        let report = report(name);
        let check = report.checks.iter().find(|check| check.rule == rule).unwrap();
        assert!(matches!(&check.outcome, Outcome::Skip(reason) if reason.ends_with("nothing is decrypted")), "{name}: {:?}", check.outcome);
    }
}

/// Both were compared with the connection before: that they differ from each other is said as well.
#[test]
fn two_issuers_are_compared_with_each_other() {
    let outcome = |name: &str| report(name).checks.into_iter().find(|check| check.rule == RuleId::R12).unwrap().outcome;
    assert!(matches!(outcome("accept/plain"), Outcome::Pass));
    let found = outcome("issuer/response-another");
    assert!(matches!(&found, Outcome::Fail(error) if error.code() == "ERR_ISSUERS_DIFFER"), "{found:?}");
}
