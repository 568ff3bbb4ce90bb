//! A setting without which the login would have been refused is named in its evidence, and no other.

mod support;

use saml_edge::{Identity, Policy, Post, verify};
use support::settings;
use support::vector::{self, Vector};

/// Every policy that can relax, laid over every accepted vector: what it is named for, strictness refuses.
#[test]
fn what_is_relaxed_is_what_strictness_refuses() {
    let mut named = std::collections::BTreeSet::new();
    for vector in vector::logins().filter(Vector::is_accepted) {
        let (identity, _) = vector.judge().unwrap();
        for setting in &identity.evidence().relaxed {
            named.insert(setting.clone());
        }
        assert_eq!(
            identity.evidence().relaxed.is_empty(),
            is_accepted_strictly(&vector, &identity),
            "{}: {:?}",
            vector.name,
            identity.evidence().relaxed
        );
    }
    let expected = [
        "allowConfirmationNotBefore",
        "allowSha1",
        "allowUnauthenticatedCbc",
        "clockSkewSeconds",
        "identifierAttribute",
        "idpInitiated",
        "minRsaBits",
    ];
    assert_eq!(named.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// With none of the settings that relax; those that only ask for more stay.
fn is_accepted_strictly(vector: &Vector, identity: &Identity) -> bool {
    let mut policy = vector.policy();
    let strict = Policy::strict();
    policy.clock_skew_seconds = policy.clock_skew_seconds.min(strict.clock_skew_seconds);
    policy.max_bytes = policy.max_bytes.min(strict.max_bytes);
    policy.min_rsa_bits = policy.min_rsa_bits.max(strict.min_rsa_bits);
    policy.allow_sha1 = false;
    policy.allow_unauthenticated_cbc = false;
    policy.allow_confirmation_not_before = false;
    policy.allow_http_acs = false;
    policy.idp_initiated = strict.idp_initiated;
    if identity.name_id().is_none() {
        policy.identifier_attribute = None;
    }
    let Ok(connection) = vector.connection_with(policy) else { return false };
    let judge = |post: &Post<'_>| verify(post, &connection, vector.in_response_to(), vector.now()).is_ok();
    vector.with_post(judge).unwrap()
}

#[test]
fn a_message_beyond_the_default_size_says_so() {
    let vector = Vector::read(&vector::folder().join("accept/okta-assertion-signed.vector"));
    let mut xml = vector.xml().unwrap();
    let padding = " ".repeat(300 << 10);
    xml.extend(padding.bytes());
    let connection = settings::connection(vector.settings(), Policy { max_bytes: 1 << 20, ..Policy::strict() }).unwrap();
    let login = verify(&Post::from_xml(&xml), &connection, vector.in_response_to(), vector.now()).unwrap();
    assert_eq!(login.identity_accepting_replay().evidence().relaxed, ["maxBytes"]);
}

/// The default is the last size that needs no leave.
#[test]
fn a_message_of_the_default_size_does_not() {
    let vector = Vector::read(&vector::folder().join("accept/okta-assertion-signed.vector"));
    let strict = Policy::strict();
    let mut xml = vector.xml().unwrap();
    xml.resize(strict.max_bytes, b' ');
    let connection = settings::connection(vector.settings(), Policy { max_bytes: 1 << 20, ..strict }).unwrap();
    let login = verify(&Post::from_xml(&xml), &connection, vector.in_response_to(), vector.now()).unwrap();
    assert_eq!(login.identity_accepting_replay().evidence().relaxed, [""; 0]);
}
