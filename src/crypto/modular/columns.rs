//! The columns of a product: sums of products of limbs. Here most of the time of a verification goes.
//!
//! Four columns at once, four limbs of each a turn: nothing is left over, what is read past either end of a number is zero, and the
//! loop ends, which processors predict badly, a quarter as often.

use super::Natural;
use super::limb::{Limb, Wide};

/// Columns side by side, and limbs in a turn.
pub(super) const TURN: usize = 4;

/// Limbs of a turn.
pub(super) type Turn = [Limb; TURN];

/// Sums of columns side by side, the lowest first.
pub(super) type Sums = [Wide; TURN];

/// A number from its highest limb down, with zeros at both ends.
pub(super) fn turn_around(limbs: &[Limb], into: &mut Natural) {
    into.clear();
    // At once: what grew on the way would leave parts of a secret behind.
    into.reserve(limbs.len() + 2 * TURN);
    into.extend([0; TURN]);
    into.extend(limbs.iter().rev());
    into.extend([0; TURN]);
}

/// The limbs of a number in fours: their count is a multiple of that.
#[inline(always)]
pub(super) fn fours(limbs: &[Limb]) -> &[Turn] {
    limbs.as_chunks().0
}

/// The last turn of a square's columns at `place`. Products of two different limbs are made once and count twice, so that columns go
/// only as far as the middle: the limbs there count twice, once, or not at all.
#[inline(always)]
pub(super) fn middle(limbs: Turn, place: usize) -> [Turn; TURN] {
    let [a, b, c, d] = limbs;
    let (aa, bb, cc, dd) = (2 * a, 2 * b, 2 * c, 2 * d);
    if (place / TURN).is_multiple_of(2) {
        [[a, 0, 0, 0], [aa, 0, 0, 0], [aa, b, 0, 0], [aa, bb, 0, 0]]
    } else {
        [[aa, bb, c, 0], [aa, bb, cc, 0], [aa, bb, cc, d], [aa, bb, cc, dd]]
    }
}

/// Four columns: in each, the limbs of `ones` and then those of `last` that are its own, times those of `others`, a number turned around.
/// They begin at the limb `first` for the lowest column, and one before for each above it.
pub(super) fn columns(ones: &[Turn], last: &[Turn; TURN], others: &[Limb], first: usize) -> Sums {
    let from = |place: usize| fours(others.get(first.wrapping_sub(place)..).unwrap_or_default());
    let (e, f, g, h) = (from(0), from(1), from(2), from(3));
    let (mut a, mut b, mut c, mut d) = (lanes::zero(), lanes::zero(), lanes::zero(), lanes::zero());
    for ((((one, e), f), g), h) in ones.iter().zip(e).zip(f).zip(g).zip(h) {
        a = lanes::add(a, one, e);
        b = lanes::add(b, one, f);
        c = lanes::add(c, one, g);
        d = lanes::add(d, one, h);
    }
    let [i, j, k, l] = last;
    let end = ones.len();
    if let (Some(e), Some(f), Some(g), Some(h)) = (e.get(end), f.get(end), g.get(end), h.get(end)) {
        a = lanes::add(a, i, e);
        b = lanes::add(b, j, f);
        c = lanes::add(c, k, g);
        d = lanes::add(d, l, h);
    }
    [lanes::total(a), lanes::total(b), lanes::total(c), lanes::total(d)]
}

/// A sum in the making.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes {
    use super::{Turn, Wide};

    #[inline(always)]
    pub(super) fn zero() -> Wide {
        0
    }

    #[inline(always)]
    pub(super) fn add(sum: Wide, [a, b, c, d]: &Turn, [e, f, g, h]: &Turn) -> Wide {
        sum + Wide::from(*a) * Wide::from(*e)
            + Wide::from(*b) * Wide::from(*f)
            + Wide::from(*c) * Wide::from(*g)
            + Wide::from(*d) * Wide::from(*h)
    }

    #[inline(always)]
    pub(super) fn total(sum: Wide) -> Wide {
        sum
    }
}

/// The same in two parts, by instructions that make two products of 64 bits each.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use core::arch::wasm32::{u64x2, u64x2_add, u64x2_extmul_high_u32x4, u64x2_extmul_low_u32x4, u64x2_extract_lane, v128};

    use super::Turn;

    #[inline(always)]
    pub(super) fn zero() -> v128 {
        u64x2(0, 0)
    }

    #[inline(always)]
    pub(super) fn add(sums: v128, one: &Turn, other: &Turn) -> v128 {
        let (one, other): (v128, v128) = (bytemuck::cast(*one), bytemuck::cast(*other));
        u64x2_add(sums, u64x2_add(u64x2_extmul_low_u32x4(one, other), u64x2_extmul_high_u32x4(one, other)))
    }

    #[inline(always)]
    pub(super) fn total(sums: v128) -> u64 {
        u64x2_extract_lane::<0>(sums) + u64x2_extract_lane::<1>(sums)
    }
}
