//! Markup that is no tag: the XML declaration, comments, processing instructions, CDATA sections, and attribute values.

use alloc::borrow::{Cow, ToOwned};

use super::Kind;
use super::cursor::{CDATA, COMMENT, Cursor, INSTRUCTION, Read, VALUE, not_well_formed};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;

impl<'a> Cursor<'a> {
    /// `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, where there is one (XML 1.0, 2.8 and 4.3.3).
    pub(super) fn declaration(&mut self) -> Result<(), Fault> {
        // With a tab or a line break after `xml`, some parsers take it for a processing instruction; as one it is refused.
        if !self.eat("<?xml ") {
            return Ok(());
        }
        self.skip_white_space();
        self.expect("version", "the XML declaration does not begin with its version")?;
        self.pseudo_attribute(|version| version == "1.0", |_| ErrorKind::NotWellFormed { reason: "the version of XML is not 1.0" })?;
        let mut spaced = self.skip_white_space();
        if spaced && self.eat("encoding") {
            let ascii = self.whole_text().is_ascii();
            self.pseudo_attribute(
                |name| name.eq_ignore_ascii_case("UTF-8") || (ascii && name.eq_ignore_ascii_case("US-ASCII")),
                |name| ErrorKind::EncodingDeclared { found: name.to_owned() },
            )?;
            spaced = self.skip_white_space();
        }
        if spaced && self.eat("standalone") {
            self.pseudo_attribute(
                |value| matches!(value, "yes" | "no"),
                |_| ErrorKind::NotWellFormed { reason: "standalone is neither yes nor no" },
            )?;
            self.skip_white_space();
        }
        self.expect("?>", "the XML declaration has something else than version, encoding and standalone in this order")
    }

    fn pseudo_attribute(&mut self, accepts: impl Fn(&str) -> bool, otherwise: impl Fn(&str) -> ErrorKind) -> Result<(), Fault> {
        self.equals()?;
        let start = self.at() + 1;
        let value = self.quoted()?;
        // There are no references here: nothing may stand in the place of what is written.
        if matches!(value, Cow::Borrowed(written) if accepts(written)) {
            return Ok(());
        }
        Err(otherwise(&value).at(Span { start, end: self.at() - 1 }))
    }

    /// XML 1.0, 3.1.
    pub(super) fn equals(&mut self) -> Result<(), Fault> {
        self.skip_white_space();
        self.expect("=", "the name of an attribute is not followed by `=`")?;
        self.skip_white_space();
        Ok(())
    }

    /// An attribute value with references put in and white space made spaces (XML 1.0, 2.3 AttValue and 3.3.3).
    pub(super) fn quoted(&mut self) -> Result<Cow<'a, str>, Fault> {
        let open = self.next(1);
        let quote = self
            .peek()
            .filter(|octet| matches!(octet, b'"' | b'\''))
            .ok_or_else(|| self.unexpected("the value of an attribute is not quoted"))?;
        self.advance(1);
        let mut read = Read::from(self.at());
        loop {
            match self.skip_to(VALUE) {
                None => return Err(not_well_formed("the value of an attribute has no closing quote", open)),
                Some(b'<') => return Err(self.unexpected("`<` stands in the value of an attribute")),
                Some(b'&') => read.reference(self)?,
                Some(b'\t' | b'\n') => read.octet_as(' ', self),
                Some(octet) if octet == quote => break,
                Some(_) => self.character()?,
            }
        }
        let value = read.finish(self);
        self.advance(1);
        Ok(value)
    }

    /// XML 1.0, 2.5: no `--` within, so no `--->` at the end.
    pub(super) fn comment(&mut self) -> Result<&'a str, Fault> {
        let open = self.next(4);
        self.advance(4);
        if !self.characters_until(COMMENT, "--")? {
            return Err(not_well_formed("a comment has no end", open));
        }
        let comment = self.slice(Span { start: open.end, end: self.at() });
        if self.eat("-->") { Ok(comment) } else { Err(not_well_formed("`--` stands in a comment", self.next(2))) }
    }

    /// XML 1.0, 2.6.
    pub(super) fn instruction(&mut self, limits: &Limits) -> Result<Kind<'a>, Fault> {
        let open = self.next(2);
        self.advance(2);
        let start = self.at();
        let target = self.ncname(limits)?;
        if target.eq_ignore_ascii_case("xml") {
            let reason = "an XML declaration stands elsewhere than at the very beginning, or is not written `<?xml version=`";
            return Err(not_well_formed(reason, Span { start, end: self.at() }));
        }
        if !self.skip_white_space() && !self.starts_with("?>") {
            return Err(self.unexpected("the name of a processing instruction is not followed by white space"));
        }
        let start = self.at();
        if !self.characters_until(INSTRUCTION, "?>")? {
            return Err(not_well_formed("a processing instruction has no end", open));
        }
        let data = self.slice(Span { start, end: self.at() });
        self.advance(2);
        Ok(Kind::Instruction { target, data })
    }

    /// XML 1.0, 2.7.
    pub(super) fn cdata(&mut self, outside_root: bool) -> Result<&'a str, Fault> {
        let open = self.next(9);
        if outside_root {
            return Err(not_well_formed("a CDATA section stands outside the root element", open));
        }
        self.advance(9);
        if !self.characters_until(CDATA, "]]>")? {
            return Err(not_well_formed("a CDATA section has no end", open));
        }
        let data = self.slice(Span { start: open.end, end: self.at() });
        self.advance(3);
        Ok(data)
    }

    /// Rule X05 for what begins like a DOCTYPE in any spelling, since parsers that recover read those too.
    pub(super) fn declaration_refused(&self) -> Fault {
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        let found = self.rest().get(..DOCTYPE.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(DOCTYPE));
        if found {
            return ErrorKind::DoctypeForbidden.at(self.next(DOCTYPE.len()));
        }
        not_well_formed("`<!` begins neither a comment nor a CDATA section", self.next(2))
    }
}
