//! What the browser posts to the ACS (bindings 3.5).

use alloc::borrow::Cow;
use alloc::string::String;

use crate::base64;
use crate::error::{Error, Fault};
use crate::form::Form;
use crate::limits::Limits;
use crate::xml::Source;

/// A login message as it arrived. It says nothing about trust.
#[derive(Clone, Debug)]
pub struct Post<'a> {
    message: Encoded<'a>,
    relay_state: Option<String>,
}

#[derive(Clone, Debug)]
enum Encoded<'a> {
    Base64(Cow<'a, [u8]>),
    Xml(&'a [u8]),
}

impl<'a> Post<'a> {
    /// The raw body of the POST. That it was a POST of `application/x-www-form-urlencoded` is for the caller to see (rule B10).
    ///
    /// # Errors
    /// Doubled and contradictory fields (rule B02) and an unusable RelayState (rule B05).
    pub fn from_form(body: &[u8]) -> Result<Self, Error> {
        let form = Form::login(body).map_err(without_place)?;
        Ok(Self { message: Encoded::Base64(Cow::Owned(form.message)), relay_state: form.relay_state })
    }

    /// The value of the field `SAMLResponse`: base64.
    pub fn from_base64(saml_response: &'a [u8]) -> Self {
        Self { message: Encoded::Base64(Cow::Borrowed(saml_response)), relay_state: None }
    }

    /// The XML of the Response. Base64 protects nothing, so the verdict is the same; for tools and tests that have only this.
    pub fn from_xml(octets: &'a [u8]) -> Self {
        Self { message: Encoded::Xml(octets), relay_state: None }
    }

    /// What came in the field `RelayState`: opaque, unverified, and never an address to go to (login CSRF, open redirects).
    pub fn relay_state(&self) -> Option<&str> {
        self.relay_state.as_deref()
    }

    /// Rules X01, X02 and X04.
    pub(crate) fn decode(&self, limits: &Limits) -> Result<Source, Fault> {
        match &self.message {
            Encoded::Base64(text) => Source::decode(&base64::decode(text, limits)?, limits),
            Encoded::Xml(octets) => Source::decode(octets, limits),
        }
    }
}

/// Faults of the transport have no place in the XML.
pub(crate) fn without_place(fault: Fault) -> Error {
    Error { kind: fault.kind, at: None }
}
