//! Base64 of exactly one spelling: standard alphabet, padding, no bits left over (RFC 4648, 3.2 to 3.5; rule X02).

use alloc::string::String;
use alloc::vec::Vec;

use ::base64::DecodeError;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

use crate::error::{ErrorKind, Fault};
use crate::limits::Limits;

/// The octets of a SAMLResponse value (bindings 3.5.4), where line breaks may stand anywhere.
///
/// A space between characters is refused: it comes from a `+` that was not percent-encoded in the form, and leaving it out
/// would change the message. Faults have offsets in `text` as it was given.
pub(crate) fn decode(text: &[u8], limits: &Limits) -> Result<Vec<u8>, Fault> {
    if text.len() > limits.base64_characters() {
        return Err(ErrorKind::MessageTooLarge { limit: limits.bytes, found: text.len() / 4 * 3 }.nowhere());
    }
    // Most messages have no white space. Nothing else decodes as it stands: what is missing here is said below.
    if let Some(octets) = as_it_stands(text) {
        return Ok(octets);
    }
    if let Some(reason) = something_else(text) {
        return Err(invalid(0, reason));
    }
    if let Some(offset) = lost_plus(text) {
        return Err(invalid(offset, "a space, most likely a `+` that was not percent-encoded as %2B in the form,"));
    }
    let packed = without_white_space(text);
    if packed.is_empty() {
        return Err(invalid(0, "there is no character"));
    }
    STANDARD.decode(&packed).map_err(|error| fault_of(&error, &packed, text))
}

/// What people paste in its place.
fn something_else(text: &[u8]) -> Option<&'static str> {
    let text = text.trim_ascii_start();
    if text.starts_with(b"<") {
        return Some("a `<` (this is XML, not base64)");
    }
    text.starts_with(b"SAMLResponse=").then_some("the name of the field (this is the whole form, not its value)")
}

/// The octets of an xs:base64Binary in XML, where white space may stand anywhere. None where it is not strict, or empty.
pub(crate) fn decode_xml(text: &str) -> Option<Vec<u8>> {
    as_it_stands(text.as_bytes()).or_else(|| as_it_stands(&without_white_space(text.as_bytes())))
}

/// Where all of it is base64, and there is some.
fn as_it_stands(text: &[u8]) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok().filter(|octets| !octets.is_empty())
}

/// On one line, with padding.
///
/// The library's encoder, made for speed, would be a hundredth of the shipped WebAssembly, and only reports need one.
pub(crate) fn encode(octets: &[u8]) -> String {
    let mut text = String::new();
    for three in octets.chunks(3) {
        let bits = three.iter().chain(&[0, 0]).take(3).fold(0_u32, |bits, octet| bits << 8 | u32::from(*octet));
        for place in 0..4 {
            let digit = bits >> (18 - 6 * place) & 63;
            let character = ALPHABET.chars().nth(usize::try_from(digit).unwrap_or_default()).filter(|_| place <= three.len());
            text.push(character.unwrap_or('='));
        }
    }
    text
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn without_white_space(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len());
    for line in text.split(is_white_space) {
        packed.extend_from_slice(line);
    }
    packed
}

/// The first white space between characters that has a space and no line break in it.
fn lost_plus(text: &[u8]) -> Option<usize> {
    if !text.contains(&b' ') {
        return None;
    }
    let mut at = 0;
    let text = text.trim_ascii_end();
    for run in text.chunk_by(|one, other| is_white_space(one) == is_white_space(other)) {
        let white = run.first().is_some_and(is_white_space);
        if white && at > 0 && run.contains(&b' ') && !run.iter().any(|octet| matches!(octet, b'\n' | b'\r')) {
            return run.iter().position(|octet| *octet == b' ').map(|space| at + space);
        }
        at += run.len();
    }
    None
}

fn is_white_space(octet: &u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\n' | b'\r')
}

fn fault_of(error: &DecodeError, packed: &[u8], text: &[u8]) -> Fault {
    let end = packed.len();
    let (offset, reason) = match *error {
        DecodeError::InvalidByte(offset, b'=') => (offset, "padding before the end"),
        DecodeError::InvalidByte(offset, b'%') => (offset, "a percent sign (the value is still percent-encoded)"),
        DecodeError::InvalidByte(offset, b'-' | b'_') => (offset, "a character of the URL-safe alphabet"),
        DecodeError::InvalidByte(offset, b'<') => (offset, "a `<` (this is XML, not base64)"),
        DecodeError::InvalidByte(offset, _) => (offset, "a character outside the alphabet"),
        DecodeError::InvalidLength(_) => (end, "the text is cut short"),
        DecodeError::InvalidLastSymbol { offset, .. } => (offset, "bits are left over"),
        DecodeError::InvalidPadding => (end, "padding is missing"),
    };
    invalid(offset_in(text, offset), reason)
}

/// Where the character number `packed` stands in the text before its white space was taken out.
fn offset_in(text: &[u8], packed: usize) -> usize {
    let mut characters = text.iter().enumerate().filter(|(_, octet)| !is_white_space(octet));
    characters.nth(packed).map_or(text.len(), |(offset, _)| offset)
}

fn invalid(offset: usize, reason: &'static str) -> Fault {
    ErrorKind::Base64Invalid { offset, reason }.nowhere()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_what_the_library_encodes() {
        let octets: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for end in 0..octets.len() {
            assert_eq!(encode(&octets[..end]), STANDARD.encode(&octets[..end]));
        }
    }

    fn limits() -> Limits {
        Limits::for_bytes(90)
    }

    #[track_caller]
    fn refused(text: &str, offset: usize, reason: &'static str) {
        assert_eq!(decode(text.as_bytes(), &limits()), Err(invalid(offset, reason)), "{text:?}");
    }

    #[test]
    fn one_spelling_is_read() {
        for (text, octets) in [("PGE+", "<a>"), ("PGE+PA==", "<a><"), ("PGE+PC8=", "<a></"), ("/+8=", "")] {
            let read = decode(text.as_bytes(), &limits()).unwrap();
            assert_eq!(encode(&read), text);
            assert!(octets.is_empty() || read == octets.as_bytes());
        }
    }

    #[test]
    fn line_breaks_may_stand_anywhere() {
        for text in ["PGE+\r\nPC8=\r\n", "P\nG\rE\t+PC8\n=", "\nPGE+ \r\n  PC8=  ", "  PGE+PC8=", "PGE+\tPC8="] {
            assert_eq!(decode(text.as_bytes(), &limits()).unwrap(), b"<a></", "{text:?}");
        }
    }

    #[test]
    fn a_plus_that_became_a_space_is_named() {
        const REASON: &str = "a space, most likely a `+` that was not percent-encoded as %2B in the form,";
        refused("PGE PC8=", 3, REASON);
        refused("PGE+\nPGE PC8=", 8, REASON);
        refused("PGE+PC8 =", 7, REASON);
        refused("PGE\t PC8=", 4, REASON);
    }

    #[test]
    fn every_other_spelling_is_refused_where_it_stands() {
        refused("", 0, "there is no character");
        refused(" \r\n", 0, "there is no character");
        refused("PGE-", 3, "a character of the URL-safe alphabet");
        refused("PG_+", 2, "a character of the URL-safe alphabet");
        refused("PG!+", 2, "a character outside the alphabet");
        refused("PGE+\u{FF30}GE+", 4, "a character outside the alphabet");
        refused("PGE\0", 3, "a character outside the alphabet");
        refused("PGE%2BPC8%3D", 3, "a percent sign (the value is still percent-encoded)");
        refused("<a/>", 0, "a `<` (this is XML, not base64)");
        refused("PA==PGE+", 2, "padding before the end");
        refused("PGE+====", 4, "padding before the end");
        refused("PGE+=", 4, "padding before the end");
        refused("====", 0, "padding before the end");
        refused("PA===", 2, "padding before the end");
        refused("PGE+PA", 6, "padding is missing");
        refused("PGE+PA=", 7, "padding is missing");
        refused("PGE+P", 5, "the text is cut short");
        refused("PGE+\r\nPG\r\n!+", 10, "a character outside the alphabet");
        refused("PGE+PB==", 5, "bits are left over");
        refused("PGE+\nPC9=", 7, "bits are left over");
    }

    #[test]
    fn more_characters_than_the_message_may_have_are_not_decoded() {
        let text = [b'A'; 128];
        assert_eq!(
            decode(text.get(..127).unwrap(), &limits()).unwrap_err().kind,
            ErrorKind::Base64Invalid { offset: 127, reason: "padding is missing" }
        );
        assert_eq!(decode(&text, &limits()).unwrap_err().kind, ErrorKind::MessageTooLarge { limit: 90, found: 96 });
    }

    #[test]
    fn in_xml_spaces_separate_as_line_breaks_do() {
        assert_eq!(decode_xml(" PGE+ PC8\n= ").unwrap(), b"<a></");
        for text in ["", "  ", "PGE", "PGE-", "PA==PA==", "PGE+PB==", "PGE+\u{A0}"] {
            assert_eq!(decode_xml(text), None, "{text:?}");
        }
    }
}
