//! roxmltree behind one door: expanded names, prefixes as written, places, and nothing that resolves an ID.

use alloc::string::String;
#[cfg(test)]
use alloc::vec::Vec;

use roxmltree::{Node, NodeType, ParsingOptions};

use super::{Name, Source, gate};
use crate::error::{Error, ErrorKind, Fault, Span};
use crate::limits::Limits;

/// A well-formed document within its limits. It says nothing about trust.
pub(crate) struct Document<'s> {
    tree: roxmltree::Document<'s>,
    source: &'s Source,
}

impl<'s> Document<'s> {
    /// The gate refuses first; the parser then sees only what both read alike.
    pub(crate) fn parse(source: &'s Source, limits: &Limits) -> Result<Self, Fault> {
        gate::check(source.text(), limits)?;
        let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
        let tree = roxmltree::Document::parse_with_options(source.text(), options)
            .map_err(|error| ErrorKind::NotWellFormed { reason: "the parser refuses it" }.at(place_of(&error, source)))?;
        Ok(Self { tree, source })
    }

    pub(crate) fn root(&self) -> Element<'_> {
        Element(self.tree.root_element())
    }

    /// Octets of its source.
    pub(crate) fn octets(&self) -> usize {
        self.source.text().len()
    }

    /// Turns a fault into what a person can find in the message.
    pub(crate) fn locate(&self, fault: Fault) -> Error {
        let at = fault.span.map(|span| self.source.position(span, self.path(span.start)));
        Error { kind: fault.kind, at }
    }

    fn path(&self, offset: usize) -> String {
        let mut path = String::new();
        let mut next = Some(self.root());
        while let Some(element) = next {
            if path.len() + element.local().len() > LONGEST_PATH {
                path.push_str("/…");
                break;
            }
            path.push('/');
            path.push_str(element.local());
            next = element.elements().find(|child| child.0.range().contains(&offset));
        }
        path
    }
}

/// Octets of a path in an error: those of real messages have less than 100.
const LONGEST_PATH: usize = 256;

/// The name that begins at `start`: the gate saw to it that one of these ends it.
fn name_at(source: &str, start: usize) -> &str {
    let rest = source.get(start..).unwrap_or_default();
    let end = rest.bytes().position(|octet| matches!(octet, b'=' | b'>' | b'/' | b' ' | b'\t' | b'\n'));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// The gate is meant to leave nothing for the parser to refuse; where it does all the same, the place is kept.
fn place_of(error: &roxmltree::Error, source: &Source) -> Span {
    let at = error.pos();
    let line = usize::try_from(at.row).unwrap_or(1).saturating_sub(1);
    let lines = source.text().split_inclusive('\n');
    let start: usize = lines.take(line).map(str::len).sum();
    let column = usize::try_from(at.col).unwrap_or(1).saturating_sub(1);
    let rest = source.text().get(start..).unwrap_or_default();
    let start = start + rest.chars().take(column).map(char::len_utf8).sum::<usize>();
    Span { start, end: start }
}

/// An element of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'d>(Node<'d, 'd>);

/// What an element holds, in document order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Child<'d> {
    Element(Element<'d>),
    /// Character data, CDATA sections and references included, never empty.
    Text(&'d str),
    Comment(&'d str),
    Instruction {
        target: &'d str,
        data: Option<&'d str>,
    },
}

/// An attribute that is not a namespace declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'d> {
    pub(crate) namespace: Option<&'d str>,
    pub(crate) local: &'d str,
    pub(crate) value: &'d str,
    /// The name as written, prefix included.
    pub(crate) qname: &'d str,
    pub(crate) span: Span,
}

/// The child elements of one element: the next of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements<'d>(Option<Element<'d>>);

impl<'d> Iterator for Elements<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Element<'d>> {
        let next = self.0?;
        self.0 = next.0.next_sibling_element().map(Element);
        Some(next)
    }
}

impl<'d> Element<'d> {
    pub(crate) fn is(self, name: Name) -> bool {
        self.local() == name.local && self.namespace() == Some(name.namespace)
    }

    pub(crate) fn namespace(self) -> Option<&'d str> {
        self.0.tag_name().namespace()
    }

    pub(crate) fn local(self) -> &'d str {
        self.0.tag_name().name()
    }

    /// The name as written, prefix included: canonicalisation prints it, nothing else reads it.
    pub(crate) fn qname(self) -> &'d str {
        name_at(self.source(), self.0.range().start + 1)
    }

    /// The attribute of this local name that is in no namespace.
    pub(crate) fn attribute(self, local: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.namespace.is_none() && attribute.local == local)
    }

    pub(crate) fn attributes(self) -> impl ExactSizeIterator<Item = Attribute<'d>> {
        let source = self.source();
        self.0.attributes().map(move |attribute| {
            let range = attribute.range();
            Attribute {
                namespace: attribute.namespace(),
                local: attribute.name(),
                value: attribute.value(),
                qname: name_at(source, range.start),
                span: Span { start: range.start, end: range.end },
            }
        })
    }

    /// Every namespace in scope as (prefix, URI): `None` is the default namespace, an empty URI undeclares it. `xml` is not among them.
    pub(crate) fn namespaces(self) -> impl Iterator<Item = (Option<&'d str>, &'d str)> {
        self.0.namespaces().map(|namespace| (namespace.name(), namespace.uri()))
    }

    /// Whether other namespaces are in scope here than at the parent; at the root, whether any are.
    pub(crate) fn declares_namespaces(self) -> bool {
        // Namespaces without declarations between them are the same objects to roxmltree, whatever length their names have.
        let objects = |element: Self| element.0.namespaces().map(core::ptr::from_ref);
        match self.parent() {
            Some(parent) => !objects(self).eq(objects(parent)),
            None => self.0.namespaces().len() > 0,
        }
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Child<'d>> {
        self.0.children().filter_map(|node| match node.node_type() {
            NodeType::Element => Some(Child::Element(Element(node))),
            NodeType::Text => node.text().filter(|text| !text.is_empty()).map(Child::Text),
            NodeType::Comment => Some(Child::Comment(node.text().unwrap_or_default())),
            NodeType::PI => node.pi().map(|pi| Child::Instruction { target: pi.target, data: pi.value }),
            NodeType::Root => None,
        })
    }

    /// Child elements.
    pub(crate) fn elements(self) -> Elements<'d> {
        Elements(self.0.first_element_child().map(Element))
    }

    /// This element and every element below it, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'d>> {
        self.0.descendants().filter(Node::is_element).map(Element)
    }

    pub(crate) fn parent(self) -> Option<Element<'d>> {
        self.0.parent().filter(Node::is_element).map(Element)
    }

    pub(crate) fn span(self) -> Span {
        let range = self.0.range();
        Span { start: range.start, end: range.end }
    }

    fn source(self) -> &'d str {
        self.0.document().input_text()
    }

    /// Comments and processing instructions before and after the root element, as canonicalising a whole document prints them.
    #[cfg(test)]
    pub(crate) fn around_root(self) -> (Vec<Child<'d>>, Vec<Child<'d>>) {
        let is_root = |node: &Node<'_, '_>| node.is_element();
        let outside: Vec<_> = self.0.document().root().children().collect();
        let root = outside.iter().position(is_root).unwrap();
        let child = |node: &Node<'d, 'd>| match node.node_type() {
            NodeType::Comment => Some(Child::Comment(node.text().unwrap_or_default())),
            NodeType::PI => node.pi().map(|pi| Child::Instruction { target: pi.target, data: pi.value }),
            _ => None,
        };
        (outside[..root].iter().filter_map(child).collect(), outside[root..].iter().filter_map(child).collect())
    }
}
