//! One spelling for each text of octets: what is read is read by two other decoders, and is written as it was read.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use saml_edge::fuzzing;

pub fn hold(octets: &[u8]) {
    let packed: Vec<u8> = octets.iter().copied().filter(|octet| matches!(octet, b' ' | b'\t' | b'\n' | b'\r')).collect();
    let white = packed.len();
    let packed: Vec<u8> = octets.iter().copied().filter(|octet| !matches!(octet, b' ' | b'\t' | b'\n' | b'\r')).collect();
    let expected = by_hand(&packed).filter(|octets| !octets.is_empty());
    assert_eq!(expected, STANDARD.decode(&packed).ok().filter(|octets| !octets.is_empty()), "the two others do not agree");

    // Line breaks are no part of a field, and a space is a `+` that was lost.
    match (fuzzing::base64_of_a_field(octets), &expected) {
        (None, Some(_)) => assert!(octets.contains(&b' '), "{octets:?} is not read"),
        (found, expected) => assert_eq!(&found, expected),
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        assert_eq!(fuzzing::base64_of_xml(text), expected);
    }
    if let Some(read) = expected {
        let written = fuzzing::base64_encoded(&read);
        assert_eq!(written.as_bytes(), packed, "another spelling of the same");
        assert_eq!(written.len() + white, octets.len());
    }
    let written = fuzzing::base64_encoded(octets);
    assert_eq!(written, STANDARD.encode(octets));
    assert_eq!(by_hand(written.as_bytes()).as_deref(), Some(octets));
}

/// RFC 4648, 4, bit by bit.
fn by_hand(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|octet| **octet == b'=').count();
    let digits = text.get(..text.len() - padding)?;
    let mut bits = Vec::new();
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits.extend((0..6).rev().map(|bit| value >> bit & 1));
    }
    let left_over = match padding {
        0 => 0,
        1 => 2,
        2 => 4,
        _ => return None,
    };
    let (whole, rest) = bits.split_at(bits.len().checked_sub(left_over)?);
    if rest.contains(&1) || whole.len() % 8 != 0 {
        return None;
    }
    Some(whole.chunks(8).map(|bits| bits.iter().fold(0, |octet, bit| octet << 1 | bit)).collect())
}
