//! The key that the data is encrypted with, once it was unwrapped.

use alloc::string::String;
use alloc::vec::Vec;

use subtle::{Choice, ConditionallySelectable as _};
use zeroize::Zeroizing;

use super::decryption_key::DecryptionKey;
use super::digest::sha256_hex;
use super::oaep::OaepParameters;
use super::trusted_key::TrustedKey;
use crate::text::number;

/// A session key, or what stands in for one that could not be unwrapped: the data is decrypted with either, and how that ends must not tell
/// which it was (xmlenc 1.1, 6.1.3). It is cleared when it is dropped.
pub struct SessionKey {
    octets: Zeroizing<Vec<u8>>,
    is_genuine: Choice,
}

impl SessionKey {
    pub(super) fn new(octets: Zeroizing<Vec<u8>>, is_genuine: Choice) -> Self {
        Self { octets, is_genuine }
    }

    /// What was unwrapped.
    pub fn unwrapped(octets: Vec<u8>) -> Self {
        Self::new(Zeroizing::new(octets), 1.into())
    }

    /// As many random octets as the key would have, where unwrapping failed. They come from the platform's generator of random numbers: whoever
    /// knows them can tell a key that was wrong from data that was.
    pub fn failed(random: Vec<u8>) -> Self {
        Self::new(Zeroizing::new(random), 0.into())
    }

    pub(crate) fn octets(&self) -> &[u8] {
        &self.octets
    }

    pub(crate) fn is_genuine(&self) -> bool {
        self.is_genuine.into()
    }

    /// One of another length is none, and goes the way of those that could not be unwrapped.
    pub(crate) fn of_length(self, length: usize) -> Self {
        if self.octets.len() == length { self } else { Self::failed(alloc::vec![0; length]) }
    }

    /// This one, or `other` where this one is none: without looking which. Both have the same length.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for (octet, instead) in self.octets.iter_mut().zip(other.octets.iter()) {
            octet.conditional_assign(instead, !self.is_genuine);
        }
        self.is_genuine |= other.is_genuine;
        self
    }
}

impl SessionKey {
    /// Of two answers the one that there is, or of both [`or`](Self::or).
    pub fn either(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.or(&other)),
            (one, other) => one.or(other),
        }
    }
}

/// Says nothing about the key.
impl core::fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SessionKey")
    }
}

/// A session key as the message carries it: wrapped for one private key by RSA-OAEP (xmlenc 1.1, 5.5.2).
#[derive(Clone, Copy, Debug)]
pub struct WrappedKey<'a> {
    pub(crate) octets: &'a [u8],
    pub(crate) parameters: &'a OaepParameters,
    pub(crate) length: usize,
}

impl<'a> WrappedKey<'a> {
    /// What was wrapped: as many octets as the modulus has.
    pub fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// The digest of RSA-OAEP: `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`.
    pub fn digest(&self) -> &'static str {
        self.parameters.digest.name()
    }

    /// The digest of its mask generation function, MGF1. WebCrypto has none but the same as the other.
    pub fn mask_digest(&self) -> &'static str {
        self.parameters.mask.name()
    }

    /// Its label; mostly empty.
    pub fn label(&self) -> &'a [u8] {
        &self.parameters.label
    }

    /// The same for the same wrapping, 64 hexadecimal digits: to find an answer by. Who has several keys gives the position of the one that is asked.
    pub fn id(&self, position: usize) -> String {
        let [digest, mask] = [self.digest(), self.mask_digest()].map(str::as_bytes);
        let position = [&*number(position), ":", &number(self.length)].concat();
        sha256_hex(&[position.as_bytes(), digest, mask, &[0], self.label(), self.octets].concat())
    }

    /// Octets of the session key.
    pub fn key_length(&self) -> usize {
        self.length
    }
}

/// Whoever has the private keys of this service provider: [`DecryptionKey`]s, or something that keeps them to itself, such as a key service.
///
/// It answers at once. Where the key service is awaited, verify twice: note what is asked for and answer `None`, have that unwrapped whatever the verdict was,
/// and verify again with the answers, which [`WrappedKey::id`] finds. What is encrypted inside an encrypted assertion is asked for the second time.
///
/// ```
/// use std::cell::RefCell;
/// use std::collections::HashMap;
/// use saml_edge::{SessionKey, UnwrapKey, WrappedKey};
///
/// #[derive(Default)]
/// struct KeyService {
///     /// What it unwrapped, by [`WrappedKey::id`]; none where it could not.
///     answers: HashMap<String, Option<Vec<u8>>>,
///     asked: RefCell<Vec<(String, Vec<u8>)>>,
/// }
///
/// impl UnwrapKey for KeyService {
///     fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
///         if (wrapped.octets().len(), wrapped.digest(), wrapped.mask_digest()) != (256, "SHA-256", "SHA-256") {
///             return None; // not for the one key that it has
///         }
///         let id = wrapped.id(0);
///         match self.answers.get(&id) {
///             Some(Some(octets)) => Some(SessionKey::unwrapped(octets.clone())),
///             Some(None) => Some(SessionKey::failed(random(wrapped.key_length()))),
///             None => {
///                 self.asked.borrow_mut().push((id, wrapped.octets().to_vec()));
///                 None
///             }
///         }
///     }
/// }
/// # fn random(length: usize) -> Vec<u8> { vec![0; length] }
/// ```
pub trait UnwrapKey {
    /// The session key, of [`key_length`](WrappedKey::key_length) octets, or [`SessionKey::failed`] where unwrapping failed. `None` only where no key has this
    /// size or takes these parameters, which everybody can see.
    fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey>;

    /// Whether there is a key at all.
    fn has_keys(&self) -> bool {
        true
    }

    /// Whether one of the keys belongs to this certificate, given as DER; `true` where that cannot be told. It only decides what a refusal says.
    fn may_belong_to(&self, certificate: &[u8]) -> bool {
        let _ = certificate;
        true
    }
}

/// Each is tried.
impl UnwrapKey for Vec<DecryptionKey> {
    fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
        let candidates = self.iter().filter_map(|key| key.unwrap_key(wrapped.octets, wrapped.parameters, wrapped.length));
        candidates.reduce(|found, other| found.or(&other))
    }

    fn has_keys(&self) -> bool {
        !self.is_empty()
    }

    fn may_belong_to(&self, certificate: &[u8]) -> bool {
        TrustedKey::from_der(certificate).is_ok_and(|certificate| self.iter().any(|key| key.belongs_to(certificate.key())))
    }
}
