//! That somebody signed in, and what the IdP says of them (core 2.7).

use alloc::vec::Vec;

use super::reader::{Instant, children, instant, optional, optional_instant, required, uri};
use super::response::require_decrypted;
use super::subject::NameId;
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::Name;
use crate::xml::names::{XSI, saml};
use crate::xmlenc::Opened;

#[derive(Debug)]
pub(crate) struct AuthnStatement<'d> {
    pub(crate) instant: Instant,
    pub(crate) session_index: Option<Text<'d>>,
    pub(crate) session_not_on_or_after: Option<Instant>,
    /// `None` where there is no AuthnContext at all (rule N05).
    pub(crate) context: Option<AuthnContext<'d>>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct AuthnContext<'d> {
    pub(crate) class: Option<Text<'d>>,
    pub(crate) authorities: Vec<&'d str>,
}

/// An attribute with all its values in order.
#[derive(Debug)]
pub(crate) struct Attribute<'d> {
    pub(crate) name: Text<'d>,
    pub(crate) name_format: Option<&'d str>,
    pub(crate) values: Vec<AttributeValue<'d>>,
}

/// One value (core 2.7.3.1.1): nothing is lost, and what is not text is not taken for text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AttributeValue<'d> {
    Text(&'d str),
    /// `xsi:nil="true"`.
    Nil,
    /// A NameID, as in eduPersonTargetedID: its text.
    NameId(&'d str),
    /// Other elements. They are signed, and not read.
    Structured,
}

impl<'d> AuthnStatement<'d> {
    pub(super) fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let mut parts = children(element, "AuthnStatement")?;
        parts.optional(saml("SubjectLocality"));
        let context = parts.optional(saml("AuthnContext")).map(AuthnContext::read).transpose()?;
        parts.finish()?;
        Ok(Self {
            instant: instant(required(&element, "AuthnStatement", "AuthnInstant", RuleId::N02)?, "AuthnInstant")?,
            session_index: optional(&element, "SessionIndex"),
            session_not_on_or_after: optional_instant(&element, "SessionNotOnOrAfter")?,
            context,
            span: element.span(),
        })
    }
}

impl<'d> AuthnContext<'d> {
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let mut parts = children(element, "AuthnContext")?;
        let class = parts.optional(saml("AuthnContextClassRef"));
        let declaration = parts.optional(saml("AuthnContextDecl")).or_else(|| parts.optional(saml("AuthnContextDeclRef")));
        if class.is_none() && declaration.is_none() {
            return Err(ErrorKind::MissingElement { parent: "AuthnContext", expected: "AuthnContextClassRef", rule: RuleId::N05 }
                .at(element.span()));
        }
        let mut authorities = Vec::new();
        while let Some(authority) = parts.optional(saml("AuthenticatingAuthority")) {
            authorities.push(uri(&authority, "AuthenticatingAuthority")?.value);
        }
        parts.finish()?;
        Ok(Self { class: class.map(|class| uri(&class, "AuthnContextClassRef")).transpose()?, authorities })
    }
}

/// Reads an AttributeStatement into `attributes`, and says where an EncryptedAttribute stands that was not opened.
pub(super) fn read_attributes<'d>(
    statement: SignedElement<'d>,
    opened: &[Opened<'d>],
    attributes: &mut Vec<Attribute<'d>>,
) -> Result<Option<Span>, Fault> {
    let mut parts = children(statement, "AttributeStatement")?;
    let mut encrypted = None;
    loop {
        if let Some(attribute) = parts.optional(saml("Attribute")) {
            attributes.push(Attribute::read(attribute)?);
        } else if let Some(element) = parts.optional(saml("EncryptedAttribute")) {
            match Opened::content_of(opened, &element) {
                Some(content) => {
                    require_decrypted(&content, "Attribute")?;
                    attributes.push(Attribute::read(content)?);
                }
                None => encrypted = encrypted.or(Some(element.span())),
            }
        } else {
            break;
        }
    }
    parts.finish()?;
    Ok(encrypted)
}

impl<'d> Attribute<'d> {
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let name = required(&element, "Attribute", "Name", RuleId::X12)?;
        if name.value.is_empty() {
            return Err(ErrorKind::ValueEmpty { name: "Attribute Name" }.at(name.span));
        }
        let mut parts = children(element, "Attribute")?;
        let mut values = Vec::new();
        while let Some(value) = parts.optional(saml("AttributeValue")) {
            values.push(AttributeValue::read(value)?);
        }
        parts.finish()?;
        Ok(Self { name: super::reader::text(name), name_format: optional(&element, "NameFormat").map(|format| format.value), values })
    }
}

impl<'d> AttributeValue<'d> {
    fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        const NIL: Name = Name { namespace: XSI, local: "nil" };
        if element.attribute_ns(NIL).is_some_and(|nil| matches!(nil.value.trim_ascii(), "true" | "1")) {
            // XML Schema Part 1, 2.6.2: such an element is empty. What it held all the same would be lost.
            return if element.value()?.value.trim_ascii().is_empty() {
                Ok(Self::Nil)
            } else {
                Err(ErrorKind::UnexpectedText { element: "a nil AttributeValue" }.at(element.span()))
            };
        }
        let mut elements = element.elements();
        let Some(first) = elements.next() else { return Ok(Self::Text(element.value()?.value)) };
        if elements.next().is_none() && first.is(saml("NameID")) && !element.has_text() {
            return Ok(Self::NameId(NameId::read(first)?.value));
        }
        Ok(Self::Structured)
    }
}
