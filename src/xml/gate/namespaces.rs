//! Which prefixes are declared where, and what a namespace may be named (Namespaces in XML 1.0, 2 to 5).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::cursor::{Cursor, TEXT, not_well_formed};
use super::exceeds;
use super::names::QName;
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::xml::names::{XML, XMLNS};

/// The declarations in scope at the tag being read. Each prefix stands once, so that looking it up stays within the limit.
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
    /// What each declaration on the way from the root replaced, the latest last.
    replaced: Vec<Replaced<'a>>,
    declared: usize,
}

/// How much of [`Scope::replaced`] belongs to the elements around.
pub(super) struct Mark(usize);

struct Binding<'a> {
    /// Empty for the default namespace.
    prefix: &'a str,
    uri: Cow<'a, str>,
    /// Equal for equal URIs, which saves comparing them again.
    id: usize,
}

struct Replaced<'a> {
    position: usize,
    /// None where the prefix was not declared before.
    binding: Option<Binding<'a>>,
}

impl<'a> Scope<'a> {
    /// `xml` is declared everywhere (Namespaces 3).
    pub(super) fn new() -> Self {
        Self { bindings: Vec::from([Binding { prefix: "xml", uri: Cow::Borrowed(XML), id: 0 }]), replaced: Vec::new(), declared: 0 }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.replaced.len())
    }

    /// Takes the declarations since `mark` out of scope.
    pub(super) fn close(&mut self, mark: &Mark) {
        while self.replaced.len() > mark.0 {
            let Some(Replaced { position, binding }) = self.replaced.pop() else { return };
            match (binding, self.bindings.get_mut(position)) {
                (Some(binding), Some(place)) => *place = binding,
                // A prefix that was new stands behind all that were there before it.
                _ => self.bindings.truncate(position),
            }
        }
    }

    /// The number that stands for the namespace of `name`; none where it has no prefix.
    pub(super) fn resolve(&self, name: &QName<'_>) -> Result<Option<usize>, Fault> {
        if name.prefix.is_empty() {
            return Ok(None);
        }
        match self.bindings.iter().rev().find(|binding| binding.prefix == name.prefix) {
            Some(binding) => Ok(Some(binding.id)),
            None => Err(not_well_formed("a prefix is not declared", name.span())),
        }
    }

    /// Takes in `xmlns="value"` or `xmlns:prefix="value"`, whose element began at `mark`.
    pub(super) fn declare(&mut self, mark: &Mark, name: &QName<'a>, value: &'a str, span: Span, limits: &Limits) -> Result<(), Fault> {
        let prefix = if name.prefix.is_empty() { "" } else { name.local };
        let uri = resolved(value)?;
        // Names are compared again for each element that uses them.
        exceeds("octets of a namespace name", uri.len(), limits.namespace_name, span)?;
        check_binding(prefix, &uri, span)?;
        self.declared += 1;
        exceeds("namespace declarations", self.declared, limits.namespaces.min(MOST_NAMESPACES), span)?;
        let known = self.bindings.iter().position(|binding| binding.prefix == prefix);
        let position = known.unwrap_or(self.bindings.len());
        if self.replaced.iter().skip(mark.0).any(|replaced| replaced.position == position) {
            return Err(not_well_formed("a namespace declaration stands twice", name.span()));
        }
        let id = self.bindings.iter().find(|binding| binding.uri == uri).map_or(self.declared, |same| same.id);
        let binding = Binding { prefix, uri, id };
        let before = match self.bindings.get_mut(position) {
            Some(place) => Some(core::mem::replace(place, binding)),
            None => {
                self.bindings.push(binding);
                None
            }
        };
        self.replaced.push(Replaced { position, binding: before });
        // The first binding is that of `xml`, which nobody declared.
        exceeds("namespace declarations in scope", self.bindings.len() - 1, limits.namespaces_in_scope, span)
    }
}

/// Namespaces 3 (reserved names) and 5; rule S11 for names that are no absolute URI.
fn check_binding(prefix: &str, uri: &str, span: Span) -> Result<(), Fault> {
    let reason = match (prefix, uri) {
        ("xmlns", _) => "the prefix xmlns is declared",
        (_, XMLNS) => "the namespace of xmlns is declared",
        ("xml", XML) | ("", "") => return Ok(()),
        ("xml", _) => "the prefix xml is declared for another namespace",
        (_, XML) => "the namespace of xml is declared for another prefix",
        (_, "") => "a prefix is declared for no namespace",
        _ if is_absolute_uri(uri) => return Ok(()),
        // Canonical XML 1.0, 1.1: no result. libxml2 then answers with nothing, which its callers have signed (CVE-2025-66568).
        _ => return Err(ErrorKind::CanonicalizationFailed { reason: "a namespace is not named by an absolute URI" }.at(span)),
    };
    Err(not_well_formed(reason, span))
}

/// A scheme and then only characters of RFC 3986, 2: as much as makes libxml2 canonicalise it.
fn is_absolute_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet))
        && rest.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&octet))
}

/// References put in. White space stays: no URI has any, so its normalisation (XML 1.0, 3.3.3) makes no difference.
fn resolved(value: &str) -> Result<Cow<'_, str>, Fault> {
    if !value.contains('&') {
        return Ok(Cow::Borrowed(value));
    }
    let mut cursor = Cursor::new(value);
    let mut resolved = String::with_capacity(value.len());
    while cursor.peek().is_some() {
        let start = cursor.at();
        let stopped_by = cursor.skip_to(TEXT);
        resolved.push_str(cursor.slice(Span { start, end: cursor.at() }));
        match stopped_by {
            None => break,
            // The value was read once before, so that every reference in it is good.
            Some(b'&') => resolved.push(cursor.reference()?),
            // Whatever else stops here is no character of a URI: it is refused with the whole.
            Some(_) => {
                let start = cursor.at();
                cursor.character()?;
                resolved.push_str(cursor.slice(Span { start, end: cursor.at() }));
            }
        }
    }
    Ok(Cow::Owned(resolved))
}

/// roxmltree counts the different ones, and its own of `xml`, in 16 bits.
const MOST_NAMESPACES: usize = 65_535;
