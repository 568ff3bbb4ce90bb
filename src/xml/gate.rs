//! What may reach the parser: XML 1.0 and Namespaces in XML 1.0 to the letter, without a DTD, within [`Limits`] (rules X04, X05, X07, X09).
//!
//! One pass over the octets, in which every loop moves forward. It makes no tree: it refuses, and roxmltree then reads what is left.
//! It is stricter than both standards where roxmltree reads something else than libxml2 does; each such place says so.

mod cursor;
mod markup;
mod names;
mod namespaces;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use cursor::{Cursor, not_well_formed};
use names::QName;
use namespaces::{Mark, Scope};

/// Refuses the text of a [`Source`](super::Source), where line ends are line feeds and there is no byte order mark, unless it
/// is a well-formed document that every parser reads alike.
pub(crate) fn check(text: &str, limits: &Limits) -> Result<(), Fault> {
    check_room(text, limits)?;
    let mut gate = Gate { cursor: Cursor::new(text), limits, open: Vec::new(), scope: Scope::new(), attributes: Vec::new(), elements: 0 };
    gate.cursor.declaration()?;
    while let Some(octet) = gate.cursor.peek() {
        match (octet, gate.open.last()) {
            (b'<', _) => gate.markup()?,
            (_, Some(_)) => gate.cursor.text()?,
            (_, None) => gate.cursor.white_space_only()?,
        }
    }
    gate.finish()
}

struct Gate<'a> {
    cursor: Cursor<'a>,
    limits: &'a Limits,
    open: Vec<Open<'a>>,
    scope: Scope<'a>,
    /// Those of the tag being read; kept to use its memory again.
    attributes: Vec<Written<'a>>,
    elements: usize,
}

/// An element whose end tag has not come.
struct Open<'a> {
    name: QName<'a>,
    /// What its end tag takes out of scope.
    mark: Mark,
}

/// An attribute that declares no namespace.
struct Written<'a> {
    name: QName<'a>,
    /// Stands for the namespace; none without a prefix.
    namespace: Option<usize>,
}

impl<'a> Gate<'a> {
    fn markup(&mut self) -> Result<(), Fault> {
        match self.cursor.peek_second() {
            Some(b'/') => self.end_tag(),
            Some(b'?') => self.cursor.instruction(self.limits),
            Some(b'!') if self.cursor.starts_with("<!--") => self.cursor.comment(),
            Some(b'!') if self.cursor.starts_with("<![CDATA[") => self.cursor.cdata(self.open.is_empty()),
            Some(b'!') => Err(self.cursor.declaration_refused()),
            _ => self.start_tag(),
        }
    }

    fn start_tag(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        self.cursor.advance(1);
        let name = self.cursor.qname(self.limits)?;
        let span = Span { start, end: self.cursor.at() };
        self.check_element(&name, span)?;
        let mark = self.scope.mark();
        self.attributes.clear();
        let empty = self.attributes_to_end(&mark)?;
        self.check_names(&name)?;
        if empty {
            self.scope.close(&mark);
        } else {
            self.open.push(Open { name, mark });
        }
        Ok(())
    }

    fn check_element(&mut self, name: &QName<'_>, span: Span) -> Result<(), Fault> {
        if self.open.is_empty() && self.elements > 0 {
            return Err(not_well_formed("a second element stands outside the root", span));
        }
        if name.prefix == "xmlns" {
            return Err(not_well_formed("the prefix xmlns is for namespace declarations", name.span()));
        }
        // Namespaces in XML allows it and no vocabulary has it; roxmltree does not know the prefix here.
        if name.prefix == "xml" {
            return Err(not_well_formed("an element has the prefix xml", name.span()));
        }
        self.elements += 1;
        exceeds("elements", self.elements, self.limits.elements, span)?;
        exceeds("depth", self.open.len() + 1, self.limits.depth, span)
    }

    /// To the end of the start tag. Answers whether the element is empty.
    fn attributes_to_end(&mut self, mark: &Mark) -> Result<bool, Fault> {
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
                Some(_) if spaced => self.attribute(mark)?,
                _ => return Err(self.cursor.unexpected("a tag goes on neither with white space nor with its end")),
            }
        }
    }

    fn attribute(&mut self, mark: &Mark) -> Result<(), Fault> {
        let name = self.cursor.qname(self.limits)?;
        self.cursor.equals()?;
        let value = self.cursor.quoted()?;
        let span = Span { start: name.start, end: self.cursor.at() };
        if name.prefix == "xmlns" || (name.prefix.is_empty() && name.local == "xmlns") {
            return self.scope.declare(mark, &name, value, span, self.limits);
        }
        // An ordinary attribute to Namespaces in XML; roxmltree takes it for a declaration of the default namespace.
        if name.local == "xmlns" {
            return Err(not_well_formed("an attribute is named xmlns in a namespace", name.span()));
        }
        exceeds("attributes on one element", self.attributes.len() + 1, self.limits.attributes, name.span())?;
        self.attributes.push(Written { name, namespace: None });
        Ok(())
    }

    /// Once all of the tag's declarations are known: every prefix is declared, no attribute stands twice (Namespaces 5, 6.3).
    fn check_names(&mut self, element: &QName<'_>) -> Result<(), Fault> {
        self.scope.resolve(element)?;
        for attribute in &mut self.attributes {
            attribute.namespace = self.scope.resolve(&attribute.name)?;
        }
        // At most as many as the limit on attributes: looking at each pair needs no order.
        let mut later = self.attributes.as_slice();
        while let [one, rest @ ..] = later {
            if let Some(other) = rest.iter().find(|other| other.name.local == one.name.local && other.namespace == one.namespace) {
                return Err(not_well_formed("an attribute stands twice", other.name.span()));
            }
            later = rest;
        }
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), Fault> {
        let start = self.cursor.at();
        self.cursor.advance(2);
        let name = self.cursor.qname(self.limits)?;
        self.cursor.skip_white_space();
        self.cursor.expect(">", "an end tag does not end with `>`")?;
        let span = Span { start, end: self.cursor.at() };
        let open = self.open.pop().ok_or_else(|| not_well_formed("an end tag without a start tag", span))?;
        if (open.name.prefix, open.name.local) != (name.prefix, name.local) {
            return Err(not_well_formed("an end tag ends another element than the last one begun", span));
        }
        self.scope.close(&open.mark);
        Ok(())
    }

    fn finish(self) -> Result<(), Fault> {
        if let Some(open) = self.open.last() {
            return Err(not_well_formed("an element has no end tag", open.name.span()));
        }
        if self.elements == 0 {
            return Err(self.cursor.unexpected("there is no element"));
        }
        Ok(())
    }
}

/// Before it reads anything roxmltree reserves a node for each `<` and an attribute for each `=`, wherever they stand: up to
/// 90 octets of memory for one of message. An element has at most two `<`, and is allowed as many `=`.
fn check_room(text: &str, limits: &Limits) -> Result<(), Fault> {
    let most = limits.elements.saturating_mul(2);
    if text.len() <= most {
        return Ok(());
    }
    for (octet, what) in [(b'<', "`<` characters"), (b'=', "`=` characters")] {
        let count = text.bytes().filter(|each| *each == octet).count();
        if count > most {
            let one_too_many = text.bytes().enumerate().filter(|(_, each)| *each == octet).nth(most);
            let start = one_too_many.map_or(0, |(at, _)| at);
            exceeds(what, count, most, Span { start, end: start + 1 })?;
        }
    }
    Ok(())
}

fn exceeds(what: &'static str, count: usize, limit: usize, span: Span) -> Result<(), Fault> {
    if count > limit { Err(ErrorKind::LimitExceeded { what, limit }.at(span)) } else { Ok(()) }
}
