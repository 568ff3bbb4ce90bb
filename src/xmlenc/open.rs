//! From an EncryptedData to the element that was encrypted, and one refusal for whatever keeps it from being that.

use alloc::string::String;
use alloc::vec::Vec;

use super::read::{EncryptedKey, Sealed, Transport};
use crate::crypto::{SessionKey, UnwrapKey, WrappedKey, sha256_hex};
use crate::dsig::{Signature, SignedElement};
use crate::error::{ErrorKind, Fault};
use crate::limits::Limits;
use crate::xml::{Document, Source};

/// What came out of a [`Sealed`]. It owns the text that an [`Opened`] is read from.
pub(crate) struct Unsealed<'d> {
    wrapper: SignedElement<'d>,
    data: SignedElement<'d>,
    text: Source,
    /// Where the plaintext is no text.
    not_utf8: Option<usize>,
    is_genuine: bool,
    is_protected: bool,
    shortest_modulus: usize,
    /// The certificate of another that it is encrypted for, as far as the message says so.
    other: Option<String>,
}

/// What something is opened with.
#[derive(Clone, Copy)]
pub(crate) struct Unsealing<'a> {
    /// The entity id of this service provider.
    pub(crate) recipient: &'a str,
    pub(crate) keys: &'a dyn UnwrapKey,
    /// Octets of the shortest modulus that may have wrapped a session key (rule E13).
    pub(crate) least_octets: usize,
    pub(crate) limits: &'a Limits,
}

/// An element that holds something encrypted, and what that is. Only decryption makes one.
pub(crate) struct Opened<'d> {
    wrapper: SignedElement<'d>,
    content: SignedElement<'d>,
}

impl<'d> Opened<'d> {
    /// What was encrypted in `wrapper`, by identity of the element.
    pub(crate) fn content_of(opened: &[Self], wrapper: &SignedElement<'d>) -> Option<SignedElement<'d>> {
        opened.iter().find(|opened| opened.wrapper.is_same_as(wrapper)).map(|opened| opened.content)
    }
}

impl<'d> Sealed<'d> {
    /// Rules E02, E05 and E06. Whether it is genuine does not show before [`Unsealed::document`], when all work is done. `is_covered` says that a
    /// signature over the ciphertext verified.
    pub(crate) fn open(&self, is_covered: bool, unsealing: &Unsealing<'_>) -> Result<Unsealed<'d>, Fault> {
        let Unsealing { recipient, keys, limits, .. } = *unsealing;
        let candidates = self.candidates(recipient);
        let (session, shortest_modulus) = self.unwrap_key(&candidates, unsealing)?;
        let plaintext = self.algorithm.decrypt(session.octets(), &self.value).unwrap_or_default();
        let (text, not_utf8) = match Source::decode(&plaintext.octets, limits) {
            Ok(text) => (text, None),
            Err(fault) => match fault.kind {
                ErrorKind::NotUtf8 { offset } => (Source::default(), Some(offset)),
                kind => return Err(kind.at(self.data.span())),
            },
        };
        Ok(Unsealed {
            wrapper: self.wrapper,
            data: self.data,
            text,
            not_utf8,
            is_genuine: session.is_genuine() & plaintext.is_genuine,
            is_protected: is_covered || self.algorithm.is_authenticated(),
            shortest_modulus,
            other: other_certificate(&candidates, keys),
        })
    }

    /// Core E43: those that are for us by name, where there are such; else all.
    fn candidates(&self, recipient: &str) -> Vec<&EncryptedKey> {
        let ours: Vec<_> = self.keys.iter().filter(|key| key.recipient.as_deref() == Some(recipient)).collect();
        if ours.is_empty() { self.keys.iter().collect() } else { ours }
    }

    /// Every wrapping is tried with every key, and the genuine session key taken without looking which it is. Also the octets of the shortest modulus among them.
    fn unwrap_key(&self, candidates: &[&EncryptedKey], unsealing: &Unsealing<'_>) -> Result<(SessionKey, usize), Fault> {
        let mut forbidden = None;
        let mut allowed = None;
        let mut found: Option<SessionKey> = None;
        let mut shortest = usize::MAX;
        for candidate in candidates {
            let parameters = match &candidate.transport {
                Transport::Oaep(parameters) => parameters,
                Transport::Forbidden { because, uri, span } => {
                    forbidden = forbidden.or(Some((because, uri, *span)));
                    continue;
                }
            };
            let wrapped = WrappedKey { octets: &candidate.value, parameters, length: self.algorithm.key_length() };
            allowed = allowed.or(Some(wrapped));
            // Rule E13, whoever has the key.
            let unwrapped = if wrapped.octets.len() < unsealing.least_octets { None } else { unsealing.keys.unwrap_key(&wrapped) };
            if unwrapped.is_some() {
                shortest = shortest.min(wrapped.octets.len());
            }
            found = SessionKey::either(found, unwrapped.map(|key| key.of_length(wrapped.length)));
        }
        match (found, allowed, forbidden) {
            (Some(found), ..) => Ok((found, shortest)),
            (None, None, Some((because, uri, span))) => Err(because(uri.clone()).at(span)),
            (None, allowed, _) => Err(match other_certificate(candidates, unsealing.keys) {
                Some(sha256) => ErrorKind::EncryptedForOtherCertificate { sha256 },
                None => no_fit(allowed),
            }
            .at(self.span())),
        }
    }
}

/// Where each names a certificate, and we have the key of none: the first. It only decides what a refusal says.
fn other_certificate(candidates: &[&EncryptedKey], keys: &dyn UnwrapKey) -> Option<String> {
    let mut named = candidates.iter().map(|key| key.named_certificate.as_deref());
    let are_others = named.all(|certificate| certificate.is_some_and(|certificate| !keys.may_belong_to(certificate)));
    first_certificate(candidates).filter(|_| are_others)
}

fn first_certificate(candidates: &[&EncryptedKey]) -> Option<String> {
    candidates.iter().find_map(|key| key.named_certificate.as_deref()).map(sha256_hex)
}

fn no_fit(wrapped: Option<WrappedKey<'_>>) -> ErrorKind {
    let octets = wrapped.map_or(0, |wrapped| wrapped.octets.len());
    let (digest, mask) = wrapped.map_or(("", ""), |wrapped| (wrapped.digest(), wrapped.mask_digest()));
    ErrorKind::EncryptedForOtherKey { bits: octets.saturating_mul(8), digest, mask }
}

impl<'d> Unsealed<'d> {
    /// Rule E06 and those of XML. The text is parsed before anybody looks whether it is genuine.
    ///
    /// `covering` is the signature that protects it from outside: then only namespaces that it covers mean something inside.
    pub(crate) fn document<'s>(&'s self, covering: Option<&Signature<'d>>, limits: &Limits) -> Result<Document<'s>, Fault> {
        let scope = covering.map(|signature| signature.scope(&self.wrapper));
        let parsed = self.data.parse_in_place(&self.text, scope.as_deref(), limits);
        let parsed = match self.not_utf8 {
            Some(offset) => Err(ErrorKind::NotUtf8 { offset }.at(self.data.span())),
            None => parsed,
        };
        if self.is_genuine { parsed.map_err(|fault| self.conceal(fault)) } else { Err(self.failure()) }
    }

    /// The one refusal of all that fails.
    fn failure(&self) -> Fault {
        let kind = match &self.other {
            Some(sha256) => ErrorKind::EncryptedForOtherCertificate { sha256: sha256.clone() },
            None => ErrorKind::DecryptionFailed,
        };
        kind.at(self.wrapper.span())
    }

    /// Rule E06. Where nothing protects the ciphertext, how far an altered one came would tell what is in it (xmlenc 1.1, 6.1.2): then all is one refusal.
    pub(crate) fn conceal(&self, fault: Fault) -> Fault {
        if self.is_protected { fault } else { self.failure() }
    }

    /// Whether the ciphertext is known to be as its sender made it.
    pub(crate) fn is_protected(&self) -> bool {
        self.is_protected
    }

    /// Octets of the shortest modulus of a key that unwrapped something.
    pub(crate) fn shortest_modulus(&self) -> usize {
        self.shortest_modulus
    }

    /// Ties the root of its [`document`](Self::document) to the element that it was encrypted in.
    pub(crate) fn opened<'s>(&'s self, document: &'s Document<'s>) -> Opened<'s> {
        Opened { wrapper: self.wrapper, content: SignedElement::new(document.root(), None) }
    }
}
