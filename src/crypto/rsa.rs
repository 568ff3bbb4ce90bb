//! The RSA public-key operation and EMSA-PKCS1-v1_5 (RFC 8017, 8.2.2 and 9.2).
//!
//! The whole encoded message that the one correct signature gives is built and compared whole. Nothing that the signature
//! decodes to is ever parsed, so lax parsing (CVE-2006-4339, CVE-2014-1568) has no place to be.

mod private;

use alloc::vec::Vec;

pub(crate) use private::RsaPrivateKey;

use crate::error::{ConnectionError, sentences};
use crate::text::number;

use super::algorithm::PssParameters;
use super::digest::DigestAlgorithm;
use super::modular::{self, Modulus, Natural};
use super::pss;

/// A modulus and an exponent, ready for use: the constants that depend on the modulus alone cost as much as a verification.
#[derive(Clone, Debug)]
pub(crate) struct RsaPublicKey {
    modulus: Modulus,
    exponent: u64,
    bits: usize,
}

impl RsaPublicKey {
    /// Both as big-endian octets. Refuses what cannot be a safe key, or would make a verification costly.
    pub(crate) fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, ConnectionError> {
        let modulus = without_leading_zeros(modulus);
        let bits = bit_length(modulus);
        if !(SMALLEST_BITS..=LARGEST_BITS).contains(&bits) {
            return Err(sentences::RSA_BITS.with(&[&number(bits), &number(SMALLEST_BITS), &number(LARGEST_BITS)]));
        }
        let Some(modulus) = Modulus::new(modulus) else {
            return Err(sentences::RSA_EVEN_MODULUS.plain());
        };
        Ok(Self { modulus, exponent: read_exponent(exponent)?, bits })
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        self.bits
    }

    /// RFC 8017 8.2.2: `false` says that this key did not make `signature` over `message`, and nothing finer.
    pub(crate) fn verify_pkcs1v15(&self, digest: DigestAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        let expected = self.encode_pkcs1v15(digest, message).and_then(|octets| self.read_integer(&octets));
        let found = self.read_integer(signature).map(|integer| self.modulus.raise(&integer, self.exponent));
        matches!((expected, found), (Some(expected), Some(found)) if expected == found)
    }

    /// RFC 8017 8.1.2, as [`verify_pkcs1v15`](Self::verify_pkcs1v15).
    pub(crate) fn verify_pss(&self, parameters: PssParameters, message: &[u8], signature: &[u8]) -> bool {
        let Some(integer) = self.read_integer(signature) else { return false };
        let encoded = modular::octets(&self.modulus.raise(&integer, self.exponent), self.octets());
        pss::is_encoding_of(&encoded, self.bits.saturating_sub(1), parameters, message)
    }

    /// RFC 8017 9.2. Only the DigestInfo with NULL parameters is built: without it no known signer signs.
    fn encode_pkcs1v15(&self, digest: DigestAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
        let prefix = digest_info_prefix(digest);
        let value = digest.digest(message);
        let taken = prefix.len().checked_add(value.as_ref().len())?.checked_add(3)?;
        let padding = self.octets().checked_sub(taken).filter(|padding| *padding >= 8)?;
        let mut encoded = Vec::with_capacity(self.octets());
        encoded.extend([0, 1]);
        encoded.extend(core::iter::repeat_n(0xFF, padding));
        encoded.push(0);
        encoded.extend(prefix);
        encoded.extend(value.as_ref());
        Some(encoded)
    }

    /// RFC 8017 8.2.2 step 1 and 5.2.2 step 1: exactly as long as the modulus, and smaller than it.
    fn read_integer(&self, octets: &[u8]) -> Option<Natural> {
        if octets.len() != self.octets() {
            return None;
        }
        self.modulus.read(octets)
    }

    fn octets(&self) -> usize {
        self.bits.div_ceil(8)
    }
}

/// RFC 8017 3.1: odd and at least 3. 64 bits bound the work, and no known key exceeds 33.
fn read_exponent(octets: &[u8]) -> Result<u64, ConnectionError> {
    let octets = without_leading_zeros(octets);
    let exponent = octets.iter().fold(0_u64, |value, octet| value << 8 | u64::from(*octet));
    if octets.len() > 8 || exponent < 3 || exponent & 1 == 0 {
        return Err(sentences::RSA_EXPONENT.plain());
    }
    Ok(exponent)
}

fn without_leading_zeros(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..).unwrap_or_default()
}

/// Saturates far above [`LARGEST_BITS`].
fn bit_length(octets: &[u8]) -> usize {
    let unused: usize = octets.first().map_or(0, |first| (0..8).take_while(|bit| first << bit & 0x80 == 0).count());
    octets.len().saturating_mul(8).saturating_sub(unused)
}

/// RFC 8017 9.2 note 1: the DER of DigestInfo up to the digest value.
const fn digest_info_prefix(digest: DigestAlgorithm) -> &'static [u8] {
    match digest {
        DigestAlgorithm::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        DigestAlgorithm::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
        DigestAlgorithm::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
        DigestAlgorithm::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
    }
}

/// Below this a forger factors the modulus; a connection asks for more (rule K06).
const SMALLEST_BITS: usize = 1024;

/// A verification costs the square of the length: this one costs 16 times that of 2048 bits.
const LARGEST_BITS: usize = 8192;

#[cfg(test)]
#[path = "rsa/tests.rs"]
mod tests;
