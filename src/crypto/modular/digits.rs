//! Exponents and factors as few digits that are not zero, so that few products and additions are made.

use alloc::vec::Vec;

use super::{BITS, Limb, MASK, halve, subtract};

/// A number as powers of two times odd digits from -7 to 7, the lowest first: of five digits in a row at least four are zero
/// (the non-adjacent form of width 4, Guide to Elliptic Curve Cryptography, 3.35).
fn signed_digits(number: &[Limb]) -> Vec<i8> {
    let mut rest = number.to_vec();
    let mut digits = Vec::new();
    while rest.iter().any(|limb| *limb > 0) {
        digits.push(take_digit(&mut rest));
    }
    digits
}

/// The signed digits of two numbers side by side, the highest first.
pub(in crate::crypto) fn digit_pairs(numbers: [&[Limb]; 2]) -> impl Iterator<Item = [i8; 2]> {
    let digits = numbers.map(signed_digits);
    let count = digits.iter().map(Vec::len).max().unwrap_or_default();
    (0..count).rev().map(move |place| digits.each_ref().map(|digits| digits.get(place).copied().unwrap_or_default()))
}

/// Takes what makes a number even out of it, as a digit from -7 to 7 that leaves three zeros more behind it, and halves the rest.
fn take_digit(number: &mut [Limb]) -> i8 {
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
fn add_small(number: &mut [Limb], small: Limb) {
    let mut carry = small;
    for limb in number {
        let sum = *limb + carry;
        *limb = sum & MASK;
        carry = sum >> BITS;
    }
}
