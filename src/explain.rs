//! The same rules as [`verify`](crate::verify()), walked to the end: what passes, what refuses, what could not be judged and why.
//!
//! A report has no way to an identity: nothing here makes an `Unclaimed`, and nothing that signs people in imports this.

mod signatures;

use alloc::string::String;
use alloc::vec::Vec;

pub use signatures::{ConfiguredKey, SignatureReport};

use crate::checks::{ASSERTION, Clock, Context, Finding, InResponseTo, RESPONSE, Signatures, Warning, warnings};
use crate::connection::Connection;
use crate::crypto::UnwrapKey;
use crate::dsig::Signature;
use crate::error::{Error, Fault};
use crate::limits::{DEFAULT_MAX_BYTES, Limits};
use crate::post::{Post, without_place};
use crate::rules::RuleId;
use crate::saml::{Assertion, Response};
use crate::text::fill;
use crate::time::Timestamp;
use crate::verify::{Claims, Located, Parts, locate_in};
use crate::xml::Document;
use crate::xmlenc::Unsealed;

/// Every rule and what it found, in the order in which [`verify`](crate::verify()) asks them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every signature verified with a key of the connection, and there is one over the assertion.
    pub authenticated: bool,
    /// The verdict: `verify` would accept. Its error is otherwise the first failure in `checks`.
    pub accepted: bool,
    /// One entry for each rule.
    pub checks: Vec<CheckReport>,
    /// One entry for each signature.
    pub signatures: Vec<SignatureReport>,
    /// What does not refuse and still should be known.
    pub warnings: Vec<Warning>,
}

/// What one rule found.
#[derive(Clone, Debug)]
pub struct CheckReport {
    /// The rule.
    pub rule: RuleId,
    /// Its finding.
    pub outcome: Outcome,
}

/// The finding of a rule.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It was not asked, for this reason.
    Skip(String),
    /// It refuses.
    Fail(Error),
}

const INPUT: &[RuleId] = &[RuleId::X01, RuleId::X02];
const XML: &[RuleId] = &[RuleId::X04, RuleId::X05, RuleId::X07, RuleId::X09];
const STRUCTURE: &[RuleId] = &[RuleId::X10, RuleId::X11, RuleId::X17, RuleId::S04, RuleId::R02, RuleId::R04];
const STATUS: &[RuleId] = &[RuleId::R05];
const PAYLOAD: &[RuleId] = &[RuleId::R06, RuleId::A03];
const SHAPE: &[RuleId] = &[RuleId::S05, RuleId::S06, RuleId::S07, RuleId::S09, RuleId::S10, RuleId::S13];
const SIGNATURE: &[RuleId] = &[RuleId::S12, RuleId::S14, RuleId::K01, RuleId::S11, RuleId::S15, RuleId::S19];
const SEALED: &[RuleId] = &[RuleId::E03, RuleId::E11];
const UNSEALING: &[RuleId] = &[RuleId::E01, RuleId::E07, RuleId::E04, RuleId::E05, RuleId::E02];
const DECRYPTING: &[RuleId] = &[RuleId::E06];
const INSIDE: &[RuleId] = &[RuleId::E08, RuleId::E12];
const SIGNED_INSIDE: &[RuleId] = &[RuleId::E09];
/// All that says nothing where nothing is encrypted.
const ENCRYPTION: [&[RuleId]; 5] = [SEALED, UNSEALING, DECRYPTING, INSIDE, SIGNED_INSIDE];
/// What the envelope's table says about signatures makes sense only where they verified.
const NEEDS_SIGNATURES: &[RuleId] = &[RuleId::S01, RuleId::S02, RuleId::S03, RuleId::K05];
const READING: &[RuleId] = &[RuleId::X08, RuleId::X12, RuleId::X13, RuleId::X14];

/// Turns a place in the text into one that people find.
type Locate<'a> = &'a dyn Fn(Fault) -> Error;

/// Explains what [`verify`](crate::verify()) would say to the same input, and everything after the first refusal as well.
/// Without a connection it judges what can be judged without one, and accepts nothing.
pub fn explain(post: &Post<'_>, connection: Option<&Connection>, in_response_to: InResponseTo<'_>, now: Timestamp) -> Report {
    match connection {
        Some(connection) => explain_with(post, connection, connection.decryption_keys(), in_response_to, now),
        None => report(post, None, in_response_to, now),
    }
}

/// As [`explain`], of what [`verify_with`](crate::verify_with) would say.
pub fn explain_with(
    post: &Post<'_>,
    connection: &Connection,
    keys: &dyn UnwrapKey,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Report {
    report(post, Some((connection, keys)), in_response_to, now)
}

fn report(post: &Post<'_>, party: Option<(&Connection, &dyn UnwrapKey)>, in_response_to: InResponseTo<'_>, now: Timestamp) -> Report {
    let mut report = Report::default();
    let finished = walk(&mut report, post, party, in_response_to, now).is_some();
    report.skip_rest(party.is_some());
    report.accepted = finished && report.checks.iter().all(|check| !matches!(check.outcome, Outcome::Fail(_)));
    report
}

/// `None` where something kept it from reaching the end of the tables.
fn walk(
    report: &mut Report,
    post: &Post<'_>,
    party: Option<(&Connection, &dyn UnwrapKey)>,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Option<()> {
    let limits = party.map_or(Limits::for_bytes(DEFAULT_MAX_BYTES), |(connection, _)| connection.limits());
    let source = report.stage(INPUT, post.decode(&limits), &without_place)?;
    let document = report.stage(XML, Document::parse(&source, &limits), &|fault| locate_in(&source, fault))?;
    let locate: Locate<'_> = &|fault| document.locate(fault);
    let response = report.stage(STRUCTURE, Response::locate(&document), locate)?;
    report.stage(STATUS, response.status.require_success(), locate);
    let payload = report.stage(PAYLOAD, response.payload(), locate)?;
    let claims = report.stage(SHAPE, Claims::read(&response, payload, &limits), locate)?;
    if claims.is_sealed() {
        report.pass(SEALED);
    }
    let connection = party.map(|(connection, _)| connection);
    report.sign("Response", claims.response(), connection, &document);
    report.sign("Assertion", claims.assertion(None).ok().and_then(Located::signature), connection, &document);

    let (connection, keys) = party?;
    let mut scratch = Vec::new();
    // Whatever is encrypted is only looked into where nothing before it refused (rule E07).
    let envelope = report.stage(SIGNATURE, claims.verify_response(connection, &mut scratch), locate);
    let unseals = claims.is_sealed().then_some(envelope.as_ref()).flatten();
    let unsealed = unseals.and_then(|envelope| report.stage(UNSEALING, claims.unseal(connection, keys, envelope.as_ref()), locate)?);
    let mut inside_report = Report::default();
    let inner = unsealed.as_ref().and_then(|unsealed| inside_report.stage(DECRYPTING, claims.document(unsealed, &limits), locate));
    let inside = unsealed
        .as_ref()
        .zip(inner.as_ref())
        .and_then(|(unsealed, inner)| inside_report.stage(INSIDE, claims.locate_inside(unsealed, inner, &limits), locate));
    let located = claims.assertion(inside.as_ref()).ok();
    let own =
        located.and_then(|located| inside_report.stage(SIGNATURE, located.verify(connection, unsealed.as_ref(), &mut scratch), locate));
    // Of what nothing protects nothing is told before it is proved, not even which step it came to (rule E06).
    let is_told = own.is_some() || unsealed.as_ref().is_none_or(Unsealed::is_protected);
    let located = located.filter(|_| is_told);
    report.take(inside_report, is_told);
    report.sign("Assertion", located.filter(|_| claims.is_sealed()).and_then(Located::signature), Some(connection), &document);
    if report.signatures.is_empty() {
        report.skip_signatures();
    }
    if claims.is_sealed() && own.is_some() {
        report.pass(SIGNED_INSIDE);
    }
    let opened: Vec<_> = unsealed.iter().zip(&inner).map(|(unsealed, document)| unsealed.opened(document)).collect();
    let proved = envelope.zip(own);
    let mut context = Context {
        connection,
        response: &response,
        in_response_to,
        clock: Clock { now, skew: connection.skew() },
        octets: document.octets(),
        signatures: Signatures::default(),
        has_keys: keys.has_keys(),
        encryption: claims.encryption(proved.as_ref().and_then(|(envelope, _)| envelope.as_ref())),
        shortest_modulus: None,
    };
    if let Some((envelope, own)) = &proved {
        context.signatures = Located::signatures(envelope.as_ref(), own.as_ref());
    }
    let all_verified = proved.is_some();
    let signed = proved.and_then(|(envelope, own)| Located::signed(own, envelope, &opened).ok().flatten());
    report.authenticated = signed.is_some();
    for check in RESPONSE {
        let finding = if !all_verified && NEEDS_SIGNATURES.contains(&check.rule) {
            Finding::Skip("needs signatures that verify")
        } else {
            (check.run)(&context)
        };
        report.add(check.rule, finding, locate);
    }

    let located = located?;
    let unverified = located.unverified();
    if !claims.is_sealed() && Assertion::encrypted_parts(&unverified).next().is_none() {
        report.skip(&ENCRYPTION, "nothing is encrypted");
    }
    let parts = signed
        .as_ref()
        .and_then(|signed| report.stage(&[], Parts::unseal(Assertion::encrypted_parts(signed.get()), connection, keys, &limits), locate));
    let parts = parts.unwrap_or_default();
    context.shortest_modulus = parts.shortest_modulus(unsealed.as_ref());
    let documents = report.stage(&[], parts.documents(claims.covering(located), &limits), locate).unwrap_or_default();
    let opened = report.stage(&[], parts.opened(&documents, &document, inner.as_ref()), locate).unwrap_or_default();
    if !opened.is_empty() {
        ENCRYPTION.into_iter().for_each(|rules| report.pass(rules));
    }
    // Where nothing is proved, the same reading goes on over the message as it is.
    let assertion = Assertion::read(unverified, &opened);
    let assertion = report.stage(READING, assertion, locate)?;
    for check in ASSERTION {
        report.add(check.rule, (check.run)(&assertion, &context), locate);
    }
    report.warnings = warnings(&assertion, &context);
    Some(())
}

impl Report {
    /// Records a stage of several rules that stops at the first that refuses.
    fn stage<T>(&mut self, rules: &[RuleId], result: Result<T, Fault>, locate: Locate<'_>) -> Option<T> {
        match result {
            Ok(value) => {
                self.pass(rules);
                Some(value)
            }
            Err(fault) => {
                self.stop(rules, locate(fault));
                None
            }
        }
    }

    fn stop(&mut self, rules: &[RuleId], error: Error) {
        let failed = error.rule();
        for rule in rules.iter().filter(|rule| **rule != failed) {
            self.record(*rule, Outcome::Skip(fill("stopped at {}", &[failed.as_str()])));
        }
        self.record(failed, Outcome::Fail(error));
    }

    fn pass(&mut self, rules: &[RuleId]) {
        rules.iter().for_each(|rule| self.record(*rule, Outcome::Pass));
    }

    fn skip(&mut self, rules: &[&[RuleId]], reason: &str) {
        rules.iter().copied().flatten().for_each(|rule| self.record(*rule, Outcome::Skip(reason.into())));
    }

    /// Takes in the checks of another; where they are not to be told, the one refusal alone.
    fn take(&mut self, other: Self, is_told: bool) {
        let checks = other.checks.into_iter().filter(|check| is_told || matches!(check.outcome, Outcome::Fail(_)));
        checks.for_each(|check| self.record(check.rule, check.outcome));
    }

    /// Takes in what is known of one signature.
    fn sign(&mut self, covers: &'static str, signature: Option<&Signature<'_>>, connection: Option<&Connection>, document: &Document<'_>) {
        self.signatures.extend(signature.map(|signature| signatures::report(signature, covers, connection, document)));
    }

    fn add(&mut self, rule: RuleId, finding: Finding, locate: Locate<'_>) {
        let outcome = match finding {
            Finding::Pass => Outcome::Pass,
            Finding::Skip(reason) => Outcome::Skip(reason.into()),
            Finding::Fail(fault) => Outcome::Fail(locate(fault)),
        };
        self.record(rule, outcome);
    }

    /// A rule that is asked in two places keeps its worse finding.
    fn record(&mut self, rule: RuleId, outcome: Outcome) {
        match self.checks.iter().position(|check| check.rule == rule) {
            None => self.checks.push(CheckReport { rule, outcome }),
            Some(at) if matches!(outcome, Outcome::Fail(_)) => {
                // It refuses where it failed, not where it passed before: failures stand in the order in which they refuse.
                if let Some(CheckReport { outcome: Outcome::Pass | Outcome::Skip(_), .. }) = self.checks.get(at) {
                    self.checks.remove(at);
                    self.checks.push(CheckReport { rule, outcome });
                }
            }
            Some(_) => {}
        }
    }

    /// Rules about signatures hold of none, and say nothing where there is none. What needs one asks for it itself (rule S01).
    fn skip_signatures(&mut self) {
        for check in self.checks.iter_mut().filter(|check| SHAPE.contains(&check.rule) || SIGNATURE.contains(&check.rule)) {
            if matches!(check.outcome, Outcome::Pass) {
                check.outcome = Outcome::Skip(String::from("there is no signature"));
            }
        }
    }

    /// What was never reached is named too, so that every report has the same rules.
    fn skip_rest(&mut self, has_connection: bool) {
        let stopped_at = self.checks.iter().find(|check| matches!(check.outcome, Outcome::Fail(_))).map(|check| check.rule.as_str());
        let reason = match stopped_at {
            Some(rule) => fill("needs what {} refused", &[rule]),
            None if !has_connection => String::from("needs a connection"),
            None => String::from("was not reached"),
        };
        let stages = [INPUT, XML, STRUCTURE, STATUS, PAYLOAD, SHAPE, SIGNATURE].into_iter().chain(ENCRYPTION).flatten().copied();
        let tables = RESPONSE.iter().map(|check| check.rule).chain(READING.iter().copied()).chain(ASSERTION.iter().map(|check| check.rule));
        for rule in stages.chain(tables) {
            if self.checks.iter().all(|check| check.rule != rule) {
                self.record(rule, Outcome::Skip(reason.clone()));
            }
        }
    }
}
