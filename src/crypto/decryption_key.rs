//! A private key of this service provider, from whatever form it was pasted in (rule E13).

use crate::error::ConnectionError;
use crate::error::sentences::{self, Sentence};

use super::der::{PrivateKeyInfo, Shape};
use super::oaep::OaepParameters;
use super::pasted;
use super::public_key::{PublicKey, RSA_ENCRYPTION};
use super::rsa::RsaPrivateKey;
use super::session_key::SessionKey;

/// An RSA private key that decrypts what identity providers encrypt for this service provider. It is cleared when it is dropped, and prints nothing.
pub struct DecryptionKey(RsaPrivateKey);

impl DecryptionKey {
    /// From the text of one key: PKCS#8 or PKCS#1, as PEM or base64, not encrypted.
    ///
    /// # Errors
    /// A sentence that says what the text is instead. It never repeats the text.
    pub fn parse(text: &str) -> Result<Self, ConnectionError> {
        let der = pasted::read_private_key(text)?;
        match Shape::of(&der) {
            Shape::PrivateKey => Self::from_der(&der),
            Shape::Signed | Shape::Spki | Shape::RsaPublicKey => refuse(sentences::PUBLIC_KEY),
            Shape::EncryptedPrivateKey => refuse(sentences::ENCRYPTED),
            Shape::KeyStore => refuse(sentences::KEY_STORE_FOR_A_KEY),
            Shape::CutOff => refuse(sentences::PRIVATE_KEY_CUT_OFF),
            Shape::Bundle | Shape::Unknown => refuse(sentences::NO_KEY),
        }
    }

    fn from_der(der: &[u8]) -> Result<Self, ConnectionError> {
        match PrivateKeyInfo::read(der) {
            Some(info) if info.algorithm == RSA_ENCRYPTION => RsaPrivateKey::from_der(info.key).map(Self),
            Some(_) => refuse(sentences::OTHER_KIND),
            None => RsaPrivateKey::from_der(der).map(Self),
        }
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        self.0.bits()
    }

    pub(crate) fn belongs_to(&self, public: &PublicKey) -> bool {
        matches!(public, PublicKey::Rsa(public) if self.0.belongs_to(public))
    }

    pub(crate) fn unwrap_key(&self, wrapped: &[u8], parameters: &OaepParameters, length: usize) -> Option<SessionKey> {
        self.0.unwrap_key(wrapped, parameters, length)
    }
}

impl core::fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DecryptionKey")
    }
}

fn refuse<T>(sentence: Sentence) -> Result<T, ConnectionError> {
    Err(sentence.plain())
}

#[cfg(test)]
#[path = "decryption_key/tests.rs"]
mod tests;
