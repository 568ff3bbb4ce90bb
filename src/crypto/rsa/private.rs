//! The RSA private-key operation (RFC 8017, 5.1.2), for RSA-OAEP alone.
//!
//! Neither time nor memory accesses depend on the key or on what comes out, as far as the compiler and the machine keep to what is
//! written; so there is nothing to blind. Whatever comes out is held against the public key before it is used: a fault in one of the two halves
//! would otherwise give the factors away (Boneh, DeMillo and Lipton, 1997).

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};
use subtle::ConditionallySelectable as _;
use zeroize::{Zeroize as _, Zeroizing};

use super::RsaPublicKey;
use crate::crypto::der::RsaPrivateIntegers;
use crate::crypto::modular::{self, Limb, Modulus, Room, Secret, multiply_add};
use crate::crypto::oaep::{self, OaepParameters};
use crate::crypto::session_key::SessionKey;
use crate::error::{ConnectionError, sentences};

/// A key of two primes, ready for use.
pub(crate) struct RsaPrivateKey {
    public: RsaPublicKey,
    p: Half,
    q: Half,
    /// The inverse of q modulo p.
    q_inverse: Secret,
    /// Makes the keys that stand in for those that are none.
    seed: Zeroizing<[u8; 32]>,
}

/// A prime and what the private exponent is modulo that less one.
struct Half {
    prime: Zeroizing<Modulus>,
    /// Bits of the prime.
    bits: usize,
    exponent: Secret,
}

impl Half {
    fn new(prime: &[u8], exponent: &[u8]) -> Option<Self> {
        let octets = super::without_leading_zeros(prime);
        let prime = Zeroizing::new(Modulus::new(octets)?);
        let exponent = Zeroizing::new(prime.read(exponent)?);
        Some(Self { prime, bits: super::bit_length(octets), exponent })
    }

    /// `number` to the power of the exponent, times R.
    fn raise(&self, number: &[Limb], room: &mut Room) -> Secret {
        let base = self.prime.remainder_times_r(number, room);
        self.prime.raise_secretly(&base, &self.exponent, room)
    }
}

impl RsaPrivateKey {
    /// From an RSAPrivateKey (RFC 8017 A.1.2).
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, ConnectionError> {
        let damaged = || sentences::RSA_PRIVATE_KEY_DAMAGED.plain();
        let integers = RsaPrivateIntegers::read(der).ok_or_else(damaged)?;
        let public = RsaPublicKey::new(integers.modulus, integers.public_exponent)?;
        let p = Half::new(integers.p, integers.p_exponent).ok_or_else(damaged)?;
        let q = Half::new(integers.q, integers.q_exponent).ok_or_else(damaged)?;
        let q_inverse = Zeroizing::new(p.prime.read(integers.q_inverse).ok_or_else(damaged)?);
        let key = Self { public, p, q, q_inverse, seed: Zeroizing::new(Sha256::digest(der).into()) };
        if key.fits_together() { Ok(key) } else { Err(damaged()) }
    }

    /// Whether the modulus is the product of the primes, and the rest of the right size. Exponents that are wrong all the same give nothing
    /// that the public key confirms.
    fn fits_together(&self) -> bool {
        let product = multiply_add(self.p.prime.limbs(), self.q.prime.limbs(), &[]);
        let modulus = self.public.modulus.limbs().iter().chain(core::iter::repeat(&0));
        // Primes of as many bits make a modulus of twice as many, or of one less. Asked in bits, because machines differ in
        // what a limb is; the remainder by a prime needs half of the modulus's limbs.
        let is_half = |half: &Half| half.bits.saturating_mul(2) >= self.bits();
        product.iter().zip(modulus).all(|(limb, of_modulus)| limb == of_modulus) && is_half(&self.p) && is_half(&self.q)
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        self.public.bits
    }

    /// Whether this is the private half of that key.
    pub(crate) fn belongs_to(&self, public: &RsaPublicKey) -> bool {
        self.public.modulus.limbs() == public.modulus.limbs()
    }

    /// The session key of `length` octets that is in `wrapped` (RFC 8017, 7.1.2), or one that stands in for it. `None` where everybody can
    /// see that it was not wrapped for this key: it has another length.
    pub(crate) fn unwrap_key(&self, wrapped: &[u8], parameters: &OaepParameters, length: usize) -> Option<SessionKey> {
        if wrapped.len() != self.public.octets() {
            return None;
        }
        // What is no number below the modulus was wrapped by nobody: it goes the same way, and is not confirmed.
        let integer = self.public.read_integer(wrapped);
        let (encoded, is_confirmed) = self.decrypt(integer.as_deref().unwrap_or(&self.public.modulus.one()));
        let is_confirmed = is_confirmed & integer.is_some();
        let (mut octets, is_padded) = oaep::decode(&encoded, parameters, length)?;
        let is_genuine = is_padded & u8::from(is_confirmed).into();
        let stand_in: Zeroizing<[u8; 32]> = Zeroizing::new(Sha256::new().chain_update(*self.seed).chain_update(wrapped).finalize().into());
        for (octet, instead) in octets.iter_mut().zip(stand_in.iter()) {
            octet.conditional_assign(instead, !is_genuine);
        }
        Some(SessionKey::new(octets, is_genuine))
    }

    /// By the Chinese remainder theorem (RFC 8017, 5.1.2 step 2b). Whether the public key confirms it is no secret: it always does, but for
    /// a damaged key and a faulty machine.
    fn decrypt(&self, integer: &[Limb]) -> (Zeroizing<Vec<u8>>, bool) {
        let mut room = Room::default();
        let of_q = self.q.raise(integer, &mut room);
        let of_q = self.q.prime.without_r(&of_q, &mut room);
        let mut difference = self.p.raise(integer, &mut room);
        self.p.prime.subtract_secretly(&mut difference, &self.p.prime.remainder_times_r(&of_q, &mut room));
        let factor = self.p.prime.product_secretly(&difference, &self.q_inverse, &mut room);
        let mut message = multiply_add(&factor, self.q.prime.limbs(), &of_q);
        message.resize(self.public.modulus.count(), 0);
        room.zeroize();
        let is_confirmed = self.public.modulus.raise(&message, self.public.exponent) == integer;
        (Zeroizing::new(modular::octets(&message, self.public.octets())), is_confirmed)
    }
}
