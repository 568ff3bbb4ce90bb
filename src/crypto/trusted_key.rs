//! A key that an administrator configured, from whatever form it was pasted in (rules K01, K10).

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::ConnectionError;
use crate::error::sentences::{self, Sentence};
use crate::time::Timestamp;

use super::algorithm::SignatureAlgorithm;
use super::der::{Certificate, Shape, Spki, wrap_rsa_public_key};
use super::digest::sha256_hex;
use super::pasted;
use super::public_key::{PublicKey, Verdict};

/// One key that may sign, with what its certificate says about itself. A fingerprint alone cannot make one.
#[derive(Clone, Debug)]
pub(crate) struct TrustedKey {
    key: PublicKey,
    sha256: String,
    validity: Option<(Timestamp, Timestamp)>,
}

impl TrustedKey {
    /// One or more keys from text: PEM blocks with anything around them, or the base64 of one certificate or key.
    pub(crate) fn parse(text: &str) -> Result<Vec<Self>, ConnectionError> {
        pasted::read(text)?.iter().map(|der| Self::from_der(der)).collect()
    }

    /// From the DER of a certificate, of a SubjectPublicKeyInfo or of an RSAPublicKey.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, ConnectionError> {
        match Shape::of(der) {
            Shape::Signed => Self::from_certificate(der),
            Shape::Spki => Self::from_spki(der),
            Shape::RsaPublicKey => Self::from_rsa_public_key(der),
            Shape::PrivateKey | Shape::EncryptedPrivateKey => refuse(sentences::PRIVATE_KEY),
            Shape::KeyStore => refuse(sentences::KEY_STORE),
            Shape::Bundle => refuse(sentences::BUNDLE),
            Shape::CutOff => refuse(sentences::CERTIFICATE_CUT_OFF),
            Shape::Unknown => refuse(sentences::NO_CERTIFICATE),
        }
    }

    fn from_certificate(der: &[u8]) -> Result<Self, ConnectionError> {
        let Some(certificate) = Certificate::read(der) else {
            return refuse(sentences::CERTIFICATE_UNREADABLE);
        };
        Ok(Self { key: PublicKey::from_spki(&certificate.spki)?, sha256: sha256_hex(der), validity: certificate.validity })
    }

    fn from_spki(der: &[u8]) -> Result<Self, ConnectionError> {
        let Some(spki) = Spki::read(der) else {
            return refuse(sentences::PUBLIC_KEY_DAMAGED);
        };
        Ok(Self { key: PublicKey::from_spki(&spki)?, sha256: sha256_hex(der), validity: None })
    }

    /// The fingerprint is that of the same key as SubjectPublicKeyInfo, so that one key has one.
    fn from_rsa_public_key(der: &[u8]) -> Result<Self, ConnectionError> {
        let key = PublicKey::from_rsa_der(der)?;
        let Some(spki) = wrap_rsa_public_key(der) else { return refuse(sentences::RSA_KEY_DAMAGED) };
        Ok(Self { key, sha256: sha256_hex(&spki), validity: None })
    }

    pub(super) fn key(&self) -> &PublicKey {
        &self.key
    }

    /// SHA-256 of the certificate, or of the SubjectPublicKeyInfo where there is none, in lower-case hex.
    pub(crate) fn sha256(&self) -> &str {
        &self.sha256
    }

    /// First and last moment by the certificate. Absent for a bare key, and for dates that cannot be read.
    pub(crate) fn validity(&self) -> Option<(Timestamp, Timestamp)> {
        self.validity
    }

    /// Bits of the modulus, where it is an RSA key (rule K06).
    pub(crate) fn rsa_bits(&self) -> Option<usize> {
        self.key.rsa_bits()
    }

    /// Such as `RSA 2048`.
    pub(super) fn kind(&self) -> String {
        self.key.kind()
    }

    pub(crate) fn verify(&self, algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> Verdict {
        self.key.verify(algorithm, message, signature)
    }
}

fn refuse<T>(sentence: Sentence) -> Result<T, ConnectionError> {
    Err(sentence.plain())
}

#[cfg(test)]
#[path = "trusted_key/tests.rs"]
mod tests;
