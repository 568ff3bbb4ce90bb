//! Keys that XML Signature spells out in numbers, as the SubjectPublicKeyInfo that everything else takes.

use alloc::vec::Vec;

use super::der::{element, wrap_rsa_public_key};

/// RSAKeyValue (xmldsig 4.5.2.2). Both numbers as big-endian octets.
pub(crate) fn rsa_public_key_info(modulus: &[u8], exponent: &[u8]) -> Option<Vec<u8>> {
    let numbers = [integer(modulus)?, integer(exponent)?].concat();
    wrap_rsa_public_key(&element(0x30, &numbers)?)
}

/// ECKeyValue of a named curve (xmldsig 1.1, 4.5.2.3). Other curves than those that verify here have no name here.
pub(crate) fn ec_public_key_info(curve: &str, point: &[u8]) -> Option<Vec<u8>> {
    let (_, curve) = CURVES.into_iter().find(|(name, _)| *name == curve)?;
    let algorithm = element(0x30, &[EC_ALGORITHM, curve].concat())?;
    let point = element(0x03, &[&[0], point].concat())?;
    element(0x30, &[algorithm, point].concat())
}

/// Not negative, in as few octets as it has.
fn integer(octets: &[u8]) -> Option<Vec<u8>> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let digits = octets.get(zeros..)?;
    let sign: &[u8] = if digits.first()? & 0x80 == 0 { &[] } else { &[0] };
    element(0x02, &[sign, digits].concat())
}

/// id-ecPublicKey, RFC 5480 2.1.1.
const EC_ALGORITHM: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";

/// RFC 5480, 2.1.1.1: as NamedCurve has them, and as DER.
const CURVES: [(&str, &[u8]); 3] = [
    ("urn:oid:1.2.840.10045.3.1.7", b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"),
    ("urn:oid:1.3.132.0.34", b"\x06\x05\x2b\x81\x04\x00\x22"),
    ("urn:oid:1.3.132.0.35", b"\x06\x05\x2b\x81\x04\x00\x23"),
];
