//! Canonical XML 1.0 and 1.1 and Exclusive Canonical XML 1.0 of one element, without what the profile leaves out.
//!
//! What has no canonical form (a namespace named by a relative URI) is no document (rule S11). Time and memory grow with the
//! output and with the namespaces in scope, and both are limited.

mod escape;
mod inherited;
mod rendered;
mod uri;
mod writer;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Fault;
use crate::limits::Limits;
use crate::xml::Element;

/// The methods of rule S10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Exclusive,
    ExclusiveWithComments,
    Inclusive10,
    Inclusive10WithComments,
    Inclusive11,
    Inclusive11WithComments,
}

impl Method {
    const ALL: [Self; 6] = [
        Self::Exclusive,
        Self::ExclusiveWithComments,
        Self::Inclusive10,
        Self::Inclusive10WithComments,
        Self::Inclusive11,
        Self::Inclusive11WithComments,
    ];

    /// Compared as exact octets: there is one spelling of each (rule X14).
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.uri() == uri)
    }

    /// xmldsig 6.5, xml-exc-c14n 4.
    pub(crate) const fn uri(self) -> &'static str {
        match self {
            Self::Exclusive => "http://www.w3.org/2001/10/xml-exc-c14n#",
            Self::ExclusiveWithComments => "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
            Self::Inclusive10 => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            Self::Inclusive10WithComments => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
            Self::Inclusive11 => "http://www.w3.org/2006/12/xml-c14n11",
            Self::Inclusive11WithComments => "http://www.w3.org/2006/12/xml-c14n11#WithComments",
        }
    }

    pub(crate) const fn without_comments(self) -> Self {
        match self {
            Self::Exclusive | Self::ExclusiveWithComments => Self::Exclusive,
            Self::Inclusive10 | Self::Inclusive10WithComments => Self::Inclusive10,
            Self::Inclusive11 | Self::Inclusive11WithComments => Self::Inclusive11,
        }
    }

    pub(crate) const fn is_exclusive(self) -> bool {
        matches!(self, Self::Exclusive | Self::ExclusiveWithComments)
    }

    const fn is_version_11(self) -> bool {
        matches!(self, Self::Inclusive11 | Self::Inclusive11WithComments)
    }

    const fn has_comments(self) -> bool {
        matches!(self, Self::ExclusiveWithComments | Self::Inclusive10WithComments | Self::Inclusive11WithComments)
    }
}

/// A method with its one parameter.
#[derive(Clone, Debug)]
pub(crate) struct Canonicalization {
    pub(crate) method: Method,
    /// Empty unless the method is exclusive.
    pub(crate) prefixes: PrefixList,
    /// The limit on the canonical form.
    pub(crate) most_octets: usize,
}

/// The prefixes that exclusive canonicalisation treats as inclusive (xml-exc-c14n 3). Those that nobody declares mean nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrefixList(Vec<String>);

impl PrefixList {
    /// `None` where there are more than the limit. `#default` is kept as the empty prefix.
    pub(crate) fn parse(list: &str, limits: &Limits) -> Option<Self> {
        let mut prefixes = Vec::new();
        for prefix in list.split_ascii_whitespace() {
            let prefix = if prefix == "#default" { "" } else { prefix };
            if prefixes.iter().any(|known| known == prefix) {
                continue;
            }
            if prefixes.len() == limits.prefix_list {
                return None;
            }
            prefixes.push(prefix.into());
        }
        Some(Self(prefixes))
    }

    fn contains(&self, prefix: &str) -> bool {
        self.0.iter().any(|listed| listed == prefix)
    }
}

/// The namespaces that the canonical form of `apex` declares around what stands in `inside`, an element below it: prefixes and URIs, none for no
/// namespace. Declarations that are in scope there and not in the canonical form are not covered by its digest.
pub(crate) fn scope<'d>(apex: Element<'d>, inside: Element<'d>, how: &Canonicalization) -> Vec<(&'d str, &'d str)> {
    let mut path = Vec::from([inside]);
    path.extend(inherited::ancestors(inside).take_while(|_| inside != apex));
    path.truncate(path.iter().position(|element| *element == apex).map_or(0, |at| at + 1));
    let mut scope: Vec<(&str, &str)> = Vec::new();
    for element in path.into_iter().rev() {
        let in_scope = || core::iter::once(element).chain(inherited::ancestors(element)).flat_map(Element::declarations);
        let names = element.attributes().filter(|attribute| attribute.namespace.is_some()).map(|attribute| attribute.qname);
        let used: Vec<&str> = names.chain([element.qname()]).map(writer::prefix).collect();
        let mut seen = Vec::from(["xml"]);
        for (prefix, uri) in in_scope() {
            // The nearest declaration of a prefix counts, and that only where it is written.
            if seen.contains(&prefix) {
                continue;
            }
            seen.push(prefix);
            if !how.method.is_exclusive() || how.prefixes.contains(prefix) || used.contains(&prefix) {
                scope.retain(|(known, _)| *known != prefix);
                scope.push((prefix, uri));
            }
        }
    }
    scope.retain(|(_, uri)| !uri.is_empty());
    scope
}

/// Appends the canonical form of `apex` and all below it, `omit` left out. Fails only where that becomes too long.
pub(crate) fn canonicalize(apex: Element<'_>, omit: Option<Element<'_>>, how: &Canonicalization, into: &mut Vec<u8>) -> Result<(), Fault> {
    writer::Writer::new(how, omit, into).apex(apex)
}
