//! What a report says of each signature: whose it is, and what was computed.

mod support;

use saml_edge::{SignatureReport, explain};
use support::vector::{self, Vector};

fn signatures(name: &str) -> Vec<SignatureReport> {
    let vector = Vector::read(&vector::folder().join(format!("{name}.vector")));
    vector.with_post(|post| explain(post, Some(&vector.connection()), vector.in_response_to(), vector.now()).signatures).unwrap()
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
