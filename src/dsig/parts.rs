//! What the readers of Signatures and of what is encrypted have in common.

use alloc::vec::Vec;

use super::signed_element::{SignedElement, SignedElements};
use crate::base64;
use crate::error::{ErrorKind, Fault};
use crate::xml::Name;
use crate::xml::names::ds;

/// Child elements in the order of the schema. Comments may stand between them, text may not.
pub(crate) struct Parts<'d> {
    parent: SignedElement<'d>,
    next: Option<SignedElement<'d>>,
    rest: SignedElements<'d>,
    malformed: fn(&'static str) -> ErrorKind,
}

impl<'d> Parts<'d> {
    /// `malformed` says what is wrong with the whole.
    pub(crate) fn of(parent: SignedElement<'d>, malformed: fn(&'static str) -> ErrorKind) -> Result<Self, Fault> {
        if parent.has_text() {
            return Err(malformed("there is text between its elements").at(parent.span()));
        }
        let mut rest = parent.elements();
        Ok(Self { parent, next: rest.next(), rest, malformed })
    }

    pub(crate) fn optional(&mut self, name: Name) -> Option<SignedElement<'d>> {
        let element = self.next.filter(|element| element.is(name))?;
        self.next = self.rest.next();
        Some(element)
    }

    pub(crate) fn next(&mut self, name: Name, missing: &'static str) -> Result<SignedElement<'d>, Fault> {
        let span = self.next.map_or(self.parent.span(), |next| next.span());
        self.optional(name).ok_or_else(|| (self.malformed)(missing).at(span))
    }

    pub(crate) fn finish(self, surplus: &'static str) -> Result<(), Fault> {
        match self.next {
            None => Ok(()),
            Some(element) => Err((self.malformed)(surplus).at(element.span())),
        }
    }
}

/// Rule K01: KeyInfo is read for the text of an error only. What it holds besides a certificate is not even looked at.
pub(crate) fn named_certificate(key_info: &SignedElement<'_>) -> Result<Option<Vec<u8>>, Fault> {
    let data = key_info.elements().filter(|part| part.is(ds("X509Data")));
    let certificate = data.flat_map(|data| data.elements()).find(|part| part.is(ds("X509Certificate")));
    let Some(certificate) = certificate else { return Ok(None) };
    Ok(base64::decode_xml(certificate.value()?.value))
}
