//! What each signature states, what was computed, and whose key it is.

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64;
use crate::connection::Connection;
use crate::crypto::{TrustedKey, Verdict, sha256_hex};
use crate::dsig::Signature;
use crate::error::{ErrorKind, Position};
use crate::time::Timestamp;
use crate::xml::Document;

/// One signature, as far as it can be judged.
#[derive(Clone, Debug)]
pub struct SignatureReport {
    /// `Response` or `Assertion`: what it claims to cover.
    pub covers: &'static str,
    /// Where the Signature stands.
    pub at: Option<Position>,
    /// The signature algorithm, a URI.
    pub algorithm: &'static str,
    /// The digest algorithm, a URI.
    pub digest_algorithm: &'static str,
    /// The digest that the Reference states, base64.
    pub digest_stated: String,
    /// The digest of the element as it is, base64; none where its canonical form is too long.
    pub digest_computed: Option<String>,
    /// The canonical form of the element as it is: what the digest is of. None where it is too long.
    pub canonical: Option<String>,
    /// The canonical form of SignedInfo: what the signature value is of.
    pub canonical_signed_info: Option<String>,
    /// The configured certificate whose key made the signature value.
    pub verified_by: Option<ConfiguredKey>,
    /// SHA-256 fingerprint of the certificate that the message names.
    pub named_certificate: Option<String>,
    /// The signature value verifies with the certificate in the message. That alone proves nothing: anybody can
    /// put a certificate into a message.
    pub verifies_with_named: bool,
}

/// A key that the connection trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfiguredKey {
    /// Its position among the keys of the connection, from 0.
    pub position: usize,
    /// SHA-256 fingerprint of its certificate, or of the bare key, in lower-case hex.
    pub sha256: String,
    /// When its certificate expires; none for a bare key, and where that cannot be read.
    pub not_after: Option<Timestamp>,
}

impl SignatureReport {
    /// Whose signature it is, as a sentence.
    pub fn finding(&self) -> &'static str {
        match (&self.verified_by, self.verifies_with_named, &self.named_certificate) {
            (Some(_), _, _) => "It verifies with a key of this connection.",
            (None, true, _) => "It verifies with the key inside the message, which this connection does not trust.",
            (None, false, Some(_)) => "It verifies neither with a key of this connection nor with the one inside the message.",
            (None, false, None) => "It verifies with no key of this connection, and the message names none.",
        }
    }
}

pub(super) fn report(
    signature: &Signature<'_>,
    covers: &'static str,
    connection: Option<&Connection>,
    document: &Document<'_>,
) -> SignatureReport {
    let scratch = &mut Vec::new();
    let digested = |octets: &[u8]| (base64::encode(signature.digest().digest(octets).as_ref()), text_of(octets));
    let (digest_computed, canonical) = signature.canonical_parent(scratch).ok().map(|()| digested(scratch)).unzip();
    let has_form = signature.canonical_signed_info(scratch).is_ok();
    let canonical_signed_info = has_form.then(|| text_of(scratch));
    let made_by = |key: &TrustedKey| has_form && key.verify(signature.algorithm(), scratch, signature.value()) == Verdict::Match;
    let named = signature.named_certificate().and_then(|der| TrustedKey::from_der(der).ok());
    SignatureReport {
        covers,
        at: document.locate(ErrorKind::Internal.at(signature.span())).at,
        algorithm: signature.algorithm().uri(),
        digest_algorithm: signature.digest().uri(),
        digest_stated: base64::encode(signature.digest_value()),
        digest_computed,
        canonical,
        canonical_signed_info,
        verified_by: connection.and_then(|connection| {
            let (position, key) = connection.keys().iter().enumerate().find(|(_, key)| made_by(key))?;
            Some(ConfiguredKey { position, sha256: key.sha256().into(), not_after: key.validity().map(|(_, not_after)| not_after) })
        }),
        named_certificate: signature.named_certificate().map(sha256_hex),
        verifies_with_named: named.is_some_and(|key| made_by(&key)),
    }
}

/// Canonical forms are UTF-8.
fn text_of(octets: &[u8]) -> String {
    core::str::from_utf8(octets).unwrap_or_default().into()
}
