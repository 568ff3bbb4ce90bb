//! The text of a name is what RFC 4514 makes of the parts that x509-parser finds.
//!
//! x509-parser ends a name, and the octets that it calls raw, before the first part that it cannot read, without a word: two names that begin alike are the same
//! to it then. So it is a judge of those alone that it read to their end, which shows where it is written from its parts again.

use x509_parser::asn1_rs::{Any, Class};
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

pub(super) fn hold(text: &str, name: &X509Name<'_>) {
    let is_string = |value: &Any<'_>| value.class() == Class::Universal && !value.header.constructed() && STRINGS.contains(&value.tag().0);
    let are_strings = name.iter_attributes().all(|pair| is_string(pair.attr_value()));
    // `der` has not all the types that there are, nor strings in pieces, which DER forbids; what it has not is left out.
    if are_strings && encoded(name) == name.as_raw() {
        assert_eq!(text, written(name), "another name than {name}");
    }
}

fn encoded(name: &X509Name<'_>) -> Vec<u8> {
    let pair = |pair: &AttributeTypeAndValue<'_>| {
        let value = pair.attr_value();
        // The tag as it stands: its class and whether it is constructed are in it.
        let tag = value.header.raw_tag().map(<[u8]>::to_vec).unwrap_or_default();
        let value = [tag, length(value.data.len()), value.data.to_vec()].concat();
        element(0x30, &[element(0x06, pair.attr_type().as_bytes()), value].concat())
    };
    let parts: Vec<u8> = name.iter_rdn().flat_map(|part| element(0x31, &part.iter().flat_map(pair).collect::<Vec<u8>>())).collect();
    element(0x30, &parts)
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag], length(content.len()).as_slice(), content].concat()
}

fn length(octets: usize) -> Vec<u8> {
    let digits: Vec<u8> = octets.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
    match octets {
        0..0x80 => vec![digits.first().copied().unwrap_or_default()],
        _ => [vec![0x80 | u8::try_from(digits.len()).expect("eight at most")], digits].concat(),
    }
}

/// RFC 4514, 2.1 to 2.4.
fn written(name: &X509Name<'_>) -> String {
    let parts: Vec<&_> = name.iter_rdn().collect();
    let part = |part: &&x509_parser::x509::RelativeDistinguishedName<'_>| {
        part.iter().map(|pair| format!("{}={}", label(pair), value(pair))).collect::<Vec<_>>().join("+")
    };
    parts.iter().rev().map(part).collect::<Vec<_>>().join(",")
}

fn label(pair: &AttributeTypeAndValue<'_>) -> String {
    let Some(number) = number(pair.attr_type().as_bytes()) else { return "?".to_owned() };
    let known = LABELS.iter().find(|(known, _)| *known == number);
    known.map_or(number, |(_, label)| (*label).to_owned())
}

/// X.690, 8.19, as far as const-oid goes, which has what names have: up to 2.39 (x509-parser reads something else from 2.48 on), each part in 32 bits, all in 39
/// octets. What is beyond is shown as a question mark.
fn number(octets: &[u8]) -> Option<String> {
    let (first, rest) = octets.split_first()?;
    if *first >= 2 * 40 + 40 || rest.is_empty() || octets.len() > 39 {
        return None;
    }
    let root = (first / 40).min(2);
    let mut parts = vec![u32::from(root), u32::from(first - 40 * root)];
    for part in rest.split_inclusive(|octet| octet & 0x80 == 0) {
        if part.first() == Some(&0x80) || part.last()? & 0x80 != 0 {
            return None;
        }
        let whole = part.iter().fold(0_u128, |whole, octet| (whole << 7 | u128::from(octet & 0x7F)).min(u128::from(u64::MAX)));
        parts.push(u32::try_from(whole).ok()?);
    }
    Some(parts.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

fn value(pair: &AttributeTypeAndValue<'_>) -> String {
    let octets = pair.as_slice();
    let text = match pair.attr_value().tag().0 {
        TELETEX => octets.iter().copied().map(char::from).collect(),
        BMP => {
            String::from_utf16_lossy(&octets.chunks_exact(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[1])).collect::<Vec<_>>())
        }
        _ => String::from_utf8_lossy(octets).into_owned(),
    };
    let mut text: Vec<String> = text.chars().map(escaped).collect();
    // At its ends a space, and at its start a number sign, would be taken for something else.
    if let Some(last) = text.last_mut().filter(|last| *last == " ") {
        last.insert(0, '\\');
    }
    if let Some(first) = text.first_mut().filter(|first| *first == " " || *first == "#") {
        first.insert(0, '\\');
    }
    text.concat()
}

fn escaped(character: char) -> String {
    match character {
        ',' | '+' | '"' | '\\' | '<' | '>' | ';' => format!("\\{character}"),
        // A line of whoever prints it would break.
        control if control.is_control() => "?".to_owned(),
        other => other.to_string(),
    }
}

/// RFC 5280, 4.1.2.4, without the one of four octets for each character, and 4.1.2.6.
const STRINGS: [u32; 5] = [12, 19, TELETEX, 22, BMP];
const TELETEX: u32 = 20;
const BMP: u32 = 30;

const LABELS: &[(&str, &str)] = &[
    ("2.5.4.3", "CN"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "STREET"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
];
