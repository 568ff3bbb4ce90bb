//! The JSON on the boundary. `pkg/js/types.ts` documents the same shapes for people.

use alloc::string::String;
use alloc::vec::Vec;

use saml_edge::{Error, Identity, OneTimeFact, Outcome, Unclaimed, Warning};
use serde::Serialize;

/// One answer: exactly one of these members.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Wire<T> {
    Ok(T),
    Error(Refusal),
    ConnectionError(String),
    Report(Report),
}

impl<T: Serialize> Wire<T> {
    /// Serialising plain data cannot fail; if it did, the trap would refuse the login.
    pub(crate) fn into_json(self) -> String {
        serde_json::to_string(&self).expect("plain data has a JSON text")
    }
}

/// Settings that cannot work, whatever was asked of them.
pub(crate) fn connection_error(error: String) -> String {
    Wire::<()>::ConnectionError(error).into_json()
}

impl<T> From<Result<T, Error>> for Wire<T> {
    fn from(result: Result<T, Error>) -> Self {
        match result {
            Ok(value) => Self::Ok(value),
            Err(error) => Self::Error(Refusal::new(&error)),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Refusal {
    code: &'static str,
    rule: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<String>,
    hint: String,
    actor: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    path: String,
}

impl Refusal {
    pub(crate) fn new(error: &Error) -> Self {
        Self {
            code: error.code(),
            rule: error.rule().as_str(),
            message: error.message(),
            expected: error.expected(),
            found: error.found(),
            hint: error.hint(),
            actor: error.actor().as_str(),
            position: error.at.as_ref().map(Position::new),
        }
    }
}

impl Position {
    fn new(at: &saml_edge::Position) -> Self {
        Self { line: at.line, column: at.column, start: at.start, end: at.end, path: at.path.clone() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Login {
    name_id: Option<String>,
    name_id_format: Option<String>,
    name_qualifier: Option<String>,
    sp_name_qualifier: Option<String>,
    issuer: String,
    relay_state: Option<String>,
    attributes: Vec<(String, Vec<String>)>,
    session_index: Option<String>,
    session_not_on_or_after: Option<i64>,
    authn_instant: i64,
    authn_context: Option<String>,
    assertion_id: String,
    in_response_to: Option<String>,
    expires_at: i64,
    evidence: Evidence,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Evidence {
    signed: &'static str,
    certificate_sha256: String,
    algorithm: &'static str,
    encrypted: bool,
    relaxed: Vec<String>,
    warnings: Vec<Note>,
}

#[derive(Serialize)]
struct Note {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Fact {
    #[serde(rename_all = "camelCase")]
    Put {
        key: String,
        expires_at: i64,
    },
    Take {
        key: String,
    },
}

impl Login {
    /// The wrapper carries out the facts before it lets anybody see the rest.
    pub(crate) fn new(login: Unclaimed, relay_state: Option<&str>) -> Self {
        let facts = login.facts().iter().map(Fact::new).collect();
        let identity = login.identity_accepting_replay();
        let name_id = identity.name_id();
        Self {
            name_id: name_id.map(|name| name.value.clone()),
            name_id_format: name_id.and_then(|name| name.format.clone()),
            name_qualifier: name_id.and_then(|name| name.name_qualifier.clone()),
            sp_name_qualifier: name_id.and_then(|name| name.sp_name_qualifier.clone()),
            issuer: identity.issuer().into(),
            relay_state: relay_state.map(Into::into),
            attributes: identity.attributes().iter().map(|attribute| (attribute.name.clone(), attribute.values.clone())).collect(),
            session_index: identity.session_index().map(Into::into),
            session_not_on_or_after: identity.session_not_on_or_after().map(|end| end.unix_milliseconds()),
            authn_instant: identity.authn_instant().unix_milliseconds(),
            authn_context: identity.authn_context().map(Into::into),
            assertion_id: identity.assertion_id().into(),
            in_response_to: identity.in_response_to().map(Into::into),
            expires_at: identity.expires_at().unix_milliseconds(),
            evidence: Evidence::new(&identity),
            facts,
        }
    }
}

impl Evidence {
    fn new(identity: &Identity) -> Self {
        let evidence = identity.evidence();
        Self {
            signed: evidence.signed.as_str(),
            certificate_sha256: evidence.certificate_sha256.clone(),
            algorithm: evidence.algorithm,
            encrypted: false,
            relaxed: evidence.relaxed.clone(),
            warnings: notes(&evidence.warnings),
        }
    }
}

impl Fact {
    fn new(fact: &OneTimeFact) -> Self {
        match fact {
            OneTimeFact::Put { key, expires_at } => Self::Put { key: key.clone(), expires_at: expires_at.unix_milliseconds() },
            OneTimeFact::Take { key } => Self::Take { key: key.clone() },
            other => unreachable!("a fact that this binding does not know: {other:?}"),
        }
    }
}

fn notes(warnings: &[Warning]) -> Vec<Note> {
    warnings.iter().map(|warning| Note { code: warning.code, message: warning.message.clone() }).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Peek {
    unverified_issuer: Option<String>,
    unverified_in_response_to: Option<String>,
    relay_state: Option<String>,
}

impl Peek {
    pub(crate) fn new(peek: saml_edge::Peek, relay_state: Option<&str>) -> Self {
        Self {
            unverified_issuer: peek.unverified_issuer,
            unverified_in_response_to: peek.unverified_in_response_to,
            relay_state: relay_state.map(Into::into),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Report {
    authenticated: bool,
    accepted: bool,
    checks: Vec<Check>,
    signatures: Vec<Signature>,
    warnings: Vec<Note>,
}

#[derive(Serialize)]
struct Check {
    rule: &'static str,
    title: &'static str,
    spec: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Refusal>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Signature {
    covers: &'static str,
    position: Option<Position>,
    algorithm: &'static str,
    digest_algorithm: &'static str,
    digest_stated: String,
    digest_computed: Option<String>,
    verified_by: Option<String>,
    named_certificate: Option<String>,
    verifies_with_named: bool,
}

impl Report {
    pub(crate) fn new(report: saml_edge::Report) -> Self {
        Self {
            authenticated: report.authenticated,
            accepted: report.accepted,
            checks: report.checks.iter().map(Check::new).collect(),
            signatures: report.signatures.iter().map(Signature::new).collect(),
            warnings: notes(&report.warnings),
        }
    }

    /// Where the form itself was refused, that is the only finding.
    pub(crate) fn of_input(error: &Error) -> Self {
        let check = Check::failed(error.rule().rule(), error);
        Self { authenticated: false, accepted: false, checks: Vec::from([check]), signatures: Vec::new(), warnings: Vec::new() }
    }
}

impl Check {
    fn new(check: &saml_edge::CheckReport) -> Self {
        let (outcome, reason) = match &check.outcome {
            Outcome::Fail(error) => return Self::failed(check.rule, error),
            Outcome::Pass => ("pass", None),
            Outcome::Skip(reason) => ("skip", Some(reason.clone())),
        };
        Self { rule: check.rule.id.as_str(), title: check.rule.title, spec: check.rule.spec, outcome, reason, error: None }
    }

    fn failed(rule: &saml_edge::Rule, error: &Error) -> Self {
        Self { rule: rule.id.as_str(), title: rule.title, spec: rule.spec, outcome: "fail", reason: None, error: Some(Refusal::new(error)) }
    }
}

impl Signature {
    fn new(signature: &saml_edge::SignatureReport) -> Self {
        Self {
            covers: signature.covers,
            position: signature.at.as_ref().map(Position::new),
            algorithm: signature.algorithm,
            digest_algorithm: signature.digest_algorithm,
            digest_stated: signature.digest_stated.clone(),
            digest_computed: signature.digest_computed.clone(),
            verified_by: signature.verified_by.clone(),
            named_certificate: signature.named_certificate.clone(),
            verifies_with_named: signature.verifies_with_named,
        }
    }
}
