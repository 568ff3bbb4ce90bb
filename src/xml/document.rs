//! The tree behind one door: expanded names, prefixes as written, places, and nothing that resolves an ID.

use alloc::string::String;
use alloc::vec::Vec;

use super::tree::{AttributeNode, ElementNode, Kind, NO_NAMESPACE, Node, QName, Tree};
use super::{Name, Source, parser};
use crate::error::{Error, Fault, Span};
use crate::limits::Limits;

/// A well-formed document within its limits. It says nothing about trust.
pub(crate) struct Document<'s> {
    tree: Tree<'s>,
    source: &'s Source,
}

impl<'s> Document<'s> {
    pub(crate) fn parse(source: &'s Source, limits: &Limits) -> Result<Self, Fault> {
        Ok(Self { tree: parser::parse(source.text(), limits)?, source })
    }

    /// As [`parse`](Self::parse), with nothing below the elements that are of no use: for documents of which little is read. It is no document to verify a
    /// signature in.
    pub(crate) fn parse_useful(source: &'s Source, limits: &Limits, is_useful: &dyn Fn(Element<'_>) -> bool) -> Result<Self, Fault> {
        Ok(Self { tree: parser::parse_into(Tree::new(source.text()), source.text(), limits, Some(is_useful))?, source })
    }

    /// As [`parse`](Self::parse), for what was encrypted and stood in the place of `sealed`, a child of `sealed`'s parent: prefixes mean what they mean there. For
    /// the reader of the message all of it stands where `sealed` stands.
    ///
    /// Where something covers only some of the declarations around, `scope` has those: no others are inherited, nor anything else.
    pub(crate) fn parse_in_place(
        source: &'s Source,
        sealed: Element<'s>,
        scope: Option<&[(&'s str, &'s str)]>,
        limits: &Limits,
    ) -> Result<Self, Fault> {
        let mut ancestors: Vec<_> = core::iter::successors(sealed.parent(), |element| element.parent()).map(Element::element).collect();
        ancestors.reverse();
        let place = sealed.span();
        let tree = match scope {
            Some(scope) => Tree::among(source.text(), scope, ancestors.len(), place),
            None => Tree::inside(source.text(), sealed.tree, &ancestors, place),
        };
        Ok(Self { tree: parser::parse_into(tree, source.text(), limits, None).map_err(|fault| fault.kind.at(place))?, source })
    }

    /// The parser gives no tree without its one root element.
    pub(crate) fn root(&self) -> Element<'_> {
        let first = self.tree.around + 1;
        let at = self.tree.nodes.iter().skip(first).position(|node| matches!(node.kind, Kind::Element(_)));
        Element { tree: &self.tree, at: first + at.unwrap_or_default() }
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
            next = element.elements().find(|child| (child.span().start..child.span().end).contains(&offset));
        }
        path
    }
}

/// Octets of a path in an error: those of real messages have less than 100.
const LONGEST_PATH: usize = 256;

/// An element of a [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct Element<'d> {
    tree: &'d Tree<'d>,
    /// The number of a node that is an element.
    at: usize,
}

/// What an element holds, in document order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Child<'d> {
    Element(Element<'d>),
    /// Character data or a CDATA section with references put in, never empty.
    Text(&'d str),
    Comment(&'d str),
    Instruction {
        target: &'d str,
        data: &'d str,
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

/// The child elements of one element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements<'d>(Nodes<'d>);

impl<'d> Iterator for Elements<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Element<'d>> {
        self.0.find_map(|(at, node)| matches!(node.kind, Kind::Element(_)).then_some(Element { tree: self.0.tree, at }))
    }
}

/// The nodes right below one, by number.
#[derive(Clone, Copy)]
struct Nodes<'d> {
    tree: &'d Tree<'d>,
    next: usize,
    end: usize,
}

impl<'d> Iterator for Nodes<'d> {
    type Item = (usize, &'d Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.next;
        let node = self.tree.nodes.get(at).filter(|_| at < self.end)?;
        self.next = node.end;
        Some((at, node))
    }
}

impl<'d> Element<'d> {
    /// That of this number, for the parser.
    pub(super) fn of(tree: &'d Tree<'d>, at: usize) -> Self {
        Self { tree, at }
    }

    pub(crate) fn is(self, name: Name) -> bool {
        self.local() == name.local && self.namespace() == Some(name.namespace)
    }

    pub(crate) fn namespace(self) -> Option<&'d str> {
        named(self.tree, self.element().namespace)
    }

    pub(crate) fn local(self) -> &'d str {
        self.element().name.local
    }

    /// The name as written, prefix included: canonicalisation prints it, nothing else decides by it.
    pub(crate) fn qname(self) -> &'d str {
        self.element().name.written
    }

    /// The attribute of this local name that is in no namespace.
    pub(crate) fn attribute(self, local: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.namespace.is_none() && attribute.local == local)
    }

    pub(crate) fn attributes(self) -> impl ExactSizeIterator<Item = Attribute<'d>> {
        let tree = self.tree;
        let attributes = tree.attributes.get(self.element().attributes.clone()).unwrap_or_default();
        attributes.iter().map(move |AttributeNode { name, namespace, value, end }| Attribute {
            namespace: named(tree, *namespace),
            local: name.local,
            value,
            qname: name.written,
            span: tree.place.unwrap_or(Span { start: name.start, end: *end }),
        })
    }

    /// Its own namespace declarations as (prefix, URI): no prefix is the default namespace, an empty URI undeclares it.
    pub(crate) fn declarations(self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let tree = self.tree;
        let declarations = tree.declarations.get(self.element().declarations.clone()).unwrap_or_default();
        declarations.iter().map(move |declaration| (declaration.prefix, tree.namespace(declaration.namespace)))
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Child<'d>> {
        let tree = self.tree;
        self.nodes().filter_map(move |(at, node)| child(tree, at, node))
    }

    /// Child elements.
    pub(crate) fn elements(self) -> Elements<'d> {
        Elements(self.nodes())
    }

    /// This element and every element below it, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'d>> {
        let tree = self.tree;
        let end = self.node().map_or(self.at, |node| node.end);
        (self.at..end).map(move |at| Element { tree, at }).filter(|element| element.is_one())
    }

    pub(crate) fn parent(self) -> Option<Element<'d>> {
        Some(Element { at: self.node()?.parent, ..self }).filter(|parent| parent.is_one())
    }

    /// Where the first comment or processing instruction right below it stands.
    pub(crate) fn first_markup(self) -> Option<Span> {
        let is_markup = |node: &Node<'_>| matches!(node.kind, Kind::Comment(_) | Kind::Instruction { .. });
        self.nodes().find(|(_, node)| is_markup(node)).map(|(_, node)| self.tree.place.unwrap_or(node.span))
    }

    pub(crate) fn span(self) -> Span {
        self.tree.place.or(self.node().map(|node| node.span)).unwrap_or_default()
    }

    fn nodes(self) -> Nodes<'d> {
        Nodes { tree: self.tree, next: self.at + 1, end: self.node().map_or(0, |node| node.end) }
    }

    fn node(self) -> Option<&'d Node<'d>> {
        self.tree.nodes.get(self.at)
    }

    fn is_one(self) -> bool {
        matches!(self.node(), Some(Node { kind: Kind::Element(_), .. }))
    }

    fn element(self) -> &'d ElementNode<'d> {
        match self.node() {
            Some(Node { kind: Kind::Element(element), .. }) => element,
            // Whoever makes an `Element` looked at the node.
            _ => NAMELESS,
        }
    }

    /// Comments and processing instructions before and after the root element, as canonicalising a whole document prints them.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn around_root(self) -> (Vec<Child<'d>>, Vec<Child<'d>>) {
        let is_element = |child: &Child<'d>| matches!(child, Child::Element(_));
        let outside = || Element { at: 0, ..self }.children();
        let before = outside().take_while(|child| !is_element(child)).collect();
        // Outside the root there is no other element.
        let after = outside().skip_while(|child| !is_element(child)).filter(|child| !is_element(child)).collect();
        (before, after)
    }
}

/// By identity of the node.
impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && core::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for Element<'_> {}

impl core::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "<{}>", self.qname())
    }
}

impl core::fmt::Debug for Nodes<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}..{}", self.next, self.end)
    }
}

fn child<'d>(tree: &'d Tree<'d>, at: usize, node: &'d Node<'d>) -> Option<Child<'d>> {
    match &node.kind {
        Kind::Document => None,
        Kind::Element(_) => Some(Child::Element(Element { tree, at })),
        Kind::Text(text) => Some(Child::Text(text)),
        Kind::Comment(comment) => Some(Child::Comment(comment)),
        Kind::Instruction { target, data } => Some(Child::Instruction { target, data }),
    }
}

fn named<'d>(tree: &'d Tree<'d>, namespace: usize) -> Option<&'d str> {
    (namespace != NO_NAMESPACE).then(|| tree.namespace(namespace))
}

const NAMELESS: &ElementNode<'_> =
    &ElementNode { name: QName { written: "", local: "", start: 0 }, namespace: NO_NAMESPACE, attributes: 0..0, declarations: 0..0 };

#[cfg(test)]
mod tests;
