//! The door through which a login comes in: an identity, or exactly one reason why not.

use alloc::vec::Vec;

use crate::checks::{self, Context, InResponseTo, Signatures};
use crate::connection::Connection;
use crate::dsig::{Signature, SignedElement, Verified};
use crate::error::{Error, ErrorKind, Fault};
use crate::identity::Unclaimed;
use crate::limits::Limits;
use crate::post::{Post, without_place};
use crate::rules::RuleId;
use crate::saml::{Assertion, Payload, Response, assertion_of};
use crate::time::Timestamp;
use crate::xml::{Document, Element, Source};

/// Verifies a login posted to the ACS of `connection`. `now` is the caller's clock; nothing else is asked of the world.
///
/// The result still has to be [claimed](Unclaimed::claim_with): until then it could be a replay.
///
/// # Errors
/// The first rule that refuses, in the order of the rule book: input, XML, structure, status, signatures, Response,
/// Assertion. [`explain`](crate::explain) walks the same rules and goes on after the first.
pub fn verify(post: &Post<'_>, connection: &Connection, in_response_to: InResponseTo<'_>, now: Timestamp) -> Result<Unclaimed, Error> {
    let limits = connection.limits();
    let source = post.decode(&limits).map_err(without_place)?;
    let document = Document::parse(&source, &limits).map_err(|fault| locate_in(&source, fault))?;
    verify_document(&document, connection, in_response_to, now).map_err(|fault| document.locate(fault))
}

fn verify_document(
    document: &Document<'_>,
    connection: &Connection,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Result<Unclaimed, Fault> {
    let limits = connection.limits();
    let response = Response::locate(document)?;
    response.status.require_success()?;
    let claims = Claims::read(&response, response.payload()?, &limits)?;
    let (signatures, signed) = claims.verify(connection, &mut Vec::new())?;
    let context =
        Context { connection, response: &response, in_response_to, now, skew: connection.skew(), octets: document.octets(), signatures };
    checks::require_response(&context)?;
    let signed = signed.ok_or(ErrorKind::NothingSigned.at(response.span))?;
    let assertion = signed.try_map(Assertion::read)?;
    let accepted = checks::require_all(assertion, &context)?;
    Unclaimed::new(&accepted, &context).ok_or(ErrorKind::Internal.nowhere())
}

/// The assertion and the signatures that claim to cover it.
pub(crate) struct Claims<'d> {
    pub(crate) response: Option<Signature<'d>>,
    pub(crate) assertion: Option<Signature<'d>>,
    pub(crate) element: Element<'d>,
}

impl<'d> Claims<'d> {
    /// Rule E01 and the shape of each signature (rules S05 to S13).
    pub(crate) fn read(response: &Response<'d>, payload: Payload<'d>, limits: &Limits) -> Result<Self, Fault> {
        let (element, signature) = match payload {
            Payload::Assertion { element, signature } => (element, signature),
            Payload::Encrypted(element) => {
                return Err(ErrorKind::DecryptionKeyMissing { element: "EncryptedAssertion", rule: RuleId::E01 }.at(element.span()));
            }
        };
        Ok(Self {
            response: response.signature().map(|own| Signature::read(own, response.root(), limits)).transpose()?,
            assertion: signature.map(|own| Signature::read(own, element, limits)).transpose()?,
            element,
        })
    }

    /// Both, the Response's first.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = &Signature<'d>> {
        self.response.iter().chain(&self.assertion)
    }

    /// The assertion as the message has it, with no proof of anything: for reports, never for a login.
    pub(crate) fn unverified_assertion(&self) -> SignedElement<'d> {
        match &self.assertion {
            Some(signature) => signature.claimed(),
            None => SignedElement::new(self.element, None),
        }
    }

    /// Every signature that is there must verify (rule S19). The assertion is read from its own, else from the Response's.
    #[allow(clippy::type_complexity, reason = "two halves of one answer, taken apart at once by both callers")]
    pub(crate) fn verify(
        &self,
        connection: &Connection,
        scratch: &mut Vec<u8>,
    ) -> Result<(Signatures, Option<Verified<SignedElement<'d>>>), Fault> {
        let trust = connection.trust();
        let response = self.response.as_ref().map(|signature| signature.verify(trust, scratch)).transpose()?;
        let assertion = self.assertion.as_ref().map(|signature| signature.verify(trust, scratch)).transpose()?;
        let signatures =
            Signatures { response: response.as_ref().map(Verified::proof), assertion: assertion.as_ref().map(Verified::proof) };
        let signed = match (assertion, response) {
            (Some(assertion), _) => Some(assertion),
            (None, Some(response)) => Some(response.try_map(assertion_of)?),
            (None, None) => None,
        };
        Ok((signatures, signed))
    }
}

/// What has no tree still has lines and columns.
pub(crate) fn locate_in(source: &Source, fault: Fault) -> Error {
    let at = fault.span.map(|span| source.position(span, alloc::string::String::new()));
    Error { kind: fault.kind, at }
}
