//! The rules as tables. A check is a pure function; `verify` stops at the first failure of a table, `explain` keeps every finding.

mod assertion;
mod attributes;
mod conditions;
mod confirmation;
mod logout;
mod metadata;
mod response;
mod shared;
mod statement;
mod subject;
mod warnings;

use crate::connection::Connection;
use crate::dsig::{Proof, Verified};
use crate::error::Fault;
use crate::rules::RuleId;
use crate::saml::{Assertion, Response};
use crate::time::Timestamp;

pub(crate) use assertion::ASSERTION;
pub(crate) use attributes::value_of;
pub(crate) use confirmation::{accepted_until, confirmed_by};
pub(crate) use logout::{LogoutContext, is_accepted, require_logout};
pub use metadata::{Binding, Endpoint, MetadataKey, MetadataMode};
pub(crate) use metadata::{
    Schemes, Warnings, entity_id, error_url, is_plain_http, require_valid, scopes, signing_keys, single_logout, single_sign_on,
};
pub(crate) use response::RESPONSE;
pub(crate) use statement::judged_statement;
pub use warnings::Warning;
pub(crate) use warnings::{is_key_short, names_of, relaxed, warnings};

/// Which request a Response must answer (rules R08, R09, A16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InResponseTo<'a> {
    /// The one with this ID: this browser waits for it.
    Request(&'a str),
    /// None: nothing was asked. Accepted only where the connection accepts IdP-initiated logins.
    Unsolicited,
    /// The one that the message names, if the one-time store holds it; else none.
    AskStore,
}

/// What time it is, and how far other clocks may be from that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    pub(crate) now: Timestamp,
    /// Seconds that clocks may differ.
    pub(crate) skew: i64,
}

/// What the rules are held against, beside the assertion.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) response: &'a Response<'a>,
    pub(crate) in_response_to: InResponseTo<'a>,
    pub(crate) clock: Clock,
    /// Octets of XML of the message.
    pub(crate) octets: usize,
    pub(crate) signatures: Signatures,
    /// Whether anything could be decrypted.
    pub(crate) has_keys: bool,
    /// Of the assertion, where it was encrypted.
    pub(crate) encryption: Option<Encryption>,
    /// Octets of the shortest modulus that wrapped anything that was decrypted.
    pub(crate) shortest_modulus: Option<usize>,
}

/// How the assertion was encrypted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encryption {
    /// By AES-CBC, and no signature covers the ciphertext.
    pub(crate) is_unauthenticated: bool,
}

/// Which signatures were there and verified.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signatures {
    pub(crate) response: Option<Proof>,
    pub(crate) assertion: Option<Proof>,
}

impl Signatures {
    pub(crate) fn all(&self) -> impl Iterator<Item = Proof> {
        self.response.into_iter().chain(self.assertion)
    }
}

/// One rule of a table.
pub(crate) struct Check<F> {
    pub(crate) rule: RuleId,
    pub(crate) run: F,
}

/// About the envelope. It can only refuse.
pub(crate) type ResponseCheck = Check<fn(&Context<'_>) -> Finding>;
/// About the assertion.
pub(crate) type AssertionCheck = Check<fn(&Assertion<'_>, &Context<'_>) -> Finding>;

/// What a check finds.
#[derive(Debug)]
pub(crate) enum Finding {
    Pass,
    /// The connection does not ask for it, or the specification makes it inapplicable. Never for something that is missing.
    Skip(&'static str),
    Fail(Fault),
}

impl From<Result<(), Fault>> for Finding {
    fn from(result: Result<(), Fault>) -> Self {
        match result {
            Ok(()) => Self::Pass,
            Err(fault) => Self::Fail(fault),
        }
    }
}

/// An assertion that a trusted key signed and that no rule refused.
pub(crate) struct Accepted<'d> {
    assertion: Verified<Assertion<'d>>,
}

impl<'d> Accepted<'d> {
    pub(crate) fn assertion(&self) -> &Assertion<'d> {
        self.assertion.get()
    }
}

/// The rules about the assertion, in order; the first failure is the refusal.
pub(crate) fn require_all<'d>(assertion: Verified<Assertion<'d>>, context: &Context<'_>) -> Result<Accepted<'d>, Fault> {
    for check in ASSERTION {
        if let Finding::Fail(fault) = (check.run)(assertion.get(), context) {
            return Err(fault);
        }
    }
    Ok(Accepted { assertion })
}

/// The rules about the envelope, which need no assertion.
pub(crate) fn require_response(context: &Context<'_>) -> Result<(), Fault> {
    for check in RESPONSE {
        if let Finding::Fail(fault) = (check.run)(context) {
            return Err(fault);
        }
    }
    Ok(())
}
