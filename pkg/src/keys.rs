//! Keys to decrypt by, for the length of one call: private keys, and WebCrypto's, which unwrap outside between two calls.
//!
//! They come as flat text, names and values in turn, each ended by U+0000 (`pkg/js/decrypt.ts` makes it): `key` has the text of a private
//! key, `external` the digest and the bits of a CryptoKey, such as `SHA-256 2048`, and `session` what one of those made of a wrapped key that it
//! was asked for: its id, then `=` and the session key in hexadecimal, or `!` and random octets where it failed.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use saml_edge::{Connection, ConnectionError, DecryptionKey, SessionKey, UnwrapKey, WrappedKey};
use zeroize::Zeroizing;

use crate::settings::SettingsError;

#[derive(Default)]
pub(crate) struct Keys {
    keys: Vec<DecryptionKey>,
    externals: Vec<External>,
    sessions: Vec<(String, Zeroizing<String>)>,
    asked: RefCell<Vec<Asked>>,
}

/// A CryptoKey: what everybody may know of it.
struct External {
    digest: String,
    octets: usize,
}

/// A wrapped key that a CryptoKey has to unwrap before there can be a verdict.
pub(crate) struct Asked {
    pub(crate) id: String,
    /// Position of the CryptoKey.
    pub(crate) key: usize,
    pub(crate) octets: Vec<u8>,
    pub(crate) label: Vec<u8>,
    /// Octets of the session key.
    pub(crate) length: usize,
}

impl Keys {
    /// Reads the text.
    pub(crate) fn read(text: &str, connection: &Connection) -> Result<Self, SettingsError> {
        let mut keys = Self::default();
        let mut parts = text.split_terminator('\0');
        let given = |keys: &Self| keys.keys.len() + keys.externals.len();
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            match name {
                "key" => keys.keys.push(DecryptionKey::parse(value).map_err(|error| refused(given(&keys), error))?),
                "external" => keys.externals.push(external(value, connection).map_err(|error| refused(given(&keys), error))?),
                _ => keys
                    .sessions
                    .extend(value.split_at_checked(ID).map(|(id, session)| (id.to_owned(), Zeroizing::new(session.to_owned())))),
            }
        }
        connection
            .check_decryption_keys(&keys.keys)
            .map_err(|error| SettingsError::Refused { about: Some("options.decrypt".into()), error })?;
        Ok(keys)
    }

    /// What has to be unwrapped outside; empty where the verdict stands.
    pub(crate) fn asked(self) -> Vec<Asked> {
        self.asked.into_inner()
    }

    fn by_external(&self, at: usize, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
        let id = wrapped.id(at);
        match self.sessions.iter().find(|(known, _)| *known == id) {
            Some((_, session)) => {
                let octets = unhex(session.get(1..).unwrap_or_default());
                Some(if session.starts_with('=') { SessionKey::unwrapped(octets) } else { SessionKey::failed(octets) })
            }
            None => {
                let (octets, label) = (wrapped.octets().into(), wrapped.label().into());
                self.asked.borrow_mut().push(Asked { id, key: at, octets, label, length: wrapped.key_length() });
                None
            }
        }
    }
}

impl UnwrapKey for Keys {
    fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
        // WebCrypto has one digest for both, fixed in the key.
        let fits = |external: &External| {
            external.digest == wrapped.digest() && wrapped.digest() == wrapped.mask_digest() && external.octets == wrapped.octets().len()
        };
        let mut found = self.keys.unwrap_key(wrapped);
        for (at, _) in self.externals.iter().enumerate().filter(|(_, external)| fits(external)) {
            found = SessionKey::either(found, self.by_external(at, wrapped));
        }
        found
    }

    fn has_keys(&self) -> bool {
        self.keys.has_keys() || !self.externals.is_empty()
    }

    /// What a CryptoKey belongs to, it does not say.
    fn may_belong_to(&self, certificate: &[u8]) -> bool {
        !self.externals.is_empty() || self.keys.may_belong_to(certificate)
    }
}

/// Octets of [`WrappedKey::id`].
const ID: usize = 64;

fn external(value: &str, connection: &Connection) -> Result<External, ConnectionError> {
    let mut parts = value.split_ascii_whitespace();
    let (digest, bits) = (parts.next().unwrap_or_default(), parts.next().and_then(|bits| bits.parse().ok()).unwrap_or_default());
    connection.check_decryption_key_bits(bits)?;
    Ok(External { digest: digest.into(), octets: bits.div_ceil(8) })
}

/// Of one key, by its place in the list; those that WebCrypto has count like the others.
fn refused(position: usize, error: ConnectionError) -> SettingsError {
    let digit = |number: usize| char::from_digit((number % 10) as u32, 10).unwrap_or_default();
    let position: String = if position < 10 { digit(position).into() } else { [digit(position / 10), digit(position)].iter().collect() };
    SettingsError::Refused { about: Some(["options.decrypt[", &position, "]"].concat()), error }
}

fn unhex(digits: &str) -> Vec<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_default() as u8;
    digits.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |octet, digit| octet << 4 | value(digit))).collect()
}
