//! EMSA-PSS and MGF1 (RFC 8017 9.1.2 and B.2.1).

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::algorithm::PssParameters;
use super::digest::DigestAlgorithm;

/// Whether `encoded`, which a key of `bits` and one bits made of a signature, is an encoding of `message`. Salt and trailer have the
/// lengths that the parameters state, and no others.
pub(super) fn is_encoding_of(encoded: &[u8], bits: usize, parameters: PssParameters, message: &[u8]) -> bool {
    unmask(encoded, bits, parameters, message).unwrap_or(false)
}

/// `None` where the parts have not their lengths.
fn unmask(encoded: &[u8], bits: usize, parameters: PssParameters, message: &[u8]) -> Option<bool> {
    let PssParameters { digest, mask, salt } = parameters;
    // A modulus of one bit more than octets hold has an octet before the encoding, which is zero.
    let (before, encoded) = encoded.split_at_checked(encoded.len().checked_sub(bits.div_ceil(8))?)?;
    let (masked, rest) = encoded.split_at_checked(encoded.len().checked_sub(digest.length().checked_add(1)?)?)?;
    let (hash, trailer) = rest.split_at_checked(digest.length())?;
    let padding = masked.len().checked_sub(salt.checked_add(1)?)?;

    let unused = 8_u32.saturating_mul(u32::try_from(encoded.len()).ok()?).checked_sub(u32::try_from(bits).ok()?)?;
    let used = 0xFF_u8.checked_shr(unused)?;
    let mut data: Vec<u8> = masked.iter().zip(mgf1(mask, hash, masked.len()).iter()).map(|(octet, mask)| octet ^ mask).collect();
    data.iter_mut().take(1).for_each(|first| *first &= used);
    let (zeros, rest) = data.split_at_checked(padding)?;
    let (one, salt) = rest.split_at_checked(1)?;

    let unused_are_zero = masked.first().is_some_and(|first| first & !used == 0);
    let framed = before.iter().chain(zeros).all(|octet| *octet == 0) && one == [1] && trailer == [0xBC] && unused_are_zero;
    let expected = digest.digest(&[&[0; 8], digest.digest(message).as_ref(), salt].concat());
    Some(framed && expected.as_ref() == hash)
}

/// `length` octets made of the seed. To RSA-OAEP both are secrets.
pub(super) fn mgf1(digest: DigestAlgorithm, seed: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    // With room for the last digest whole, so that nothing is moved and left behind.
    let mut mask = Zeroizing::new(Vec::with_capacity(length.saturating_add(digest.length())));
    for counter in 0_u32.. {
        if mask.len() >= length {
            break;
        }
        let seed = Zeroizing::new([seed, &counter.to_be_bytes()].concat());
        mask.extend_from_slice(digest.digest(&seed).as_ref());
    }
    mask.truncate(length);
    mask
}
