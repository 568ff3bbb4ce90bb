//! From what administrators paste to DER (rule K10).
//!
//! Certificates arrive through mail, chat, web forms, environment variables and YAML: with text around them, without line
//! breaks, with `\n` spelled out. All of that is undone here; what is not a certificate gets a sentence that says what it is.
//! No sentence repeats what was pasted, for it may be a secret.

use alloc::vec::Vec;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::error::ConnectionError;
use crate::error::sentences::{self, Sentence};
use crate::text::{contains, split_once};

/// The DER of every PEM block in the text, or of the one thing that the text is the base64 of; at least one.
pub(crate) fn read(text: &str) -> Result<Vec<Vec<u8>>, ConnectionError> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    refuse_other_things(text)?;
    if contains(text, BEGIN) {
        return read_pem(text, &CERTIFICATE);
    }
    if contains(text, "BEGIN CERTIFICATE") {
        return Err(hyphens(&CERTIFICATE));
    }
    let mut octets = decode(text).ok_or_else(|| sentences::NEITHER.plain())?;
    // Secrets are often stored as base64 of the PEM file.
    match core::str::from_utf8(&octets) {
        Ok(inner) if contains(inner, BEGIN) => {
            refuse_other_things(inner)?;
            read_pem(inner, &CERTIFICATE)
        }
        _ => Ok(alloc::vec![core::mem::take(&mut *octets)]),
    }
}

/// The DER of the one private key in the text, PEM or base64, whatever stands around it.
pub(super) fn read_private_key(text: &str) -> Result<Zeroizing<Vec<u8>>, ConnectionError> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if text.is_empty() {
        return Err(sentences::NOTHING_FOR_A_KEY.plain());
    }
    if text.starts_with('{') {
        return Err(sentences::JSON_FOR_A_KEY.plain());
    }
    if contains(text, "ENCRYPTED") {
        return Err(sentences::ENCRYPTED.plain());
    }
    if contains(text, BEGIN) {
        let mut keys = Zeroizing::new(read_pem(text, &KEY)?);
        return match keys.as_mut_slice() {
            [key] => Ok(Zeroizing::new(core::mem::take(key))),
            [] => Err(sentences::PUBLIC_KEY.plain()),
            _ => Err(sentences::SEVERAL_KEYS.plain()),
        };
    }
    if contains(text, "PRIVATE KEY") {
        return Err(hyphens(&KEY));
    }
    let octets = decode(text).ok_or_else(|| sentences::NO_KEY.plain())?;
    match core::str::from_utf8(&octets) {
        Ok(inner) if contains(inner, BEGIN) => read_private_key(inner),
        _ => Ok(octets),
    }
}

/// What a text is searched for.
struct Wanted {
    /// As sentences call it.
    name: &'static str,
    /// The label of its first line.
    label: &'static str,
    /// Whether a block of this label is it. Others are left out, or refused.
    is_label: fn(&str) -> Result<bool, ConnectionError>,
}

const CERTIFICATE: Wanted = Wanted { name: "certificate", label: "CERTIFICATE", is_label: is_certificate };
const KEY: Wanted = Wanted { name: "private key", label: "PRIVATE KEY", is_label: is_private_key };

/// Certificates often stand in the same file. What the DER is, it says itself.
fn is_private_key(label: &str) -> Result<bool, ConnectionError> {
    Ok(matches!(label, "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY" | "OPENSSH PRIVATE KEY"))
}

/// Everything that is known by a glance at the text.
fn refuse_other_things(text: &str) -> Result<(), ConnectionError> {
    let found = SIGNS.iter().find(|(sign, _)| sign.is_in(text)).map(|(_, sentence)| *sentence);
    match found {
        Some(sentence) => Err(sentence.plain()),
        None => Ok(()),
    }
}

/// RFC 7468, without its rules about lines.
fn read_pem(text: &str, wanted: &Wanted) -> Result<Vec<Vec<u8>>, ConnectionError> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, block)) = split_once(rest, BEGIN) {
        let (label, body) = split_once(block, DASHES).ok_or_else(|| hyphens(wanted))?;
        let is_wanted = (wanted.is_label)(label)?;
        let Some((body, after)) = split_once(body, END) else {
            return Err(sentences::NO_LAST_LINE.with(&[END, label, DASHES, wanted.name]));
        };
        if is_wanted {
            let mut octets = decode(body).ok_or_else(|| sentences::DAMAGED.with(&[wanted.name]))?;
            blocks.push(core::mem::take(&mut *octets));
        }
        rest = after;
    }
    Ok(blocks)
}

/// The label only says whether to look inside; what a block is, its DER says.
fn is_certificate(label: &str) -> Result<bool, ConnectionError> {
    if matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "PUBLIC KEY" | "RSA PUBLIC KEY") {
        return Ok(true);
    }
    let known = OTHER_LABELS.into_iter().find(|(known, _)| *known == label).map(|(_, sentence)| sentence);
    Err(known.unwrap_or(sentences::OTHER_BLOCK).plain())
}

fn hyphens(wanted: &Wanted) -> ConnectionError {
    sentences::HYPHENS.with(&[wanted.label, wanted.name])
}

/// Strict about letters and trailing bits, lenient about white space (spelled out as well) and missing padding.
fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut letters = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [octet, after @ ..] = rest {
        rest = match rest {
            [b'\\', b'r' | b'n', after @ ..] => after,
            _ => {
                letters.extend(Some(*octet).filter(|octet| !octet.is_ascii_whitespace()));
                after
            }
        };
    }
    BASE64.decode(&*letters).ok().filter(|octets| !octets.is_empty()).map(Zeroizing::new)
}

/// How something other than a certificate gives itself away.
enum Sign {
    Empty,
    Contains(&'static str),
    StartsWith(&'static str),
    Fingerprint,
}

impl Sign {
    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Empty => text.is_empty(),
            Self::Contains(part) => contains(text, part),
            Self::StartsWith(start) => text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)),
            Self::Fingerprint => is_fingerprint(text),
        }
    }
}

/// Hexadecimal digits, with or without separators, as many as MD5, SHA-1 or SHA-2 have; perhaps behind a name.
fn is_fingerprint(text: &str) -> bool {
    let value = text.rsplit(['=', ' ']).find(|part| part.len() > 2).filter(|part| contains(part, ":")).unwrap_or(text);
    let digits = value.bytes().filter(u8::is_ascii_hexdigit).count();
    let others = value.bytes().all(|octet| octet.is_ascii_hexdigit() || matches!(octet, b':' | b'-' | b' '));
    others && matches!(digits, 32 | 40 | 64 | 96 | 128)
}

/// In this order: a private key is named as such whatever else is there.
const SIGNS: [(Sign, Sentence); 13] = [
    (Sign::Contains("PRIVATE KEY"), sentences::PRIVATE_KEY),
    (Sign::StartsWith("PuTTY-User-Key-File"), sentences::PRIVATE_KEY),
    (Sign::Empty, sentences::NOTHING),
    (Sign::StartsWith("<"), sentences::XML),
    (Sign::StartsWith("https:"), sentences::URL),
    (Sign::StartsWith("http:"), sentences::URL),
    (Sign::StartsWith("{"), sentences::JSON),
    (Sign::StartsWith("ssh-"), sentences::SSH),
    (Sign::StartsWith("ecdsa-sha2-"), sentences::SSH),
    (Sign::Contains("SSH2 PUBLIC KEY"), sentences::SSH),
    (Sign::StartsWith("sha256:"), sentences::FINGERPRINT),
    (Sign::StartsWith("sha1:"), sentences::FINGERPRINT),
    (Sign::Fingerprint, sentences::FINGERPRINT),
];

const OTHER_LABELS: [(&str, Sentence); 6] = [
    ("CERTIFICATE REQUEST", sentences::REQUEST),
    ("NEW CERTIFICATE REQUEST", sentences::REQUEST),
    ("TRUSTED CERTIFICATE", sentences::OPENSSL_FORM),
    ("PKCS7", sentences::BUNDLE),
    ("CMS", sentences::BUNDLE),
    ("X509 CRL", sentences::REVOCATION_LIST),
];

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

const BASE64: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));
