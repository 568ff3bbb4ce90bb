//! `verify` accepts exactly what `explain` finds no fault in, and nothing makes either of them panic.

mod support;

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use saml_edge::{
    Connection, DecryptionKey, IdpInitiated, InResponseTo, Outcome, Policy, Post, RequireSigned, Timestamp, explain, peek, verify,
};
use serde_json::json;
use support::vector::{self, Vector};

fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| vector::logins().filter(|vector| vector.xml().is_some()).collect())
}

/// Says the same by both doors. Answers whether it was accepted.
fn agree(xml: &[u8], connection: &Connection, in_response_to: InResponseTo<'_>, now: Timestamp) -> bool {
    let post = Post::from_xml(xml);
    let verdict = verify(&post, connection, in_response_to, now);
    let report = explain(&post, Some(connection), in_response_to, now);
    let failure = report.checks.iter().find_map(|check| match &check.outcome {
        Outcome::Fail(error) => Some(error),
        _ => None,
    });
    assert_eq!(verdict.as_ref().err(), failure, "{}", String::from_utf8_lossy(xml));
    assert_eq!(verdict.is_ok(), report.accepted);
    assert!(!report.accepted || report.authenticated);
    verdict.is_ok()
}

fn connection(policy: Policy) -> Connection {
    let certificate = std::fs::read_to_string(vector::folder().join("keys/idp.crt.pem")).unwrap();
    let settings = json!({
        "idp": { "entityId": "http://www.okta.com/exk1fcia6d6EMsf331d8", "certificates": [certificate] },
        "sp": { "entityId": "urn:console:JQ7a9f0c2", "acsUrl": "https://sp.example.com/saml/acs" },
    });
    let keys = ["sp", "sp-next"].map(|name| std::fs::read_to_string(vector::folder().join(format!("keys/{name}.key.pem"))).unwrap());
    let keys = keys.iter().map(|text| DecryptionKey::parse(text).unwrap()).collect();
    support::settings::connection(&settings, policy).unwrap().with_decryption_keys(keys).unwrap()
}

fn maybe<T: Clone + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.2, prop::sample::select(values))
}

prop_compose! {
    fn policy()(
        require_signed in prop::sample::select(&[RequireSigned::Either, RequireSigned::Either, RequireSigned::Assertion, RequireSigned::Response, RequireSigned::Both][..]),
        idp_initiated in prop::sample::select(&[IdpInitiated::Refuse, IdpInitiated::Convert, IdpInitiated::Accept][..]),
        require_encrypted in prop::bool::weighted(0.1),
        name_id_format in maybe(&["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"]),
        identifier_attribute in maybe(&["email", "no-such"]),
        required in maybe(&["email", "groups", "no-such"]),
        context in maybe(&["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", "urn:other"]),
        domain in maybe(&["example.com", "example.org"]),
        scope in maybe(&["example.com", "example.org"]),
        clock_skew_seconds in 0..300_u32,
        ages in [maybe(&[0_u32, 60, 1_000_000]), maybe(&[0_u32, 60, 1_000_000]), maybe(&[0_u32, 60, 1_000_000]), maybe(&[0_u32, 60, 1_000_000])],
        flags in any::<[bool; 5]>(),
    ) -> Policy {
        let [max_response_age_seconds, max_authn_age_seconds, max_assertion_lifetime_seconds, max_session_seconds] = ages;
        let [allow_sha1, allow_confirmation_not_before, enforce_certificate_validity, allow_http_acs, allow_unauthenticated_cbc] = flags;
        Policy {
            require_signed, idp_initiated, require_encrypted,
            name_id_format: name_id_format.map(str::to_owned),
            identifier_attribute: identifier_attribute.map(str::to_owned),
            required_attributes: required.map(str::to_owned).into_iter().collect(),
            authn_context: context.map(str::to_owned).into_iter().collect(),
            allowed_email_domains: domain.map(str::to_owned).into_iter().collect(),
            allowed_scopes: scope.map(|scope| vec![scope.to_owned()]),
            clock_skew_seconds, max_response_age_seconds, max_authn_age_seconds, max_assertion_lifetime_seconds, max_session_seconds,
            allow_sha1, allow_confirmation_not_before, enforce_certificate_validity, allow_http_acs, allow_unauthenticated_cbc,
            ..Policy::strict()
        }
    }
}

fn expectation() -> impl Strategy<Value = InResponseTo<'static>> {
    prop::sample::select(
        &[
            InResponseTo::Request("_req1"),
            InResponseTo::Request("_req1"),
            InResponseTo::Request("_req2"),
            InResponseTo::Unsolicited,
            InResponseTo::AskStore,
        ][..],
    )
}

/// Offsets in seconds from the time of most vectors: within the window of most of them, and around and beyond its ends.
fn moment() -> impl Strategy<Value = Timestamp> {
    let begin = Timestamp::parse("2026-11-24T10:00:00Z").unwrap();
    prop_oneof![4 => -60..240_i64, 1 => -1_000..1_000_i64, 1 => -10_000_000_000..10_000_000_000_i64]
        .prop_map(move |seconds| begin.plus_seconds(seconds))
}

/// What an attacker or a bad transport does to octets.
fn mutate(xml: &[u8], edits: &[(prop::sample::Index, Edit)]) -> Vec<u8> {
    let mut xml = xml.to_vec();
    for (index, edit) in edits {
        if xml.is_empty() {
            break;
        }
        let at = index.index(xml.len());
        match edit {
            Edit::Replace(octet) => xml[at] = *octet,
            Edit::Remove(count) => drop(xml.drain(at..(at + count).min(xml.len()))),
            Edit::Insert(text) => drop(xml.splice(at..at, text.bytes())),
            Edit::Repeat(count) => {
                let piece = xml[at..(at + count).min(xml.len())].to_vec();
                xml.splice(at..at, piece);
            }
        }
    }
    xml
}

#[derive(Clone, Debug)]
enum Edit {
    Replace(u8),
    Remove(usize),
    Insert(&'static str),
    Repeat(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    const PIECES: &[&str] = &[
        "<",
        ">",
        "&",
        "\"",
        "<!---->",
        "<?x?>",
        "<![CDATA[",
        "]]>",
        " ",
        "&#0;",
        "&amp;",
        "xmlns=\"\"",
        "ID=\"_a\"",
        "<saml2:Assertion/>",
        "\u{0}",
        "é",
        "</saml2:Assertion>",
    ];
    prop_oneof![
        any::<u8>().prop_map(Edit::Replace),
        (1..200_usize).prop_map(Edit::Remove),
        prop::sample::select(PIECES).prop_map(Edit::Insert),
        (1..400_usize).prop_map(Edit::Repeat),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn under_any_policy(index in any::<prop::sample::Index>(), policy in policy(), in_response_to in expectation(), now in moment()) {
        let vectors = vectors();
        let vector = &vectors[index.index(vectors.len())];
        agree(&vector.xml().unwrap(), &connection(policy), in_response_to, now);
    }

    #[test]
    fn whatever_is_done_to_it(index in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), edit()), 1..6)) {
        let vectors = vectors();
        let vector = &vectors[index.index(vectors.len())];
        let xml = mutate(&vector.xml().unwrap(), &edits);
        let _ = peek(&Post::from_xml(&xml));
        agree(&xml, &vector.connection(), vector.in_response_to(), vector.now());
    }

    #[test]
    fn octets_of_any_kind(octets in prop::collection::vec(any::<u8>(), 0..600)) {
        let connection = connection(Policy::strict());
        let now = Timestamp::from_unix_milliseconds(0);
        prop_assert!(!agree(&octets, &connection, InResponseTo::AskStore, now));
        let _ = peek(&Post::from_base64(&octets));
        prop_assert!(verify(&Post::from_base64(&octets), &connection, InResponseTo::AskStore, now).is_err());
        if let Ok(post) = Post::from_form(&octets) {
            prop_assert!(verify(&post, &connection, InResponseTo::AskStore, now).is_err());
        }
    }
}

/// The strategy reaches both verdicts: otherwise the first property would say little.
#[test]
fn policies_of_both_kinds_are_tried() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let login = vectors().iter().find(|vector| vector.name == "accept/okta-assertion-signed").unwrap().xml().unwrap();
    let mut accepted = 0;
    for _ in 0..300 {
        let policy = policy().new_tree(&mut runner).unwrap().current();
        let now = Timestamp::parse("2026-11-24T10:00:00Z").unwrap();
        accepted += usize::from(agree(&login, &connection(policy), InResponseTo::Request("_req1"), now));
    }
    assert!((10..290).contains(&accepted), "{accepted}");
}

/// A rule that passed early and failed late refuses late.
#[test]
fn failures_stand_in_the_order_in_which_they_refuse() {
    let plain = Vector::read(&vector::folder().join("accept/plain.vector"));
    let xml = String::from_utf8(plain.xml().unwrap()).unwrap();
    let (before, rest) = xml.split_once("<saml2:Assertion ID=\"").unwrap();
    let spaced = format!("{before}<saml2:Assertion ID=\"a b {rest}");
    for expected in [InResponseTo::Request("_req1"), InResponseTo::Request("_other")] {
        assert!(!agree(spaced.as_bytes(), &plain.connection(), expected, plain.now()));
    }
}

#[test]
fn nothing_is_said_of_signatures_that_are_not_there() {
    let plain = Vector::read(&vector::folder().join("accept/plain.vector"));
    let xml = String::from_utf8(plain.xml().unwrap()).unwrap();
    let (before, rest) = xml.split_once("<ds:Signature").unwrap();
    let unsigned = format!("{before}{}", rest.split_once("</ds:Signature>").unwrap().1);
    assert!(!agree(unsigned.as_bytes(), &plain.connection(), plain.in_response_to(), plain.now()));
    let report = explain(&Post::from_xml(unsigned.as_bytes()), Some(&plain.connection()), plain.in_response_to(), plain.now());
    for check in report.checks.iter().filter(|check| ["S05", "S15", "K01", "S19"].contains(&check.rule.as_str())) {
        assert!(matches!(check.outcome, Outcome::Skip(_)), "{}: {:?}", check.rule, check.outcome);
    }
}
