//! Powers modulo an odd number by Montgomery's product (Mathematics of Computation 44, 1985).
//!
//! For public values only: how long it takes depends on them. A general library of big integers costs 13 KB more of the shipped
//! WebAssembly after brotli, a fifth of all; the tests hold this one against such a library.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// A natural number: limbs of 32 bits, the lowest first, as many as the modulus has.
pub(super) type Natural = Vec<u32>;

/// An odd modulus with what depends on it alone.
#[derive(Clone, Debug)]
pub(super) struct Modulus {
    limbs: Natural,
    /// The inverse of minus the lowest limb, modulo 2^32.
    inverse: u32,
    /// R^2 modulo this, where R is 2 to the bits of all limbs.
    r_squared: Natural,
}

impl Modulus {
    /// From big-endian octets that do not begin with zero. `None` where the number is even or less than 3.
    pub(super) fn new(octets: &[u8]) -> Option<Self> {
        let limbs = limbs_of(octets);
        let lowest = limbs.first().copied().filter(|lowest| lowest & 1 == 1)?;
        if limbs == [1] {
            return None;
        }
        // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
        let inverse = (0..4).fold(lowest, |inverse, _| inverse.wrapping_mul(2_u32.wrapping_sub(lowest.wrapping_mul(inverse))));
        let mut modulus = Self { inverse: inverse.wrapping_neg(), r_squared: Vec::new(), limbs };
        modulus.r_squared = modulus.r_squared();
        Some(modulus)
    }

    /// Big-endian octets as a number, where it is smaller than the modulus.
    pub(super) fn read(&self, octets: &[u8]) -> Option<Natural> {
        let mut limbs = limbs_of(octets);
        if limbs.len() > self.limbs.len() {
            return None;
        }
        limbs.resize(self.limbs.len(), 0);
        (compare(&limbs, &self.limbs) == Ordering::Less).then_some(limbs)
    }

    /// `base` to the power of `exponent`, which is odd and at least 3. Left to right: constant-time code would do twice the products, to hide
    /// an exponent that is public.
    pub(super) fn raise(&self, base: &[u32], exponent: u64) -> Natural {
        let times_r = self.product(base, &self.r_squared);
        let mut power = times_r.clone();
        for bit in (1..exponent.ilog2()).rev() {
            power = self.square(&power);
            if exponent >> bit & 1 == 1 {
                power = self.product(&power, &times_r);
            }
        }
        // The last bit is 1: with the base itself, and not times R, this product leaves R out as well.
        self.product(&self.square(&power), base)
    }

    /// `a` times `b` divided by R. Both are smaller than the modulus, and so is the result.
    fn product(&self, a: &[u32], b: &[u32]) -> Natural {
        let mut wide = alloc::vec![0; a.len().saturating_mul(2)];
        for (position, factor) in a.iter().enumerate() {
            let place = wide.get_mut(position..).unwrap_or_default();
            let carry = add_multiple(place, u64::from(*factor), b);
            place.iter_mut().skip(b.len()).take(1).for_each(|limb| *limb = low(carry));
        }
        self.reduce(&mut wide)
    }

    /// `a` times `a` divided by R: each product of two different limbs is made once and doubled, a quarter of the work less.
    fn square(&self, a: &[u32]) -> Natural {
        let mut wide = alloc::vec![0; a.len().saturating_mul(2)];
        let mut higher = a;
        for position in 0..a.len() {
            let [factor, rest @ ..] = higher else { break };
            let place = wide.get_mut(position.saturating_mul(2).saturating_add(1)..).unwrap_or_default();
            let carry = add_multiple(place, u64::from(*factor), rest);
            place.iter_mut().skip(rest.len()).take(1).for_each(|limb| *limb = low(carry));
            higher = rest;
        }
        double_and_add_squares(&mut wide, a);
        self.reduce(&mut wide)
    }

    /// `wide` divided by R.
    fn reduce(&self, wide: &mut [u32]) -> Natural {
        let count = self.limbs.len();
        let mut top = 0;
        for position in 0..count {
            let place = wide.get_mut(position..).unwrap_or_default();
            let multiple = place.first().map_or(0, |lowest| lowest.wrapping_mul(self.inverse));
            let carry = add_multiple(place, u64::from(multiple), &self.limbs);
            for limb in place.iter_mut().skip(count).take(1) {
                let sum = u64::from(*limb) + carry + top;
                *limb = low(sum);
                top = sum >> 32;
            }
        }
        self.below(wide.get(count..).unwrap_or_default().to_vec(), top)
    }

    /// A sum that is less than twice the modulus, brought below it. `top` is what goes beyond its limbs.
    fn below(&self, mut sum: Natural, top: u64) -> Natural {
        if top > 0 || compare(&sum, &self.limbs) != Ordering::Less {
            self.subtract_from(&mut sum);
        }
        sum
    }

    /// R is reached by doubling, and then R^2 by products that double the exponent of 2 beyond R.
    fn r_squared(&self) -> Natural {
        let highest = self.limbs.last().copied().unwrap_or(1);
        let mut power = self.zero();
        // The highest bit of the modulus: an odd modulus above 1 is larger.
        power.iter_mut().rev().take(1).for_each(|limb| *limb = 1 << highest.ilog2());
        for _ in highest.ilog2()..=32 {
            self.double(&mut power);
        }
        let bits = self.limbs.len().saturating_mul(32);
        for bit in (0..bits.ilog2()).rev() {
            power = self.product(&power, &power);
            if bits >> bit & 1 == 1 {
                self.double(&mut power);
            }
        }
        power
    }

    fn double(&self, number: &mut Natural) {
        let mut carry = 0;
        for limb in number.iter_mut() {
            let out = *limb >> 31;
            *limb = *limb << 1 | carry;
            carry = out;
        }
        if carry > 0 || compare(number, &self.limbs) != Ordering::Less {
            self.subtract_from(number);
        }
    }

    fn subtract_from(&self, number: &mut Natural) {
        let mut borrow = false;
        for (limb, modulus) in number.iter_mut().zip(&self.limbs) {
            let (less, one) = limb.overflowing_sub(*modulus);
            let (less, two) = less.overflowing_sub(u32::from(borrow));
            *limb = less;
            borrow = one || two;
        }
    }

    fn zero(&self) -> Natural {
        alloc::vec![0; self.limbs.len()]
    }
}

/// Adds `factor` times `b` to the lowest limbs of `sum`, and answers what goes beyond them. Here most of the time goes: four
/// limbs a turn, whatever the compiler optimises for.
fn add_multiple(sum: &mut [u32], factor: u64, b: &[u32]) -> u64 {
    let mut carry = 0;
    let (fours, rest) = b.as_chunks::<4>();
    let (places, _) = sum.as_chunks_mut::<4>();
    for ([one, two, three, four], b) in places.iter_mut().zip(fours) {
        carry = add_product(one, factor, b[0], carry);
        carry = add_product(two, factor, b[1], carry);
        carry = add_product(three, factor, b[2], carry);
        carry = add_product(four, factor, b[3], carry);
    }
    for (limb, b) in sum.iter_mut().skip(fours.len().saturating_mul(4)).zip(rest) {
        carry = add_product(limb, factor, *b, carry);
    }
    carry
}

#[inline(always)]
fn add_product(limb: &mut u32, factor: u64, b: u32, carry: u64) -> u64 {
    let product = u64::from(*limb) + factor * u64::from(b) + carry;
    *limb = low(product);
    product >> 32
}

/// Twice `wide`, and the square of each limb of `a` at its place.
fn double_and_add_squares(wide: &mut [u32], a: &[u32]) {
    let mut out = 0;
    let mut carry = 0;
    for (pair, limb) in wide.chunks_exact_mut(2).zip(a) {
        let [lower, upper] = pair else { return };
        let both = u64::from(*upper) << 32 | u64::from(*lower);
        let (sum, over) = (both << 1 | out).overflowing_add(u64::from(*limb) * u64::from(*limb));
        let (sum, over_again) = sum.overflowing_add(carry);
        *lower = low(sum);
        *upper = low(sum >> 32);
        out = both >> 63;
        carry = u64::from(over) + u64::from(over_again);
    }
}

fn limbs_of(octets: &[u8]) -> Natural {
    octets.rchunks(4).map(|limb| limb.iter().fold(0, |limb, octet| limb << 8 | u32::from(*octet))).collect()
}

/// Both have the same number of limbs.
fn compare(one: &[u32], other: &[u32]) -> Ordering {
    one.iter().rev().cmp(other.iter().rev())
}

#[allow(clippy::as_conversions, reason = "the lower half is what is wanted")]
#[inline(always)]
const fn low(wide: u64) -> u32 {
    wide as u32
}

#[cfg(test)]
mod tests {
    use crypto_bigint::BoxedUint;
    use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
    use proptest::prelude::*;

    use super::*;

    fn by_library(modulus: &[u8], base: &[u8], exponent: u64) -> Vec<u8> {
        let modulus = BoxedUint::from_be_slice_vartime(modulus).into_odd().unwrap();
        let parameters = BoxedMontyParams::new_vartime(modulus);
        let base = BoxedUint::from_be_slice(base, parameters.bits_precision()).unwrap();
        let exponent = BoxedUint::from_be_slice_vartime(&exponent.to_be_bytes());
        BoxedMontyForm::new(base, &parameters).pow(&exponent).retrieve().to_be_bytes().to_vec()
    }

    fn by_this(modulus: &[u8], base: &[u8], exponent: u64) -> Vec<u8> {
        let modulus = Modulus::new(modulus).unwrap();
        let power = modulus.raise(&modulus.read(base).unwrap(), exponent);
        power.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
    }

    fn without_zeros(octets: &[u8]) -> &[u8] {
        &octets[octets.iter().take_while(|octet| **octet == 0).count()..]
    }

    proptest! {
        #[test]
        fn powers_are_those_of_a_library(
            mut modulus in prop::collection::vec(any::<u8>(), 1..280),
            seed in prop::collection::vec(any::<u8>(), 280),
            exponent in prop_oneof![Just(3), Just(65_537), any::<u64>().prop_map(|exponent| exponent | 3)],
        ) {
            // The highest octet makes the base smaller than the modulus, and lets its length end anywhere within a limb.
            modulus[0] |= 2;
            *modulus.last_mut().unwrap() |= 1;
            let mut base = seed[..modulus.len()].to_vec();
            base[0] %= modulus[0];
            let (found, expected) = (by_this(&modulus, &base, exponent), by_library(&modulus, &base, exponent));
            prop_assert_eq!(without_zeros(&found), without_zeros(&expected));
        }
    }

    /// Limbs of ones and zeros are where carries go wrong.
    #[test]
    fn extreme_limbs() {
        let moduli: [&[u8]; 6] = [&[3], &[0xFF; 4], &[0xFF; 8], &[0xFF; 256], &[0x80, 0, 0, 0, 0, 0, 0, 1], &[1, 0, 0, 0, 1]];
        for modulus in moduli {
            for last in 1..=3_u8 {
                let mut base = modulus.to_vec();
                *base.last_mut().unwrap() -= last.min(*base.last().unwrap());
                for exponent in [3, 5, 7, 65_537, u64::MAX] {
                    let (found, expected) = (by_this(modulus, &base, exponent), by_library(modulus, &base, exponent));
                    assert_eq!(without_zeros(&found), without_zeros(&expected), "{base:02x?}^{exponent} mod {modulus:02x?}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_modulus_or_not_below_it_is_refused() {
        for octets in [&[][..], &[1], &[2], &[0xFF, 0xFE]] {
            assert!(Modulus::new(octets).is_none(), "{octets:?}");
        }
        let modulus = Modulus::new(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFF]).unwrap();
        assert!(modulus.read(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFE]).is_some());
        assert!(modulus.read(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFF]).is_none());
        assert!(modulus.read(&[1, 0, 0, 0, 0, 0, 0, 0, 0]).is_none());
    }
}
