//! The proof that something was read from what a trusted key signed.

use crate::crypto::{DigestAlgorithm, SignatureAlgorithm};
use crate::xmlenc::Opened;

/// Something read from signed octets, and who signed them. Only a successful verification in [`dsig`](super) makes one.
#[derive(Debug)]
pub(crate) struct Verified<T> {
    value: T,
    proof: Proof,
}

/// How a signature was verified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proof {
    /// Position of the key in the connection's list.
    pub(crate) key: usize,
    pub(crate) algorithm: SignatureAlgorithm,
    /// Of what was digested by itself; a signature over a query has none.
    pub(crate) digest: Option<DigestAlgorithm>,
}

impl Proof {
    pub(crate) fn is_sha1(self) -> bool {
        self.algorithm.is_sha1() || self.digest.is_some_and(DigestAlgorithm::is_sha1)
    }
}

impl<T> Verified<T> {
    pub(super) fn new(value: T, proof: Proof) -> Self {
        Self { value, proof }
    }

    /// Reads further, with what was encrypted in it. A plain `fn` cannot capture anything, so nothing unverified gets in; an [`Opened`] belongs to its element
    /// by identity, and that of an element that is not covered is never asked for.
    pub(crate) fn try_map<'d, U, E>(
        self,
        opened: &'d [Opened<'d>],
        read: fn(T, &'d [Opened<'d>]) -> Result<U, E>,
    ) -> Result<Verified<U>, E> {
        Ok(Verified { value: read(self.value, opened)?, proof: self.proof })
    }

    pub(crate) fn get(&self) -> &T {
        &self.value
    }

    pub(crate) fn proof(&self) -> Proof {
        self.proof
    }
}
