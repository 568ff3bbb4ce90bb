//! What the parser makes: every node in document order in one list, so that what is below a node stands right behind it.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;

use super::names::XML;
use crate::error::Span;

/// The nodes of one document and what they share.
pub(super) struct Tree<'s> {
    /// The first stands for the document itself.
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) attributes: Vec<AttributeNode<'s>>,
    pub(super) declarations: Vec<Declaration<'s>>,
    /// The names of the namespaces, by the numbers that the rest has for them.
    pub(super) namespaces: Vec<Cow<'s, str>>,
    /// How many elements stand around the root, right behind the document. They are those of the document that this one was encrypted in.
    pub(super) around: usize,
    /// What was taken out again, and still counts.
    pub(super) hollowed: Hollowed,
    /// For what was encrypted: where it stood. Of the places inside, the reader of the message sees nothing.
    pub(super) place: Option<Span>,
}

/// How many there were.
#[derive(Default)]
pub(super) struct Hollowed {
    pub(super) nodes: usize,
    pub(super) attributes: usize,
    pub(super) declarations: usize,
}

pub(super) struct Node<'s> {
    pub(super) kind: Kind<'s>,
    /// The number of the node above; the document is above itself.
    pub(super) parent: usize,
    /// The number after the last node below this one.
    pub(super) end: usize,
    pub(super) span: Span,
}

pub(super) enum Kind<'s> {
    Document,
    Element(ElementNode<'s>),
    /// Character data or a CDATA section, with references put in; never empty.
    Text(Cow<'s, str>),
    Comment(&'s str),
    Instruction {
        target: &'s str,
        data: &'s str,
    },
}

pub(super) struct ElementNode<'s> {
    pub(super) name: QName<'s>,
    pub(super) namespace: usize,
    pub(super) attributes: Range<usize>,
    pub(super) declarations: Range<usize>,
}

/// A name as written.
#[derive(Clone, Copy)]
pub(super) struct QName<'s> {
    pub(super) written: &'s str,
    pub(super) local: &'s str,
    pub(super) start: usize,
}

/// An attribute that declares no namespace.
pub(super) struct AttributeNode<'s> {
    pub(super) name: QName<'s>,
    pub(super) namespace: usize,
    pub(super) value: Cow<'s, str>,
    pub(super) end: usize,
}

/// `xmlns` or `xmlns:prefix`; the prefix is empty for the former.
#[derive(Clone, Copy)]
pub(super) struct Declaration<'s> {
    pub(super) prefix: &'s str,
    pub(super) namespace: usize,
}

/// The number of no namespace.
pub(super) const NO_NAMESPACE: usize = 0;
/// That of `xml`, which is declared everywhere (Namespaces 3).
pub(super) const XML_NAMESPACE: usize = 1;

impl<'s> Tree<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        let document = Node { kind: Kind::Document, parent: 0, end: 0, span: Span { start: 0, end: text.len() } };
        Self {
            nodes: Vec::from([document]),
            attributes: Vec::new(),
            declarations: Vec::new(),
            namespaces: Vec::from([Cow::Borrowed(""), Cow::Borrowed(XML)]),
            around: 0,
            hollowed: Hollowed::default(),
            place: None,
        }
    }

    /// For a text that stands inside these elements of another tree, given from the root down.
    pub(super) fn inside(text: &'s str, outer: &'s Tree<'s>, ancestors: &[&'s ElementNode<'s>], place: Span) -> Self {
        let mut tree = Self { around: ancestors.len(), place: Some(place), ..Self::new(text) };
        tree.namespaces = outer.namespaces.iter().map(|name| Cow::Borrowed(&**name)).collect();
        for (above, ancestor) in ancestors.iter().enumerate() {
            let (attributes, declarations) = (tree.attributes.len(), tree.declarations.len());
            let inherited = outer.attributes.get(ancestor.attributes.clone()).unwrap_or_default();
            // Of other attributes nothing is inherited (c14n 2.4).
            tree.attributes.extend(inherited.iter().filter(|attribute| attribute.namespace == XML_NAMESPACE).map(AttributeNode::borrowed));
            tree.declarations.extend_from_slice(outer.declarations.get(ancestor.declarations.clone()).unwrap_or_default());
            let element = ElementNode {
                name: ancestor.name,
                namespace: ancestor.namespace,
                attributes: attributes..tree.attributes.len(),
                declarations: declarations..tree.declarations.len(),
            };
            tree.nodes.push(Node { kind: Kind::Element(element), parent: above, end: 0, span: place });
        }
        tree
    }

    /// For a text that stands among these namespaces, at this depth.
    pub(super) fn among(text: &'s str, scope: &[(&'s str, &'s str)], depth: usize, place: Span) -> Self {
        let mut tree = Self { around: depth.max(1), place: Some(place), ..Self::new(text) };
        for (prefix, uri) in scope {
            tree.declarations.push(Declaration { prefix, namespace: tree.namespaces.len() });
            tree.namespaces.push(Cow::Borrowed(uri));
        }
        for above in 0..tree.around {
            let declarations = if above == 0 { 0..tree.declarations.len() } else { 0..0 };
            let name = QName { written: "", local: "", start: 0 };
            let element = ElementNode { name, namespace: NO_NAMESPACE, attributes: 0..0, declarations };
            tree.nodes.push(Node { kind: Kind::Element(element), parent: above, end: 0, span: place });
        }
        tree
    }

    /// Takes out what is below the element `at`, the last that was closed; `namespaces` is how many there were when its start tag ended.
    pub(super) fn hollow(&mut self, at: usize, namespaces: usize) {
        let Some(Node { kind: Kind::Element(element), end, .. }) = self.nodes.get_mut(at) else { return };
        *end = at + 1;
        let (attributes, declarations) = (element.attributes.end, element.declarations.end);
        self.hollowed.nodes += self.nodes.len() - (at + 1);
        self.hollowed.attributes += self.attributes.len() - attributes;
        self.hollowed.declarations += self.declarations.len() - declarations;
        self.nodes.truncate(at + 1);
        self.attributes.truncate(attributes);
        self.declarations.truncate(declarations);
        self.namespaces.truncate(namespaces);
    }

    pub(super) fn namespace(&self, number: usize) -> &str {
        self.namespaces.get(number).map_or("", |name| name)
    }
}

impl AttributeNode<'_> {
    fn borrowed(&self) -> AttributeNode<'_> {
        AttributeNode { name: self.name, namespace: self.namespace, value: Cow::Borrowed(&self.value), end: self.end }
    }
}

impl<'s> QName<'s> {
    /// Empty where there is none.
    pub(super) fn prefix(&self) -> &'s str {
        let prefix = self.written.len() - self.local.len();
        self.written.get(..prefix.saturating_sub(1)).unwrap_or_default()
    }

    pub(super) fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.written.len() }
    }
}
