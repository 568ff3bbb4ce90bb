//! XML 1.0 and Namespaces in XML 1.0 to the letter, without a DTD, within [`Limits`] (rules X04, X05, X07, X09).
//!
//! One pass over the octets, in which every loop moves forward; it keeps a list of what is open, and does not recurse. It is
//! stricter than both standards where known parsers read different things; each such place says so.

mod cursor;
mod markup;
mod names;
mod namespaces;
mod room;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use super::Element;
use super::tree::{AttributeNode, ElementNode, Kind, NO_NAMESPACE, Node, QName, Tree};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use cursor::{Cursor, not_well_formed};
use namespaces::{Mark, Scope};

/// The tree of the text of a [`Source`](super::Source), where line ends are line feeds and there is no byte order mark.
pub(super) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Tree<'a>, Fault> {
    parse_into(Tree::new(text), text, limits, None)
}

/// Whether what is below an element is of any use.
pub(super) type Useful<'u> = &'u dyn Fn(Element<'_>) -> bool;

/// As [`parse`], for a text whose tree was begun: with the elements that stand around it. What is below an element that is of no use is read like all else, and
/// taken out of the tree when the element ends.
pub(super) fn parse_into<'a>(tree: Tree<'a>, text: &'a str, limits: &Limits, useful: Option<Useful<'_>>) -> Result<Tree<'a>, Fault> {
    let scope = Scope::of(&tree, limits);
    let mut parser = Parser { cursor: Cursor::new(text), limits, useful, open: Vec::new(), scope, tree, elements: 0 };
    parser.cursor.declaration()?;
    while let Some(octet) = parser.cursor.peek() {
        match (octet, parser.open.last()) {
            (b'<', _) => parser.markup()?,
            (_, Some(_)) => parser.text()?,
            (_, None) => parser.cursor.white_space_only()?,
        }
    }
    parser.finish()
}

/// Its parts stay functions of their own in WebAssembly: an engine optimises one of them in the midst of the first message, where
/// it would have to take them all at once, with every path that no message goes.
struct Parser<'a, 'l> {
    cursor: Cursor<'a>,
    limits: &'l Limits,
    useful: Option<Useful<'l>>,
    open: Vec<Open<'a>>,
    scope: Scope<'a, 'l>,
    tree: Tree<'a>,
    elements: usize,
}

/// An element whose end tag has not come.
struct Open<'a> {
    /// Its number in the tree.
    at: usize,
    name: QName<'a>,
    /// What its end tag takes out of scope.
    mark: Mark,
    /// How many there were when its start tag ended.
    namespaces: usize,
}

impl<'a> Parser<'a, '_> {
    fn markup(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        let kind = match self.cursor.peek_second() {
            Some(b'/') => return self.end_tag(),
            Some(b'?') => self.cursor.instruction(self.limits)?,
            Some(b'!') if self.cursor.starts_with("<!--") => Kind::Comment(self.cursor.comment()?),
            Some(b'!') if self.cursor.starts_with("<![CDATA[") => match self.cursor.cdata(self.open.is_empty())? {
                "" => return Ok(()),
                data => Kind::Text(data.into()),
            },
            Some(b'!') => return Err(self.cursor.declaration_refused()),
            _ => return self.start_tag(),
        };
        self.leaf(kind, start)
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn text(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        let text = self.cursor.text()?;
        self.leaf(Kind::Text(text), start)
    }

    /// A node with nothing below it, which began at `start`. Text that follows text belongs to it: what is one value has one node.
    fn leaf(&mut self, kind: Kind<'a>, start: usize) -> Result<(), Fault> {
        let above = self.above();
        if let (Kind::Text(more), Some(Node { kind: Kind::Text(text), parent, .. })) = (&kind, self.tree.nodes.last_mut())
            && *parent == above
        {
            text.to_mut().push_str(more);
            return Ok(());
        }
        let at = self.append(kind, Span { start, end: self.cursor.at() })?;
        self.close(at);
        Ok(())
    }

    fn append(&mut self, kind: Kind<'a>, span: Span) -> Result<usize, Fault> {
        let at = self.tree.nodes.len();
        let count = at + self.tree.hollowed.nodes;
        exceeds("elements, texts, comments and processing instructions", count, self.limits.nodes, span)?;
        // Where something is taken out again, the text does not say how much stays.
        if at == self.tree.nodes.capacity() && self.useful.is_none() {
            room::make(&mut self.tree, self.cursor.rest(), self.limits);
        }
        self.tree.nodes.push(Node { kind, parent: self.above(), end: at, span });
        Ok(at)
    }

    /// The number of the node in which the next one stands.
    fn above(&self) -> usize {
        self.open.last().map_or(self.tree.around, |open| open.at)
    }

    /// Nothing more comes below this node.
    fn close(&mut self, at: usize) {
        let (count, end) = (self.tree.nodes.len(), self.cursor.at());
        if let Some(node) = self.tree.nodes.get_mut(at) {
            node.end = count;
            node.span.end = end;
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn start_tag(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        self.cursor.advance(1);
        let name = self.cursor.qname(self.limits)?;
        self.check_element(&name, Span { start, end: self.cursor.at() })?;
        let mark = self.scope.mark();
        let (attributes, declarations) = (self.tree.attributes.len(), self.tree.declarations.len());
        let empty = self.attributes_to_end(&mark, attributes)?;
        let namespace = self.resolve(&name, attributes)?;
        let element = ElementNode {
            name,
            namespace,
            attributes: attributes..self.tree.attributes.len(),
            declarations: declarations..self.tree.declarations.len(),
        };
        let at = self.append(Kind::Element(element), Span { start, end: self.cursor.at() })?;
        if empty {
            self.close(at);
            self.scope.close(&mark);
        } else {
            self.open.push(Open { at, name, mark, namespaces: self.tree.namespaces.len() });
        }
        Ok(())
    }

    fn check_element(&mut self, name: &QName<'_>, span: Span) -> Result<(), Fault> {
        if self.open.is_empty() && self.elements > 0 {
            return Err(not_well_formed("a second element stands outside the root", span));
        }
        if name.prefix() == "xmlns" {
            return Err(not_well_formed("the prefix xmlns is for namespace declarations", name.span()));
        }
        // Namespaces in XML allows it and no vocabulary has it; some parsers do not know the prefix here.
        if name.prefix() == "xml" {
            return Err(not_well_formed("an element has the prefix xml", name.span()));
        }
        self.elements += 1;
        exceeds("elements", self.elements, self.limits.elements, span)?;
        exceeds("depth", self.tree.around + self.open.len() + 1, self.limits.depth, span)
    }

    /// To the end of the start tag, whose attributes begin with the number `first`. Answers whether the element is empty.
    fn attributes_to_end(&mut self, mark: &Mark, first: usize) -> Result<bool, Fault> {
        loop {
            let spaced = self.cursor.skip_white_space();
            match self.cursor.peek() {
                Some(b'>') => {
                    self.cursor.advance(1);
                    return Ok(false);
                }
                Some(b'/') => {
                    self.cursor.expect("/>", "`/` is not followed by `>`")?;
                    return Ok(true);
                }
                Some(_) if spaced => self.attribute(mark, first)?,
                _ => return Err(self.cursor.unexpected("a tag goes on neither with white space nor with its end")),
            }
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn attribute(&mut self, mark: &Mark, first: usize) -> Result<(), Fault> {
        let name = self.cursor.qname(self.limits)?;
        self.cursor.equals()?;
        let value = self.cursor.quoted()?;
        let end = self.cursor.at();
        if name.prefix() == "xmlns" || name.written == "xmlns" {
            return self.scope.declare(&mut self.tree, mark, &name, value, end);
        }
        // An ordinary attribute to Namespaces in XML; some parsers take it for a declaration of the default namespace.
        if name.local == "xmlns" {
            return Err(not_well_formed("an attribute is named xmlns in a namespace", name.span()));
        }
        exceeds("attributes on one element", self.tree.attributes.len() + 1 - first, self.limits.attributes, name.span())?;
        let count = self.tree.hollowed.attributes + self.tree.attributes.len() + 1;
        exceeds("attributes", count, self.limits.attributes_in_all, name.span())?;
        self.tree.attributes.push(AttributeNode { name, namespace: NO_NAMESPACE, value, end });
        Ok(())
    }

    /// Once all of the tag's declarations are known: every prefix is declared, no attribute stands twice (Namespaces 5, 6.3).
    /// Answers with the namespace of the element; without a prefix it has the default one, and an attribute has none.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn resolve(&mut self, element: &QName<'_>, first: usize) -> Result<usize, Fault> {
        let namespace = self.scope.resolve(element)?;
        let attributes = self.tree.attributes.get_mut(first..).unwrap_or_default();
        for attribute in attributes.iter_mut().filter(|attribute| !attribute.name.prefix().is_empty()) {
            attribute.namespace = self.scope.resolve(&attribute.name)?;
        }
        // At most as many as the limit on attributes: looking at each pair needs no order.
        let mut later = &*attributes;
        while let [one, rest @ ..] = later {
            if let Some(other) = rest.iter().find(|other| other.name.local == one.name.local && other.namespace == one.namespace) {
                return Err(not_well_formed("an attribute stands twice", other.name.span()));
            }
            later = rest;
        }
        Ok(namespace)
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn end_tag(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        self.cursor.advance(2);
        let due = self.open.last().map(|open| open.name.written);
        // Nearly always: the name that is due, and nothing behind it. All else is read in full, for what can be wrong with it.
        let is_due = due.is_some_and(|name| self.cursor.eat_before(name, b'>')) || Some(self.cursor.qname(self.limits)?.written) == due;
        self.cursor.skip_white_space();
        self.cursor.expect(">", "an end tag does not end with `>`")?;
        let span = Span { start, end: self.cursor.at() };
        let open = self.open.pop().ok_or_else(|| not_well_formed("an end tag without a start tag", span))?;
        if !is_due {
            return Err(not_well_formed("an end tag ends another element than the last one begun", span));
        }
        self.close(open.at);
        self.scope.close(&open.mark);
        if self.useful.is_some_and(|is_useful| !is_useful(Element::of(&self.tree, open.at))) {
            self.tree.hollow(open.at, open.namespaces);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Tree<'a>, Fault> {
        if let Some(open) = self.open.last() {
            return Err(not_well_formed("an element has no end tag", open.name.span()));
        }
        if self.elements == 0 {
            return Err(self.cursor.unexpected("there is no element"));
        }
        for around in 0..=self.tree.around {
            self.close(around);
        }
        Ok(self.tree)
    }
}

fn exceeds(what: &'static str, count: usize, limit: usize, span: Span) -> Result<(), Fault> {
    if count > limit { Err(ErrorKind::LimitExceeded { what, limit }.at(span)) } else { Ok(()) }
}
