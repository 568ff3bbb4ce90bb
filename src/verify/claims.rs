//! What of a message claims to be signed or is encrypted, and the steps from there to what is proved.

use alloc::vec::Vec;

use crate::checks::{Encryption, Signatures};
use crate::connection::{Connection, RequireSigned};
use crate::crypto::UnwrapKey;
use crate::dsig::{Signature, SignedElement, Verified};
use crate::error::{ErrorKind, Fault};
use crate::limits::Limits;
use crate::rules::RuleId;
use crate::saml::{Ids, Payload, Response, assertion_of, own_signature, require_assertion};
use crate::xml::{Document, Element};
use crate::xmlenc::{Opened, Sealed, Unsealed, Unsealing};

/// The Response's signature and its one assertion, or what that is encrypted in.
pub(crate) struct Claims<'d> {
    root: Element<'d>,
    response: Option<Signature<'d>>,
    body: Body<'d>,
}

enum Body<'d> {
    Plain(Located<'d>),
    Sealed(Sealed<'d>),
}

/// What a Response's signature covers, once it verified.
pub(crate) type Envelope<'d> = Verified<SignedElement<'d>>;

impl<'d> Claims<'d> {
    /// The shapes: of the signatures (rules S05 to S13), and of what is encrypted (rules E03, E04 and E11).
    pub(crate) fn read(response: &Response<'d>, payload: Payload<'d>, limits: &Limits) -> Result<Self, Fault> {
        Ok(Self {
            root: response.root(),
            response: response.signature().map(|own| Signature::read(own, response.root(), limits)).transpose()?,
            body: match payload {
                Payload::Assertion(element) => Body::Plain(Located::read(element, limits)?),
                Payload::Encrypted(element) => Body::Sealed(Sealed::read(SignedElement::new(element, None), limits)?),
            },
        })
    }

    pub(crate) fn response(&self) -> Option<&Signature<'d>> {
        self.response.as_ref()
    }

    pub(crate) fn is_sealed(&self) -> bool {
        matches!(self.body, Body::Sealed(_))
    }

    /// Over the ciphertext, where there is one: before anything is decrypted (rule E07).
    pub(crate) fn verify_response(&self, connection: &Connection, scratch: &mut Vec<u8>) -> Result<Option<Envelope<'d>>, Fault> {
        self.response.as_ref().map(|signature| signature.verify(connection.trust(), scratch)).transpose()
    }

    /// Rules E01, E02 and E04 to E07; nothing where nothing is encrypted.
    pub(crate) fn unseal(
        &self,
        connection: &Connection,
        keys: &dyn UnwrapKey,
        envelope: Option<&Envelope<'d>>,
    ) -> Result<Option<Unsealed<'d>>, Fault> {
        let Body::Sealed(sealed) = &self.body else { return Ok(None) };
        if !keys.has_keys() {
            return Err(ErrorKind::DecryptionKeyMissing { element: "EncryptedAssertion", rule: RuleId::E01 }.at(sealed.span()));
        }
        let policy = &connection.policy;
        if envelope.is_none() && matches!(policy.require_signed, RequireSigned::Response | RequireSigned::Both) {
            return Err(ErrorKind::ResponseNotSigned.at(self.root.span()));
        }
        if envelope.is_none() && !sealed.is_authenticated() && !policy.allow_unauthenticated_cbc {
            return Err(ErrorKind::UnauthenticatedCbc { found: sealed.algorithm() }.at(sealed.algorithm_span()));
        }
        sealed.open(envelope.is_some(), &unsealing(connection, keys, &connection.limits())).map(Some)
    }

    /// What was encrypted, as a document. With a signature of its own that covers what its prefixes mean; else the Response's must.
    pub(crate) fn document<'s>(&self, unsealed: &'s Unsealed<'d>, limits: &Limits) -> Result<Document<'s>, Fault> {
        let document = unsealed.document(None, limits)?;
        match &self.response {
            Some(response) if matches!(own_signature(document.root()), Ok(None)) => unsealed.document(Some(response), limits),
            _ => Ok(document),
        }
    }

    /// Which signature covers what is encrypted inside the assertion, where that is not itself inside what was encrypted.
    pub(crate) fn covering<'s>(&'s self, located: &'s Located<'s>) -> Option<&'s Signature<'s>> {
        located.signature().or(if self.is_sealed() { None } else { self.response.as_ref() })
    }

    /// The assertion that was encrypted (rules E08, E12, X17 and S04), and the shape of its signature.
    pub(crate) fn locate_inside<'s>(
        &self,
        unsealed: &Unsealed<'_>,
        document: &'s Document<'s>,
        limits: &Limits,
    ) -> Result<Located<'s>, Fault>
    where
        'd: 's,
    {
        let root = document.root();
        let mut ids = Ids::default();
        require_assertion(root)
            .and_then(|()| ids.add(self.root, RuleId::X11))
            .and_then(|()| ids.add_decrypted(root))
            .and_then(|()| Located::read(root, limits))
            .map_err(|fault| unsealed.conceal(fault))
    }

    /// The assertion: that of the message, or else the one that was encrypted.
    pub(crate) fn assertion<'s>(&'s self, inside: Option<&'s Located<'s>>) -> Result<&'s Located<'s>, Fault> {
        match &self.body {
            Body::Plain(located) => Ok(located),
            Body::Sealed(_) => inside.ok_or_else(|| ErrorKind::Internal.nowhere()),
        }
    }

    /// How the assertion was encrypted, where it was.
    pub(crate) fn encryption(&self, envelope: Option<&Envelope<'_>>) -> Option<Encryption> {
        let Body::Sealed(sealed) = &self.body else { return None };
        let is_unauthenticated = envelope.is_none() && !sealed.is_authenticated();
        Some(Encryption { is_unauthenticated })
    }
}

fn unsealing<'a>(connection: &'a Connection, keys: &'a dyn UnwrapKey, limits: &'a Limits) -> Unsealing<'a> {
    Unsealing { recipient: &connection.sp.entity_id, keys, least_octets: connection.policy.min_rsa_bits.div_ceil(8), limits }
}

/// The assertion and the signature that claims to cover it alone.
pub(crate) struct Located<'s> {
    element: Element<'s>,
    signature: Option<Signature<'s>>,
}

impl<'s> Located<'s> {
    fn read(element: Element<'s>, limits: &Limits) -> Result<Self, Fault> {
        let signature = own_signature(element)?.map(|own| Signature::read(own, element, limits)).transpose()?;
        Ok(Self { element, signature })
    }

    pub(crate) fn signature(&self) -> Option<&Signature<'s>> {
        self.signature.as_ref()
    }

    /// The assertion as the message has it, with no proof of anything: for reports, never for a login.
    pub(crate) fn unverified(&self) -> SignedElement<'s> {
        match &self.signature {
            Some(signature) => signature.claimed(),
            None => SignedElement::new(self.element, None),
        }
    }

    /// Rule E09, where it was encrypted. What nothing protected until here must be signed itself.
    pub(crate) fn verify(
        &self,
        connection: &Connection,
        unsealed: Option<&Unsealed<'_>>,
        scratch: &mut Vec<u8>,
    ) -> Result<Option<Verified<SignedElement<'s>>>, Fault> {
        let own = self.signature.as_ref().map(|signature| signature.verify(connection.trust(), scratch)).transpose();
        match unsealed.filter(|unsealed| !unsealed.is_protected()) {
            Some(unsealed) => match own {
                Ok(Some(own)) => Ok(Some(own)),
                Ok(None) => Err(unsealed.conceal(ErrorKind::NothingSigned.at(self.element.span()))),
                Err(fault) => Err(unsealed.conceal(fault)),
            },
            None => own,
        }
    }

    pub(crate) fn signatures(envelope: Option<&Envelope<'_>>, own: Option<&Verified<SignedElement<'_>>>) -> Signatures {
        Signatures { response: envelope.map(Verified::proof), assertion: own.map(Verified::proof) }
    }

    /// Every signature that is there verified (rule S19). The assertion is read from its own, else from the Response's.
    pub(crate) fn signed(
        own: Option<Verified<SignedElement<'s>>>,
        envelope: Option<Envelope<'s>>,
        opened: &'s [Opened<'s>],
    ) -> Result<Option<Verified<SignedElement<'s>>>, Fault> {
        match (own, envelope) {
            (Some(own), _) => Ok(Some(own)),
            (None, Some(envelope)) => envelope.try_map(opened, assertion_of).map(Some),
            (None, None) => Ok(None),
        }
    }
}

/// What is encrypted inside something whose signature verified, unsealed: EncryptedID and EncryptedAttribute. That signature covers the ciphertexts, so
/// that all algorithms do.
#[derive(Default)]
pub(crate) struct Parts<'s>(Vec<Unsealed<'s>>);

impl<'s> Parts<'s> {
    /// Without keys nothing is; the rules about what is missing then say so (rules A05 and T09).
    pub(crate) fn unseal(
        parts: impl Iterator<Item = SignedElement<'s>>,
        connection: &Connection,
        keys: &dyn UnwrapKey,
        limits: &Limits,
    ) -> Result<Self, Fault> {
        if !keys.has_keys() {
            return Ok(Self(Vec::new()));
        }
        let mut unsealed = Vec::new();
        let mut refused = None;
        for (at, part) in parts.enumerate() {
            if at == limits.encrypted_parts {
                return Err(ErrorKind::LimitExceeded { what: "encrypted parts", limit: limits.encrypted_parts }.at(part.span()));
            }
            // Each is asked for, whatever the ones before it said: who unwraps elsewhere then has to be asked once.
            match Sealed::read(part, limits)?.open(true, &unsealing(connection, keys, limits)) {
                Ok(part) => unsealed.push(part),
                Err(fault) => refused = refused.or(Some(fault)),
            }
        }
        match refused {
            Some(fault) => Err(fault),
            None => Ok(Self(unsealed)),
        }
    }

    /// Of these and of the assertion around them.
    pub(crate) fn shortest_modulus(&self, assertion: Option<&Unsealed<'_>>) -> Option<usize> {
        self.0.iter().chain(assertion).map(Unsealed::shortest_modulus).min()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn documents(&self, covering: Option<&Signature<'s>>, limits: &Limits) -> Result<Vec<Document<'_>>, Fault> {
        let mut documents = Vec::with_capacity(self.0.len());
        for unsealed in &self.0 {
            documents.push(unsealed.document(covering, limits)?);
        }
        Ok(documents)
    }

    /// `documents` are those of these, in the same order; `outer` and `inner` are what they stand in (rule E12).
    pub(crate) fn opened<'o>(
        &'o self,
        documents: &'o [Document<'o>],
        outer: &'o Document<'o>,
        inner: Option<&'o Document<'o>>,
    ) -> Result<Vec<Opened<'o>>, Fault> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        let mut ids = Ids::default();
        ids.add(outer.root(), RuleId::X11)?;
        inner.into_iter().try_for_each(|inner| ids.add(inner.root(), RuleId::X11))?;
        documents.iter().try_for_each(|document| ids.add_decrypted(document.root()))?;
        Ok(self.0.iter().zip(documents).map(|(unsealed, document)| unsealed.opened(document)).collect())
    }
}
