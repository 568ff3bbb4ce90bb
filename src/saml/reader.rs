//! What every reader needs: children in schema order, required attributes, times, issuers.

use alloc::string::{String, ToString};

use crate::dsig::{SignedElement, SignedElements, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::time::Timestamp;
use crate::xml::{Attribute, Name};

/// Child elements in the order of the schema (rule X12).
pub(super) struct Children<'d> {
    parent: SignedElement<'d>,
    name: &'static str,
    next: Option<SignedElement<'d>>,
    rest: SignedElements<'d>,
}

/// The child elements of `parent`, which holds nothing else; `name` is what errors call it.
pub(super) fn children<'d>(parent: SignedElement<'d>, name: &'static str) -> Result<Children<'d>, Fault> {
    if parent.has_text() {
        return Err(ErrorKind::UnexpectedText { element: name }.at(parent.span()));
    }
    let mut rest = parent.elements();
    Ok(Children { parent, name, next: rest.next(), rest })
}

impl<'d> Children<'d> {
    pub(super) fn optional(&mut self, name: Name) -> Option<SignedElement<'d>> {
        if self.next.as_ref()?.is(name) { self.take() } else { None }
    }

    pub(super) fn required(&mut self, name: Name, rule: RuleId) -> Result<SignedElement<'d>, Fault> {
        if let Some(element) = self.optional(name) {
            return Ok(element);
        }
        // It is there, but something else stands before it: that is what is wrong.
        match &self.next {
            Some(other) if self.parent.elements().any(|child| child.is(name)) => Err(self.unexpected(other)),
            _ => Err(ErrorKind::MissingElement { parent: self.name, expected: name.local, rule }.at(self.parent.span())),
        }
    }

    /// The next child, whatever it is.
    pub(super) fn take(&mut self) -> Option<SignedElement<'d>> {
        let element = self.next.take();
        self.next = self.rest.next();
        element
    }

    /// Refuses `element`, which the schema does not have at this place.
    pub(super) fn unexpected(&self, element: &SignedElement<'d>) -> Fault {
        unexpected(self.name, element)
    }

    pub(super) fn finish(self) -> Result<(), Fault> {
        match self.next {
            None => Ok(()),
            Some(element) => Err(unexpected(self.name, &element)),
        }
    }
}

fn unexpected(parent: &'static str, element: &SignedElement<'_>) -> Fault {
    ErrorKind::UnexpectedElement { parent, found: expanded(element.namespace(), element.local()) }.at(element.span())
}

/// `{namespace}local`, as people compare names.
pub(super) fn expanded(namespace: Option<&str>, local: &str) -> String {
    match namespace {
        Some(namespace) => ["{", namespace, "}", local].concat(),
        None => local.to_string(),
    }
}

pub(super) fn required<'d>(
    element: &SignedElement<'d>,
    parent: &'static str,
    name: &'static str,
    rule: RuleId,
) -> Result<Attribute<'d>, Fault> {
    element.attribute(name).ok_or_else(|| ErrorKind::MissingAttribute { element: parent, name, rule }.at(element.span()))
}

pub(super) fn text(attribute: Attribute<'_>) -> Text<'_> {
    Text { value: attribute.value, span: attribute.span }
}

/// An attribute's value where the attribute is there.
pub(super) fn optional<'d>(element: &SignedElement<'d>, name: &str) -> Option<Text<'d>> {
    element.attribute(name).map(text)
}

/// A URI as element content: xs:anyURI collapses white space around it; empty is refused (rule X14).
pub(super) fn uri<'d>(element: &SignedElement<'d>, name: &'static str) -> Result<Text<'d>, Fault> {
    let text = element.value()?;
    let value = text.value.trim_ascii();
    if value.is_empty() {
        return Err(ErrorKind::ValueEmpty { name }.at(text.span));
    }
    Ok(Text { value, span: text.span })
}

/// A time and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instant {
    pub(crate) time: Timestamp,
    pub(crate) span: Span,
}

/// Rule X13.
pub(super) fn instant(attribute: Attribute<'_>, name: &'static str) -> Result<Instant, Fault> {
    let time = Timestamp::parse(attribute.value)
        .ok_or_else(|| ErrorKind::TimeInvalid { name, found: attribute.value.to_string() }.at(attribute.span))?;
    Ok(Instant { time, span: attribute.span })
}

pub(super) fn optional_instant(element: &SignedElement<'_>, name: &'static str) -> Result<Option<Instant>, Fault> {
    element.attribute(name).map(|attribute| instant(attribute, name)).transpose()
}

/// Who made a message (core 2.2.5).
#[derive(Clone, Debug)]
pub(crate) struct Issuer<'d> {
    pub(crate) value: &'d str,
    pub(crate) format: Option<&'d str>,
    pub(crate) span: Span,
}

impl<'d> Issuer<'d> {
    pub(super) fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let Text { value, span } = uri(&element, "Issuer")?;
        Ok(Self { value, format: optional(&element, "Format").map(|format| format.value), span })
    }
}
