//! What a refusal says: which rule, where, what was expected and found, and who must change what.

mod blanks;
mod kind;
mod near_miss;
pub(crate) mod sentences;
mod wordings;

pub use blanks::Blanks;
pub(crate) use blanks::{is_hidden, shorten};
pub use kind::{ErrorKind, NonSuccess};
pub use near_miss::NearMiss;
pub use sentences::SENTENCES;
use sentences::Sentence;
pub use wordings::{WORDINGS, Wording};

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::rules::RuleId;

/// Why a message was refused, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where; absent when it is about the message as a whole or about its transport.
    pub at: Option<Position>,
}

/// A place in the XML of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First octet in the decoded XML, from 0.
    pub start: usize,
    /// One past the last octet.
    pub end: usize,
    /// The element, as local names from the root: `/Response/Assertion/Subject`. Empty where the XML has no tree.
    pub path: String,
}

/// Who has to act for the next login to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The administrator of the identity provider.
    IdpAdmin,
    /// The administrator of this service provider.
    SpAdmin,
    /// The person who signs in.
    User,
    /// Nobody: no identity provider sends this. It is an attack, or something on the way alters messages.
    Attack,
}

impl Actor {
    /// The stable word for it: `idp-admin`, `sp-admin`, `user` or `attack`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdpAdmin => "idp-admin",
            Self::SpAdmin => "sp-admin",
            Self::User => "user",
            Self::Attack => "attack",
        }
    }
}

impl Error {
    /// The stable code, such as `ERR_AUDIENCE_MISMATCH`.
    pub fn code(&self) -> &'static str {
        self.blanks().wording().code
    }

    /// The rule that refused.
    pub fn rule(&self) -> RuleId {
        self.blanks().rule
    }

    /// What is wrong, as one sentence without codes.
    pub fn message(&self) -> String {
        self.blanks().message()
    }

    /// Who must act.
    pub fn actor(&self) -> Actor {
        self.blanks().wording().actor
    }

    /// What to change, as a sentence.
    pub fn hint(&self) -> String {
        self.blanks().hint()
    }

    /// The address of a page about its code: an example, and where it is mended at common identity providers.
    pub fn docs(&self) -> &'static str {
        self.blanks().wording().docs
    }

    /// What would have passed, where that is one value.
    pub fn expected(&self) -> Option<String> {
        self.blanks().expected_or_always().map(Into::into)
    }

    /// What was there instead, shortened.
    pub fn found(&self) -> Option<String> {
        self.blanks().found
    }

    /// What it says beside its wording.
    pub fn blanks(&self) -> Blanks {
        Blanks::of(&self.kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blanks = self.blanks();
        write!(f, "{} ({} {}", blanks.message(), blanks.rule.as_str(), blanks.wording().code)?;
        if let Some(at) = &self.at {
            write!(f, " at line {}, column {}", at.line, at.column)?;
        }
        f.write_str(")")
    }
}

impl core::error::Error for Error {}

/// A half-open range of octets in the source of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// An [`Error`] on its way to the door, where its place is turned into lines and columns. In a box, because every step on that
/// way hands on a result: what succeeds should not carry the size of what fails.
pub(crate) type Fault = Box<Placed>;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) kind: ErrorKind,
    pub(crate) span: Option<Span>,
}

impl ErrorKind {
    #[cold]
    pub(crate) fn at(self, span: Span) -> Fault {
        Box::new(Placed { kind: self, span: Some(span) })
    }

    /// For what concerns the whole message or its transport.
    #[cold]
    pub(crate) fn nowhere(self) -> Fault {
        Box::new(Placed { kind: self, span: None })
    }
}

/// A setting that cannot work: the caller's mistake, never the message's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionError(Box<Said>);

/// A sentence, what fills its blanks, and another error for the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    sentence: Sentence,
    values: Vec<String>,
    inner: Option<ConnectionError>,
}

impl ConnectionError {
    /// The sentence, as it is displayed.
    pub fn message(&self) -> String {
        let inner = self.0.inner.as_ref().map(Self::message);
        self.0.sentence.filled(&self.0.values, inner.as_deref())
    }

    /// Whether this is its sentence.
    pub(crate) fn says(&self, sentence: Sentence) -> bool {
        self.0.sentence == sentence
    }

    /// The number of its sentence in [`SENTENCES`], what fills the blanks, and the error that fills the last one, where one does. For who keeps the
    /// sentences elsewhere.
    pub fn parts(&self) -> (usize, &[String], Option<&Self>) {
        (self.0.sentence.number(), &self.0.values, self.0.inner.as_ref())
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl core::error::Error for ConnectionError {}
