//! Facts that may happen once, and what stays behind them until they are claimed.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::crypto;
use crate::error::{Error, ErrorKind};
use crate::time::Timestamp;

/// A verified message that has not been used yet. What it says comes out once the one-time store has answered.
#[must_use = "a message is only safe once its one-time facts are claimed"]
#[derive(Debug)]
pub struct Unclaimed<T> {
    facts: Vec<OneTimeFact>,
    /// What is refused where a fact is not the first of its kind, in the same order.
    refusals: Vec<ErrorKind>,
    value: T,
}

/// Something that may happen once. Carry them out in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OneTimeFact {
    /// Store the key until then; if it is already there, the message was used before (rules P01, P02, L04).
    Put {
        /// Opaque, at most 80 ASCII characters.
        key: String,
        /// When it may be forgotten: a minute after the message is refused as expired, for a store whose clock is ahead.
        expires_at: Timestamp,
    },
    /// Take the key out of the store; if it is not there, nobody waits for this answer (rules R08, L08).
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
    /// It was used before, or answers no pending request.
    Refused(Error),
    /// The store did not answer, so the message is refused.
    Store(E),
}

impl<T> Unclaimed<T> {
    pub(crate) fn new(facts: Vec<Fact>, value: T) -> Self {
        let (facts, refusals) = facts.into_iter().map(|fact| (fact.fact, fact.refusal)).unzip();
        Self { facts, refusals, value }
    }

    /// What must happen for the first time, in order.
    pub fn facts(&self) -> &[OneTimeFact] {
        &self.facts
    }

    /// Claims every fact and hands out what is behind them. The store is asked last, so that nobody can use up a message without
    /// having a valid one.
    ///
    /// # Errors
    /// It was used before (rules P01, P02, L04), answers no pending request (rules R08, L08), or the store failed (rule P03).
    pub fn claim_with<S: OneTimeStore>(self, store: &mut S) -> Result<T, ClaimError<S::Error>> {
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
        Ok(self.value)
    }

    /// For stores that must be awaited: the caller carried out [`facts`](Self::facts) in order, up to the first that was not
    /// the first time, and these are the answers. Between the verdict and the first answer as little time may pass as a store needs: the store forgets a key when the message
    /// has expired, and whoever asks it later than that (a process that was stopped, a queue) is told "for the first time" again. Where that can happen, look at the clock, and
    /// [`verify`](crate::verify) again.
    ///
    /// ```
    /// # async fn put(key: &str, expires_at: saml_edge::Timestamp) -> bool { true }
    /// # async fn take(key: &str) -> bool { true }
    /// use saml_edge::{Answer, Error, Identity, OneTimeFact, Unclaimed};
    ///
    /// async fn claim(login: Unclaimed<Identity>) -> Result<Identity, Error> {
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
    pub fn claimed(self, answers: &[Answer]) -> Result<T, Error> {
        if let Some(position) = answers.iter().position(|answer| *answer == Answer::NotFirst) {
            return Err(self.refusal(position));
        }
        if answers.len() != self.facts.len() {
            return Err(Error { kind: ErrorKind::StoreUnavailable, at: None });
        }
        Ok(self.value)
    }

    fn refusal(&self, position: usize) -> Error {
        Error { kind: self.refusals.get(position).cloned().unwrap_or(ErrorKind::StoreUnavailable), at: None }
    }

    pub(crate) fn accepting_replay(self) -> T {
        self.value
    }
}

/// A fact, and what is refused where it is not the first of its kind.
pub(crate) struct Fact {
    fact: OneTimeFact,
    refusal: ErrorKind,
}

impl Fact {
    /// `until` is the first moment at which the message is refused as expired.
    pub(crate) fn put(kind: &str, issuer: &str, id: &str, until: Timestamp, refusal: ErrorKind) -> Self {
        let expires_at = until.plus_seconds(STORE_MARGIN);
        Self { fact: OneTimeFact::Put { key: one_time_key(kind, issuer, id), expires_at }, refusal }
    }

    pub(crate) fn take(idp_entity_id: &str, request: &str, refusal: ErrorKind) -> Self {
        Self { fact: OneTimeFact::Take { key: request_key(idp_entity_id, request) }, refusal }
    }
}

/// Seconds that a store remembers beyond the last moment of acceptance: its clock may be ahead of the verifier's.
const STORE_MARGIN: i64 = 60;

/// The key under which the pending request `id` to the IdP `idp_entity_id` is stored by whoever sends it, and taken by [`OneTimeFact::Take`].
pub fn request_key(idp_entity_id: &str, id: &str) -> String {
    one_time_key("request", idp_entity_id, id)
}

/// Scoped to the issuer, so that no IdP can use up another's IDs; hashed, so that no store sees or mangles them.
fn one_time_key(kind: &str, issuer: &str, id: &str) -> String {
    [kind, ":", &crypto::sha256_hex([issuer, "\0", id].concat().as_bytes())].concat()
}

impl<E: fmt::Display> fmt::Display for ClaimError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Store(error) => write!(f, "The one-time store did not answer, so the message was refused: {error}"),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for ClaimError<E> {}
