//! What inclusive canonicalisation takes over from the ancestors that it leaves out (c14n 2.4, c14n11 2.4).

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::uri;
use crate::xml::names::XML;
use crate::xml::{Attribute, Element};

/// An attribute as it is written, which for `xml:base` need not be as it was read.
pub(super) struct Written<'d> {
    pub(super) namespace: &'d str,
    pub(super) local: &'d str,
    pub(super) qname: &'d str,
    pub(super) value: Cow<'d, str>,
}

impl<'d> Written<'d> {
    pub(super) fn own(attribute: &Attribute<'d>) -> Self {
        Self {
            namespace: attribute.namespace.unwrap_or_default(),
            local: attribute.local,
            qname: attribute.qname,
            value: Cow::Borrowed(attribute.value),
        }
    }

    fn is_xml(&self, local: &str) -> bool {
        self.namespace == XML && self.local == local
    }
}

/// Puts an attribute where canonical XML has it: by namespace, then by local name (c14n 2.2). There are few on one element.
pub(super) fn insert<'d>(attributes: &mut Vec<Written<'d>>, attribute: Written<'d>) {
    let key = |written: &Written<'d>| (written.namespace, written.local);
    let after = attributes.iter().take_while(|before| key(before) < key(&attribute)).count();
    attributes.insert(after, attribute);
}

/// Canonical XML 1.0: every attribute of the `xml` namespace, from the nearest ancestor that has it.
pub(super) fn version_10<'d>(apex: Element<'d>, attributes: &mut Vec<Written<'d>>) {
    inherit(apex, attributes, |_| true);
}

/// Canonical XML 1.1: `xml:lang` and `xml:space` likewise, `xml:id` never, and `xml:base` resolved against those above.
pub(super) fn version_11<'d>(apex: Element<'d>, attributes: &mut Vec<Written<'d>>) {
    inherit(apex, attributes, |local| matches!(local, "lang" | "space"));
    let bases: Vec<_> =
        ancestors(apex).flat_map(Element::attributes).filter(|attribute| is_xml(attribute) && attribute.local == "base").collect();
    let Some(outermost) = bases.last() else { return };
    let own = attributes.iter().position(|attribute| attribute.is_xml("base")).map(|position| attributes.remove(position));
    let inner = bases.iter().rev().skip(1).map(|base| base.value);
    let base = inner
        .chain(own.as_ref().map(|own| &*own.value))
        .fold(Cow::Borrowed(outermost.value), |base, reference| Cow::Owned(uri::join(&base, reference)));
    // c14n11 2.4: an empty result is not written.
    if !base.is_empty() {
        insert(attributes, Written { namespace: XML, local: "base", qname: "xml:base", value: base });
    }
}

fn inherit<'d>(apex: Element<'d>, attributes: &mut Vec<Written<'d>>, inherits: impl Fn(&str) -> bool) {
    for attribute in ancestors(apex).flat_map(Element::attributes).filter(|attribute| is_xml(attribute) && inherits(attribute.local)) {
        if !attributes.iter().any(|nearer| nearer.is_xml(attribute.local)) {
            insert(attributes, Written::own(&attribute));
        }
    }
}

fn is_xml(attribute: &Attribute<'_>) -> bool {
    attribute.namespace == Some(XML)
}

/// From the parent up.
pub(super) fn ancestors(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    core::iter::successors(element.parent(), |ancestor| ancestor.parent())
}
