//! A signature over octets that stand beside the message, as HTTP-Redirect has it (bindings 3.4.4.1).

use super::signed_element::SignedElement;
use super::verified::{Proof, Verified};
use super::verify::{Trust, Unverified, find_key, require_sha2};
use crate::crypto::SignatureAlgorithm;
use crate::error::{ErrorKind, Fault};
use crate::redirect::QuerySignature;

/// Rules B03, B04 and S13 to S15. `message` is the document that the signed octets carry, without the Signature that it may hold itself: that one is not
/// looked at, because it is no part of the binding.
pub(crate) fn verify_query<'d>(
    signature: &QuerySignature,
    message: SignedElement<'d>,
    trust: Trust<'_>,
) -> Result<Verified<SignedElement<'d>>, Fault> {
    let uri = &signature.algorithm;
    let algorithm =
        SignatureAlgorithm::from_uri(uri).ok_or_else(|| ErrorKind::SignatureAlgorithmForbidden { found: uri.clone() }.nowhere())?;
    require_sha2(algorithm, trust.algorithms).map_err(ErrorKind::nowhere)?;
    let key = find_key(trust.keys, algorithm, &signature.signed, &signature.value).map_err(|unverified| match unverified {
        Unverified::WrongKeyType => ErrorKind::KeyTypeMismatch { algorithm: uri.clone() }.nowhere(),
        Unverified::NoMatch => ErrorKind::QuerySignatureInvalid.nowhere(),
    })?;
    Ok(Verified::new(message, Proof { key, algorithm, digest: None }))
}
