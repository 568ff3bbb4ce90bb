//! AES in the two modes that XML Encryption has (xmlenc 1.1, 5.2.2 and 5.2.4). There is no Triple DES.

use alloc::vec::Vec;

use aes::cipher::consts::U12;
use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::aead::AeadInOut;
use aes_gcm::{AesGcm, Nonce, Tag};

/// What an `EncryptionMethod` of EncryptedData may name (rule E04).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DataAlgorithm {
    uri: &'static str,
    mode: Mode,
    key_length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Whoever alters what it encrypted is found out.
    Gcm,
    /// Nobody is: something else must say that the octets are those of the sender.
    Cbc,
}

const ALL: [DataAlgorithm; 6] = [
    algorithm("http://www.w3.org/2009/xmlenc11#aes128-gcm", Mode::Gcm, 16),
    algorithm("http://www.w3.org/2009/xmlenc11#aes192-gcm", Mode::Gcm, 24),
    algorithm("http://www.w3.org/2009/xmlenc11#aes256-gcm", Mode::Gcm, 32),
    algorithm("http://www.w3.org/2001/04/xmlenc#aes128-cbc", Mode::Cbc, 16),
    algorithm("http://www.w3.org/2001/04/xmlenc#aes192-cbc", Mode::Cbc, 24),
    algorithm("http://www.w3.org/2001/04/xmlenc#aes256-cbc", Mode::Cbc, 32),
];

const fn algorithm(uri: &'static str, mode: Mode, key_length: usize) -> DataAlgorithm {
    DataAlgorithm { uri, mode, key_length }
}

/// What came out, and whether it is what went in. Where it is not, it must go the same way to the same refusal.
#[derive(Debug)]
pub(crate) struct Plaintext {
    pub(crate) octets: Vec<u8>,
    pub(crate) is_genuine: bool,
}

impl DataAlgorithm {
    /// Compared as exact octets (rule X14).
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        ALL.into_iter().find(|algorithm| algorithm.uri == uri)
    }

    pub(crate) const fn uri(self) -> &'static str {
        self.uri
    }

    /// Octets of its key.
    pub(crate) const fn key_length(self) -> usize {
        self.key_length
    }

    /// Whether it finds out by itself that a ciphertext was altered.
    pub(crate) const fn is_authenticated(self) -> bool {
        matches!(self.mode, Mode::Gcm)
    }

    /// `None` where the octets have a length that no ciphertext has, or the key another than its own: both are known to everybody.
    pub(crate) fn decrypt(self, key: &[u8], octets: &[u8]) -> Option<Plaintext> {
        match (self.mode, self.key_length) {
            (Mode::Gcm, 16) => gcm::<Aes128>(key, octets),
            (Mode::Gcm, 24) => gcm::<Aes192>(key, octets),
            (Mode::Gcm, _) => gcm::<Aes256>(key, octets),
            (Mode::Cbc, 16) => cbc::<Aes128>(key, octets),
            (Mode::Cbc, 24) => cbc::<Aes192>(key, octets),
            (Mode::Cbc, _) => cbc::<Aes256>(key, octets),
        }
    }
}

/// xmlenc 1.1, 5.2.4: 12 octets of nonce, the ciphertext, and all 16 octets of the tag. What has another tag is never decrypted.
fn gcm<C>(key: &[u8], octets: &[u8]) -> Option<Plaintext>
where
    C: KeyInit + BlockCipherEncrypt + BlockSizeUser<BlockSize = aes::cipher::consts::U16>,
{
    let cipher = AesGcm::<C, U12>::new_from_slice(key).ok()?;
    let (nonce, rest) = octets.split_at_checked(NONCE)?;
    let (ciphertext, tag) = rest.split_at_checked(rest.len().checked_sub(TAG)?)?;
    let (nonce, tag) = (Nonce::try_from(nonce).ok()?, Tag::try_from(tag).ok()?);
    let mut octets = ciphertext.to_vec();
    let is_genuine = cipher.decrypt_inout_detached(&nonce, &[], octets.as_mut_slice().into(), &tag).is_ok();
    Some(Plaintext { octets, is_genuine })
}

/// xmlenc 1.1, 5.2.2: a block of initialisation vector, then whole blocks, whose last octet says how many octets of the last block are
/// padding; those may be anything (5.2.1).
fn cbc<C: KeyInit + BlockCipherDecrypt>(key: &[u8], octets: &[u8]) -> Option<Plaintext> {
    let cipher = C::new_from_slice(key).ok()?;
    let (blocks, rest) = Block::<C>::slice_as_chunks(octets);
    let (_, ciphertext) = blocks.split_first().filter(|(_, ciphertext)| rest.is_empty() && !ciphertext.is_empty())?;
    let mut plain = ciphertext.to_vec();
    cipher.decrypt_blocks(&mut plain);
    let mut octets: Vec<u8> = plain.iter().flatten().zip(octets).map(|(octet, before)| octet ^ before).collect();
    let padding = usize::from(octets.last().copied().unwrap_or_default());
    let is_genuine = (1..=BLOCK).contains(&padding);
    octets.truncate(octets.len().saturating_sub(if is_genuine { padding } else { 0 }));
    Some(Plaintext { octets, is_genuine })
}

const NONCE: usize = 12;
const TAG: usize = 16;
const BLOCK: usize = 16;
