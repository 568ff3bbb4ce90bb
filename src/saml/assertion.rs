//! The Assertion (core 2.3.3), read from the node set that a signature covers.

use alloc::vec::Vec;

use super::conditions::Conditions;
use super::reader::{Instant, Issuer, children, instant, required, text};
use super::response::require_id;
use super::statements::{Attribute, AuthnStatement, read_attributes};
use super::subject::Subject;
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::names::saml;
use crate::xmlenc::Opened;

/// What an assertion says. It has been read, not judged.
#[derive(Debug)]
pub(crate) struct Assertion<'d> {
    pub(crate) id: Text<'d>,
    pub(crate) version: Text<'d>,
    pub(crate) issue_instant: Instant,
    pub(crate) issuer: Issuer<'d>,
    pub(crate) subject: Option<Subject<'d>>,
    pub(crate) conditions: Option<Conditions<'d>>,
    pub(crate) authn_statements: Vec<AuthnStatement<'d>>,
    /// All attributes in order. Two of one name stay two.
    pub(crate) attributes: Vec<Attribute<'d>>,
    /// Where an EncryptedAttribute stands that was not opened.
    pub(crate) encrypted_attribute: Option<Span>,
    pub(crate) span: Span,
}

impl<'d> Assertion<'d> {
    /// `opened` has what was encrypted in it, as far as that was opened.
    pub(crate) fn read(element: SignedElement<'d>, opened: &'d [Opened<'d>]) -> Result<Self, Fault> {
        let mut parts = children(element, "Assertion")?;
        let issuer = Issuer::read(parts.required(saml("Issuer"), RuleId::A02)?)?;
        let subject = parts.optional(saml("Subject")).map(|subject| Subject::read(subject, opened)).transpose()?;
        let conditions = parts.optional(saml("Conditions")).map(Conditions::read).transpose()?;
        // Core 2.6: Advice may be ignored, and is.
        parts.optional(saml("Advice"));

        let mut assertion = Self {
            id: require_id(&element, "Assertion", RuleId::A01)?,
            version: text(required(&element, "Assertion", "Version", RuleId::A01)?),
            issue_instant: instant(required(&element, "Assertion", "IssueInstant", RuleId::A01)?, "Assertion IssueInstant")?,
            issuer,
            subject,
            conditions,
            authn_statements: Vec::new(),
            attributes: Vec::new(),
            encrypted_attribute: None,
            span: element.span(),
        };
        while let Some(statement) = parts.take() {
            if !assertion.read_statement(statement, opened)? {
                return Err(parts.unexpected(&statement));
            }
        }
        Ok(assertion)
    }

    /// The elements of an assertion that hold something encrypted which is read: its EncryptedID and its EncryptedAttributes.
    pub(crate) fn encrypted_parts(element: &SignedElement<'d>) -> impl Iterator<Item = SignedElement<'d>> {
        let inside = element.elements().filter(|part| part.is(saml("Subject")) || part.is(saml("AttributeStatement")));
        inside.flat_map(|part| part.elements()).filter(|part| part.is(saml("EncryptedID")) || part.is(saml("EncryptedAttribute")))
    }

    /// Core 2.7: authorisation decisions and statements of other kinds are legal and mean nothing here.
    fn read_statement(&mut self, statement: SignedElement<'d>, opened: &[Opened<'d>]) -> Result<bool, Fault> {
        if statement.is(saml("AuthnStatement")) {
            self.authn_statements.push(AuthnStatement::read(statement)?);
        } else if statement.is(saml("AttributeStatement")) {
            let encrypted = read_attributes(statement, opened, &mut self.attributes)?;
            self.encrypted_attribute = self.encrypted_attribute.or(encrypted);
        } else {
            return Ok(statement.is(saml("AuthzDecisionStatement")) || statement.is(saml("Statement")));
        }
        Ok(true)
    }

    pub(crate) fn missing(&self, kind: ErrorKind) -> Fault {
        kind.at(self.span)
    }
}
