//! Arithmetic modulo an odd number by Montgomery's product (Mathematics of Computation 44, 1985).
//!
//! For public values, where how long it takes may depend on them; [`secret`] has what keeps that from secrets. A general library of
//! big integers costs 13 KB more of the shipped WebAssembly after brotli, a fifth of all; the tests hold this one against such a library.
//!
//! Limbs have 27 bits, so that the products of a whole column add up in 64 bits and carries are taken once for each column: half of
//! the work of limbs of 32 bits where, as in WebAssembly, there is no add with carry.

mod secret;

use alloc::vec::Vec;
use core::cmp::Ordering;

use zeroize::Zeroizing;

pub(super) use secret::{Secret, multiply_add};

/// A natural number: limbs of 27 bits, the lowest first, as many as the modulus has.
pub(super) type Natural = Vec<u32>;

/// An odd modulus with what depends on it alone. Its R is 2 to the bits of all limbs, at least four times the modulus: sums,
/// differences and products of numbers below twice the modulus can then be kept below twice the modulus without looking at it.
#[derive(Clone, Debug)]
pub(super) struct Modulus {
    limbs: Natural,
    /// The same, the highest first: columns of a product pair one number upwards with the other downwards.
    reversed: Natural,
    twice: Natural,
    /// The inverse of minus the lowest limb, modulo 2^27.
    inverse: u32,
    /// R^2 modulo this, and below it.
    r_squared: Natural,
}

/// Memory that products use and leave behind.
#[derive(Default)]
pub(super) struct Room {
    reversed: Natural,
    multiples: Natural,
}

const LIMB: usize = 27;
const MASK: u64 = (1 << LIMB) - 1;
/// So many products of 54 bits, twice, add up in 64 bits. RSA of 8192 bits has 304.
const MOST_LIMBS: usize = 500;

impl Modulus {
    /// From big-endian octets that do not begin with zero. `None` where the number is even, less than 3, or longer than any key.
    pub(super) fn new(octets: &[u8]) -> Option<Self> {
        let mut limbs = limbs_of(octets);
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        // Room for the factor four.
        if limbs.last().is_some_and(|highest| *highest >> (LIMB - 2) > 0) {
            limbs.push(0);
        }
        let lowest = limbs.first().copied().filter(|lowest| lowest & 1 == 1)?;
        if octets == [1] || limbs.len() > MOST_LIMBS {
            return None;
        }
        // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
        let inverse = (0..4).fold(lowest, |inverse, _| inverse.wrapping_mul(2_u32.wrapping_sub(lowest.wrapping_mul(inverse))));
        let mut twice = limbs.clone();
        add(&mut twice, &limbs);
        let reversed = limbs.iter().rev().copied().collect();
        let mut modulus = Self { inverse: inverse.wrapping_neg(), r_squared: Vec::new(), twice, reversed, limbs };
        modulus.r_squared = modulus.r_squared();
        secret::take_once(&mut modulus.r_squared, &modulus.limbs);
        Some(modulus)
    }

    pub(super) fn count(&self) -> usize {
        self.limbs.len()
    }

    /// Big-endian octets as a number, where it is smaller than the modulus.
    pub(super) fn read(&self, octets: &[u8]) -> Option<Natural> {
        self.read_any(octets).filter(|number| self.exceeds(number))
    }

    /// Big-endian octets as a number of as many limbs, however large.
    pub(super) fn read_any(&self, octets: &[u8]) -> Option<Natural> {
        let mut limbs = limbs_of(octets);
        while limbs.len() > self.limbs.len() && limbs.last() == Some(&0) {
            limbs.pop();
        }
        if limbs.len() > self.limbs.len() {
            return None;
        }
        limbs.resize(self.limbs.len(), 0);
        Some(limbs)
    }

    /// `base` to the power of `exponent`, which is odd and at least 3. Left to right: constant-time code would do twice the products, to hide
    /// an exponent that is public.
    pub(super) fn raise(&self, base: &[u32], exponent: u64) -> Natural {
        // What is raised can be the secret that comes out of the private-key operation.
        let mut room = Zeroizing::new(Room::default());
        let (mut times_r, mut next) = (Zeroizing::new(self.zero()), Zeroizing::new(self.zero()));
        self.product(base, &self.r_squared, &mut room, &mut times_r);
        let mut power = times_r.clone();
        for bit in (1..exponent.ilog2()).rev() {
            self.square(&power, &mut room, &mut next);
            core::mem::swap(&mut power, &mut next);
            if exponent >> bit & 1 == 1 {
                self.product(&power, &times_r, &mut room, &mut next);
                core::mem::swap(&mut power, &mut next);
            }
        }
        // The last bit is 1: with the base itself, and not times R, this product leaves R out as well.
        self.square(&power, &mut room, &mut next);
        self.product(&next, base, &mut room, &mut power);
        self.below(&mut power);
        core::mem::take(&mut power)
    }

    /// `base` to the power of `exponent`, which is not zero; both `base` and the result are times R.
    pub(super) fn power(&self, base: &[u32], exponent: &[u32], room: &mut Room) -> Natural {
        let (mut power, mut next) = (base.to_vec(), self.zero());
        for bit in bits(exponent).skip_while(|bit| !bit).skip(1) {
            self.square(&power, room, &mut next);
            core::mem::swap(&mut power, &mut next);
            if bit {
                self.product(&power, base, room, &mut next);
                core::mem::swap(&mut power, &mut next);
            }
        }
        power
    }

    /// `number` times R.
    pub(super) fn times_r(&self, number: &[u32], room: &mut Room, result: &mut [u32]) {
        self.product(number, &self.r_squared, room, result);
    }

    /// `a` times `b` divided by R. Both are below twice the modulus, and so is the result.
    pub(super) fn product(&self, a: &[u32], b: &[u32], room: &mut Room, result: &mut [u32]) {
        turn(b, &mut room.reversed);
        let downwards = &room.reversed;
        self.reduce(|first, offset| dot(from(a, first), from(downwards, offset)), &mut room.multiples, result);
    }

    /// `a` times `a` divided by R: each product of two different limbs is made once and doubled, a quarter of the work less.
    pub(super) fn square(&self, a: &[u32], room: &mut Room, result: &mut [u32]) {
        turn(a, &mut room.reversed);
        let downwards = &room.reversed;
        let column = |first: usize, offset: usize| {
            // The limbs of a column, from `first` upwards, are paired with those from its other end downwards.
            let count = a.len().saturating_sub(first).saturating_sub(offset);
            let middle = first.saturating_add(count / 2);
            let twice = dot(a.get(first..middle).unwrap_or_default(), from(downwards, offset));
            let square = if count & 1 == 1 { a.get(middle).map_or(0, |limb| u64::from(*limb) * u64::from(*limb)) } else { 0 };
            2 * twice + square
        };
        self.reduce(column, &mut room.multiples, result);
    }

    /// The number whose columns `column` gives, divided by R. It is asked for a column by the first limb of the one number that
    /// stands in it, and by how far down the other, reversed, it begins.
    #[inline(always)]
    fn reduce(&self, column: impl Fn(usize, usize) -> u64, multiples: &mut Natural, result: &mut [u32]) {
        let lowest = self.limbs.first().copied().unwrap_or_default();
        multiples.clear();
        let mut sum = 0_u64;
        for offset in (0..self.limbs.len()).rev() {
            sum += column(0, offset) + dot(multiples, from(&self.reversed, offset));
            let multiple = low(sum).wrapping_mul(self.inverse) & low(MASK);
            sum = (sum + u64::from(multiple) * u64::from(lowest)) >> LIMB;
            multiples.push(multiple);
        }
        for (first, limb) in result.iter_mut().enumerate() {
            let first = first + 1;
            sum += column(first, 0) + dot(from(multiples, first), &self.reversed);
            *limb = low(sum & MASK);
            sum >>= LIMB;
        }
    }

    /// Brings a number below twice the modulus below it.
    pub(super) fn below(&self, number: &mut [u32]) {
        if !self.exceeds(number) {
            subtract(number, &self.limbs);
        }
    }

    /// `a` plus `b`; all are below twice the modulus.
    pub(super) fn add(&self, a: &mut [u32], b: &[u32]) {
        add(a, b);
        if compare(a, &self.twice) != Ordering::Less {
            subtract(a, &self.twice);
        }
    }

    /// `a` minus `b`; all are below twice the modulus.
    pub(super) fn subtract(&self, a: &mut [u32], b: &[u32]) {
        if compare(a, b) == Ordering::Less {
            add(a, &self.twice);
        }
        subtract(a, b);
    }

    /// Whether a number below twice the modulus is a multiple of it.
    pub(super) fn divides(&self, number: &[u32]) -> bool {
        number.iter().all(|limb| *limb == 0) || number == self.limbs
    }

    /// The modulus minus `less`, which is smaller than its lowest limb.
    pub(super) fn minus(&self, less: u32) -> Natural {
        let mut limbs = self.limbs.clone();
        limbs.iter_mut().take(1).for_each(|limb| *limb = limb.saturating_sub(less));
        limbs
    }

    /// A quarter of the modulus and one, where the modulus is 3 modulo 4.
    pub(super) fn quarter(&self) -> Natural {
        let mut limbs = self.plus(&[1]);
        halve(&mut limbs);
        halve(&mut limbs);
        limbs
    }

    /// The modulus and `more`, which is not larger.
    pub(super) fn plus(&self, more: &[u32]) -> Natural {
        let mut sum = self.zero();
        sum.iter_mut().zip(more).for_each(|(limb, more)| *limb = *more);
        add(&mut sum, &self.limbs);
        sum
    }

    /// Whether the modulus is larger.
    pub(super) fn exceeds(&self, number: &[u32]) -> bool {
        compare(number, &self.limbs) == Ordering::Less
    }

    /// R is reached by doubling, and then R^2 by products that double the exponent of 2 beyond R.
    fn r_squared(&self) -> Natural {
        let mut room = Zeroizing::new(Room::default());
        let (mut power, mut next) = (self.zero(), Zeroizing::new(self.zero()));
        // The highest bit of the modulus: an odd modulus above 1 is larger.
        let highest = self.limbs.iter().rposition(|limb| *limb > 0).unwrap_or_default();
        let bit = self.limbs.get(highest).copied().unwrap_or(1).ilog2();
        power.iter_mut().skip(highest).take(1).for_each(|limb| *limb = 1 << bit);
        let limbs_above = self.limbs.len().saturating_sub(highest);
        let steps = limbs_above.saturating_mul(LIMB).saturating_sub(usize::try_from(bit).unwrap_or_default());
        for _ in 0..=steps {
            self.double(&mut power);
        }
        let bits = self.limbs.len().saturating_mul(LIMB);
        for bit in (0..bits.ilog2()).rev() {
            self.square(&power, &mut room, &mut next);
            core::mem::swap(&mut power, &mut *next);
            if bits >> bit & 1 == 1 {
                self.double(&mut power);
            }
        }
        power
    }

    /// Below twice the modulus again, which can be a secret.
    fn double(&self, number: &mut Natural) {
        let same = Zeroizing::new(number.clone());
        add(number, &same);
        secret::take_once(number, &self.twice);
    }

    pub(super) fn zero(&self) -> Natural {
        alloc::vec![0; self.limbs.len()]
    }

    pub(super) fn one(&self) -> Natural {
        let mut one = self.zero();
        one.iter_mut().take(1).for_each(|limb| *limb = 1);
        one
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

fn turn(limbs: &[u32], into: &mut Natural) {
    into.clear();
    into.extend(limbs.iter().rev());
}

/// What goes beyond the limbs is nothing: both are below half of R.
fn add(number: &mut [u32], other: &[u32]) {
    let mut carry = 0;
    for (limb, other) in number.iter_mut().zip(other) {
        let sum = *limb + other + carry;
        *limb = sum & low(MASK);
        carry = sum >> LIMB;
    }
}

/// Answers 1 where `number` is the smaller one, and has become larger than any difference.
fn subtract(number: &mut [u32], other: &[u32]) -> u32 {
    let mut borrow = 0;
    for (limb, other) in number.iter_mut().zip(other) {
        let difference = limb.wrapping_sub(*other).wrapping_sub(borrow);
        *limb = difference & low(MASK);
        borrow = difference >> 31;
    }
    borrow
}

fn limbs_of(octets: &[u8]) -> Natural {
    let mut limbs = Vec::with_capacity(octets.len().saturating_mul(8) / LIMB + 2);
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

/// A number as powers of two times odd digits from -7 to 7, the lowest first: of five digits in a row at least four are zero
/// (the non-adjacent form of width 4, Guide to Elliptic Curve Cryptography, 3.35).
fn signed_digits(number: &[u32]) -> Vec<i8> {
    let mut rest = number.to_vec();
    let mut digits = Vec::new();
    while rest.iter().any(|limb| *limb > 0) {
        digits.push(take_digit(&mut rest));
    }
    digits
}

/// The signed digits of two numbers side by side, the highest first.
pub(super) fn digit_pairs(numbers: [&[u32]; 2]) -> impl Iterator<Item = [i8; 2]> {
    let digits = numbers.map(signed_digits);
    let count = digits.iter().map(Vec::len).max().unwrap_or_default();
    (0..count).rev().map(move |place| digits.each_ref().map(|digits| digits.get(place).copied().unwrap_or_default()))
}

/// Takes what makes a number even out of it, as a digit from -7 to 7 that leaves three zeros more behind it, and halves the rest.
fn take_digit(number: &mut [u32]) -> i8 {
    let lowest = number.first().map_or(0, |limb| limb & 15);
    let digit = match lowest {
        lowest if lowest & 1 == 0 => 0,
        lowest if lowest < 8 => {
            subtract(number, &[lowest]);
            i8::try_from(lowest).unwrap_or_default()
        }
        lowest => {
            add_small(number, 16 - lowest);
            -i8::try_from(16 - lowest).unwrap_or_default()
        }
    };
    halve(number);
    digit
}

/// Less than a limb, to a number that has room above it.
fn add_small(number: &mut [u32], small: u32) {
    let mut carry = small;
    for limb in number {
        let sum = *limb + carry;
        *limb = sum & low(MASK);
        carry = sum >> LIMB;
    }
}

fn halve(number: &mut [u32]) {
    let mut above = 0;
    for limb in number.iter_mut().rev() {
        let held = above << LIMB | *limb;
        above = held & 1;
        *limb = held >> 1;
    }
}

/// The bits from the highest limb down, leading zeros included.
fn bits(number: &[u32]) -> impl Iterator<Item = bool> {
    number.iter().rev().flat_map(|limb| (0..LIMB).rev().map(move |bit| limb >> bit & 1 == 1))
}

/// Big-endian octets as a number of as many limbs as it needs.
pub(super) fn number(octets: &[u8]) -> Natural {
    limbs_of(octets)
}

/// A number as that many big-endian octets; what does not fit is lost.
pub(super) fn octets(number: &[u32], count: usize) -> Vec<u8> {
    let mut octets = alloc::vec![0; count];
    let (mut bits, mut held) = (0, 0_u64);
    let mut limbs = number.iter();
    for octet in octets.iter_mut().rev() {
        if bits < 8 {
            held |= u64::from(limbs.next().copied().unwrap_or_default()) << bits;
            bits += LIMB;
        }
        *octet = held.to_le_bytes().first().copied().unwrap_or_default();
        held >>= 8;
        bits -= 8;
    }
    octets
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
        octets(&power, power.len() * 4)
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
