//! Digests, the keys that a connection trusts, and the signature primitive.
//!
//! The key decides which algorithms can match it, never the message (xmldsig 6.4, rule S14): a new kind of key is a variant of
//! `KeyType` and of `PublicKey`, a new algorithm a variant of [`SignatureAlgorithm`]. There is no HMAC: a public key is no
//! secret. Nothing here handles a secret either, so nothing needs constant time.

mod algorithm;
mod der;
mod digest;
mod ecdsa;
mod modular;
mod pasted;
mod pss;
mod public_key;
mod rsa;
#[cfg(test)]
mod test_keys;
mod trusted_key;
#[cfg(test)]
mod wycheproof;

pub(crate) use algorithm::{PssParameters, RSA_PSS, SignatureAlgorithm};
pub(crate) use digest::{DigestAlgorithm, sha256_hex};
pub(crate) use public_key::Verdict;
pub(crate) use trusted_key::TrustedKey;
