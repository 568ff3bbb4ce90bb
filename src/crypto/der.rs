//! The little of X.509 that is read: a certificate is an envelope for a key (rule K05, SDP-MD05).
//!
//! Only the path to the key and the dates is decoded; extensions are stepped over, and names and serial numbers kept as they are for who shows them.
//! Real IdPs have negative serials, names in wrong string types and extensions that no decoder accepts, and none of it decides anything here.

use alloc::string::String;
use alloc::vec::Vec;

use x509_cert::der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::der::{self, Decode, Reader, SliceReader, Tag, Tagged};

use crate::text::number;
use crate::time::Timestamp;

/// The parts of a certificate that matter.
pub(super) struct Certificate<'a> {
    pub(super) spki: Spki<'a>,
    /// Absent when a date is not one that RFC 5280 4.1.2.5 allows.
    pub(super) validity: Option<(Timestamp, Timestamp)>,
    /// As the certificate writes it.
    pub(super) serial: &'a [u8],
    pub(super) issuer: Name<'a>,
    pub(super) subject: Name<'a>,
}

impl<'a> Certificate<'a> {
    /// RFC 5280 4.1. The signature of the certificate says nothing to somebody who was given the certificate.
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let [contents, algorithm, signature] = members(whole(der)?)?;
        require(algorithm, Tag::Sequence)?;
        require(signature, Tag::BitString)?;
        let mut reader = SliceReader::new(require(contents, Tag::Sequence)?).ok()?;
        let first = next(&mut reader)?;
        let serial = if matches!(first.tag(), Tag::ContextSpecific { .. }) { next(&mut reader)? } else { first };
        let serial = require(serial, Tag::Integer)?;
        let [_algorithm, issuer, validity, subject, spki] = [(); 5].map(|()| next(&mut reader));
        while !reader.is_finished() {
            next(&mut reader)?;
        }
        let [issuer, subject] = [Name(issuer?), Name(subject?)];
        Some(Self { spki: Spki::from_member(spki?)?, validity: read_validity(validity?), serial, issuer, subject })
    }
}

/// The Name of a certificate, RFC 5280 4.1.2.4. It is not held to anything.
pub(super) struct Name<'a>(AnyRef<'a>);

impl<'a> Name<'a> {
    /// Each part has one type, as the octets of an OBJECT IDENTIFIER, and its value, or several. What cannot be read is left out.
    pub(super) fn parts(&self) -> Vec<Vec<(&'a [u8], String)>> {
        let values = |part: AnyRef<'a>| {
            every(part, Tag::Set).into_iter().filter_map(|pair| {
                let [kind, value] = members(pair)?;
                Some((require(kind, Tag::ObjectIdentifier)?, text_of(value)))
            })
        };
        every(self.0, Tag::Sequence).into_iter().map(|part| values(part).collect()).collect()
    }

    #[cfg(test)]
    pub(super) fn sample(der: &'a [u8]) -> Self {
        Self(whole(der).unwrap_or(AnyRef::NULL))
    }
}

/// RFC 5280, 4.1.2.4 and A.1: UTF-8 and its subsets, or one of the forms of before.
fn text_of(value: AnyRef<'_>) -> String {
    let octets = value.value();
    match value.tag() {
        Tag::TeletexString => octets.iter().map(|octet| char::from(*octet)).collect(),
        Tag::BmpString => {
            String::from_utf16_lossy(&octets.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect::<Vec<_>>())
        }
        _ => String::from_utf8_lossy(octets).into_owned(),
    }
}

/// SubjectPublicKeyInfo, RFC 5280 4.1.2.7.
pub(super) struct Spki<'a> {
    pub(super) algorithm: ObjectIdentifier,
    /// The parameters of the algorithm, where they are a name (RFC 5480, 2.1.1).
    pub(super) curve: Option<ObjectIdentifier>,
    pub(super) key: &'a [u8],
}

impl<'a> Spki<'a> {
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        Self::from_member(whole(der)?)
    }

    fn from_member(spki: AnyRef<'a>) -> Option<Self> {
        let [algorithm, key] = members(spki)?;
        let mut reader = SliceReader::new(require(algorithm, Tag::Sequence)?).ok()?;
        let mut identifier = || ObjectIdentifier::from_bytes(require(next(&mut reader)?, Tag::ObjectIdentifier)?).ok();
        let algorithm = identifier()?;
        let curve = identifier();
        let (unused_bits, key) = require(key, Tag::BitString)?.split_first()?;
        (*unused_bits == 0).then_some(())?;
        Some(Self { algorithm, curve, key })
    }
}

/// RSAPublicKey, RFC 8017 A.1.1, as big-endian octets.
pub(super) struct RsaIntegers<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) exponent: &'a [u8],
}

impl<'a> RsaIntegers<'a> {
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let [modulus, exponent] = members(whole(der)?)?.map(positive);
        Some(Self { modulus: modulus?, exponent: exponent? })
    }
}

/// RSAPrivateKey of two primes, RFC 8017 A.1.2, as big-endian octets. What it says about itself twice is read once.
pub(super) struct RsaPrivateIntegers<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) public_exponent: &'a [u8],
    pub(super) p: &'a [u8],
    pub(super) q: &'a [u8],
    pub(super) p_exponent: &'a [u8],
    pub(super) q_exponent: &'a [u8],
    pub(super) q_inverse: &'a [u8],
}

impl<'a> RsaPrivateIntegers<'a> {
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let integers: [_; 9] = members(whole(der)?)?;
        let [version, modulus, public_exponent, _private_exponent, p, q, p_exponent, q_exponent, q_inverse] = integers.map(positive);
        (version? == [0]).then_some(())?;
        Some(Self {
            modulus: modulus?,
            public_exponent: public_exponent?,
            p: p?,
            q: q?,
            p_exponent: p_exponent?,
            q_exponent: q_exponent?,
            q_inverse: q_inverse?,
        })
    }
}

/// PrivateKeyInfo, RFC 5958 2.
pub(super) struct PrivateKeyInfo<'a> {
    pub(super) algorithm: ObjectIdentifier,
    pub(super) key: &'a [u8],
}

impl<'a> PrivateKeyInfo<'a> {
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let mut reader = SliceReader::new(require(whole(der)?, Tag::Sequence)?).ok()?;
        let [version, algorithm, key] = [(); 3].map(|()| next(&mut reader));
        require(version?, Tag::Integer)?;
        let mut algorithm = SliceReader::new(require(algorithm?, Tag::Sequence)?).ok()?;
        let algorithm = ObjectIdentifier::from_bytes(require(next(&mut algorithm)?, Tag::ObjectIdentifier)?).ok()?;
        Some(Self { algorithm, key: require(key?, Tag::OctetString)? })
    }
}

/// RFC 3279 2.3.1: an RSAPublicKey as SubjectPublicKeyInfo.
pub(super) fn wrap_rsa_public_key(der: &[u8]) -> Option<Vec<u8>> {
    let content = [RSA_ALGORITHM, &element(0x03, &[&[0], der].concat())?].concat();
    element(0x30, &content)
}

/// What a SEQUENCE is, judged by the types of its first members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A certificate, or one of the other signed structures: a certificate request, a revocation list.
    Signed,
    Spki,
    RsaPublicKey,
    /// PKCS#1, PKCS#8, SEC 1 or DSA.
    PrivateKey,
    /// PKCS#8, encrypted with a passphrase.
    EncryptedPrivateKey,
    /// PKCS#12: a private key together with its certificates.
    KeyStore,
    /// PKCS#7: certificates and more.
    Bundle,
    /// It says that it is longer than it is.
    CutOff,
    Unknown,
}

impl Shape {
    pub(super) fn of(der: &[u8]) -> Self {
        match first_tags(der).unwrap_or_default() {
            [Some(Tag::Sequence), Some(Tag::Sequence), Some(Tag::BitString)] => Self::Signed,
            [Some(Tag::Sequence), Some(Tag::BitString), None] => Self::Spki,
            [Some(Tag::Sequence), Some(Tag::OctetString), None] => Self::EncryptedPrivateKey,
            [Some(Tag::Integer), Some(Tag::Integer), None] => Self::RsaPublicKey,
            [Some(Tag::Integer), Some(Tag::Integer), Some(Tag::Integer)] => Self::PrivateKey,
            [Some(Tag::Integer), Some(Tag::OctetString), _] => Self::PrivateKey,
            [Some(Tag::Integer), Some(Tag::Sequence), Some(Tag::OctetString)] => Self::PrivateKey,
            [Some(Tag::Integer), Some(Tag::Sequence), _] => Self::KeyStore,
            [Some(Tag::ObjectIdentifier), Some(Tag::ContextSpecific { .. }), None] => Self::Bundle,
            _ if is_cut_off(der).unwrap_or(false) => Self::CutOff,
            _ => Self::Unknown,
        }
    }
}

fn is_cut_off(der: &[u8]) -> der::Result<bool> {
    let mut reader = SliceReader::new(der)?;
    Ok(open_sequence(&mut reader)? > reader.remaining_len())
}

/// Reads no further than it must: a private key that was cut off when it was copied is still one.
fn first_tags(der: &[u8]) -> der::Result<[Option<Tag>; 3]> {
    let mut reader = SliceReader::new(der)?;
    open_sequence(&mut reader)?;
    let mut tags = [None; 3];
    for tag in &mut tags {
        *tag = Tag::peek(&reader).ok();
        if next(&mut reader).is_none() {
            break;
        }
    }
    Ok(tags)
}

fn open_sequence(reader: &mut SliceReader<'_>) -> der::Result<der::Length> {
    Tag::decode(reader)?.assert_eq(Tag::Sequence)?;
    der::Length::decode(reader)
}

fn read_validity(validity: AnyRef<'_>) -> Option<(Timestamp, Timestamp)> {
    let [not_before, not_after] = members(validity)?.map(read_time);
    Some((not_before?, not_after?))
}

fn read_time(member: AnyRef<'_>) -> Option<Timestamp> {
    let text = core::str::from_utf8(member.value()).ok()?;
    let text = match member.tag() {
        Tag::UtcTime if text >= "50" => ["19", text].concat(),
        Tag::UtcTime => ["20", text].concat(),
        Tag::GeneralizedTime => text.into(),
        _ => return None,
    };
    // With its marks it is the xs:dateTime that stands in messages; `Z` is the only zone that either has.
    let [year, month, day, hour, minute, second] = [0..4, 4..6, 6..8, 8..10, 10..12, 12..15].map(|part| text.get(part));
    if text.len() != 15 {
        return None;
    }
    Timestamp::parse(&[year?, "-", month?, "-", day?, "T", hour?, ":", minute?, ":", second?].concat())
}

/// Nothing may follow: what stands behind a certificate is not covered by its fingerprint as others compute it.
fn whole(der: &[u8]) -> Option<AnyRef<'_>> {
    let mut reader = SliceReader::new(der).ok()?;
    next(&mut reader).filter(|_| reader.is_finished())
}

/// The members of a SEQUENCE that has exactly so many.
fn members<'a, const COUNT: usize>(sequence: AnyRef<'a>) -> Option<[AnyRef<'a>; COUNT]> {
    let mut reader = SliceReader::new(require(sequence, Tag::Sequence)?).ok()?;
    let mut found = [AnyRef::NULL; COUNT];
    for member in &mut found {
        *member = next(&mut reader)?;
    }
    reader.is_finished().then_some(found)
}

/// The members of a SEQUENCE OF or SET OF, as far as they can be read.
fn every<'a>(list: AnyRef<'a>, tag: Tag) -> Vec<AnyRef<'a>> {
    let Some(mut reader) = require(list, tag).and_then(|octets| SliceReader::new(octets).ok()) else { return Vec::new() };
    let mut found = Vec::new();
    while !reader.is_finished() {
        let Some(member) = next(&mut reader) else { break };
        found.push(member);
    }
    found
}

fn require<'a>(element: AnyRef<'a>, tag: Tag) -> Option<&'a [u8]> {
    (element.tag() == tag).then(|| element.value())
}

/// An INTEGER that is not negative. A key written without its leading zero has another modulus than its owner thinks.
fn positive<'a>(element: AnyRef<'a>) -> Option<&'a [u8]> {
    require(element, Tag::Integer).filter(|octets| octets.first().is_some_and(|first| first & 0x80 == 0))
}

pub(super) fn dotted(identifier: ObjectIdentifier) -> String {
    identifier.arcs().map(number).collect::<Vec<_>>().join(".")
}

/// One copy for all callers: the readers of the library are generic, and this is cold code in a module that is downloaded.
#[inline(never)]
fn next<'a>(reader: &mut SliceReader<'a>) -> Option<AnyRef<'a>> {
    AnyRef::decode(reader).ok()
}

/// DER of one element of up to 65,535 octets.
pub(super) fn element(tag: u8, content: &[u8]) -> Option<Vec<u8>> {
    let [high, low] = u16::try_from(content.len()).ok()?.to_be_bytes();
    let length: &[u8] = match (high, low) {
        (0, ..0x80) => &[low],
        (0, _) => &[0x81, low],
        _ => &[0x82, high, low],
    };
    Some([&[tag], length, content].concat())
}

/// AlgorithmIdentifier of rsaEncryption, with its NULL.
const RSA_ALGORITHM: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
