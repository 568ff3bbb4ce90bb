//! What is done with secret numbers: neither a branch nor an address depends on their values, only on how many limbs they have.
//!
//! Montgomery's product is such already: it never looks whether to subtract the modulus once more.

use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::{Zeroize, Zeroizing};

use super::{BITS, Limb, MASK, Modulus, Natural, Room, Wide, add, low, subtract};

/// A number that is cleared when it is no longer needed.
pub(in crate::crypto) type Secret = Zeroizing<Natural>;

const WINDOW: usize = 4;
const POWERS: Limb = 1 << WINDOW;

impl Modulus {
    /// `base` to the power of `exponent`; both `base` and the result are times R. Exponents of as many limbs take the same way.
    pub(in crate::crypto) fn raise_secretly(&self, base: &[Limb], exponent: &[Limb], room: &mut Room) -> Secret {
        let (mut power, mut next) = (Zeroizing::new(self.zero()), Zeroizing::new(self.zero()));
        // The powers from 0 to 15.
        let mut powers = Zeroizing::new(alloc::vec![self.zero(); 1 << WINDOW]);
        self.times_r(&self.one(), room, &mut power);
        for each in powers.iter_mut() {
            each.copy_from_slice(&power);
            self.product(each, base, room, &mut next);
            core::mem::swap(&mut power, &mut next);
        }
        self.times_r(&self.one(), room, &mut power);
        let mut chosen = Zeroizing::new(self.zero());
        for window in (0..exponent.len().saturating_mul(BITS).div_ceil(WINDOW)).rev() {
            for _ in 0..WINDOW {
                self.square(&power, room, &mut next);
                core::mem::swap(&mut power, &mut next);
            }
            choose(&powers, bits_at(exponent, window * WINDOW), &mut chosen);
            self.product(&power, &chosen, room, &mut next);
            core::mem::swap(&mut power, &mut next);
        }
        power
    }

    /// The remainder of a number of up to twice as many limbs, times R.
    pub(in crate::crypto) fn remainder_times_r(&self, number: &[Limb], room: &mut Room) -> Secret {
        let (lower, higher) = number.split_at_checked(self.count()).unwrap_or((number, &[]));
        let times_r = |part: &[Limb], room: &mut Room| {
            let mut padded = Zeroizing::new(self.zero());
            padded.iter_mut().zip(part).for_each(|(limb, part)| *limb = *part);
            let mut product = Zeroizing::new(self.zero());
            // R^2 is below the modulus, so that the product is below twice the modulus for any factor below R.
            self.times_r(&padded, room, &mut product);
            product
        };
        let mut sum = times_r(higher, room);
        sum = times_r(&sum, room);
        self.add_secretly(&mut sum, &times_r(lower, room));
        sum
    }

    /// `a` plus `b`; all are below twice the modulus.
    fn add_secretly(&self, a: &mut [Limb], b: &[Limb]) {
        add(a, b);
        take_once(a, &self.twice);
    }

    /// `a` minus `b`; all are below twice the modulus.
    pub(in crate::crypto) fn subtract_secretly(&self, a: &mut [Limb], b: &[Limb]) {
        add(a, &self.twice);
        subtract(a, b);
        take_once(a, &self.twice);
    }

    /// A number times R without it, and below the modulus.
    pub(in crate::crypto) fn without_r(&self, number: &[Limb], room: &mut Room) -> Secret {
        let mut result = Zeroizing::new(self.zero());
        self.product(number, &self.one(), room, &mut result);
        take_once(&mut result, &self.limbs);
        result
    }

    /// `a` times `b` divided by R, and below the modulus.
    pub(in crate::crypto) fn product_secretly(&self, a: &[Limb], b: &[Limb], room: &mut Room) -> Secret {
        let mut result = Zeroizing::new(self.zero());
        self.product(a, b, room, &mut result);
        take_once(&mut result, &self.limbs);
        result
    }

    pub(in crate::crypto) fn limbs(&self) -> &[Limb] {
        &self.limbs
    }
}

/// Subtracts `other` where it is not larger.
pub(super) fn take_once(number: &mut [Limb], other: &[Limb]) {
    let went_below = Choice::from(u8::from(subtract(number, other) != 0));
    let mut carry = 0;
    for (limb, other) in number.iter_mut().zip(other) {
        let sum = *limb + Limb::conditional_select(&0, other, went_below) + carry;
        *limb = sum & MASK;
        carry = sum >> BITS;
    }
}

/// `a` times `b` plus `c`, in as many limbs as both factors have.
pub(in crate::crypto) fn multiply_add(a: &[Limb], b: &[Limb], c: &[Limb]) -> Secret {
    let mut result = Zeroizing::new(alloc::vec![0; a.len().saturating_add(b.len())]);
    result.iter_mut().zip(c).for_each(|(limb, c)| *limb = *c);
    for (place, a) in a.iter().enumerate() {
        let mut carry: Wide = 0;
        let places = result.get_mut(place..).unwrap_or_default();
        // Beyond the limbs of `b` only the carry goes on.
        for (limb, b) in places.iter_mut().zip(b.iter().chain(core::iter::repeat(&0))) {
            let sum = Wide::from(*a) * Wide::from(*b) + Wide::from(*limb) + carry;
            *limb = low(sum) & MASK;
            carry = sum >> BITS;
        }
    }
    result
}

/// The power of this number, by reading all of them.
fn choose(powers: &[Natural], number: Limb, chosen: &mut [Limb]) {
    for (at, power) in (0..).zip(powers) {
        let is_it = at.ct_eq(&number);
        for (limb, of_power) in chosen.iter_mut().zip(power) {
            limb.conditional_assign(of_power, is_it);
        }
    }
}

/// As many bits as a window has, from this one upwards.
fn bits_at(number: &[Limb], bit: usize) -> Limb {
    let limb = |at: usize| Wide::from(number.get(at).copied().unwrap_or_default());
    let held = limb(bit / BITS) | limb(bit / BITS + 1) << BITS;
    low(held >> (bit % BITS)) & (POWERS - 1)
}

impl Zeroize for Modulus {
    fn zeroize(&mut self) {
        for limbs in [&mut self.limbs, &mut self.downwards, &mut self.twice, &mut self.r_squared] {
            limbs.zeroize();
        }
        self.inverse.zeroize();
    }
}

impl Zeroize for Room {
    fn zeroize(&mut self) {
        for limbs in [&mut self.doubled, &mut self.downwards, &mut self.multiples] {
            limbs.zeroize();
        }
    }
}
