//! EME-OAEP (RFC 8017, 7.1.2 step 3), for a message whose length is known: then its place is, and nothing is looked for.

use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use alloc::vec::Vec;

use super::digest::DigestAlgorithm;
use super::pss::mgf1;

/// What RSA-OAEP leaves open (xmlenc 1.1, 5.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OaepParameters {
    pub(crate) digest: DigestAlgorithm,
    /// That of the mask generation function, MGF1.
    pub(crate) mask: DigestAlgorithm,
    /// `OAEPparams`; empty where there are none.
    pub(crate) label: Vec<u8>,
}

/// The last `length` octets, and whether all before them is as it must be: one answer, from all octets, whatever is wrong. `None` where
/// no key of this size can carry so much.
pub(super) fn decode(encoded: &[u8], parameters: &OaepParameters, length: usize) -> Option<(Zeroizing<Vec<u8>>, Choice)> {
    let OaepParameters { digest, mask, label } = parameters;
    let hash = digest.digest(label);
    let (first, rest) = encoded.split_first()?;
    let (masked_seed, masked_data) = rest.split_at_checked(digest.length())?;
    let seed = unmask(masked_seed, *mask, masked_data);
    let data = unmask(masked_data, *mask, &seed);
    let (found_hash, rest) = data.split_at_checked(digest.length())?;
    let (padding, message) = rest.split_at_checked(rest.len().checked_sub(length)?)?;
    let (one, zeros) = padding.split_last()?;
    let not_zero = zeros.iter().fold(*first, |any, octet| any | octet);
    let is_right = found_hash.ct_eq(hash.as_ref()) & not_zero.ct_eq(&0) & one.ct_eq(&1);
    Some((Zeroizing::new(message.to_vec()), is_right))
}

fn unmask(masked: &[u8], digest: DigestAlgorithm, seed: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut octets = mgf1(digest, seed, masked.len());
    octets.iter_mut().zip(masked).for_each(|(octet, masked)| *octet ^= masked);
    octets
}
