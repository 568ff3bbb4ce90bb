//! From the claim of a Signature to a proof: the value over SignedInfo first, then the digest of the parent.

use alloc::vec::Vec;

use super::read::Signature;
use super::signed_element::SignedElement;
use super::verified::{Proof, Verified};
use crate::c14n;
use crate::crypto::{SignatureAlgorithm, TrustedKey, Verdict, sha256_hex};
use crate::error::{ErrorKind, Fault};
use crate::rules::RuleId;

/// Whether a connection takes signatures that use SHA-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithms {
    Sha2Only,
    Sha1Too,
}

/// What the configuration trusts.
#[derive(Clone, Copy)]
pub(crate) struct Trust<'a> {
    pub(crate) keys: &'a [TrustedKey],
    pub(crate) algorithms: Algorithms,
}

impl<'d> Signature<'d> {
    /// Rules S12 to S15 and K01 (xmldsig 3.2). `scratch` holds canonical octets; its content means nothing afterwards.
    ///
    /// The order matters: the Reference is only believed once SignedInfo is known to be the signer's.
    pub(crate) fn verify(&self, trust: Trust<'_>, scratch: &mut Vec<u8>) -> Result<Verified<SignedElement<'d>>, Fault> {
        self.require_algorithms(trust.algorithms)?;
        self.canonical_signed_info(scratch)?;
        let key = find_key(trust.keys, self.algorithm, scratch, &self.value).map_err(|unverified| self.refusal(unverified, trust.keys))?;
        self.canonical_parent(scratch)?;
        if self.reference.digest.digest(scratch).as_ref() != self.reference.digest_value {
            return Err(ErrorKind::DigestMismatch.at(self.reference.digest_value_span));
        }
        let proof = Proof { key, algorithm: self.algorithm, digest: Some(self.reference.digest) };
        Ok(Verified::new(self.claimed(), proof))
    }

    fn require_algorithms(&self, algorithms: Algorithms) -> Result<(), Fault> {
        require_sha2(self.algorithm, algorithms).map_err(|kind| kind.at(self.algorithm_span))?;
        if algorithms == Algorithms::Sha2Only && self.reference.digest.is_sha1() {
            return Err(ErrorKind::Sha1Forbidden { algorithm: self.reference.digest.uri().into(), rule: RuleId::S12 }
                .at(self.reference.digest_span));
        }
        Ok(())
    }

    fn refusal(&self, unverified: Unverified, keys: &[TrustedKey]) -> Fault {
        match (unverified, self.named_certificate().map(sha256_hex)) {
            (Unverified::WrongKeyType, _) => ErrorKind::KeyTypeMismatch { algorithm: self.algorithm.uri().into() }.at(self.algorithm_span),
            (Unverified::NoMatch, Some(sha256)) if keys.iter().all(|key| key.sha256() != sha256) => {
                ErrorKind::SignedByUnknownKey { sha256 }.at(self.span())
            }
            (Unverified::NoMatch, _) => ErrorKind::SignatureInvalid.at(self.span()),
        }
    }

    /// The namespaces that the signature covers in `inside`, an element below what it signs.
    pub(crate) fn scope(&self, inside: &SignedElement<'d>) -> Vec<(&'d str, &'d str)> {
        c14n::scope(self.parent, inside.parts().0, &self.reference.canonicalization)
    }

    /// The octets that the signature value is over.
    pub(crate) fn canonical_signed_info(&self, into: &mut Vec<u8>) -> Result<(), Fault> {
        into.clear();
        c14n::canonicalize(self.signed_info, None, &self.canonicalization, into)
    }

    /// The octets that the digest is over.
    pub(crate) fn canonical_parent(&self, into: &mut Vec<u8>) -> Result<(), Fault> {
        into.clear();
        // Canonical XML is about as long as what it is of; growing by doubling would take three times that, and metadata is large.
        let span = self.parent.span();
        let octets = span.end.saturating_sub(span.start);
        into.reserve(octets.saturating_add(octets / 8));
        let (element, signature) = self.claimed().parts();
        c14n::canonicalize(element, signature, &self.reference.canonicalization, into)
    }
}

/// Why no key verifies a signature.
pub(super) enum Unverified {
    /// None can have made it.
    WrongKeyType,
    NoMatch,
}

/// Every key is tried: the message does not choose.
pub(super) fn find_key(keys: &[TrustedKey], algorithm: SignatureAlgorithm, octets: &[u8], value: &[u8]) -> Result<usize, Unverified> {
    let mut unverified = Unverified::WrongKeyType;
    for (position, key) in keys.iter().enumerate() {
        match key.verify(algorithm, octets, value) {
            Verdict::Match => return Ok(position),
            Verdict::NoMatch => unverified = Unverified::NoMatch,
            Verdict::WrongKeyType => {}
        }
    }
    Err(unverified)
}

/// Rule S13.
pub(super) fn require_sha2(algorithm: SignatureAlgorithm, algorithms: Algorithms) -> Result<(), ErrorKind> {
    if algorithms == Algorithms::Sha1Too || !algorithm.is_sha1() {
        return Ok(());
    }
    Err(ErrorKind::Sha1Forbidden { algorithm: algorithm.uri().into(), rule: RuleId::S13 })
}
