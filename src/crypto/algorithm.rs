//! Signature algorithms by their URI (RFC 9231 2.3).

use super::digest::DigestAlgorithm::{self, Sha1, Sha256, Sha384, Sha512};

/// What a `SignatureMethod` may name (rule S13). The URI and its parameters alone decide the padding and the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SignatureAlgorithm {
    uri: &'static str,
    pub(super) scheme: Scheme,
}

/// What has to be computed, and of which kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// RFC 8017 8.2; SHA-1 only where the connection allows it.
    Pkcs1v15(DigestAlgorithm),
    /// RFC 8017 8.1.
    Pss(PssParameters),
    /// FIPS 186-5, 6; over any of the curves (RFC 9231 2.3.6).
    Ecdsa(DigestAlgorithm),
    /// RFC 8032, 5.1; over the octets themselves.
    Ed25519,
}

/// What RSA-PSS leaves open (RFC 9231 2.3.9, 2.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PssParameters {
    pub(crate) digest: DigestAlgorithm,
    /// That of the mask generation function, MGF1.
    pub(crate) mask: DigestAlgorithm,
    /// Octets of the salt.
    pub(crate) salt: usize,
}

impl PssParameters {
    const fn same(digest: DigestAlgorithm) -> Self {
        Self { digest, mask: digest, salt: digest.length() }
    }
}

/// The URI that brings its parameters along, and stands for these without any.
pub(crate) const RSA_PSS: &str = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";

const ALL: [SignatureAlgorithm; 12] = [
    algorithm("http://www.w3.org/2000/09/xmldsig#rsa-sha1", Scheme::Pkcs1v15(Sha1)),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Scheme::Pkcs1v15(Sha256)),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Scheme::Pkcs1v15(Sha384)),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Scheme::Pkcs1v15(Sha512)),
    algorithm("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", Scheme::Pss(PssParameters::same(Sha256))),
    algorithm("http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", Scheme::Pss(PssParameters::same(Sha384))),
    algorithm("http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", Scheme::Pss(PssParameters::same(Sha512))),
    algorithm(RSA_PSS, Scheme::Pss(PssParameters::same(Sha256))),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", Scheme::Ecdsa(Sha256)),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", Scheme::Ecdsa(Sha384)),
    algorithm("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", Scheme::Ecdsa(Sha512)),
    algorithm("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", Scheme::Ed25519),
];

const fn algorithm(uri: &'static str, scheme: Scheme) -> SignatureAlgorithm {
    SignatureAlgorithm { uri, scheme }
}

impl SignatureAlgorithm {
    /// Compared as exact octets (rule X14).
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        ALL.into_iter().find(|algorithm| algorithm.uri == uri)
    }

    /// RSA-PSS with parameters of its own.
    pub(crate) const fn pss(parameters: PssParameters) -> Self {
        algorithm(RSA_PSS, Scheme::Pss(parameters))
    }

    pub(crate) const fn uri(self) -> &'static str {
        self.uri
    }

    pub(crate) const fn is_sha1(self) -> bool {
        match self.scheme {
            Scheme::Pkcs1v15(digest) | Scheme::Ecdsa(digest) => digest.is_sha1(),
            Scheme::Pss(PssParameters { digest, mask, .. }) => digest.is_sha1() || mask.is_sha1(),
            Scheme::Ed25519 => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_the_registered_ones() {
        let pss = |digest: DigestAlgorithm| Scheme::Pss(PssParameters { digest, mask: digest, salt: digest.length() });
        let registered = [
            ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", Scheme::Pkcs1v15(Sha1)),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Scheme::Pkcs1v15(Sha256)),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Scheme::Pkcs1v15(Sha384)),
            ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Scheme::Pkcs1v15(Sha512)),
            ("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", pss(Sha256)),
            ("http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", pss(Sha384)),
            ("http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", pss(Sha512)),
            ("http://www.w3.org/2007/05/xmldsig-more#rsa-pss", pss(Sha256)),
            ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", Scheme::Ecdsa(Sha256)),
            ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", Scheme::Ecdsa(Sha384)),
            ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", Scheme::Ecdsa(Sha512)),
            ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", Scheme::Ed25519),
        ];
        assert_eq!(registered.len(), ALL.len());
        for (uri, scheme) in registered {
            let algorithm = SignatureAlgorithm::from_uri(uri).unwrap();
            assert_eq!((algorithm.uri(), algorithm.scheme), (uri, scheme));
            assert_eq!(algorithm.is_sha1(), uri.ends_with("sha1"));
        }
    }

    #[test]
    fn sha1_in_either_place_of_pss_is_sha1() {
        let is_sha1 = |digest, mask| SignatureAlgorithm::pss(PssParameters { digest, mask, salt: 20 }).is_sha1();
        assert!(is_sha1(Sha1, Sha256) && is_sha1(Sha256, Sha1) && !is_sha1(Sha256, Sha512));
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
            "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224",
            "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448",
            "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519ph",
            "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
            "http://www.w3.org/2009/xmldsig11#dsa-sha256",
        ] {
            assert_eq!(SignatureAlgorithm::from_uri(uri), None, "{uri}");
        }
    }
}
