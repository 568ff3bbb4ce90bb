//! A public key of any supported kind, and what it says about a signature.

use alloc::vec::Vec;

use x509_cert::der::asn1::ObjectIdentifier;

use crate::error::ConnectionError;
use crate::text::{fill, number};

use super::algorithm::{KeyType, SignatureAlgorithm};
use super::der::{RsaIntegers, Spki};
use super::rsa::RsaPublicKey;

/// The key inside a certificate.
#[derive(Clone, Debug)]
pub(crate) enum PublicKey {
    Rsa(RsaPublicKey),
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
    pub(crate) fn from_spki(spki: &Spki<'_>) -> Result<Self, ConnectionError> {
        match spki.algorithm {
            // The second identifier restricts the key to PSS (RFC 4055 1.2). That is a matter of the envelope (rule K05):
            // the padding comes from the algorithm's URI alone.
            RSA_ENCRYPTION | RSA_PSS => Self::from_rsa_der(spki.key),
            other => Err(unsupported(other)),
        }
    }

    /// From an RSAPublicKey (RFC 8017 A.1.1).
    pub(crate) fn from_rsa_der(der: &[u8]) -> Result<Self, ConnectionError> {
        let key = RsaIntegers::read(der).ok_or_else(|| ConnectionError("The RSA key in it is damaged.".into()))?;
        RsaPublicKey::new(key.modulus, key.exponent).map(Self::Rsa)
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self {
            Self::Rsa(_) => KeyType::Rsa,
        }
    }

    /// The size by which policies judge a key: for RSA that of the modulus.
    pub(crate) fn bits(&self) -> usize {
        match self {
            Self::Rsa(key) => key.bits(),
        }
    }

    pub(crate) fn verify(&self, algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> Verdict {
        if algorithm.key_type() != self.key_type() {
            return Verdict::WrongKeyType;
        }
        let matches = match self {
            Self::Rsa(key) => key.verify_pkcs1v15(algorithm.digest(), message, signature),
        };
        if matches { Verdict::Match } else { Verdict::NoMatch }
    }
}

fn unsupported(algorithm: ObjectIdentifier) -> ConnectionError {
    let name = OTHER_KEYS.into_iter().find(|(known, _)| *known == algorithm).map(|(_, name)| name);
    ConnectionError(match name {
        Some(name) => fill("The key in it is of type {}, which is not supported yet{}", &[name, ADVICE]),
        None => {
            let arcs: Vec<_> = algorithm.arcs().map(number).collect();
            fill("The key in it is of an unknown type ({}), which is not supported{}", &[&arcs.join("."), ADVICE])
        }
    })
}

/// rsaEncryption, RFC 8017 A.1.
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");

/// Keys that are sound, but cannot verify here.
const OTHER_KEYS: [(ObjectIdentifier, &str); 7] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.2.1"), "EC"),
    (ObjectIdentifier::new_unwrap("1.3.101.112"), "Ed25519"),
    (ObjectIdentifier::new_unwrap("1.3.101.113"), "Ed448"),
    (ObjectIdentifier::new_unwrap("1.3.101.110"), "X25519"),
    (ObjectIdentifier::new_unwrap("1.2.840.10040.4.1"), "DSA"),
    (ObjectIdentifier::new_unwrap("1.2.840.10046.2.1"), "Diffie-Hellman"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.7"), "RSA-OAEP"),
];

const ADVICE: &str = ". Let the IdP sign with an RSA key of 2048 bits or more, and paste its certificate.";
