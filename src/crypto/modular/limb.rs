//! What a limb is. All else is written in these terms.
//!
//! A limb leaves room in its type for sums, and in the wide type for all products of a column, so that carries are taken once for
//! each column: half of the work of full limbs where, as in WebAssembly, there is no add with carry.

use super::columns::TURN;

pub(in crate::crypto) use size::Limb;
pub(super) use size::{BITS, Wide};

/// Where one instruction multiplies 64 bits by 64: a quarter of the products.
#[cfg(all(target_pointer_width = "64", not(target_family = "wasm"), not(saml_edge_limbs27)))]
mod size {
    pub(in crate::crypto) type Limb = u64;

    /// Holds the sum of a column.
    pub(in crate::crypto) type Wide = u128;

    /// Bits of a limb.
    pub(in crate::crypto) const BITS: usize = 58;
}

/// Everywhere else, and where a build asks for it (`--cfg saml_edge_limbs27`), so that it is tested where tests run.
#[cfg(not(all(target_pointer_width = "64", not(target_family = "wasm"), not(saml_edge_limbs27))))]
mod size {
    pub(in crate::crypto) type Limb = u32;

    /// Holds the sum of a column.
    pub(in crate::crypto) type Wide = u64;

    /// Bits of a limb.
    pub(in crate::crypto) const BITS: usize = 27;
}

pub(super) const MASK: Limb = (1 << BITS) - 1;

/// Of a modulus of 13,000 bits. RSA's of 8192 bits is the longest that is asked for.
pub(super) const MOST_LIMBS: usize = 13_500 / BITS;

/// Limbs of a modulus of that many bits: with two bits above it, and whole turns.
pub(in crate::crypto) const fn limbs_for(bits: usize) -> usize {
    (bits + 2).div_ceil(BITS).next_multiple_of(TURN)
}

// A column adds up at most as many products of two limbs as a number has limbs, twice: those of the factors (a square makes half of them,
// and doubles them), and those of the multiples with the modulus. Each is below 2^(2 BITS), and so is what is carried in: a sum that the
// wide type holds, without the bits of a limb. The type of a limb holds twice a limb and the sum of two with a carry, and has a bit left
// that says that a difference went below zero.
#[allow(clippy::as_conversions, reason = "nothing else turns one integer into another in a constant")]
const _: () = {
    let (limb, wide) = (Limb::BITS as usize, Wide::BITS as usize);
    assert!(2 * MOST_LIMBS < 1 << (wide - 2 * BITS));
    assert!(wide - BITS <= 2 * BITS);
    assert!(BITS + 1 < limb);
};

/// The lower half.
#[allow(clippy::as_conversions, reason = "the lower half is what is wanted")]
#[inline(always)]
pub(super) const fn low(wide: Wide) -> Limb {
    wide as Limb
}
