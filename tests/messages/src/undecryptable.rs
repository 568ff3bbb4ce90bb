//! The same message encrypted so that decryption fails, for each reason there is. All of one [`Undecryptable`] and all of different ones have the same length.

use rsa::BoxedUint;
use rsa::hazmat::rsa_encrypt;
use rsa::traits::PublicKeyParts as _;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use crate::encrypted::{in_place, own_key, sealed};

/// Why AES-256-GCM under RSA-OAEP with SHA-1 and RSA-2048 comes to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecryptable {
    /// OAEP begins with another octet than zero (Manger, 2001).
    FirstOctet,
    /// The digest of another label, differing in its first octet or in its last.
    LabelStart,
    LabelEnd,
    /// Something stands between the digest and the session key that is neither zeros nor their end.
    Padding,
    /// The octet that ends the padding is missing.
    PaddingEnd,
    /// All of OAEP is as it should be around a session key of AES-128, or around one of twice the length.
    ShortKey,
    LongKey,
    /// It is as it should be around another session key.
    OtherKey,
    /// Octets that nobody wrapped.
    Noise,
    /// The powers of 0 and of 1.
    Zero,
    One,
    /// The session key is right, and the tag is not: its first octet, its last, or what it is of.
    TagStart,
    TagEnd,
    Nonce,
    Ciphertext,
}

impl Undecryptable {
    pub const ALL: [Self; 15] = [
        Self::FirstOctet,
        Self::LabelStart,
        Self::LabelEnd,
        Self::Padding,
        Self::PaddingEnd,
        Self::ShortKey,
        Self::LongKey,
        Self::OtherKey,
        Self::Noise,
        Self::Zero,
        Self::One,
        Self::TagStart,
        Self::TagEnd,
        Self::Nonce,
        Self::Ciphertext,
    ];

    /// `xml` with its Assertion encrypted. Each `number` has another session key, another seed of OAEP and another nonce.
    pub fn seal(self, xml: &str, number: usize) -> String {
        let key = Self::session_key(number);
        in_place(xml, |assertion| {
            let mut data = data(&key, number, assertion);
            let last = data.len() - 1;
            match self {
                Self::TagStart => data[last - 15] ^= 1,
                Self::TagEnd => data[last] ^= 0x80,
                Self::Nonce => data[5] ^= 1,
                // The last octet of the text, so that the octets that are no UTF-8 begin where they did.
                Self::Ciphertext => data[last - 16] ^= 4,
                _ => {}
            }
            (self.wrapped(&key, number), data)
        })
    }

    /// The same message with nothing wrong.
    pub fn seal_well(xml: &str, number: usize) -> String {
        let key = Self::session_key(number);
        in_place(xml, |assertion| (power(&encoded(&key, number, |_| {})), data(&key, number, assertion)))
    }

    /// What message `number` is encrypted with.
    pub fn session_key(number: usize) -> [u8; 32] {
        octets("session key", number)
    }

    fn wrapped(self, key: &[u8; 32], number: usize) -> Vec<u8> {
        let whole = |_: &mut Vec<u8>| {};
        let zeros_end = DIGEST + DATA - key.len() - 1;
        let encoded = match self {
            Self::FirstOctet => [&[1], &encoded(key, number, whole)[1..]].concat(),
            Self::LabelStart => encoded(key, number, |data| data[0] ^= 0x80),
            Self::LabelEnd => encoded(key, number, |data| data[DIGEST - 1] ^= 1),
            Self::Padding => encoded(key, number, |data| data[DIGEST + number % 100] = 1),
            Self::PaddingEnd => encoded(key, number, |data| data[zeros_end - DIGEST] = 0),
            Self::ShortKey => encoded(&key[..16], number, whole),
            Self::LongKey => encoded(&[&key[..], &key[..]].concat(), number, whole),
            Self::OtherKey => encoded(&octets("other key", number), number, whole),
            Self::Noise => (0..MODULUS / 32).flat_map(|block| octets("noise", number * 8 + block)).enumerate().map(first_is_zero).collect(),
            Self::Zero => vec![0; MODULUS],
            Self::One => [&[0; MODULUS - 1][..], &[1]].concat(),
            Self::TagStart | Self::TagEnd | Self::Nonce | Self::Ciphertext => encoded(key, number, whole),
        };
        if self == Self::Noise { encoded } else { power(&encoded) }
    }
}

fn data(key: &[u8; 32], number: usize, assertion: &str) -> Vec<u8> {
    sealed(key, *octets("nonce", number).first_chunk().unwrap(), assertion)
}

/// So that it is a number below the modulus.
fn first_is_zero((at, octet): (usize, u8)) -> u8 {
    if at == 0 { 0 } else { octet }
}

/// EME-OAEP with an empty label (RFC 8017, 7.1.1 step 2), once `spoil` has been at its data block: digest, zeros, one, and the session key.
fn encoded(key: &[u8], number: usize, spoil: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let zeros = vec![0; DATA - DIGEST - 1 - key.len()];
    let mut data = [&Sha1::digest([])[..], &zeros, &[1], key].concat();
    spoil(&mut data);
    let seed = &octets("seed", number)[..DIGEST];
    let masked_data = masked(&data, seed);
    [&[0], &masked(seed, &masked_data)[..], &masked_data].concat()
}

/// MGF1 with SHA-1 (RFC 8017, B.2.1).
fn masked(octets: &[u8], seed: &[u8]) -> Vec<u8> {
    let mask = (0_u32..).flat_map(|counter| Sha1::new().chain_update(seed).chain_update(counter.to_be_bytes()).finalize());
    octets.iter().zip(mask).map(|(octet, mask)| octet ^ mask).collect()
}

/// What becomes of these octets under the public key.
fn power(encoded: &[u8]) -> Vec<u8> {
    let key = own_key();
    let message = BoxedUint::from_be_slice(encoded, key.n().bits_precision()).unwrap();
    rsa_encrypt(&key, &message).unwrap().to_be_bytes().to_vec()
}

/// The same for the same purpose and number.
fn octets(purpose: &str, number: usize) -> [u8; 32] {
    Sha256::new().chain_update(purpose).chain_update(number.to_be_bytes()).finalize().into()
}

/// Of RSA-2048, in octets.
const MODULUS: usize = 256;

/// Of SHA-1.
const DIGEST: usize = 20;

const DATA: usize = MODULUS - DIGEST - 1;
