//! What cannot be decrypted is refused in one way, whatever is the reason.

use std::collections::BTreeSet;

use saml_edge::{
    Connection, DecryptionKey, IdentityProvider, InResponseTo, Outcome, Policy, Post, ServiceProvider, Timestamp, explain, verify,
};
use saml_edge_messages::*;

const MESSAGES: usize = 8;

fn connection() -> Connection {
    let idp = IdentityProvider { entity_id: IDP.into(), certificates: vec![Signer::Rsa2048.certificate()] };
    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: None };
    let key = DecryptionKey::parse(&private_key("sp")).unwrap();
    Connection::new(idp, sp, Policy::strict()).unwrap().with_decryption_keys(vec![key]).unwrap()
}

/// All that the refusal says, and all that the report says.
fn said(xml: &str) -> String {
    let (connection, now, post) = (connection(), Timestamp::parse(NOW).unwrap(), Post::from_xml(xml.as_bytes()));
    let error = verify(&post, &connection, InResponseTo::Request(REQUEST), now).map(drop).unwrap_err();
    let report = explain(&post, Some(&connection), InResponseTo::Request(REQUEST), now);
    assert!(!report.accepted);
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::Fail(error) => format!("{error:?}"),
        other => format!("{other:?}"),
    };
    let checks: Vec<_> = report.checks.iter().map(|check| format!("{} {}", check.rule, outcome(&check.outcome))).collect();
    let (code, rule, message, hint) = (error.code(), error.rule(), error.message(), error.hint());
    let evidence = (error.expected(), error.found(), &error.kind, &error.at);
    format!("{code} {rule} {message} {hint} {evidence:?}\n{}\n{} {}", checks.join("\n"), report.signatures.len(), report.warnings.len())
}

/// Rule E06: code, rule, message, hint, evidence, place and report.
#[test]
fn every_reason_says_the_same() {
    for number in 0..MESSAGES {
        let sealed: Vec<_> = Undecryptable::ALL.map(|reason| reason.seal(&Login::okta().xml(), number)).into();
        let all: BTreeSet<_> = sealed.iter().map(|xml| said(xml)).collect();
        assert_eq!(all.len(), 1, "{number}: {all:#?}");
        assert!(all.first().unwrap().starts_with("ERR_DECRYPTION_FAILED E06 "), "{all:?}");
        assert_eq!(sealed.iter().map(String::len).collect::<BTreeSet<_>>().len(), 1, "{number}: lengths");
        assert_eq!(sealed.iter().collect::<BTreeSet<_>>().len(), Undecryptable::ALL.len(), "{number}: reasons that are one");
    }
}

/// So that each is refused for its reason and for nothing else.
#[test]
fn without_a_reason_it_is_accepted() {
    for number in 0..MESSAGES {
        let xml = Undecryptable::seal_well(&Login::okta().xml(), number);
        verify(&Post::from_xml(xml.as_bytes()), &connection(), InResponseTo::Request(REQUEST), Timestamp::parse(NOW).unwrap())
            .map(drop)
            .unwrap();
    }
}
