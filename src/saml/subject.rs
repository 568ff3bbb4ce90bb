//! Who the assertion is about, and who may present it (core 2.4).

use alloc::vec::Vec;

use super::reader::{Instant, children, optional, optional_instant, required, text};
use super::response::require_decrypted;
use crate::dsig::{SignedElement, Text};
use crate::error::{Fault, Span};
use crate::rules::RuleId;
use crate::xml::names::saml;
use crate::xmlenc::Opened;

#[derive(Debug)]
pub(crate) struct Subject<'d> {
    pub(crate) identifier: Option<Identifier<'d>>,
    pub(crate) confirmations: Vec<SubjectConfirmation<'d>>,
    pub(crate) span: Span,
}

/// How the Subject is named.
#[derive(Debug)]
#[allow(clippy::enum_variant_names, reason = "the names of the standard")]
pub(crate) enum Identifier<'d> {
    NameId(NameId<'d>),
    BaseId(Span),
    /// One that was not opened.
    EncryptedId(Span),
}

/// A name and whom it is for (core 2.2.2).
#[derive(Clone, Debug)]
pub(crate) struct NameId<'d> {
    pub(crate) value: &'d str,
    pub(crate) format: Option<Text<'d>>,
    pub(crate) name_qualifier: Option<Text<'d>>,
    pub(crate) sp_name_qualifier: Option<Text<'d>>,
    pub(crate) span: Span,
}

/// One way to confirm the Subject (core 2.4.1.1).
#[derive(Debug)]
pub(crate) struct SubjectConfirmation<'d> {
    pub(crate) method: Text<'d>,
    pub(crate) data: Option<SubjectConfirmationData<'d>>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct SubjectConfirmationData<'d> {
    pub(crate) recipient: Option<Text<'d>>,
    pub(crate) not_before: Option<Instant>,
    pub(crate) not_on_or_after: Option<Instant>,
    pub(crate) in_response_to: Option<Text<'d>>,
    pub(crate) span: Span,
}

impl<'d> Subject<'d> {
    pub(super) fn read(element: SignedElement<'d>, opened: &[Opened<'d>]) -> Result<Self, Fault> {
        let mut parts = children(element, "Subject")?;
        let identifier = if let Some(name_id) = parts.optional(saml("NameID")) {
            Some(Identifier::NameId(NameId::read(name_id)?))
        } else if let Some(base_id) = parts.optional(saml("BaseID")) {
            Some(Identifier::BaseId(base_id.span()))
        } else {
            parts.optional(saml("EncryptedID")).map(|id| Identifier::read_encrypted(&id, opened)).transpose()?
        };
        let mut confirmations = Vec::new();
        while let Some(confirmation) = parts.optional(saml("SubjectConfirmation")) {
            confirmations.push(SubjectConfirmation::read(confirmation)?);
        }
        parts.finish()?;
        Ok(Self { identifier, confirmations, span: element.span() })
    }
}

impl<'d> Identifier<'d> {
    pub(super) fn read_encrypted(element: &SignedElement<'d>, opened: &[Opened<'d>]) -> Result<Self, Fault> {
        let Some(content) = Opened::content_of(opened, element) else { return Ok(Self::EncryptedId(element.span())) };
        if content.is(saml("BaseID")) {
            return Ok(Self::BaseId(content.span()));
        }
        require_decrypted(&content, "NameID")?;
        NameId::read(content).map(Self::NameId)
    }
}

impl<'d> NameId<'d> {
    pub(super) fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        Ok(Self {
            value: element.value()?.value,
            format: optional(&element, "Format"),
            name_qualifier: optional(&element, "NameQualifier"),
            sp_name_qualifier: optional(&element, "SPNameQualifier"),
            span: element.span(),
        })
    }
}

impl<'d> SubjectConfirmation<'d> {
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let mut parts = children(element, "SubjectConfirmation")?;
        // Core 2.4.1.1: who may confirm is not who signs in.
        let named = parts.optional(saml("NameID")).or_else(|| parts.optional(saml("BaseID")));
        if named.is_none() {
            parts.optional(saml("EncryptedID"));
        }
        let data = parts.optional(saml("SubjectConfirmationData"));
        parts.finish()?;
        Ok(Self {
            method: text(required(&element, "SubjectConfirmation", "Method", RuleId::X12)?),
            data: data.map(SubjectConfirmationData::read).transpose()?,
            span: element.span(),
        })
    }
}

impl<'d> SubjectConfirmationData<'d> {
    /// Its content is open (xs:anyType) and means nothing to the bearer method.
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        Ok(Self {
            recipient: optional(&element, "Recipient"),
            not_before: optional_instant(&element, "NotBefore")?,
            not_on_or_after: optional_instant(&element, "NotOnOrAfter")?,
            in_response_to: optional(&element, "InResponseTo"),
            span: element.span(),
        })
    }
}
