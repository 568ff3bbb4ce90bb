//! What failed decryption says, and who may unwrap keys.

mod support;

use std::cell::Cell;

use saml_edge::{DecryptionKey, Error, Outcome, Post, SessionKey, UnwrapKey, WrappedKey, explain_with, verify_with};
use support::vector::{self, Vector};

/// The vectors of this rule among those with keys.
fn refused_by(rule: &'static str) -> impl Iterator<Item = Vector> {
    vector::logins().filter(move |vector| vector.get("rule") == Some(rule) && vector.get("decrypt").is_some())
}

/// Rule E06: whatever went wrong, nothing about it is said.
#[test]
fn every_failure_of_decryption_is_one_refusal() {
    let mut said = std::collections::BTreeSet::new();
    let mut judged = 0;
    for vector in refused_by("E06") {
        let error = vector.judge().unwrap_err();
        said.insert(format!("{} {} {} {:?} {:?}", error.code(), error.message(), error.hint(), error.expected(), error.found()));
        judged += 1;
    }
    assert!(judged > 60, "{judged}");
    assert_eq!(said.len(), 1, "{said:?}");
}

/// Rule E04: the refusal names what the message has.
#[test]
fn an_algorithm_that_nothing_protects_is_named() {
    let found: std::collections::BTreeSet<_> =
        refused_by("E04").map(|vector| vector.judge().unwrap_err().found().as_deref().map(str::to_owned)).collect();
    let uri = |bits| Some(format!("http://www.w3.org/2001/04/xmlenc#aes{bits}-cbc"));
    assert!(found.contains(&uri(256)), "{found:?}");
}

/// Where nothing protects the ciphertext the report says no more than the refusal.
#[test]
fn no_report_tells_how_far_an_altered_ciphertext_came() {
    let mut said = std::collections::BTreeSet::new();
    let mut judged = 0;
    for vector in refused_by("E06").filter(|vector| vector.name.starts_with("enc-concealed/")) {
        let report = vector.explain().unwrap();
        assert!(report.signatures.is_empty() && report.warnings.is_empty() && !report.authenticated, "{}", vector.name);
        let outcome = |outcome: &Outcome| match outcome {
            Outcome::Pass => "pass".to_owned(),
            Outcome::Skip(reason) => reason.clone(),
            Outcome::Fail(error) => error.code().to_owned(),
        };
        let checks: Vec<_> = report.checks.iter().map(|check| format!("{} {}", check.rule, outcome(&check.outcome))).collect();
        said.insert(checks.join("\n"));
        judged += 1;
    }
    assert!(judged > 8, "{judged}");
    assert_eq!(said.len(), 1, "{}", said.into_iter().collect::<Vec<_>>().join("\n\n"));
}

/// Somebody else's keys: what they answer, and how often they were asked.
struct Elsewhere<F> {
    answer: F,
    asked: Cell<usize>,
}

impl<F: Fn(&WrappedKey<'_>) -> Option<SessionKey>> UnwrapKey for Elsewhere<F> {
    fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
        self.asked.set(self.asked.get() + 1);
        (self.answer)(wrapped)
    }
}

fn judged_by(name: &str, answer: impl Fn(&WrappedKey<'_>) -> Option<SessionKey>) -> (Result<String, Error>, usize) {
    let vector = Vector::read(&vector::folder().join(format!("{name}.vector")));
    let connection = vector.connection();
    let keys = Elsewhere { answer, asked: Cell::new(0) };
    let judge = |post: &Post<'_>| {
        let verdict = verify_with(post, &connection, &keys, vector.in_response_to(), vector.now());
        let asked = keys.asked.get();
        let report = explain_with(post, &connection, &keys, vector.in_response_to(), vector.now());
        assert_eq!(report.accepted, verdict.is_ok());
        (verdict.map(|login| login.identity_accepting_replay().name_id().unwrap().value.clone()), asked)
    };
    vector.with_post(judge).unwrap()
}

fn own_key() -> Vec<DecryptionKey> {
    vec![DecryptionKey::parse(&std::fs::read_to_string(vector::folder().join("keys/sp.key.pem")).unwrap()).unwrap()]
}

#[test]
fn keys_may_stay_elsewhere() {
    let own = own_key();
    let (verdict, asked) = judged_by("encryption/all-three", |wrapped| {
        assert_eq!((wrapped.digest(), wrapped.mask_digest(), wrapped.label(), wrapped.key_length()), ("SHA-1", "SHA-1", &[][..], 32));
        assert_eq!(wrapped.octets().len(), 256);
        own.unwrap_key(wrapped)
    });
    assert_eq!(verdict.unwrap(), "jane.doe@example.com");
    // The assertion, its identifier and an attribute.
    assert_eq!(asked, 3);
}

#[test]
fn what_was_declared_is_handed_on() {
    let own = own_key();
    let (verdict, _) = judged_by("encryption/oaep-label", |wrapped| {
        assert_eq!(wrapped.label(), b"saml-edge");
        own.unwrap_key(wrapped)
    });
    verdict.unwrap();
    let (verdict, _) = judged_by("encryption/oaep-11-sha512-mgf1-sha384", |wrapped| {
        assert_eq!((wrapped.digest(), wrapped.mask_digest()), ("SHA-512", "SHA-384"));
        own.unwrap_key(wrapped)
    });
    verdict.unwrap();
}

#[test]
fn whatever_is_no_session_key_is_refused() {
    type Answer = fn(&WrappedKey<'_>) -> Option<SessionKey>;
    let answers: [(&str, Answer); 6] = [
        ("E02", |_| None),
        ("E06", |wrapped| Some(SessionKey::failed(vec![7; wrapped.key_length()]))),
        ("E06", |wrapped| Some(SessionKey::unwrapped(vec![7; wrapped.key_length()]))),
        ("E06", |wrapped| Some(SessionKey::unwrapped(vec![7; wrapped.key_length() - 1]))),
        ("E06", |_| Some(SessionKey::unwrapped(Vec::new()))),
        ("E06", |wrapped| Some(SessionKey::failed(vec![1; 32]).or(&SessionKey::failed(vec![2; wrapped.key_length()])))),
    ];
    for (position, (rule, answer)) in answers.into_iter().enumerate() {
        let (verdict, _) = judged_by("encryption/gcm-256", answer);
        assert_eq!(verdict.unwrap_err().rule().as_str(), rule, "answer {position}");
    }
}

/// What failed stays failed, even where its octets are the right ones.
#[test]
fn a_key_that_failed_is_never_believed() {
    let own = own_key();
    let (verdict, _) =
        judged_by("encryption/gcm-256", |wrapped| own.unwrap_key(wrapped).map(|_| SessionKey::failed(vec![0; wrapped.key_length()])));
    assert_eq!(verdict.unwrap_err().rule().as_str(), "E06");
}

/// Rule E13, for keys that the connection never saw.
#[test]
fn short_keys_elsewhere_are_not_asked() {
    let vector = Vector::read(&vector::folder().join("encryption/key-1024.vector"));
    let short = vec![DecryptionKey::parse(&std::fs::read_to_string(vector::folder().join("keys/sp-1024.key.pem")).unwrap()).unwrap()];
    let plain = Vector::read(&vector::folder().join("encryption/gcm-256.vector"));
    let strict = plain.connection();
    let judge = |post: &Post<'_>| verify_with(post, &strict, &short, vector.in_response_to(), vector.now()).map(drop);
    assert_eq!(vector.with_post(judge).unwrap().unwrap_err().rule().as_str(), "E02");
}

/// A message cannot ask for more private-key operations than it may hold EncryptedKeys.
#[test]
fn the_work_for_one_message_is_bounded() {
    for (name, most) in [("enc-keys/nine", 0), ("encryption/two-inside", 2), ("encryption/two-recipients", 1)] {
        let (_, asked) = judged_by(name, |wrapped| Some(SessionKey::failed(vec![0; wrapped.key_length()])));
        assert_eq!(asked, most, "{name}");
    }
}

#[test]
fn nothing_is_asked_for_before_the_signature_verified() {
    for name in [
        "enc-integrity/cbc-altered-under-signature",
        "enc-legacy/cbc-unsigned",
        "enc-legacy/response-must-be-signed",
        "encryption/id-altered-afterwards",
    ] {
        let (verdict, asked) = judged_by(name, |_| panic!("asked"));
        assert!(verdict.is_err());
        assert_eq!(asked, 0, "{name}");
    }
}
