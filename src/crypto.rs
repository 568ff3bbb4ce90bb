//! Digests, the keys that a connection trusts, and the signature primitive.
//!
//! The key decides which algorithms can match it, never the message (xmldsig 6.4, rule S14): a new kind of key is a variant of
//! `KeyType` and of `PublicKey`, a new algorithm a variant of [`SignatureAlgorithm`]. There is no HMAC: a public key is no
//! secret. What handles secrets says so, and is written so that its time does not depend on them: the private half of `rsa`,
//! `oaep`, `cipher` and [`SessionKey`].

mod algorithm;
mod cipher;
mod decryption_key;
mod der;
mod details;
mod digest;
mod ecdsa;
mod eddsa;
mod field;
mod key_value;
mod modular;
mod oaep;
mod pasted;
mod pss;
mod public_key;
mod rsa;
mod session_key;
mod sha1;
#[cfg(test)]
mod test_keys;
mod trusted_key;
#[cfg(test)]
mod wycheproof;

pub(crate) use algorithm::{PssParameters, RSA_PSS, SignatureAlgorithm};
pub(crate) use cipher::DataAlgorithm;
pub use decryption_key::DecryptionKey;
pub use details::{CertificateDetails, CertificateNames, read_certificates};
pub(crate) use digest::{DigestAlgorithm, sha256_hex};
pub(crate) use key_value::{ec_public_key_info, rsa_public_key_info};
pub(crate) use oaep::OaepParameters;
pub(crate) use pasted::read as read_pasted;
pub(crate) use public_key::Verdict;
pub use session_key::{SessionKey, UnwrapKey, WrappedKey};
pub(crate) use trusted_key::TrustedKey;
