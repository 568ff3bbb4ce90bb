//! Under which conditions an assertion holds (core 2.5).

use alloc::string::String;
use alloc::vec::Vec;

use super::reader::{Instant, children, expanded, optional_instant, uri};
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::names::saml;

#[derive(Debug)]
pub(crate) struct Conditions<'d> {
    pub(crate) not_before: Option<Instant>,
    pub(crate) not_on_or_after: Option<Instant>,
    pub(crate) conditions: Vec<Condition<'d>>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Condition<'d> {
    AudienceRestriction { audiences: Vec<Text<'d>>, span: Span },
    OneTimeUse(Span),
    ProxyRestriction(Span),
    Unknown { name: String, span: Span },
}

impl<'d> Conditions<'d> {
    pub(super) fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let mut parts = children(element, "Conditions")?;
        let mut conditions = Vec::new();
        while let Some(condition) = parts.take() {
            conditions.push(Condition::read(condition)?);
        }
        Ok(Self {
            not_before: optional_instant(&element, "NotBefore")?,
            not_on_or_after: optional_instant(&element, "NotOnOrAfter")?,
            conditions,
            span: element.span(),
        })
    }
}

impl<'d> Condition<'d> {
    /// What is not known is kept, because it must refuse (core 2.5.1.1).
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let span = element.span();
        if element.is(saml("AudienceRestriction")) {
            return Ok(Self::AudienceRestriction { audiences: read_audiences(element)?, span });
        }
        if element.is(saml("OneTimeUse")) {
            return Ok(Self::OneTimeUse(span));
        }
        if element.is(saml("ProxyRestriction")) {
            return Ok(Self::ProxyRestriction(span));
        }
        Ok(Self::Unknown { name: expanded(element.namespace(), element.local()), span })
    }
}

fn read_audiences(element: SignedElement<'_>) -> Result<Vec<Text<'_>>, Fault> {
    let mut parts = children(element, "AudienceRestriction")?;
    let mut audiences = Vec::new();
    while let Some(audience) = parts.optional(saml("Audience")) {
        audiences.push(uri(&audience, "Audience")?);
    }
    parts.finish()?;
    if audiences.is_empty() {
        return Err(ErrorKind::MissingElement { parent: "AudienceRestriction", expected: "Audience", rule: RuleId::C06 }.at(element.span()));
    }
    Ok(audiences)
}
