//! AES in the two modes that XML Encryption has (xmlenc 1.1, 5.2.2 and 5.2.4). There is no Triple DES.

use alloc::boxed::Box;
use alloc::vec::Vec;

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256, Block};
use ghash::GHash;
use ghash::universal_hash::UniversalHash as _;
use subtle::ConstantTimeEq as _;

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
#[derive(Debug, Default)]
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
        let cipher = Cipher::new(key).filter(|_| key.len() == self.key_length)?;
        match self.mode {
            Mode::Gcm => gcm(&cipher, octets),
            Mode::Cbc => cbc(&cipher, octets),
        }
    }
}

/// AES with a key of any length.
enum Cipher {
    Aes128(Box<Aes128>),
    Aes192(Box<Aes192>),
    Aes256(Box<Aes256>),
}

impl Cipher {
    fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(|cipher| Self::Aes128(Box::new(cipher))),
            24 => Aes192::new_from_slice(key).ok().map(|cipher| Self::Aes192(Box::new(cipher))),
            _ => Aes256::new_from_slice(key).ok().map(|cipher| Self::Aes256(Box::new(cipher))),
        }
    }

    fn encrypt(&self, blocks: &mut [Block]) {
        match self {
            Self::Aes128(cipher) => cipher.encrypt_blocks(blocks),
            Self::Aes192(cipher) => cipher.encrypt_blocks(blocks),
            Self::Aes256(cipher) => cipher.encrypt_blocks(blocks),
        }
    }

    fn decrypt(&self, blocks: &mut [Block]) {
        match self {
            Self::Aes128(cipher) => cipher.decrypt_blocks(blocks),
            Self::Aes192(cipher) => cipher.decrypt_blocks(blocks),
            Self::Aes256(cipher) => cipher.decrypt_blocks(blocks),
        }
    }
}

/// xmlenc 1.1, 5.2.4, and NIST SP 800-38D, 7.2: 12 octets of nonce, the ciphertext, and all 16 octets of the tag. What has another tag is never
/// decrypted.
///
/// The crate of this mode has it once for each key size, which costs 0.8 KB more of the shipped WebAssembly after brotli; the tests hold this against it.
fn gcm(cipher: &Cipher, octets: &[u8]) -> Option<Plaintext> {
    let (nonce, rest) = octets.split_at_checked(NONCE)?;
    let (ciphertext, tag) = rest.split_at_checked(rest.len().checked_sub(TAG)?)?;
    // The key of the hash, the mask of the tag, and what the text is masked with.
    let counters = 1..u32::try_from(ciphertext.len().div_ceil(BLOCK)).ok()?.checked_add(2)?;
    let mut blocks = Vec::from([Block::default()]);
    blocks.extend(counters.map(|counter| counter_block(nonce, counter)));
    cipher.encrypt(&mut blocks);
    let ([hash_key, tag_mask], masks) = blocks.split_first_chunk()?;

    let mut hash = GHash::new(hash_key);
    hash.update_padded(ciphertext);
    let bits = u64::try_from(ciphertext.len()).ok()?.checked_mul(8)?;
    let mut lengths = Block::default();
    lengths.iter_mut().skip(8).zip(bits.to_be_bytes()).for_each(|(octet, of_bits)| *octet = of_bits);
    hash.update(&[lengths]);
    let expected: Vec<u8> = hash.finalize().iter().zip(tag_mask).map(|(octet, mask)| octet ^ mask).collect();
    let is_genuine = bool::from(expected.ct_eq(tag));
    let mut octets = ciphertext.to_vec();
    if is_genuine {
        octets.iter_mut().zip(masks.iter().flatten()).for_each(|(octet, mask)| *octet ^= mask);
    }
    Some(Plaintext { octets, is_genuine })
}

fn counter_block(nonce: &[u8], counter: u32) -> Block {
    let mut block = Block::default();
    block.iter_mut().zip(nonce.iter().copied().chain(counter.to_be_bytes())).for_each(|(octet, of_counter)| *octet = of_counter);
    block
}

/// xmlenc 1.1, 5.2.2: a block of initialisation vector, then whole blocks, whose last octet says how many octets of the last block are
/// padding; those may be anything (5.2.1).
fn cbc(cipher: &Cipher, octets: &[u8]) -> Option<Plaintext> {
    let (blocks, rest) = Block::slice_as_chunks(octets);
    let (_, ciphertext) = blocks.split_first().filter(|(_, ciphertext)| rest.is_empty() && !ciphertext.is_empty())?;
    let mut plain = ciphertext.to_vec();
    cipher.decrypt(&mut plain);
    let mut octets: Vec<u8> = plain.iter().flatten().zip(octets).map(|(octet, before)| octet ^ before).collect();
    let padding = usize::from(octets.last().copied().unwrap_or_default());
    let is_genuine = (1..=BLOCK).contains(&padding);
    octets.truncate(octets.len().saturating_sub(if is_genuine { padding } else { 0 }));
    Some(Plaintext { octets, is_genuine })
}

const NONCE: usize = 12;
const TAG: usize = 16;
const BLOCK: usize = 16;

#[cfg(test)]
mod tests {
    use aes_gcm::aead::{Aead, KeyInit as _};
    use aes_gcm::{Aes128Gcm, Aes256Gcm};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// With the library that has the mode: what it encrypts is decrypted, and with any bit altered it is not.
        #[test]
        fn what_a_library_encrypts(key in any::<[u8; 32]>(), nonce in any::<[u8; 12]>(), text in prop::collection::vec(any::<u8>(), 0..200), at in any::<usize>()) {
            let short = Aes128Gcm::new_from_slice(&key[..16]).unwrap().encrypt(&nonce.into(), text.as_slice()).unwrap();
            let long = Aes256Gcm::new_from_slice(&key).unwrap().encrypt(&nonce.into(), text.as_slice()).unwrap();
            for (ciphertext, key) in [(short, &key[..16]), (long, &key[..])] {
                let algorithm = ALL.into_iter().find(|algorithm| algorithm.key_length == key.len()).unwrap();
                let mut octets = [&nonce[..], &ciphertext].concat();
                let plain = algorithm.decrypt(key, &octets).unwrap();
                prop_assert!(plain.is_genuine && plain.octets == text);
                let at = at % octets.len();
                octets[at] ^= 1 << (at % 8);
                prop_assert!(!algorithm.decrypt(key, &octets).unwrap().is_genuine);
            }
        }
    }

    #[test]
    fn a_key_of_another_length_is_none() {
        for algorithm in ALL {
            for length in (0..40).filter(|length| *length != algorithm.key_length) {
                assert!(algorithm.decrypt(&std::vec![0; length], &[0; 64]).is_none());
            }
        }
    }
}
