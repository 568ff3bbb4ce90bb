//! Arithmetic modulo an odd number by Montgomery's product (Mathematics of Computation 44, 1985).
//!
//! For public values, where how long it takes may depend on them; [`secret`] has what keeps that from secrets. A general library of
//! big integers costs 13 KB more of the shipped WebAssembly after brotli, a fifth of all; the tests hold this one against such a library.
//!
//! Limbs are not full, so that the products of a whole column add up before a carry is taken (`limb`).

mod columns;
mod digits;
mod limb;
mod secret;

use alloc::vec::Vec;
use core::cmp::Ordering;

use zeroize::Zeroizing;

use columns::{Sums, TURN, Turn, columns, fours, middle, turn_around};
pub(super) use digits::digit_pairs;
use limb::{BITS, MASK, MOST_LIMBS, Wide, low};
pub(super) use limb::{Limb, limbs_for};
pub(super) use secret::{Secret, multiply_add};

/// A natural number: limbs, the lowest first, as many as the modulus has.
pub(super) type Natural = Vec<Limb>;

/// An odd modulus with what depends on it alone. Its R is 2 to the bits of all limbs, at least four times the modulus: sums,
/// differences and products of numbers below twice the modulus can then be kept below twice the modulus without looking at it.
#[derive(Clone, Debug)]
pub(super) struct Modulus {
    limbs: Natural,
    /// The same turned around: columns of a product pair one number upwards with the other downwards.
    downwards: Natural,
    twice: Natural,
    /// The inverse of minus the lowest limb, modulo 2 to the bits of a limb.
    inverse: Limb,
    /// R^2 modulo this, and below it.
    r_squared: Natural,
}

/// Memory that products use and leave behind.
#[derive(Default)]
pub(super) struct Room {
    doubled: Natural,
    downwards: Natural,
    multiples: Natural,
}

impl Modulus {
    /// From big-endian octets that do not begin with zero. `None` where the number is even, less than 3, or longer than any key.
    pub(super) fn new(octets: &[u8]) -> Option<Self> {
        let mut limbs = limbs_of(octets);
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        // Room for the factor four.
        if limbs.last().is_some_and(|highest| *highest >> (BITS - 2) > 0) {
            limbs.push(0);
        }
        limbs.resize(limbs.len().next_multiple_of(TURN), 0);
        let lowest = limbs.first().copied().filter(|lowest| lowest & 1 == 1)?;
        if octets == [1] || limbs.len() > MOST_LIMBS {
            return None;
        }
        // Newton: an odd number is its own inverse modulo 8, and each step doubles the bits that are right.
        let steps = BITS.div_ceil(3).next_power_of_two().ilog2();
        let two: Limb = 2;
        let inverse = (0..steps).fold(lowest, |inverse, _| inverse.wrapping_mul(two.wrapping_sub(lowest.wrapping_mul(inverse))));
        let mut twice = limbs.clone();
        add(&mut twice, &limbs);
        let mut downwards = Vec::new();
        turn_around(&limbs, &mut downwards);
        let mut modulus = Self { inverse: inverse.wrapping_neg(), r_squared: Vec::new(), twice, downwards, limbs };
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
    pub(super) fn raise(&self, base: &[Limb], exponent: u64) -> Natural {
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
    pub(super) fn power(&self, base: &[Limb], exponent: &[Limb], room: &mut Room) -> Natural {
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
    pub(super) fn times_r(&self, number: &[Limb], room: &mut Room, result: &mut [Limb]) {
        self.product(number, &self.r_squared, room, result);
    }

    /// `a` times `b` divided by R. Both are below twice the modulus, and so is the result.
    pub(super) fn product(&self, a: &[Limb], b: &[Limb], room: &mut Room, result: &mut [Limb]) {
        let Room { downwards, multiples, .. } = room;
        turn_around(b, downwards);
        let a = fours(a);
        // In the lower half a column goes up to the limb of its own place, in the upper half to the last one.
        self.reduce(|place, from, start| upto(a, from, (place / TURN + 1).min(a.len()), downwards, start), multiples, result);
    }

    /// `a` times `a` divided by R: each product of two different limbs is made once and doubled, a quarter of the work less.
    pub(super) fn square(&self, a: &[Limb], room: &mut Room, result: &mut [Limb]) {
        let Room { doubled, downwards, multiples } = room;
        turn_around(a, downwards);
        doubled.clear();
        doubled.extend(a.iter().map(|limb| 2 * limb));
        let (twice, once) = (fours(doubled), fours(a));
        let sums = |place: usize, from: usize, start: usize| {
            let half = place / TURN / 2;
            let last = middle(once.get(half).copied().unwrap_or_default(), place);
            columns(twice.get(from..half).unwrap_or_default(), &last, downwards, start)
        };
        self.reduce(sums, multiples, result);
    }

    /// The number whose columns `sums` gives, divided by R. It is asked for four columns by the place of the lowest, by the first four
    /// limbs of the one number that stand in them, and by where in the other, turned around, those are that the first limb of these meets.
    #[inline(always)]
    fn reduce(&self, sums: impl Fn(usize, usize, usize) -> Sums, multiples: &mut Natural, result: &mut [Limb]) {
        let count = self.limbs.len();
        let [n0, n1, n2, n3] = fours(&self.limbs).first().copied().unwrap_or_default();
        let (n0, n1, n2, n3) = (Wide::from(n0), Wide::from(n1), Wide::from(n2), Wide::from(n3));
        let multiple_of = |sum: Wide| Wide::from(low(sum).wrapping_mul(self.inverse) & MASK);
        multiples.clear();
        multiples.resize(count, 0);
        let mut carry = 0;
        // Loops over four columns are written out: in a build for size they would be loops over memory.
        for place in (0..count).step_by(TURN) {
            let start = count + TURN - 1 - place;
            let [a, b, c, d] = sums(place, 0, start);
            let [e, f, g, h] = upto(fours(multiples), 0, place / TURN, &self.downwards, start);
            let sum = carry + a + e;
            let m0 = multiple_of(sum);
            let sum = ((sum + m0 * n0) >> BITS) + b + f + m0 * n1;
            let m1 = multiple_of(sum);
            let sum = ((sum + m1 * n0) >> BITS) + c + g + m0 * n2 + m1 * n1;
            let m2 = multiple_of(sum);
            let sum = ((sum + m2 * n0) >> BITS) + d + h + m0 * n3 + m1 * n2 + m2 * n1;
            let m3 = multiple_of(sum);
            carry = (sum + m3 * n0) >> BITS;
            if let Some(multiples) = multiples.as_chunks_mut().0.get_mut(place / TURN) {
                *multiples = [low(m0), low(m1), low(m2), low(m3)];
            }
        }
        let multiples = fours(multiples);
        for (from, limbs) in result.as_chunks_mut::<TURN>().0.iter_mut().enumerate() {
            let [a, b, c, d] = sums(count + from * TURN, from, TURN - 1);
            let [e, f, g, h] = upto(multiples, from, multiples.len(), &self.downwards, TURN - 1);
            let first = carry + a + e;
            let second = (first >> BITS) + b + f;
            let third = (second >> BITS) + c + g;
            let fourth = (third >> BITS) + d + h;
            carry = fourth >> BITS;
            *limbs = [low(first) & MASK, low(second) & MASK, low(third) & MASK, low(fourth) & MASK];
        }
    }

    /// Brings a number below twice the modulus below it.
    pub(super) fn below(&self, number: &mut [Limb]) {
        if !self.exceeds(number) {
            subtract(number, &self.limbs);
        }
    }

    /// `a` plus `b`; all are below twice the modulus.
    pub(super) fn add(&self, a: &mut [Limb], b: &[Limb]) {
        add(a, b);
        if compare(a, &self.twice) != Ordering::Less {
            subtract(a, &self.twice);
        }
    }

    /// `a` minus `b`; all are below twice the modulus.
    pub(super) fn subtract(&self, a: &mut [Limb], b: &[Limb]) {
        if compare(a, b) == Ordering::Less {
            add(a, &self.twice);
        }
        subtract(a, b);
    }

    /// Whether a number below twice the modulus is a multiple of it.
    pub(super) fn divides(&self, number: &[Limb]) -> bool {
        number.iter().all(|limb| *limb == 0) || number == self.limbs
    }

    /// The modulus minus `less`, which is smaller than its lowest limb.
    pub(super) fn minus(&self, less: Limb) -> Natural {
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
    pub(super) fn plus(&self, more: &[Limb]) -> Natural {
        let mut sum = self.zero();
        sum.iter_mut().zip(more).for_each(|(limb, more)| *limb = *more);
        add(&mut sum, &self.limbs);
        sum
    }

    /// Whether the modulus is larger.
    pub(super) fn exceeds(&self, number: &[Limb]) -> bool {
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
        let steps = limbs_above.saturating_mul(BITS).saturating_sub(usize::try_from(bit).unwrap_or_default());
        for _ in 0..=steps {
            self.double(&mut power);
        }
        let bits = self.limbs.len().saturating_mul(BITS);
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

/// What goes beyond the limbs is nothing: both are below half of R.
fn add(number: &mut [Limb], other: &[Limb]) {
    let mut carry = 0;
    for (limb, other) in number.iter_mut().zip(other) {
        let sum = *limb + other + carry;
        *limb = sum & MASK;
        carry = sum >> BITS;
    }
}

/// Answers 1 where `number` is the smaller one, and has become larger than any difference.
fn subtract(number: &mut [Limb], other: &[Limb]) -> Limb {
    let mut borrow = 0;
    for (limb, other) in number.iter_mut().zip(other) {
        let difference = limb.wrapping_sub(*other).wrapping_sub(borrow);
        *limb = difference & MASK;
        borrow = difference >> (Limb::BITS - 1);
    }
    borrow
}

/// Four columns of these limbs, from the fours numbered `from` up to before those numbered `end`.
#[inline(always)]
fn upto(limbs: &[Turn], from: usize, end: usize, others: &[Limb], start: usize) -> Sums {
    match limbs.get(from..end).unwrap_or_default() {
        [ones @ .., last] => columns(ones, &[*last; TURN], others, start),
        [] => [0; TURN],
    }
}

/// With room for what a modulus or a number of its length fills up with: what grew would leave parts of a secret behind.
fn limbs_of(octets: &[u8]) -> Natural {
    let mut limbs = Vec::with_capacity(octets.len().saturating_mul(8) / BITS + 2 + TURN);
    let (mut bits, mut held): (usize, Wide) = (0, 0);
    for octet in octets.iter().rev() {
        held |= Wide::from(*octet) << bits;
        bits += 8;
        if bits >= BITS {
            limbs.push(low(held) & MASK);
            held >>= BITS;
            bits -= BITS;
        }
    }
    if bits > 0 {
        limbs.push(low(held));
    }
    limbs
}

fn halve(number: &mut [Limb]) {
    let mut above = 0;
    for limb in number.iter_mut().rev() {
        let held = above << BITS | *limb;
        above = held & 1;
        *limb = held >> 1;
    }
}

/// The bits from the highest limb down, leading zeros included.
fn bits(number: &[Limb]) -> impl Iterator<Item = bool> {
    number.iter().rev().flat_map(|limb| (0..BITS).rev().map(move |bit| limb >> bit & 1 == 1))
}

/// Big-endian octets as a number of as many limbs as it needs.
pub(super) fn number(octets: &[u8]) -> Natural {
    limbs_of(octets)
}

/// A number as that many big-endian octets; what does not fit is lost.
pub(super) fn octets(number: &[Limb], count: usize) -> Vec<u8> {
    let mut octets = alloc::vec![0; count];
    let (mut bits, mut held): (usize, Wide) = (0, 0);
    let mut limbs = number.iter();
    for octet in octets.iter_mut().rev() {
        if bits < 8 {
            held |= Wide::from(limbs.next().copied().unwrap_or_default()) << bits;
            bits += BITS;
        }
        *octet = held.to_le_bytes().first().copied().unwrap_or_default();
        held >>= 8;
        bits -= 8;
    }
    octets
}

/// Both have the same number of limbs.
fn compare(one: &[Limb], other: &[Limb]) -> Ordering {
    one.iter().rev().cmp(other.iter().rev())
}

#[cfg(test)]
#[path = "modular/tests.rs"]
mod tests;
