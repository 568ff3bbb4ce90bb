//! Character data as canonical XML writes it (c14n 2.3).

use alloc::vec::Vec;

/// Appends the value of a text node.
pub(super) fn text(value: &str, into: &mut Vec<u8>) {
    escape(value, in_text, into);
}

/// Appends the value of an attribute or a namespace declaration.
pub(super) fn attribute(value: &str, into: &mut Vec<u8>) {
    escape(value, in_attribute, into);
}

/// Copies runs; the few octets that need it are written out.
#[inline(always)]
fn escape(value: &str, replacement: impl Fn(u8) -> Option<&'static [u8]>, into: &mut Vec<u8>) {
    let mut rest = value.as_bytes();
    while let Some((run, written, after)) = split(rest, &replacement) {
        into.extend_from_slice(run);
        into.extend_from_slice(written);
        rest = after;
    }
    into.extend_from_slice(rest);
}

#[inline(always)]
fn split(octets: &[u8], replacement: impl Fn(u8) -> Option<&'static [u8]>) -> Option<(&[u8], &'static [u8], &[u8])> {
    let (at, written) = octets.iter().enumerate().find_map(|(at, octet)| Some((at, replacement(*octet)?)))?;
    Some((octets.get(..at)?, written, octets.get(at + 1..)?))
}

#[inline(always)]
fn in_text(octet: u8) -> Option<&'static [u8]> {
    match octet {
        b'&' => Some(b"&amp;"),
        b'<' => Some(b"&lt;"),
        b'>' => Some(b"&gt;"),
        b'\r' => Some(b"&#xD;"),
        _ => None,
    }
}

#[inline(always)]
fn in_attribute(octet: u8) -> Option<&'static [u8]> {
    match octet {
        b'&' => Some(b"&amp;"),
        b'<' => Some(b"&lt;"),
        b'"' => Some(b"&quot;"),
        b'\t' => Some(b"&#x9;"),
        b'\n' => Some(b"&#xA;"),
        b'\r' => Some(b"&#xD;"),
        _ => None,
    }
}
