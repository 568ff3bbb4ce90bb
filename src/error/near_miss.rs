//! Differences that people make by hand, named so that they can be undone.

use core::fmt;

use crate::text::characters;

/// In what a value differs from the one that would have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NearMiss {
    /// Letter case only.
    Case,
    /// `http` where `https` is meant, or the other way round.
    Scheme,
    /// A query string more or less.
    Query,
    /// A slash at the end.
    TrailingSlash,
    /// White space around the value.
    WhiteSpace,
    /// Letters of other alphabets in the places of some of it.
    LookAlike,
    /// It is this service provider's ACS URL where its entity id belongs.
    AcsForEntityId,
    /// It is this service provider's entity id where its ACS URL belongs.
    EntityIdForAcs,
}

impl NearMiss {
    /// All of them, in the order of their numbers.
    pub const ALL: &[Self] = &[
        Self::Case,
        Self::Scheme,
        Self::Query,
        Self::TrailingSlash,
        Self::WhiteSpace,
        Self::LookAlike,
        Self::AcsForEntityId,
        Self::EntityIdForAcs,
    ];

    /// Its position in [`ALL`](Self::ALL).
    #[allow(clippy::as_conversions, reason = "they are few")]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Names the first difference that fully explains `found`, if one does.
    pub(crate) fn between(expected: &str, found: &str) -> Option<Self> {
        if expected == found {
            return None;
        }
        if expected == found.trim() {
            return Some(Self::WhiteSpace);
        }
        if expected.trim_end_matches('/') == found.trim_end_matches('/') {
            return Some(Self::TrailingSlash);
        }
        if expected.eq_ignore_ascii_case(found) {
            return Some(Self::Case);
        }
        if without_scheme(expected).is_some() && without_scheme(expected) == without_scheme(found) {
            return Some(Self::Scheme);
        }
        if before_query(expected) == before_query(found) {
            return Some(Self::Query);
        }
        let mut pairs = expected.chars().zip(found.chars());
        if characters(expected) == characters(found) && pairs.all(|(expected, found)| expected == found || !found.is_ascii()) {
            return Some(Self::LookAlike);
        }
        None
    }
}

fn without_scheme(uri: &str) -> Option<&str> {
    uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))
}

fn before_query(uri: &str) -> &str {
    uri.split_once('?').map_or(uri, |(path, _)| path)
}

impl fmt::Display for NearMiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => "They differ in upper and lower case only.",
            Self::Scheme => "They differ in http and https only.",
            Self::Query => "They differ in the query string only.",
            Self::TrailingSlash => "They differ in the slash at the end only.",
            Self::WhiteSpace => "They differ in white space around the value only.",
            Self::LookAlike => "They look alike, but some letters are of another alphabet.",
            Self::AcsForEntityId => "The IdP has the ACS URL where the entity id belongs.",
            Self::EntityIdForAcs => "The IdP has the entity id where the ACS URL belongs.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::NearMiss::{self, *};

    #[test]
    fn numbers_are_positions() {
        for (position, near) in NearMiss::ALL.iter().enumerate() {
            assert_eq!(usize::from(near.number()), position);
        }
    }

    #[test]
    fn the_first_difference_that_explains_all() {
        for (found, near) in [
            ("https://sp.example.com/acs", None),
            ("https://sp.example.com/acs\n", Some(WhiteSpace)),
            ("https://sp.example.com/acs/", Some(TrailingSlash)),
            ("https://SP.example.com/acs", Some(Case)),
            ("http://sp.example.com/acs", Some(Scheme)),
            ("https://sp.example.com/acs?a=b", Some(Query)),
            ("https://sp.ex\u{430}mple.com/acs", Some(LookAlike)),
            ("https://sp.example.org/acs", None),
            ("https://sp.ex\u{430}mple.org/acs", None),
            ("", None),
        ] {
            assert_eq!(NearMiss::between("https://sp.example.com/acs", found), near, "{found:?}");
        }
    }
}
