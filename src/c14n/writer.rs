//! One walk over the node set, writing as it goes.

use alloc::vec::Vec;

use super::inherited::{self, Written};
use super::rendered::Rendered;
use super::{Canonicalization, escape};
use crate::error::{ErrorKind, Fault};
use crate::text::split_once;
use crate::xml::{Child, Element};

pub(super) struct Writer<'d, 'w> {
    how: &'w Canonicalization,
    omit: Option<Element<'d>>,
    rendered: Rendered<'d>,
    into: &'w mut Vec<u8>,
}

impl<'d, 'w> Writer<'d, 'w> {
    pub(super) fn new(how: &'w Canonicalization, omit: Option<Element<'d>>, into: &'w mut Vec<u8>) -> Self {
        Self { how, omit, rendered: Rendered::default(), into }
    }

    pub(super) fn apex(mut self, apex: Element<'d>) -> Result<(), Fault> {
        let mut attributes = own_attributes(apex);
        if self.how.method.is_version_11() {
            inherited::version_11(apex, &mut attributes);
        } else if !self.how.method.is_exclusive() {
            inherited::version_10(apex, &mut attributes);
        }
        self.element(apex, attributes, true)
    }

    /// The depth of the recursion is that of the document, which the parser limits.
    fn element(&mut self, element: Element<'d>, attributes: Vec<Written<'d>>, is_apex: bool) -> Result<(), Fault> {
        let before = self.rendered.mark();
        let qname = element.qname();
        self.into.push(b'<');
        self.put(qname);
        self.namespaces(element, &attributes, is_apex);
        for attribute in &attributes {
            self.into.push(b' ');
            self.put(attribute.qname);
            self.put("=\"");
            escape::attribute(&attribute.value, self.into);
            self.into.push(b'"');
        }
        self.into.push(b'>');
        if self.into.len() > self.how.most_octets {
            return Err(ErrorKind::LimitExceeded { what: "octets of canonical XML", limit: self.how.most_octets }.at(element.span()));
        }
        for child in element.children() {
            self.child(child)?;
        }
        self.put("</");
        self.put(qname);
        self.into.push(b'>');
        self.rendered.close(before);
        Ok(())
    }

    pub(super) fn child(&mut self, child: Child<'d>) -> Result<(), Fault> {
        match child {
            Child::Element(element) if Some(element) == self.omit => {}
            Child::Element(element) => return self.element(element, own_attributes(element), false),
            Child::Text(text) => escape::text(text, self.into),
            Child::Comment(comment) => self.comment(comment),
            Child::Instruction { target, data } => self.instruction(target, data),
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        if self.how.method.has_comments() {
            self.put("<!--");
            self.put(comment);
            self.put("-->");
        }
    }

    fn instruction(&mut self, target: &str, data: &str) {
        self.put("<?");
        self.put(target);
        if !data.is_empty() {
            self.into.push(b' ');
            self.put(data);
        }
        self.put("?>");
    }

    /// Declarations in the order of their prefixes, the default first.
    fn namespaces(&mut self, element: Element<'d>, attributes: &[Written<'d>], is_apex: bool) {
        let mut declared: Vec<(&str, &str)> = Vec::new();
        let mut need = |prefix, uri| {
            if prefix != "xml" && self.rendered.declare(prefix, uri) {
                let after = declared.iter().take_while(|(before, _)| *before < prefix).count();
                declared.insert(after, (prefix, uri));
            }
        };
        if self.how.method.is_exclusive() {
            need(prefix(element.qname()), element.namespace().unwrap_or_default());
            for attribute in attributes.iter().filter(|attribute| !attribute.namespace.is_empty()) {
                need(prefix(attribute.qname), attribute.namespace);
            }
        }
        // Below the apex what other declarations are in scope was declared in the output already.
        let above = is_apex.then(|| inherited::ancestors(element)).into_iter().flatten();
        let takes_all = !self.how.method.is_exclusive();
        let mut seen: Vec<&str> = Vec::new();
        for (prefix, uri) in core::iter::once(element).chain(above).flat_map(Element::declarations) {
            if (takes_all || self.how.prefixes.contains(prefix)) && !seen.contains(&prefix) {
                seen.push(prefix);
                need(prefix, uri);
            }
        }
        for (prefix, uri) in declared {
            self.put(" xmlns");
            if !prefix.is_empty() {
                self.into.push(b':');
                self.put(prefix);
            }
            self.put("=\"");
            escape::attribute(uri, self.into);
            self.into.push(b'"');
        }
    }

    fn put(&mut self, text: &str) {
        self.into.extend_from_slice(text.as_bytes());
    }
}

fn own_attributes(element: Element<'_>) -> Vec<Written<'_>> {
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        inherited::insert(&mut attributes, Written::own(&attribute));
    }
    attributes
}

pub(super) fn prefix(qname: &str) -> &str {
    split_once(qname, ":").map_or("", |(prefix, _)| prefix)
}
