//! Digest algorithms by their URI, each over one run of octets.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::Digest as _;

use super::sha1;

/// The digests that XML Signature names and that collide with effort at least (rule S12). MD5 is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigestAlgorithm {
    /// Only where the connection allows it.
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl DigestAlgorithm {
    const ALL: [Self; 4] = [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512];

    /// Compared as exact octets: there is one spelling of each (rule X14).
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.uri() == uri)
    }

    /// xmldsig 6.2, xmlenc 5.7, RFC 9231 2.1. SHA-256 and SHA-512 are defined by xmlenc, SHA-384 is not.
    pub(crate) const fn uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Self::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
            Self::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            Self::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
        }
    }

    /// As WebCrypto names it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    pub(crate) const fn is_sha1(self) -> bool {
        matches!(self, Self::Sha1)
    }

    /// Octets of its value.
    pub(crate) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    pub(crate) fn digest(self, octets: &[u8]) -> Digest {
        match self {
            Self::Sha1 => Digest::new(&sha1::digest(octets)),
            Self::Sha256 => Digest::new(&sha2::Sha256::digest(octets)),
            Self::Sha384 => Digest::new(&sha2::Sha384::digest(octets)),
            Self::Sha512 => Digest::new(&sha2::Sha512::digest(octets)),
        }
    }
}

/// The value of a digest, on the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digest {
    octets: [u8; LONGEST],
    length: usize,
}

impl Digest {
    fn new(value: &[u8]) -> Self {
        let mut octets = [0; LONGEST];
        octets.iter_mut().zip(value).for_each(|(to, from)| *to = *from);
        Self { octets, length: value.len() }
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.octets.get(..self.length).unwrap_or_default()
    }
}

/// The fingerprint form: 64 lower-case hexadecimal digits.
pub(crate) fn sha256_hex(octets: &[u8]) -> String {
    hex(&sha2::Sha256::digest(octets))
}

/// Lower-case hexadecimal.
pub(super) fn hex(octets: &[u8]) -> String {
    let digit = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
    let mut text = Vec::with_capacity(2 * octets.len());
    for octet in octets {
        text.extend([digit(octet >> 4), digit(octet & 15)]);
    }
    String::from_utf8(text).unwrap_or_default()
}

/// SHA-512.
const LONGEST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_the_registered_ones() {
        let registered = [
            ("http://www.w3.org/2000/09/xmldsig#sha1", DigestAlgorithm::Sha1, 20),
            ("http://www.w3.org/2001/04/xmlenc#sha256", DigestAlgorithm::Sha256, 32),
            ("http://www.w3.org/2001/04/xmldsig-more#sha384", DigestAlgorithm::Sha384, 48),
            ("http://www.w3.org/2001/04/xmlenc#sha512", DigestAlgorithm::Sha512, 64),
        ];
        for (uri, algorithm, length) in registered {
            assert_eq!(DigestAlgorithm::from_uri(uri), Some(algorithm));
            assert_eq!(algorithm.uri(), uri);
            assert_eq!(algorithm.digest(b"abc").as_ref().len(), length, "{uri}");
            assert_eq!(algorithm.is_sha1(), length == 20);
        }
    }

    #[test]
    fn other_uris_are_unknown() {
        for uri in [
            "",
            "sha256",
            "http://www.w3.org/2001/04/xmldsig-more#sha256",
            "http://www.w3.org/2001/04/xmlenc#sha384",
            "http://www.w3.org/2000/09/xmldsig#sha256",
            "http://www.w3.org/2001/04/xmlenc#SHA256",
            "http://www.w3.org/2001/04/xmlenc#sha256 ",
            "http://www.w3.org/2001/04/xmlenc#ripemd160",
            "http://www.w3.org/2001/04/xmldsig-more#md5",
            "http://www.w3.org/2001/04/xmldsig-more#sha224",
        ] {
            assert_eq!(DigestAlgorithm::from_uri(uri), None, "{uri}");
        }
    }

    /// FIPS 180-4 examples for "abc".
    #[test]
    fn values_are_those_of_the_standard() {
        let hex = |algorithm: DigestAlgorithm| -> String {
            algorithm.digest(b"abc").as_ref().iter().map(|octet| alloc::format!("{octet:02x}")).collect()
        };
        assert_eq!(hex(DigestAlgorithm::Sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hex(DigestAlgorithm::Sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(
            hex(DigestAlgorithm::Sha384),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        );
        assert_eq!(
            hex(DigestAlgorithm::Sha512),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        assert_eq!(sha256_hex(b"abc"), hex(DigestAlgorithm::Sha256));
    }
}
