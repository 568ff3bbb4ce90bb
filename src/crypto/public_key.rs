//! A public key of any supported kind, and what it says about a signature.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};

use x509_cert::der::asn1::ObjectIdentifier;

use crate::error::{ConnectionError, sentences};
use crate::text::number;

use super::algorithm::{Scheme, SignatureAlgorithm};
use super::der::{RsaIntegers, Spki, dotted};
use super::ecdsa::{Curve, EcPublicKey};
use super::eddsa::Ed25519PublicKey;
use super::rsa::RsaPublicKey;

/// The key inside a certificate.
#[derive(Clone, Debug)]
pub(crate) enum PublicKey {
    Rsa(RsaPublicKey),
    Ec(Box<EcPublicKey>),
    Ed25519(Box<Ed25519PublicKey>),
}

/// What a key says about a signature. Nothing finer: why a signature does not match helps only who forges one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// This key made the signature over these octets.
    Match,
    /// It did not.
    NoMatch,
    /// The algorithm needs another kind of key (xmldsig 6.4, CVE-2021-21239).
    WrongKeyType,
}

impl PublicKey {
    /// From a SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    pub(super) fn from_spki(spki: &Spki<'_>) -> Result<Self, ConnectionError> {
        match spki.algorithm {
            // The second identifier restricts the key to PSS (RFC 4055 1.2). That is a matter of the envelope (rule K05):
            // the padding comes from the algorithm's URI alone.
            RSA_ENCRYPTION | RSA_PSS => Self::from_rsa_der(spki.key),
            EC => match CURVES.into_iter().find(|(name, _)| spki.curve == Some(*name)) {
                Some((_, curve)) => EcPublicKey::new(curve, spki.key).map(|key| Self::Ec(Box::new(key))),
                None => Err(sentences::OTHER_CURVE.plain()),
            },
            ED25519 => Ed25519PublicKey::new(spki.key).map(|key| Self::Ed25519(Box::new(key))),
            other => Err(unsupported(other)),
        }
    }

    /// From an RSAPublicKey (RFC 8017 A.1.1).
    pub(crate) fn from_rsa_der(der: &[u8]) -> Result<Self, ConnectionError> {
        let key = RsaIntegers::read(der).ok_or_else(|| sentences::RSA_KEY_DAMAGED.plain())?;
        RsaPublicKey::new(key.modulus, key.exponent).map(Self::Rsa)
    }

    /// Bits of an RSA modulus; the other kinds come in sizes that are all long enough (rule K06).
    pub(crate) fn rsa_bits(&self) -> Option<usize> {
        match self {
            Self::Rsa(key) => Some(key.bits()),
            Self::Ec(_) | Self::Ed25519(_) => None,
        }
    }

    /// Kind and size, for people.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Rsa(key) => ["RSA ", &number(key.bits())].concat(),
            Self::Ec(key) => ["EC P-", &number(key.curve().bits())].concat(),
            Self::Ed25519(_) => "Ed25519".to_string(),
        }
    }

    /// The key's kind decides which algorithms can match it.
    pub(crate) fn verify(&self, algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> Verdict {
        let matches = match (self, algorithm.scheme) {
            (Self::Rsa(key), Scheme::Pkcs1v15(digest)) => key.verify_pkcs1v15(digest, message, signature),
            (Self::Rsa(key), Scheme::Pss(parameters)) => key.verify_pss(parameters, message, signature),
            (Self::Ec(key), Scheme::Ecdsa(digest)) => key.verify(digest.digest(message).as_ref(), signature),
            (Self::Ed25519(key), Scheme::Ed25519) => key.verify(message, signature),
            (Self::Rsa(_), Scheme::Ecdsa(_) | Scheme::Ed25519)
            | (Self::Ec(_), Scheme::Pkcs1v15(_) | Scheme::Pss(_) | Scheme::Ed25519)
            | (Self::Ed25519(_), Scheme::Pkcs1v15(_) | Scheme::Pss(_) | Scheme::Ecdsa(_)) => return Verdict::WrongKeyType,
        };
        if matches { Verdict::Match } else { Verdict::NoMatch }
    }
}

fn unsupported(algorithm: ObjectIdentifier) -> ConnectionError {
    let name = OTHER_KEYS.into_iter().find(|(known, _)| *known == algorithm).map(|(_, name)| name);
    match name {
        Some(name) => sentences::OTHER_KEY.with(&[name]),
        None => sentences::UNKNOWN_KEY.with(&[&dotted(algorithm)]),
    }
}

/// rsaEncryption, RFC 8017 A.1.
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
/// id-ecPublicKey, RFC 5480 2.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// RFC 8410, 3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// RFC 5480, 2.1.1.1.
const CURVES: [(ObjectIdentifier, Curve); 3] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), Curve::P256),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), Curve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), Curve::P521),
];

/// Keys that are sound, but cannot verify here.
const OTHER_KEYS: [(ObjectIdentifier, &str); 5] = [
    (ObjectIdentifier::new_unwrap("1.3.101.113"), "Ed448"),
    (ObjectIdentifier::new_unwrap("1.3.101.110"), "X25519"),
    (ObjectIdentifier::new_unwrap("1.2.840.10040.4.1"), "DSA"),
    (ObjectIdentifier::new_unwrap("1.2.840.10046.2.1"), "Diffie-Hellman"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.7"), "RSA-OAEP"),
];
