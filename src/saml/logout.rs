//! The messages of single logout (core 3.7), read from what a signature covers.

use alloc::vec::Vec;

use super::reader::{Instant, Issuer, children, expanded, instant, optional, optional_instant, required, text};
use super::response::{Ids, only_signature, require_id, require_known_places};
use super::status::Status;
use super::subject::{Identifier, NameId};
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::names::{saml, samlp};
use crate::xml::{Document, Element};
use crate::xmlenc::Opened;

/// A LogoutRequest or a LogoutResponse. It has been read, not judged.
#[derive(Debug)]
pub(crate) struct Logout<'d> {
    pub(crate) id: Text<'d>,
    pub(crate) version: Text<'d>,
    pub(crate) issue_instant: Instant,
    pub(crate) destination: Option<Text<'d>>,
    pub(crate) issuer: Issuer<'d>,
    pub(crate) body: LogoutBody<'d>,
    pub(crate) span: Span,
}

/// What the one has and the other has not.
#[derive(Debug)]
pub(crate) enum LogoutBody<'d> {
    Request { identifier: Identifier<'d>, session_indexes: Vec<&'d str>, reason: Option<&'d str>, not_on_or_after: Option<Instant> },
    Response { in_response_to: Option<Text<'d>>, status: Status<'d> },
}

/// Which of the two a parameter carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogoutKind {
    Request,
    Response,
}

impl LogoutKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Request => "LogoutRequest",
            Self::Response => "LogoutResponse",
        }
    }

    fn of(root: Element<'_>) -> Option<Self> {
        [Self::Request, Self::Response].into_iter().find(|kind| root.is(samlp(kind.name())))
    }
}

/// Rules X10, X11, X17 and S04: the root and the Signature over all of it, where the message has one.
pub(crate) fn locate_logout<'d>(
    document: &'d Document<'_>,
    expected: Option<LogoutKind>,
) -> Result<(Element<'d>, Option<Element<'d>>), Fault> {
    let root = document.root();
    let Some(kind) = LogoutKind::of(root).filter(|kind| expected.is_none_or(|expected| expected == *kind)) else {
        let expected = expected.map_or("LogoutRequest or LogoutResponse", LogoutKind::name);
        let found = expanded(root.namespace(), root.local());
        return Err(ErrorKind::UnexpectedLogoutRoot { expected, found }.at(root.span()));
    };
    Ids::default().add(root, RuleId::X11)?;
    require_known_places(root)?;
    Ok((root, only_signature(root, kind.name())?))
}

impl<'d> Logout<'d> {
    /// `opened` has what was encrypted in it, as far as that was opened.
    pub(crate) fn read(element: SignedElement<'d>, opened: &'d [Opened<'d>]) -> Result<Self, Fault> {
        let is_request = element.is(samlp(LogoutKind::Request.name()));
        let name = if is_request { LogoutKind::Request.name() } else { LogoutKind::Response.name() };
        let mut parts = children(element, name)?;
        let issuer = Issuer::read(parts.required(saml("Issuer"), RuleId::L02)?)?;
        parts.optional(samlp("Extensions"));
        let body = if is_request {
            let identifier = if let Some(base_id) = parts.optional(saml("BaseID")) {
                Identifier::BaseId(base_id.span())
            } else if let Some(encrypted) = parts.optional(saml("EncryptedID")) {
                Identifier::read_encrypted(&encrypted, opened)?
            } else {
                Identifier::NameId(NameId::read(parts.required(saml("NameID"), RuleId::L05)?)?)
            };
            let mut session_indexes = Vec::new();
            while let Some(index) = parts.optional(samlp("SessionIndex")) {
                session_indexes.push(index.value()?.value);
            }
            LogoutBody::Request {
                identifier,
                session_indexes,
                reason: optional(&element, "Reason").map(|reason| reason.value),
                not_on_or_after: optional_instant(&element, "NotOnOrAfter")?,
            }
        } else {
            LogoutBody::Response {
                in_response_to: optional(&element, "InResponseTo"),
                status: Status::read(parts.required(samlp("Status"), RuleId::R04)?)?,
            }
        };
        parts.finish()?;
        Ok(Self {
            id: require_id(&element, name, RuleId::L02)?,
            version: text(required(&element, name, "Version", RuleId::L02)?),
            issue_instant: instant(required(&element, name, "IssueInstant", RuleId::L02)?, "logout IssueInstant")?,
            destination: optional(&element, "Destination"),
            issuer,
            body,
            span: element.span(),
        })
    }

    /// The element of a LogoutRequest that holds something encrypted.
    pub(crate) fn encrypted_parts(element: SignedElement<'d>) -> impl Iterator<Item = SignedElement<'d>> {
        element.elements().filter(|part| part.is(saml("EncryptedID")))
    }

    pub(crate) fn name(&self) -> &'static str {
        match self.body {
            LogoutBody::Request { .. } => LogoutKind::Request.name(),
            LogoutBody::Response { .. } => LogoutKind::Response.name(),
        }
    }
}
