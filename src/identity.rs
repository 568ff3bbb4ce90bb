//! What comes out: facts to be used once, and behind them the identity.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::checks::{Accepted, Context, InResponseTo, Warning, accepted_until, confirmed_by, judged_statement, relaxed, warnings};
use crate::crypto;
use crate::error::{Error, ErrorKind};
use crate::rules::RuleId;
use crate::saml::{Assertion, AttributeValue, Identifier, Names};
use crate::time::Timestamp;

/// A verified login that has not been used yet. The identity comes out once the one-time store has answered.
#[must_use = "a login is only safe once its one-time facts are claimed"]
#[derive(Debug)]
pub struct Unclaimed {
    facts: Vec<OneTimeFact>,
    identity: Identity,
}

/// Something that may happen once. Carry them out in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OneTimeFact {
    /// Store the key until then; if it is already there, the login was used before (rules P01, P02).
    Put {
        /// Opaque, at most 80 ASCII characters.
        key: String,
        /// When it may be forgotten: a minute after the message is refused as expired, for a store whose clock is ahead.
        expires_at: Timestamp,
    },
    /// Take the key out of the store; if it is not there, nobody waits for this answer (rule R08).
    Take {
        /// Opaque, at most 80 ASCII characters: [`request_key`] of the request's ID.
        key: String,
    },
}

/// What the store answered for one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Stored, or taken: this was the first time.
    First,
    /// Already there, or not there to take.
    NotFirst,
}

/// Where one-time facts are kept. `put` and `take` must be atomic over all instances that share a connection: an eventually
/// consistent store is not enough (rule P03).
pub trait OneTimeStore {
    /// Why it could not answer.
    type Error;

    /// Stores `key` until `expires_at` and says whether it was absent.
    fn put(&mut self, key: &str, expires_at: Timestamp) -> Result<bool, Self::Error>;

    /// Removes `key` and says whether it was there and had not expired.
    fn take(&mut self, key: &str) -> Result<bool, Self::Error>;
}

/// Why a claim failed.
#[derive(Debug)]
pub enum ClaimError<E> {
    /// The login was used before, or answers no pending request.
    Refused(Error),
    /// The store did not answer, so the login is refused.
    Store(E),
}

/// Who signed in. Only a claimed, verified login makes one.
#[derive(Clone, Debug)]
pub struct Identity {
    name_id: Option<NameId>,
    issuer: String,
    attributes: Vec<Attribute>,
    authn_instant: Timestamp,
    authn_context: Option<String>,
    authenticating_authorities: Vec<String>,
    session_index: Option<String>,
    session_not_on_or_after: Option<Timestamp>,
    assertion_id: String,
    in_response_to: Option<String>,
    expires_at: Timestamp,
    evidence: Evidence,
}

/// The user's name at the IdP (core 2.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameId {
    /// Exactly as the IdP sent it.
    pub value: String,
    /// Its format, a URI.
    pub format: Option<String>,
    /// The IdP for which it is unique.
    pub name_qualifier: Option<String>,
    /// The service provider for which it is unique.
    pub sp_name_qualifier: Option<String>,
}

/// One attribute. Those of the same Name are merged, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its Name. FriendlyName is for people and never matched.
    pub name: String,
    /// Its NameFormat, a URI; that of the first where several were merged.
    pub name_format: Option<String>,
    /// Its values that are text, exactly as sent. `xsi:nil` is no value.
    pub values: Vec<String>,
}

/// What the verdict rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What was signed.
    pub signed: Signed,
    /// SHA-256 fingerprint, lower-case hex, of the certificate (or bare key) that signed it.
    pub certificate_sha256: String,
    /// The signature algorithm, a URI.
    pub algorithm: &'static str,
    /// The assertion came encrypted.
    pub encrypted: bool,
    /// The members of the policy without which this login would have been refused.
    pub relaxed: Vec<String>,
    /// What works today and may not tomorrow.
    pub warnings: Vec<Warning>,
}

/// Which elements carried a signature. All of them verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// The Assertion.
    Assertion,
    /// The Response.
    Response,
    /// Both.
    Both,
}

impl Signed {
    /// `assertion`, `response` or `both`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assertion => "assertion",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

impl Unclaimed {
    /// The one way to make it: from what every rule accepted.
    pub(crate) fn new(accepted: &Accepted<'_>, context: &Context<'_>) -> Option<Self> {
        let identity = Identity::new(accepted.assertion(), context)?;
        Some(Self { facts: facts(&identity, context), identity })
    }

    /// What must happen for the first time, in order.
    pub fn facts(&self) -> &[OneTimeFact] {
        &self.facts
    }

    /// Claims every fact and hands out the identity. The store is asked last, so that nobody can use up a login without
    /// having a valid one.
    ///
    /// # Errors
    /// The login was used before (rules P01, P02), answers no pending request (rule R08), or the store failed (rule P03).
    pub fn claim_with<S: OneTimeStore>(self, store: &mut S) -> Result<Identity, ClaimError<S::Error>> {
        for (position, fact) in self.facts.iter().enumerate() {
            let first = match fact {
                OneTimeFact::Put { key, expires_at } => store.put(key, *expires_at),
                OneTimeFact::Take { key } => store.take(key),
            };
            // A replay stops here: it must not use up the request that somebody still waits for.
            if !first.map_err(ClaimError::Store)? {
                return Err(ClaimError::Refused(self.refusal(position)));
            }
        }
        Ok(self.identity)
    }

    /// For stores that must be awaited: the caller carried out [`facts`](Self::facts) in order, up to the first that was not
    /// the first time, and these are the answers.
    ///
    /// ```
    /// # async fn put(key: &str, expires_at: saml_edge::Timestamp) -> bool { true }
    /// # async fn take(key: &str) -> bool { true }
    /// use saml_edge::{Answer, Error, Identity, OneTimeFact, Unclaimed};
    ///
    /// async fn claim(login: Unclaimed) -> Result<Identity, Error> {
    ///     let mut answers = Vec::new();
    ///     for fact in login.facts() {
    ///         let first = match fact {
    ///             OneTimeFact::Put { key, expires_at } => put(key, *expires_at).await,
    ///             OneTimeFact::Take { key } => take(key).await,
    ///             _ => false,
    ///         };
    ///         answers.push(if first { Answer::First } else { Answer::NotFirst });
    ///         if !first {
    ///             break;
    ///         }
    ///     }
    ///     login.claimed(&answers)
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`claim_with`](Self::claim_with); too few or too many answers count as a store that failed.
    pub fn claimed(self, answers: &[Answer]) -> Result<Identity, Error> {
        if let Some(position) = answers.iter().position(|answer| *answer == Answer::NotFirst) {
            return Err(self.refusal(position));
        }
        if answers.len() != self.facts.len() {
            return Err(Error { kind: ErrorKind::StoreUnavailable, at: None });
        }
        Ok(self.identity)
    }

    fn refusal(&self, position: usize) -> Error {
        let kind = match (self.facts.get(position), &self.identity.in_response_to) {
            (Some(OneTimeFact::Take { .. }), Some(request)) => ErrorKind::RequestNotPending { found: request.clone() },
            _ if position == 0 => ErrorKind::AlreadyUsed { rule: RuleId::P01 },
            _ => ErrorKind::AlreadyUsed { rule: RuleId::P02 },
        };
        Error { kind, at: None }
    }

    /// The identity without the one-time rule: whoever gets hold of the message can use it again until it expires.
    /// For tools, and for bindings that carry out the facts themselves before anybody sees the identity.
    pub fn identity_accepting_replay(self) -> Identity {
        self.identity
    }
}

/// Seconds that a store remembers beyond the last moment of acceptance: its clock may be ahead of the verifier's.
const STORE_MARGIN: i64 = 60;

/// The Assertion first, then a signed Response, then the request that is answered.
fn facts(identity: &Identity, context: &Context<'_>) -> Vec<OneTimeFact> {
    let expires_at = identity.expires_at.plus_seconds(STORE_MARGIN);
    let put = |kind: &str, id: &str| OneTimeFact::Put { key: one_time_key(kind, &identity.issuer, id), expires_at };
    let mut facts = alloc::vec![put("assertion", &identity.assertion_id)];
    // An unsigned Response has whatever ID its bearer likes: it proves nothing, and would let him use up others' IDs.
    if context.signatures.response.is_some() {
        facts.push(put("response", context.response.id.value));
    }
    if let (InResponseTo::AskStore, Some(request)) = (context.in_response_to, &identity.in_response_to) {
        facts.push(OneTimeFact::Take { key: request_key(&context.connection.idp_entity_id, request) });
    }
    facts
}

/// The key under which the pending request `id` to the IdP `idp_entity_id` is stored by whoever sends it, and taken by [`OneTimeFact::Take`].
pub fn request_key(idp_entity_id: &str, id: &str) -> String {
    one_time_key("request", idp_entity_id, id)
}

/// Scoped to the issuer, so that no IdP can use up another's IDs; hashed, so that no store sees or mangles them.
fn one_time_key(kind: &str, issuer: &str, id: &str) -> String {
    [kind, ":", &crypto::sha256_hex([issuer, "\0", id].concat().as_bytes())].concat()
}

impl Identity {
    fn new(assertion: &Assertion<'_>, context: &Context<'_>) -> Option<Self> {
        let policy = &context.connection.policy;
        let data = confirmed_by(assertion, context)?.data.as_ref()?;
        let statement = judged_statement(assertion, context)?;
        let session_limit = policy.max_session_seconds.map(|seconds| context.now.plus_seconds(seconds.into()));
        let session_ends = assertion.authn_statements.iter().filter_map(|statement| statement.session_not_on_or_after).map(|end| end.time);
        let authn_context = statement.context.as_ref();
        Some(Self {
            name_id: name_id(assertion),
            issuer: assertion.issuer.value.into(),
            attributes: merge(&assertion.attributes),
            authn_instant: statement.instant.time,
            authn_context: authn_context.and_then(|context| context.class.as_ref()).map(|class| class.value.into()),
            authenticating_authorities: authn_context
                .iter()
                .flat_map(|context| &context.authorities)
                .map(|authority| String::from(*authority))
                .collect(),
            session_index: statement.session_index.as_ref().map(|index| index.value.into()),
            session_not_on_or_after: session_ends.chain(session_limit).min(),
            assertion_id: assertion.id.value.into(),
            in_response_to: data.in_response_to.as_ref().map(|id| id.value.into()),
            expires_at: accepted_until(assertion)?.plus_seconds(context.skew),
            evidence: Evidence::new(assertion, context)?,
        })
    }

    /// The user's NameID; absent only where the connection's identifier is an attribute.
    pub fn name_id(&self) -> Option<&NameId> {
        self.name_id.as_ref()
    }

    /// The IdP's entity id. A NameID means nothing without it: key users by both.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// All attributes in the order of the message, those of one Name merged.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The values of the attribute of this Name; empty when it is not there.
    pub fn attribute(&self, name: &str) -> &[String] {
        self.attributes.iter().find(|attribute| attribute.name == name).map_or(&[], |attribute| &attribute.values)
    }

    /// When the user signed in at the IdP.
    pub fn authn_instant(&self) -> Timestamp {
        self.authn_instant
    }

    /// How: an authentication context class, a URI.
    pub fn authn_context(&self) -> Option<&str> {
        self.authn_context.as_deref()
    }

    /// Who else took part in signing in (core 2.7.2.2).
    pub fn authenticating_authorities(&self) -> &[String] {
        &self.authenticating_authorities
    }

    /// The session at the IdP, for single logout.
    pub fn session_index(&self) -> Option<&str> {
        self.session_index.as_deref()
    }

    /// When the application's session must end at the latest (E79), or earlier by the connection's limit.
    pub fn session_not_on_or_after(&self) -> Option<Timestamp> {
        self.session_not_on_or_after
    }

    /// The assertion's ID, for logs.
    pub fn assertion_id(&self) -> &str {
        &self.assertion_id
    }

    /// The request that was answered, as the signed assertion names it.
    pub fn in_response_to(&self) -> Option<&str> {
        self.in_response_to.as_deref()
    }

    /// From when on the message is refused as expired, skew included.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// What the verdict rests on.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Evidence {
    fn new(assertion: &Assertion<'_>, context: &Context<'_>) -> Option<Self> {
        let signatures = context.signatures;
        let (signed, proof) = match (signatures.response, signatures.assertion) {
            (Some(_), Some(proof)) => (Signed::Both, proof),
            (None, Some(proof)) => (Signed::Assertion, proof),
            (Some(proof), None) => (Signed::Response, proof),
            (None, None) => return None,
        };
        Some(Self {
            signed,
            certificate_sha256: context.connection.keys().get(proof.key)?.sha256().into(),
            algorithm: proof.algorithm.uri(),
            encrypted: context.encryption.is_some(),
            relaxed: relaxed(assertion, context),
            warnings: warnings(assertion, context),
        })
    }
}

fn name_id(assertion: &Assertion<'_>) -> Option<NameId> {
    let Identifier::NameId(name_id) = assertion.subject.as_ref()?.identifier.as_ref()? else { return None };
    let text = |text: Option<crate::dsig::Text<'_>>| text.map(|text| text.value.into());
    Some(NameId {
        value: name_id.value.into(),
        format: text(name_id.format),
        name_qualifier: text(name_id.name_qualifier),
        sp_name_qualifier: text(name_id.sp_name_qualifier),
    })
}

/// Attributes of one Name are one, with all values in order (core 2.7.3.1).
fn merge(attributes: &[crate::saml::Attribute<'_>]) -> Vec<Attribute> {
    let mut merged: Vec<Attribute> = Vec::with_capacity(attributes.len());
    let mut positions = Names::default();
    for attribute in attributes {
        let position = *positions.entry(attribute.name.value).or_insert(merged.len());
        if position == merged.len() {
            merged.push(Attribute {
                name: attribute.name.value.into(),
                name_format: attribute.name_format.map(Into::into),
                values: Vec::new(),
            });
        }
        let Some(into) = merged.get_mut(position) else { continue };
        into.values.extend(attribute.values.iter().filter_map(|value| match value {
            AttributeValue::Text(text) | AttributeValue::NameId(text) => Some((*text).into()),
            AttributeValue::Nil | AttributeValue::Structured => None,
        }));
    }
    merged
}

impl<E: fmt::Display> fmt::Display for ClaimError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Store(error) => write!(f, "The one-time store did not answer, so the login was refused: {error}"),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for ClaimError<E> {}
