//! Which prefixes are declared where, and what a namespace may be named (Namespaces in XML 1.0, 2 to 5).

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::cursor::not_well_formed;
use super::{NO_NAMESPACE, QName, Tree, exceeds};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::text::{contains, split_once};
use crate::xml::names::{XML, XMLNS};
use crate::xml::tree::{Declaration, XML_NAMESPACE};

/// The declarations in scope at the tag being read. Each prefix stands once, so that looking it up stays within the limit.
pub(super) struct Scope<'a, 'l> {
    limits: &'l Limits,
    bindings: Vec<Declaration<'a>>,
    /// What each declaration on the way from the root replaced, the latest last.
    replaced: Vec<Replaced<'a>>,
}

/// How much of [`Scope::replaced`] belongs to the elements around.
pub(super) struct Mark(usize);

struct Replaced<'a> {
    position: usize,
    /// None where the prefix was not declared before.
    binding: Option<Declaration<'a>>,
}

impl<'a, 'l> Scope<'a, 'l> {
    /// What is declared around the root: `xml`, which is declared everywhere (Namespaces 3), and by the elements that the tree begins with.
    pub(super) fn of(tree: &Tree<'a>, limits: &'l Limits) -> Self {
        let mut bindings = Vec::from([Declaration { prefix: "xml", namespace: XML_NAMESPACE }]);
        for declaration in &tree.declarations {
            match bindings.iter_mut().find(|binding| binding.prefix == declaration.prefix) {
                Some(binding) => *binding = *declaration,
                None => bindings.push(*declaration),
            }
        }
        Self { limits, bindings, replaced: Vec::new() }
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

    /// The number of the namespace that the prefix of `name` is declared for.
    pub(super) fn resolve(&self, name: &QName<'_>) -> Result<usize, Fault> {
        let prefix = name.prefix();
        match self.bindings.iter().find(|binding| binding.prefix == prefix) {
            Some(binding) => Ok(binding.namespace),
            None if prefix.is_empty() => Ok(NO_NAMESPACE),
            None => Err(not_well_formed("a prefix is not declared", name.span())),
        }
    }

    /// Takes in the declaration `name`, which ends at `end` and whose element began at `mark`.
    pub(super) fn declare(
        &mut self,
        tree: &mut Tree<'a>,
        mark: &Mark,
        name: &QName<'a>,
        uri: Cow<'a, str>,
        end: usize,
    ) -> Result<(), Fault> {
        let prefix = if name.prefix().is_empty() { "" } else { name.local };
        let span = Span { start: name.start, end };
        // Names are compared again for each element that uses them.
        exceeds("octets of a namespace name", uri.len(), self.limits.namespace_name, span)?;
        check_binding(prefix, &uri, span)?;
        let count = tree.hollowed.declarations + tree.declarations.len() + 1;
        exceeds("namespace declarations", count, self.limits.namespaces, span)?;
        let known = self.bindings.iter().position(|binding| binding.prefix == prefix);
        let position = known.unwrap_or(self.bindings.len());
        if self.replaced.iter().skip(mark.0).any(|replaced| replaced.position == position) {
            return Err(not_well_formed("a namespace declaration stands twice", name.span()));
        }
        let binding = Declaration { prefix, namespace: self.number(tree, uri) };
        tree.declarations.push(binding);
        let before = match self.bindings.get_mut(position) {
            Some(place) => Some(core::mem::replace(place, binding)),
            None => {
                self.bindings.push(binding);
                None
            }
        };
        self.replaced.push(Replaced { position, binding: before });
        // The first binding is that of `xml`, which nobody declared.
        exceeds("namespace declarations in scope", self.bindings.len() - 1, self.limits.namespaces_in_scope, span)
    }

    /// Equal for equal namespaces that are in scope together, which is where attributes are compared.
    fn number(&self, tree: &mut Tree<'a>, uri: Cow<'a, str>) -> usize {
        let mut known = self.bindings.iter().map(|binding| binding.namespace).chain([NO_NAMESPACE]);
        known.find(|number| tree.namespace(*number) == uri).unwrap_or_else(|| {
            tree.namespaces.push(uri);
            tree.namespaces.len() - 1
        })
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

/// A scheme and then what RFC 3986 has, without the brackets of its IP literals: as much as makes libxml2 canonicalise it.
fn is_absolute_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = split_once(uri, ":") else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet))
        && rest.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&octet))
        && rest.split('%').skip(1).all(|escape| escape.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2)
        && rest.bytes().filter(|octet| *octet == b'#').count() < 2
        && rest.strip_prefix("//").is_none_or(|rest| is_authority(rest.split(['/', '?', '#']).next().unwrap_or_default()))
}

/// RFC 3986, 3.2: a user, a host and a port, of which each may be missing.
fn is_authority(authority: &str) -> bool {
    let host = split_once(authority, "@").map_or(authority, |(_, host)| host);
    let port = split_once(host, ":").map_or("", |(_, port)| port);
    !contains(host, "@") && port.len() < 6 && port.bytes().all(|octet| octet.is_ascii_digit())
}
