//! The door through which a login comes in: an identity, or exactly one reason why not.

mod claims;

use alloc::vec::Vec;

pub(crate) use claims::{Claims, Located, Parts};

use crate::checks::{self, Clock, Context, InResponseTo};
use crate::claim::Unclaimed;
use crate::connection::Connection;
use crate::crypto::UnwrapKey;
use crate::error::{Error, ErrorKind, Fault};
use crate::identity::Identity;
use crate::post::{Post, without_place};
use crate::saml::{Assertion, Response};
use crate::time::Timestamp;
use crate::xml::{Document, Source};

/// Verifies a login posted to the ACS of `connection`. `now` is the caller's clock; nothing else is asked of the world.
///
/// The result still has to be [claimed](Unclaimed::claim_with): until then it could be a replay.
///
/// # Errors
/// The first rule that refuses, in the order of the rule book: input, XML, structure, status, signatures, encryption, Response,
/// Assertion. [`explain`](crate::explain()) walks the same rules and goes on after the first.
pub fn verify(
    post: &Post<'_>,
    connection: &Connection,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Result<Unclaimed<Identity>, Error> {
    verify_with(post, connection, connection.decryption_keys(), in_response_to, now)
}

/// As [`verify`], with session keys unwrapped by `keys` instead of the connection's own: for private keys that do not leave where they are.
///
/// # Errors
/// As [`verify`].
pub fn verify_with(
    post: &Post<'_>,
    connection: &Connection,
    keys: &dyn UnwrapKey,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Result<Unclaimed<Identity>, Error> {
    let limits = connection.limits();
    let source = post.decode(&limits).map_err(without_place)?;
    let document = Document::parse(&source, &limits).map_err(|fault| locate_in(&source, fault))?;
    verify_document(&document, connection, keys, in_response_to, now).map_err(|fault| document.locate(fault))
}

fn verify_document(
    document: &Document<'_>,
    connection: &Connection,
    keys: &dyn UnwrapKey,
    in_response_to: InResponseTo<'_>,
    now: Timestamp,
) -> Result<Unclaimed<Identity>, Fault> {
    let limits = connection.limits();
    let mut scratch = Vec::new();
    let response = Response::locate(document)?;
    response.status.require_success()?;
    let claims = Claims::read(&response, response.payload()?, &limits)?;
    let envelope = claims.verify_response(connection, &mut scratch)?;

    let unsealed = claims.unseal(connection, keys, envelope.as_ref())?;
    let inner = unsealed.as_ref().map(|unsealed| claims.document(unsealed, &limits)).transpose()?;
    let inside =
        unsealed.as_ref().zip(inner.as_ref()).map(|(unsealed, inner)| claims.locate_inside(unsealed, inner, &limits)).transpose()?;
    let located = claims.assertion(inside.as_ref())?;
    let own = located.verify(connection, unsealed.as_ref(), &mut scratch)?;
    let opened: Vec<_> = unsealed.iter().zip(&inner).map(|(unsealed, document)| unsealed.opened(document)).collect();
    let mut context = Context {
        connection,
        response: &response,
        in_response_to,
        clock: Clock { now, skew: connection.skew() },
        octets: document.octets(),
        signatures: Located::signatures(envelope.as_ref(), own.as_ref()),
        has_keys: keys.has_keys(),
        encryption: claims.encryption(envelope.as_ref()),
        shortest_modulus: None,
    };
    checks::require_response(&context)?;
    let signed = Located::signed(own, envelope, &opened)?.ok_or(ErrorKind::NothingSigned.at(response.span))?;

    let parts = Parts::unseal(Assertion::encrypted_parts(signed.get()), connection, keys, &limits)?;
    context.shortest_modulus = parts.shortest_modulus(unsealed.as_ref());
    let documents = parts.documents(claims.covering(located), &limits)?;
    let opened = parts.opened(&documents, document, inner.as_ref())?;
    let assertion = signed.try_map(&opened, Assertion::read)?;
    let accepted = checks::require_all(assertion, &context)?;
    Unclaimed::accepted(&accepted, &context).ok_or(ErrorKind::Internal.nowhere())
}

/// What has no tree still has lines and columns.
pub(crate) fn locate_in(source: &Source, fault: Fault) -> Error {
    let at = fault.span.map(|span| source.position(span, alloc::string::String::new()));
    Error { kind: fault.kind, at }
}
