//! One wording for each way to refuse: code, rule, who must act, what would have passed where that never varies, the sentence,
//! and what to change. [`Blanks`](super::Blanks) fills it.

use super::{Actor, ErrorKind};
use crate::rules::RuleId;
pub use table::WORDINGS;
use table::{Number, RULES};

/// What a refusal of one kind says each time. In its sentences `{expected}`, `{found}`, `{0}`, `{1}` and `{2}` are blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// That of its [`ErrorKind`]; where the IdP reports the status, with the status.
    pub name: &'static str,
    /// The stable code, such as `ERR_AUDIENCE_MISMATCH`.
    pub code: &'static str,
    /// Who must act.
    pub actor: Actor,
    /// What would have passed, where that never varies.
    pub expected: Option<&'static str>,
    /// What is wrong, as one sentence.
    pub message: &'static str,
    /// What to change.
    pub hint: &'static str,
    /// The address of a page about the code: an example of it, and where it is mended at common identity providers.
    pub docs: &'static str,
}

/// One page for each code; a test holds that it is there.
macro_rules! page_of {
    ($code:literal) => {
        concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/errors/", $code, ".md")
    };
}

macro_rules! expected {
    (_) => {
        None
    };
    ($expected:literal) => {
        Some($expected)
    };
}

macro_rules! wordings {
    ({ $($kind:ident: $code:literal, $rule:ident, $actor:ident, $expected:tt, $message:expr, $hint:expr;)* }
     { $($name:ident $($status:literal)*: $status_actor:ident, $status_message:literal, $status_hint:literal;)* }) => {
        /// Every wording. [`Blanks`](crate::Blanks) has a position in it.
        pub const WORDINGS: &[Wording] = &[
            $(Wording {
                name: stringify!($kind),
                code: $code,
                actor: $actor,
                expected: expected!($expected),
                message: $message,
                hint: $hint,
                docs: page_of!($code),
            },)*
            $(Wording {
                name: concat!("StatusNotSuccess.", stringify!($name)),
                code: "ERR_STATUS",
                actor: $status_actor,
                expected: Some("Success"),
                message: $status_message,
                hint: $status_hint,
                docs: page_of!("ERR_STATUS"),
            },)*
        ];

        /// The positions. They stand apart from the sentences, so that who keeps those elsewhere does not carry them along.
        pub(super) enum Number { $($kind,)* $($name),* }

        /// The rules in the same order. Where one kind stands for several rules, it says which; this is then one of them.
        pub(super) const RULES: &[RuleId] = &[$(RuleId::$rule),*];

        pub(super) const fn position(kind: &ErrorKind, status: Number) -> Number {
            match kind {
                $(ErrorKind::$kind { .. } => Number::$kind,)*
                ErrorKind::StatusNotSuccess(_) => status,
            }
        }

        /// Core 3.2.2.2: what the last part of a status code means for the person who reads it, and who can change it.
        pub(super) fn of_status(code: &str) -> Number {
            $($(if code == $status {
                return Number::$name;
            })*)*
            Number::Other
        }
    };
}

// Behind the macro, which it is made of.
mod table;

/// The position of the wording of a kind, and its rule.
#[allow(clippy::as_conversions, reason = "positions are few")]
pub(super) fn of(kind: &ErrorKind) -> (usize, RuleId) {
    let status = match kind {
        ErrorKind::StatusNotSuccess(status) => table::of_status(status.short_code()),
        _ => Number::Other,
    };
    let position = table::position(kind, status) as usize;
    (position, RULES.get(position).copied().unwrap_or(RuleId::R05))
}
