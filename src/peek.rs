//! What a message says about itself, to pick a connection where one ACS URL serves many. Never an identity.

use alloc::string::String;

use crate::error::Error;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::post::{Post, without_place};
use crate::saml::Response;
use crate::verify::locate_in;
use crate::xml::Document;

/// Unverified words of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peek {
    /// Who it says made it: the Issuer of the Response, else of the Assertion.
    pub unverified_issuer: Option<String>,
    /// Which request it says it answers.
    pub unverified_in_response_to: Option<String>,
}

/// Reads the issuer and the request's ID without verifying anything. Use them to look up a connection by a key of your own,
/// and then [`verify`](crate::verify()) against it: the issuer only confirms the connection, it never chooses whom to trust.
///
/// # Errors
/// Whatever the input, XML and structure rules refuse, within the hard limit on size.
pub fn peek(post: &Post<'_>) -> Result<Peek, Error> {
    let limits = Limits::for_bytes(MAX_BYTES_CEILING);
    let source = post.decode(&limits).map_err(without_place)?;
    let document = Document::parse(&source, &limits).map_err(|fault| locate_in(&source, fault))?;
    let response = Response::locate(&document).map_err(|fault| document.locate(fault))?;
    Ok(Peek {
        unverified_issuer: response.unverified_issuer().map(Into::into),
        unverified_in_response_to: response.in_response_to.map(|id| id.value.into()),
    })
}
