//! A login is used once: what the store is asked, in which order, and what each answer leads to.

mod support;

use saml_edge::{
    Answer, ClaimError, ErrorKind, Identity, InResponseTo, OneTimeFact, OneTimeStore, RuleId, Timestamp, Unclaimed, request_key, verify,
};
use support::vector::{Vector, folder};

/// Answers as it was told, and remembers what it was asked.
struct Script {
    answers: Vec<Result<bool, &'static str>>,
    asked: Vec<String>,
}

impl Script {
    fn new(answers: &[Result<bool, &'static str>]) -> Self {
        Self { answers: answers.iter().rev().copied().collect(), asked: Vec::new() }
    }

    fn answer(&mut self, asked: String) -> Result<bool, &'static str> {
        self.asked.push(asked);
        self.answers.pop().expect("asked once too often")
    }
}

impl OneTimeStore for Script {
    type Error = &'static str;

    fn put(&mut self, key: &str, expires_at: Timestamp) -> Result<bool, &'static str> {
        self.answer(format!("put {} until {expires_at}", kind(key)))
    }

    fn take(&mut self, key: &str) -> Result<bool, &'static str> {
        self.answer(format!("take {}", kind(key)))
    }
}

fn kind(key: &str) -> &str {
    key.split(':').next().unwrap()
}

fn login(name: &str, in_response_to: InResponseTo<'_>) -> Unclaimed<Identity> {
    let vector = Vector::read(&folder().join(name).with_extension("vector"));
    vector.with_post(|post| verify(post, &vector.connection(), in_response_to, vector.now())).unwrap().unwrap()
}

fn both_signed() -> Unclaimed<Identity> {
    login("accept/okta-both-signed", InResponseTo::AskStore)
}

#[test]
fn the_store_is_asked_in_order() {
    let mut store = Script::new(&[Ok(true), Ok(true), Ok(true)]);
    let identity = both_signed().claim_with(&mut store).unwrap();
    // A minute longer than it is accepted: the store's clock may be ahead.
    let end = identity.expires_at().plus_seconds(60);
    assert_eq!(store.asked, [format!("put assertion until {end}"), format!("put response until {end}"), "take request".into()]);
}

#[test]
fn an_unsigned_response_and_a_known_request_are_no_facts() {
    let mut store = Script::new(&[Ok(true)]);
    login("accept/okta-assertion-signed", InResponseTo::Request("_req1")).claim_with(&mut store).unwrap();
    assert_eq!(store.asked.len(), 1);
}

#[test]
fn each_refusal_has_its_rule_and_ends_the_questions() {
    for (answers, rule) in [(&[false][..], RuleId::P01), (&[true, false], RuleId::P02), (&[true, true, false], RuleId::R08)] {
        let mut store = Script::new(&answers.iter().copied().map(Ok).collect::<Vec<_>>());
        let ClaimError::Refused(error) = both_signed().claim_with(&mut store).unwrap_err() else { panic!("refused") };
        assert_eq!((error.rule(), store.asked.len()), (rule, answers.len()));
    }
}

#[test]
fn a_store_that_fails_refuses() {
    let mut store = Script::new(&[Ok(true), Err("no connection")]);
    let error = both_signed().claim_with(&mut store).unwrap_err();
    assert!(matches!(error, ClaimError::Store("no connection")), "{error}");
    assert!(error.to_string().contains("no connection"));
}

#[test]
fn answers_that_were_awaited_count_alike() {
    assert!(both_signed().claimed(&[Answer::First; 3]).is_ok());
    assert_eq!(both_signed().claimed(&[Answer::First, Answer::NotFirst]).unwrap_err().kind, ErrorKind::AlreadyUsed { rule: RuleId::P02 });
    for answers in [&[][..], &[Answer::First], &[Answer::First; 2], &[Answer::First; 4]] {
        assert_eq!(both_signed().claimed(answers).unwrap_err().kind, ErrorKind::StoreUnavailable, "{answers:?}");
    }
}

#[test]
fn keys_are_opaque_and_those_of_the_issuer() {
    let login = both_signed();
    let issuer = "http://www.okta.com/exk1fcia6d6EMsf331d8";
    let OneTimeFact::Take { key } = &login.facts()[2] else { panic!("{:?}", login.facts()) };
    assert_eq!(*key, request_key(issuer, "_req1"));
    assert_ne!(*key, request_key("https://another.example.com", "_req1"));
    // Issuer and ID cannot be moved against each other.
    assert_ne!(request_key("a", "bc"), request_key("ab", "c"));
    for fact in login.facts() {
        let (OneTimeFact::Put { key, .. } | OneTimeFact::Take { key }) = fact else { panic!("{fact:?}") };
        assert!(key.is_ascii() && key.len() <= 80, "{key}");
    }
}

/// Whichever confirmation it was used by: while another one holds, the store must remember.
#[test]
fn it_is_remembered_until_the_last_confirmation_is_over() {
    let login = login("subject-confirmation/two-that-fit", InResponseTo::Request("_req1"));
    let OneTimeFact::Put { expires_at, .. } = &login.facts()[0] else { panic!("{:?}", login.facts()) };
    // The later of its two ends, the skew, and the minute.
    assert_eq!(*expires_at, Timestamp::parse("2026-11-24T10:04:57.482Z").unwrap().plus_seconds(180 + 60));
}
