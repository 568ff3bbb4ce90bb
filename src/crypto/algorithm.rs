//! Signature algorithms by their URI (RFC 9231 2.3).

use super::digest::DigestAlgorithm;

/// What a `SignatureMethod` may name (rule S13). The URI alone decides the padding and the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureAlgorithm {
    /// Only where the connection allows it.
    RsaSha1,
    RsaSha256,
    RsaSha384,
    RsaSha512,
}

/// The kind of key that an algorithm needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyType {
    Rsa,
}

impl SignatureAlgorithm {
    const ALL: [Self; 4] = [Self::RsaSha1, Self::RsaSha256, Self::RsaSha384, Self::RsaSha512];

    /// Compared as exact octets (rule X14).
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.uri() == uri)
    }

    pub(crate) const fn uri(self) -> &'static str {
        match self {
            Self::RsaSha1 => "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            Self::RsaSha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            Self::RsaSha384 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            Self::RsaSha512 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        }
    }

    pub(crate) const fn digest(self) -> DigestAlgorithm {
        match self {
            Self::RsaSha1 => DigestAlgorithm::Sha1,
            Self::RsaSha256 => DigestAlgorithm::Sha256,
            Self::RsaSha384 => DigestAlgorithm::Sha384,
            Self::RsaSha512 => DigestAlgorithm::Sha512,
        }
    }

    pub(crate) const fn key_type(self) -> KeyType {
        match self {
            Self::RsaSha1 | Self::RsaSha256 | Self::RsaSha384 | Self::RsaSha512 => KeyType::Rsa,
        }
    }

    pub(crate) const fn is_sha1(self) -> bool {
        self.digest().is_sha1()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_the_registered_ones() {
        let registered = [
            ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", SignatureAlgorithm::RsaSha1, DigestAlgorithm::Sha1),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SignatureAlgorithm::RsaSha256, DigestAlgorithm::Sha256),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", SignatureAlgorithm::RsaSha384, DigestAlgorithm::Sha384),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", SignatureAlgorithm::RsaSha512, DigestAlgorithm::Sha512),
        ];
        for (uri, algorithm, digest) in registered {
            assert_eq!(SignatureAlgorithm::from_uri(uri), Some(algorithm));
            assert_eq!(algorithm.uri(), uri);
            assert_eq!(algorithm.digest(), digest);
            assert_eq!(algorithm.key_type(), KeyType::Rsa);
            assert_eq!(algorithm.is_sha1(), digest == DigestAlgorithm::Sha1);
        }
    }

    /// Attacks 8.2 and 8.4: with the octets of a public key as the HMAC key, anybody can sign.
    #[test]
    fn other_uris_are_unknown() {
        for uri in [
            "",
            "rsa-sha256",
            "http://www.w3.org/2000/09/xmldsig#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160",
            "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256#",
            "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
            "http://www.w3.org/2009/xmldsig11#dsa-sha256",
        ] {
            assert_eq!(SignatureAlgorithm::from_uri(uri), None, "{uri}");
        }
    }
}
