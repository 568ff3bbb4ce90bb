//! From octets to the text that is parsed, and from places in that text back to the octets.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{ErrorKind, Fault, Position, Span};
use crate::limits::Limits;
use crate::text::characters;

/// The text of one document: UTF-8, without byte order mark, every line end a line feed (XML 1.0, 2.11).
///
/// Line ends are normalised before anything is parsed, in comments and beside references too: a CR that is left is one that was
/// referred to, and canonicalisation prints it as such.
#[derive(Debug, Default)]
pub(crate) struct Source {
    text: String,
    /// Offsets in `text` before which one CR was taken out, ascending.
    removed: Vec<usize>,
    byte_order_mark: usize,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Source {
    /// Rules X01 and X04: no larger than the limit, UTF-8.
    pub(crate) fn decode(octets: &[u8], limits: &Limits) -> Result<Self, Fault> {
        if octets.len() > limits.bytes {
            return Err(ErrorKind::MessageTooLarge { limit: limits.bytes, found: octets.len() }.nowhere());
        }
        let (byte_order_mark, octets) = match octets.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => (BYTE_ORDER_MARK.len(), rest),
            None => (0, octets),
        };
        let text =
            core::str::from_utf8(octets).map_err(|error| ErrorKind::NotUtf8 { offset: byte_order_mark + error.valid_up_to() }.nowhere())?;
        let (text, removed) = normalise_line_ends(text);
        Ok(Self { text, removed, byte_order_mark })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Lines and columns are those of the text; octets are those of the message as it arrived.
    pub(crate) fn position(&self, span: Span, path: String) -> Position {
        let before = self.text.get(..span.start).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let lines = before.bytes().filter(|octet| *octet == b'\n').count();
        let columns = characters(before.get(line_start..).unwrap_or_default());
        Position {
            line: u32::try_from(lines + 1).unwrap_or(u32::MAX),
            column: u32::try_from(columns + 1).unwrap_or(u32::MAX),
            start: self.octet(span.start),
            end: self.octet(span.end),
            path,
        }
    }

    fn octet(&self, offset: usize) -> usize {
        self.byte_order_mark + offset + self.removed.partition_point(|removed| *removed <= offset)
    }
}

fn normalise_line_ends(text: &str) -> (String, Vec<usize>) {
    let mut normalised = String::with_capacity(text.len());
    let mut removed = Vec::new();
    let mut pieces = text.split('\r');
    normalised.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        if piece.starts_with('\n') {
            removed.push(normalised.len());
        } else {
            normalised.push('\n');
        }
        normalised.push_str(piece);
    }
    (normalised, removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(octets: &[u8]) -> Source {
        Source::decode(octets, &Limits::for_bytes(1000)).unwrap()
    }

    #[test]
    fn line_ends_become_line_feeds_and_offsets_go_back() {
        let source = decode(b"\xEF\xBB\xBFa\r\nb\rc\r\r\nd");
        assert_eq!(source.text(), "a\nb\nc\n\nd");
        assert_eq!(source.removed, [1, 6]);
        let at = source.position(Span { start: 7, end: 8 }, String::new());
        assert_eq!((at.line, at.column, at.start, at.end), (5, 1, 12, 13));
    }

    #[test]
    fn columns_count_characters() {
        let source = decode("ä\nöö<".as_bytes());
        let at = source.position(Span { start: 7, end: 8 }, String::new());
        assert_eq!((at.line, at.column, at.start), (2, 3, 7));
    }

    #[test]
    fn octets_that_are_not_utf8_are_refused_where_they_stand() {
        let fault = Source::decode(b"<a>\xFF</a>", &Limits::for_bytes(1000)).unwrap_err();
        assert_eq!(fault.kind, ErrorKind::NotUtf8 { offset: 3 });
    }

    #[test]
    fn more_octets_than_allowed_are_refused() {
        let fault = Source::decode(&[b'a'; 11], &Limits::for_bytes(10)).unwrap_err();
        assert_eq!(fault.kind, ErrorKind::MessageTooLarge { limit: 10, found: 11 });
    }
}
