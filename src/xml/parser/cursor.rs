//! A place in the text that only moves forward, and the character data it moves over.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::error::{ErrorKind, Fault, Span};

/// Reads one text from its beginning to its end.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn peek_second(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at + 1).copied()
    }

    /// What is still to be read.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    pub(super) fn whole_text(&self) -> &'a str {
        self.text
    }

    #[inline]
    pub(super) fn advance(&mut self, octets: usize) {
        self.at += octets;
    }

    pub(super) fn starts_with(&self, token: &str) -> bool {
        self.rest().starts_with(token.as_bytes())
    }

    /// Goes over `token` where it is next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let next = self.starts_with(token);
        if next {
            self.advance(token.len());
        }
        next
    }

    /// Goes over `token` where it is next and `octet` follows it, and not over that.
    pub(super) fn eat_before(&mut self, token: &str, octet: u8) -> bool {
        let next = self.rest().strip_prefix(token.as_bytes()).is_some_and(|behind| behind.first() == Some(&octet));
        if next {
            self.advance(token.len());
        }
        next
    }

    pub(super) fn expect(&mut self, token: &str, otherwise: &'static str) -> Result<(), Fault> {
        if self.eat(token) { Ok(()) } else { Err(self.unexpected(otherwise)) }
    }

    /// Answers whether there was any.
    #[inline]
    pub(super) fn skip_white_space(&mut self) -> bool {
        let start = self.at;
        while let Some(b' ' | b'\n' | b'\t') = self.peek() {
            self.advance(1);
        }
        self.at > start
    }

    /// Up to the first octet of `class`, or to the end. Answers with that octet.
    #[inline]
    pub(super) fn skip_to(&mut self, class: u8) -> Option<u8> {
        let rest = self.rest();
        let run = rest.iter().position(|octet| is(*octet, class)).unwrap_or(rest.len());
        self.advance(run);
        rest.get(run).copied()
    }

    /// Character data up to the next markup, with references put in (XML 1.0, 2.4).
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        let mut read = Read::from(self.at);
        loop {
            match self.skip_to(TEXT) {
                None | Some(b'<') => return Ok(read.finish(self)),
                Some(b'&') => read.reference(self)?,
                Some(b']') if self.starts_with("]]>") => {
                    return Err(not_well_formed("`]]>` stands in text", self.next(3)));
                }
                Some(_) => self.character()?,
            }
        }
    }

    /// Outside the root.
    pub(super) fn white_space_only(&mut self) -> Result<(), Fault> {
        if self.skip_white_space() { Ok(()) } else { Err(self.unexpected("text stands outside the root element")) }
    }

    /// Up to the first place where `end` is next, and not over it. `class` is that of its first octet.
    pub(super) fn characters_until(&mut self, class: u8, end: &str) -> Result<bool, Fault> {
        while self.skip_to(class).is_some() {
            if self.starts_with(end) {
                return Ok(true);
            }
            self.character()?;
        }
        Ok(false)
    }

    /// Goes over one character that XML allows (XML 1.0, 2.2).
    pub(super) fn character(&mut self) -> Result<(), Fault> {
        match self.next_char() {
            Some(character) if is_xml(character) => {
                self.advance(character.len_utf8());
                Ok(())
            }
            _ => Err(self.unexpected("the document ends too early")),
        }
    }

    /// Goes over a reference to a character (XML 1.0, 4.1). Without a DTD there are five entities (4.6).
    fn reference(&mut self) -> Result<char, Fault> {
        let start = self.at;
        self.advance(1);
        let body = self.at;
        let terminated = self.skip_to(NO_REFERENCE) == Some(b';');
        let name = self.slice(Span { start: body, end: self.at });
        if !terminated || name.is_empty() {
            return Err(not_well_formed("`&` begins no reference", Span { start, end: body }));
        }
        self.advance(1);
        let span = Span { start, end: self.at };
        match name {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => named_by_number(name, span),
        }
    }

    /// The fault at the next character: that XML does not allow it, else `reason`.
    pub(super) fn unexpected(&self, reason: &'static str) -> Fault {
        self.unexpected_at(self.at, reason)
    }

    #[cold]
    pub(super) fn unexpected_at(&self, start: usize, reason: &'static str) -> Fault {
        let character = self.text.get(start..).and_then(|rest| rest.chars().next());
        let span = Span { start, end: start + character.map_or(0, char::len_utf8) };
        match character {
            Some(character) if !is_xml(character) => ErrorKind::CharacterForbidden { code_point: character.into() }.at(span),
            _ => not_well_formed(reason, span),
        }
    }

    pub(super) fn next(&self, octets: usize) -> Span {
        Span { start: self.at, end: self.at + octets }
    }

    fn next_char(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }
}

/// Character data in the making: what was read stays where it is until something else must stand in its place.
pub(super) struct Read {
    replaced: String,
    /// Where what is not yet in `replaced` begins.
    start: usize,
}

impl Read {
    pub(super) fn from(start: usize) -> Self {
        Self { replaced: String::new(), start }
    }

    /// At the ampersand.
    pub(super) fn reference(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
        let before = cursor.at();
        let character = cursor.reference()?;
        self.put(character, before, cursor);
        Ok(())
    }

    /// At an octet in whose place `character` is read.
    pub(super) fn octet_as(&mut self, character: char, cursor: &mut Cursor<'_>) {
        let before = cursor.at();
        cursor.advance(1);
        self.put(character, before, cursor);
    }

    fn put(&mut self, character: char, before: usize, cursor: &Cursor<'_>) {
        self.replaced.push_str(cursor.slice(Span { start: self.start, end: before }));
        self.replaced.push(character);
        self.start = cursor.at();
    }

    /// No copy where all of it is as written.
    pub(super) fn finish<'a>(mut self, cursor: &Cursor<'a>) -> Cow<'a, str> {
        let rest = cursor.slice(Span { start: self.start, end: cursor.at() });
        if self.replaced.is_empty() {
            return Cow::Borrowed(rest);
        }
        self.replaced.push_str(rest);
        Cow::Owned(self.replaced)
    }
}

fn named_by_number(name: &str, span: Span) -> Result<char, Fault> {
    let Some(number) = name.strip_prefix('#') else {
        return Err(not_well_formed("a reference to an entity that XML does not predefine", span));
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    // A leading sign, which `from_str_radix` takes, is not of the class that was scanned.
    let code_point =
        u32::from_str_radix(digits, radix).map_err(|_| not_well_formed("a character reference without a valid number", span))?;
    char::from_u32(code_point)
        .filter(|character| is_xml(*character) || *character == '\r')
        .ok_or_else(|| ErrorKind::CharacterForbidden { code_point }.at(span))
}

/// XML 1.0, 2.2, without the carriage return: [`Source`](crate::xml::Source) leaves none.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cold]
pub(super) fn not_well_formed(reason: &'static str, span: Span) -> Fault {
    ErrorKind::NotWellFormed { reason }.at(span)
}

#[inline]
pub(super) fn is(octet: u8, class: u8) -> bool {
    CLASSES.get(usize::from(octet)).is_some_and(|classes| classes & class != 0)
}

/// Octets at which reading text stops to look.
const TEXT: u8 = 1;
/// The same for attribute values.
pub(super) const VALUE: u8 = 2;
/// The same for comments.
pub(super) const COMMENT: u8 = 4;
/// The same for processing instructions.
pub(super) const INSTRUCTION: u8 = 8;
/// The same for CDATA sections.
pub(super) const CDATA: u8 = 16;
/// Octets that end a qualified name. Those beyond ASCII do not: they are looked at one by one.
pub(super) const NO_NAME: u8 = 32;
/// Octets that end the name in a reference.
const NO_REFERENCE: u8 = 64;
/// ASCII that begins a name.
pub(super) const NAME_START: u8 = 128;

/// Every place where characters may stand stops at control characters and at the octet with which U+FFFE and U+FFFF begin.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut octet: u8 = 0;
    loop {
        // The index is the loop's own count; const code has no iterators and no `From`.
        #[allow(clippy::indexing_slicing, clippy::as_conversions)]
        let class = &mut classes[octet as usize];
        *class = class_of(octet);
        if octet == u8::MAX {
            break;
        }
        octet += 1;
    }
    classes
};

const fn class_of(octet: u8) -> u8 {
    let stops = match octet {
        b'\t' | b'\n' => VALUE,
        0..=0x1F | 0xEF => TEXT | VALUE | COMMENT | INSTRUCTION | CDATA,
        b'<' => TEXT | VALUE,
        b'&' => TEXT | VALUE,
        b']' => TEXT | CDATA,
        b'"' | b'\'' => VALUE,
        b'-' => COMMENT,
        b'?' => INSTRUCTION,
        _ => 0,
    };
    let name = match octet {
        b'A'..=b'Z' | b'a'..=b'z' | b'_' => NAME_START,
        b'0'..=b'9' | b'-' | b'.' | 0x80..=0xFF => 0,
        b':' => NO_REFERENCE,
        b'#' => NO_NAME,
        _ => NO_NAME | NO_REFERENCE,
    };
    stops | name
}
