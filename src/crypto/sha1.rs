//! SHA-1 (FIPS 180-4, 6.1), for RSA-OAEP, which it is safe in, and for signatures where a connection allows it.
//!
//! The crate of this name unrolls its rounds and has no other form: 1 KB more of the shipped WebAssembly after brotli. It is the tests' second opinion.

use core::iter::repeat_n;

use zeroize::Zeroizing;

/// The digest of one run of octets.
pub(super) fn digest(octets: &[u8]) -> [u8; 20] {
    let mut state = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0];
    let (blocks, rest) = octets.as_chunks::<64>();
    blocks.iter().for_each(|block| compress(&mut state, block));
    // What is hashed can be a secret of RSA-OAEP's, and a vector that grows would leave parts of it behind.
    let mut last = Zeroizing::new([0; 2 * 64]);
    let more = if rest.len() < 56 { 1 } else { 2 };
    // A one, zeros, and how many bits there were.
    let zeros = repeat_n(0, more * 64 - rest.len() - 9);
    let bits = u64::try_from(octets.len()).unwrap_or_default().wrapping_mul(8);
    let padded = rest.iter().copied().chain([0x80]).chain(zeros).chain(bits.to_be_bytes());
    last.iter_mut().zip(padded).for_each(|(place, octet)| *place = octet);
    last.as_chunks::<64>().0.iter().take(more).for_each(|block| compress(&mut state, block));
    let mut digest = [0; 20];
    let words = state.into_iter().flat_map(u32::to_be_bytes);
    digest.iter_mut().zip(words).for_each(|(octet, of_word)| *octet = of_word);
    digest
}

/// The sixteen words of the block roll on as the message schedule.
fn compress(state: &mut [u32; 5], block: &[u8; 64]) {
    let mut schedule = [0_u32; 16];
    for (word, octets) in schedule.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*octets);
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for round in 0..80 {
        let (mixed, constant) = match round / 20 {
            0 => (b & c | !b & d, 0x5A82_7999),
            1 => (b ^ c ^ d, 0x6ED9_EBA1),
            2 => (b & c | b & d | c & d, 0x8F1B_BCDC),
            _ => (b ^ c ^ d, 0xCA62_C1D6_u32),
        };
        let [first, _, third, _, _, _, _, _, ninth, _, _, _, _, fourteenth, _, _] = schedule;
        let next = (first ^ third ^ ninth ^ fourteenth).rotate_left(1);
        let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(constant).wrapping_add(first);
        schedule.rotate_left(1);
        schedule.iter_mut().skip(15).for_each(|word| *word = next);
        (a, b, c, d, e) = (sum, a, b.rotate_left(30), c, d);
    }
    for (word, more) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use sha1::Digest as _;

    use super::*;

    #[test]
    fn every_length_up_to_four_blocks_is_that_of_the_library() {
        let octets: Vec<u8> = (0..=255).collect();
        for end in 0..=octets.len() {
            assert_eq!(digest(&octets[..end]), *sha1::Sha1::digest(&octets[..end]), "{end}");
        }
    }
}
