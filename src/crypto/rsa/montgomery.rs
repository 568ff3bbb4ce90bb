//! Powers modulo an odd number by Montgomery's product (Mathematics of Computation 44, 1985).
//!
//! For public values only: how long it takes depends on them. A general library of big integers costs 13 KB more of the shipped
//! WebAssembly after brotli, a fifth of all; the tests hold this one against such a library.
//!
//! Limbs have 27 bits, so that the products of a whole column add up in 64 bits and carries are taken once for each column: half of
//! the work of limbs of 32 bits where, as in WebAssembly, there is no add with carry.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// A natural number: limbs of 27 bits, the lowest first, as many as the modulus has.
pub(super) type Natural = Vec<u32>;

/// An odd modulus with what depends on it alone.
#[derive(Clone, Debug)]
pub(super) struct Modulus {
    limbs: Natural,
    /// The same, the highest first: columns of a product pair one number upwards with the other downwards.
    reversed: Natural,
    /// The inverse of minus the lowest limb, modulo 2^27.
    inverse: u32,
    /// R^2 modulo this, where R is 2 to the bits of all limbs. R is at least four times the modulus: products of numbers
    /// below twice the modulus are then below twice the modulus again, and only the last has to be brought below it.
    r_squared: Natural,
}

const LIMB: u32 = 27;
const MASK: u64 = (1 << LIMB) - 1;

impl Modulus {
    /// From big-endian octets that do not begin with zero. `None` where the number is even or less than 3, or has more than
    /// the 500 limbs of which two columns add up in 64 bits.
    pub(super) fn new(octets: &[u8]) -> Option<Self> {
        let mut limbs = limbs_of(octets);
        // Room for the factor four.
        if limbs.last().is_some_and(|highest| *highest >> (LIMB - 2) > 0) {
            limbs.push(0);
        }
        let lowest = limbs.first().copied().filter(|lowest| lowest & 1 == 1)?;
        if octets == [1] || limbs.len() > 500 {
            return None;
        }
        // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
        let inverse = (0..4).fold(lowest, |inverse, _| inverse.wrapping_mul(2_u32.wrapping_sub(lowest.wrapping_mul(inverse))));
        let mut modulus = Self { inverse: inverse.wrapping_neg(), r_squared: Vec::new(), reversed: reversed(&limbs), limbs };
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
        self.below(self.product(&self.square(&power), base))
    }

    /// `a` times `b` divided by R. Both are below twice the modulus, and so is the result.
    fn product(&self, a: &[u32], b: &[u32]) -> Natural {
        let downwards = reversed(b);
        self.reduce(|first, offset| dot(from(a, first), from(&downwards, offset)))
    }

    /// `a` times `a` divided by R: each product of two different limbs is made once and doubled, a quarter of the work less.
    fn square(&self, a: &[u32]) -> Natural {
        let downwards = reversed(a);
        self.reduce(|first, offset| {
            // The limbs of a column, from `first` upwards, are paired with those from its other end downwards.
            let count = a.len().saturating_sub(first).saturating_sub(offset);
            let middle = first.saturating_add(count / 2);
            let twice = dot(a.get(first..middle).unwrap_or_default(), from(&downwards, offset));
            let square = if count & 1 == 1 { a.get(middle).map_or(0, |limb| u64::from(*limb) * u64::from(*limb)) } else { 0 };
            2 * twice + square
        })
    }

    /// The number whose columns `column` gives, divided by R. It is asked for a column by the first limb of the one number that
    /// stands in it, and by how far down the other, reversed, it begins.
    #[inline(always)]
    fn reduce(&self, column: impl Fn(usize, usize) -> u64) -> Natural {
        let count = self.limbs.len();
        let lowest = self.limbs.first().copied().unwrap_or_default();
        let mut multiples = Vec::with_capacity(count);
        let mut result = Vec::with_capacity(count);
        let mut sum = 0_u64;
        for offset in (0..count).rev() {
            sum += column(0, offset) + dot(&multiples, from(&self.reversed, offset));
            let multiple = low(sum).wrapping_mul(self.inverse) & low(MASK);
            sum = (sum + u64::from(multiple) * u64::from(lowest)) >> LIMB;
            multiples.push(multiple);
        }
        for first in 1..=count {
            sum += column(first, 0) + dot(from(&multiples, first), &self.reversed);
            result.push(low(sum & MASK));
            sum >>= LIMB;
        }
        result
    }

    /// A number below twice the modulus, brought below it.
    fn below(&self, mut number: Natural) -> Natural {
        if compare(&number, &self.limbs) != Ordering::Less {
            let mut borrow = 0;
            for (limb, modulus) in number.iter_mut().zip(&self.limbs) {
                let difference = limb.wrapping_sub(*modulus).wrapping_sub(borrow);
                *limb = difference & low(MASK);
                borrow = difference >> 31;
            }
        }
        number
    }

    /// R is reached by doubling, and then R^2 by products that double the exponent of 2 beyond R.
    fn r_squared(&self) -> Natural {
        let mut power = alloc::vec![0; self.limbs.len()];
        // The highest bit of the modulus: an odd modulus above 1 is larger.
        let highest = self.limbs.iter().rposition(|limb| *limb > 0).unwrap_or_default();
        let bit = self.limbs.get(highest).copied().unwrap_or(1).ilog2();
        power.iter_mut().skip(highest).take(1).for_each(|limb| *limb = 1 << bit);
        let limbs_above = self.limbs.len().saturating_sub(highest);
        let steps = limbs_above.saturating_mul(27).saturating_sub(usize::try_from(bit).unwrap_or_default());
        for _ in 0..=steps {
            power = self.doubled(power);
        }
        let bits = self.limbs.len().saturating_mul(27);
        for bit in (0..bits.ilog2()).rev() {
            power = self.below(self.square(&power));
            if bits >> bit & 1 == 1 {
                power = self.doubled(power);
            }
        }
        power
    }

    fn doubled(&self, mut number: Natural) -> Natural {
        let mut carry = 0;
        for limb in &mut number {
            let twice = *limb << 1 | carry;
            *limb = twice & low(MASK);
            carry = twice >> LIMB;
        }
        self.below(number)
    }
}

/// The sum of the products of limbs that stand side by side, as many as both have. Here most of the time goes: four limbs a turn,
/// whatever the compiler optimises for.
fn dot(one: &[u32], other: &[u32]) -> u64 {
    let count = one.len().min(other.len());
    let (ones, one) = one.get(..count).unwrap_or_default().as_chunks::<4>();
    let (others, other) = other.get(..count).unwrap_or_default().as_chunks::<4>();
    let mut sum = 0;
    for ([a, b, c, d], [e, f, g, h]) in ones.iter().zip(others) {
        sum +=
            u64::from(*a) * u64::from(*e) + u64::from(*b) * u64::from(*f) + u64::from(*c) * u64::from(*g) + u64::from(*d) * u64::from(*h);
    }
    for (a, e) in one.iter().zip(other) {
        sum += u64::from(*a) * u64::from(*e);
    }
    sum
}

fn from(limbs: &[u32], first: usize) -> &[u32] {
    limbs.get(first..).unwrap_or_default()
}

fn reversed(limbs: &[u32]) -> Natural {
    limbs.iter().rev().copied().collect()
}

fn limbs_of(octets: &[u8]) -> Natural {
    let mut limbs = Vec::with_capacity(octets.len().saturating_mul(8) / 27 + 2);
    let (mut bits, mut held) = (0, 0_u64);
    for octet in octets.iter().rev() {
        held |= u64::from(*octet) << bits;
        bits += 8;
        if bits >= LIMB {
            limbs.push(low(held & MASK));
            held >>= LIMB;
            bits -= LIMB;
        }
    }
    if bits > 0 {
        limbs.push(low(held));
    }
    limbs
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
        let bit = |number: usize| power.get(number / 27).is_some_and(|limb| limb >> (number % 27) & 1 == 1);
        (0..power.len() * 4).rev().map(|octet| (0..8).map(|number| u8::from(bit(octet * 8 + number)) << number).sum()).collect()
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
