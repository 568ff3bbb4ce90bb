//! Names and qualified names (XML 1.0 fifth edition, 2.3; Namespaces in XML 1.0, 3 and 4).

use super::QName;
use super::cursor::{Cursor, NAME_START, NO_NAME, is, not_well_formed};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;

impl<'a> Cursor<'a> {
    /// One name or two with a colon between.
    pub(super) fn qname(&mut self, limits: &Limits) -> Result<QName<'a>, Fault> {
        let start = self.at();
        let (written, colon) = self.name(limits)?;
        let local = match colon {
            None => written,
            Some(colon) => match (written.get(..colon), written.get(colon + 1..)) {
                (Some(prefix), Some(local)) if begins_name(prefix) && begins_name(local) && !local.as_bytes().contains(&b':') => local,
                _ => return Err(not_well_formed("a name has a colon elsewhere than between two names", Span { start, end: self.at() })),
            },
        };
        Ok(QName { written, local, start })
    }

    /// The name of a processing instruction, which has no colon (Namespaces 7).
    pub(super) fn ncname(&mut self, limits: &Limits) -> Result<&'a str, Fault> {
        let start = self.at();
        match self.name(limits)? {
            (written, None) => Ok(written),
            _ => Err(not_well_formed("the name of a processing instruction has a colon", Span { start, end: self.at() })),
        }
    }

    /// Name characters and colons, the first of which begins a name or is a colon; and where the first colon stands.
    fn name(&mut self, limits: &Limits) -> Result<(&'a str, Option<usize>), Fault> {
        let start = self.at();
        let (mut colon, mut is_ascii) = (None, true);
        let rest = self.rest();
        let mut length = 0;
        for octet in rest.iter().take_while(|octet| !is(**octet, NO_NAME)) {
            if *octet == b':' {
                colon = colon.or(Some(length));
            }
            is_ascii &= octet.is_ascii();
            length += 1;
        }
        self.advance(length);
        let span = Span { start, end: self.at() };
        let written = self.slice(span);
        if written.len() > limits.name {
            return Err(ErrorKind::LimitExceeded { what: "name length", limit: limits.name }.at(span));
        }
        let strange = if is_ascii { None } else { written.char_indices().find(|(_, character)| !is_name(*character)) };
        match strange {
            Some((offset, _)) => Err(self.unexpected_at(start + offset, "a character that no name may have")),
            None if colon == Some(0) || begins_name(written) => Ok((written, colon)),
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
