//! Names and qualified names (XML 1.0 fifth edition, 2.3; Namespaces in XML 1.0, 3 and 4).

use super::QName;
use super::cursor::{Cursor, NAME_START, NO_NAME, is, not_well_formed};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::text::{contains, split_once};

impl<'a> Cursor<'a> {
    /// One name or two with a colon between.
    pub(super) fn qname(&mut self, limits: &Limits) -> Result<QName<'a>, Fault> {
        let start = self.at();
        let written = self.name(limits)?;
        let local = match split_once(written, ":") {
            None => written,
            Some((prefix, local)) if begins_name(prefix) && begins_name(local) && !contains(local, ":") => local,
            Some(_) => return Err(not_well_formed("a name has a colon elsewhere than between two names", Span { start, end: self.at() })),
        };
        Ok(QName { written, local, start })
    }

    /// The name of a processing instruction, which has no colon (Namespaces 7).
    pub(super) fn ncname(&mut self, limits: &Limits) -> Result<&'a str, Fault> {
        let start = self.at();
        let written = self.name(limits)?;
        if contains(written, ":") {
            return Err(not_well_formed("the name of a processing instruction has a colon", Span { start, end: self.at() }));
        }
        Ok(written)
    }

    /// Name characters and colons, the first of which begins a name or is a colon.
    fn name(&mut self, limits: &Limits) -> Result<&'a str, Fault> {
        let start = self.at();
        self.skip_to(NO_NAME);
        let span = Span { start, end: self.at() };
        let written = self.slice(span);
        if written.len() > limits.name {
            return Err(ErrorKind::LimitExceeded { what: "name length", limit: limits.name }.at(span));
        }
        let strange = if written.is_ascii() { None } else { written.char_indices().find(|(_, character)| !is_name(*character)) };
        match strange {
            Some((offset, _)) => Err(self.unexpected_at(start + offset, "a character that no name may have")),
            None if written.starts_with(':') || begins_name(written) => Ok(written),
            None => Err(self.unexpected_at(start, "a name does not begin as names do")),
        }
    }
}

fn begins_name(name: &str) -> bool {
    match name.as_bytes().first() {
        Some(octet) if octet.is_ascii() => is(*octet, NAME_START),
        _ => name.chars().next().is_some_and(is_name_start),
    }
}

/// NameStartChar beyond ASCII.
fn is_name_start(character: char) -> bool {
    matches!(character,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar. The ASCII ones, and the colon, were told apart before.
fn is_name(character: char) -> bool {
    character.is_ascii() || is_name_start(character) || matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
