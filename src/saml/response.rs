//! The Response: where its parts are, and what its envelope says. The envelope can only refuse; no identity comes from it.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::Names;
use super::reader::{Instant, Issuer, children, expanded, instant, optional, required, text};
use super::status::Status;
use crate::dsig::{SignedElement, Text};
use crate::error::{ErrorKind, Fault, Span};
use crate::rules::RuleId;
use crate::xml::names::{DS, SAML, SAMLP, ds, saml, samlp};
use crate::xml::{Document, Element};
use crate::xmlenc::Opened;

/// A Response whose parts stand where they belong.
#[derive(Debug)]
pub(crate) struct Response<'d> {
    pub(crate) id: Text<'d>,
    pub(crate) version: Text<'d>,
    pub(crate) issue_instant: Instant,
    pub(crate) destination: Option<Text<'d>>,
    pub(crate) in_response_to: Option<Text<'d>>,
    pub(crate) issuer: Option<Issuer<'d>>,
    pub(crate) status: Status<'d>,
    pub(crate) span: Span,
    root: Element<'d>,
    signature: Option<Element<'d>>,
    payloads: Vec<Element<'d>>,
}

/// What a Response carries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payload<'d> {
    Assertion(Element<'d>),
    Encrypted(Element<'d>),
}

impl<'d> Response<'d> {
    /// Rules X10, X11, X17 and S04, then the envelope.
    pub(crate) fn locate(document: &'d Document<'_>) -> Result<Self, Fault> {
        let root = document.root();
        if !root.is(samlp("Response")) {
            return Err(ErrorKind::UnexpectedRoot { found: expanded(root.namespace(), root.local()) }.at(root.span()));
        }
        Ids::default().add(root, RuleId::X11)?;
        require_known_places(root)?;
        let signature = only_signature(root, "Response")?;
        Self::read(root, signature)
    }

    fn read(root: Element<'d>, signature: Option<Element<'d>>) -> Result<Self, Fault> {
        let envelope = SignedElement::new(root, signature);
        let mut parts = children(envelope, "Response")?;
        let issuer = parts.optional(saml("Issuer"));
        parts.optional(samlp("Extensions"));
        let status = parts.required(samlp("Status"), RuleId::R04)?;
        while parts.optional(saml("Assertion")).or_else(|| parts.optional(saml("EncryptedAssertion"))).is_some() {}
        parts.finish()?;
        Ok(Self {
            id: require_id(&envelope, "Response", RuleId::R02)?,
            version: text(required(&envelope, "Response", "Version", RuleId::R01)?),
            issue_instant: instant(required(&envelope, "Response", "IssueInstant", RuleId::R03)?, "Response IssueInstant")?,
            destination: optional(&envelope, "Destination"),
            in_response_to: optional(&envelope, "InResponseTo"),
            issuer: issuer.map(Issuer::read).transpose()?,
            status: Status::read(status)?,
            span: root.span(),
            root,
            signature,
            payloads: root.elements().filter(|child| is_assertion(*child)).collect(),
        })
    }

    pub(crate) fn root(&self) -> Element<'d> {
        self.root
    }

    /// The Signature over the whole Response.
    pub(crate) fn signature(&self) -> Option<Element<'d>> {
        self.signature
    }

    /// The Issuer of the Response, else of its first assertion: unverified words.
    pub(crate) fn unverified_issuer(&self) -> Option<&'d str> {
        let own = self.issuer.as_ref().map(|issuer| issuer.value);
        own.or_else(|| {
            let issuer = self.payloads.first()?.elements().find(|child| child.is(saml("Issuer")))?;
            Some(SignedElement::new(issuer, None).value().ok()?.value)
        })
    }

    /// Rules R06 and A03: exactly one assertion.
    pub(crate) fn payload(&self) -> Result<Payload<'d>, Fault> {
        let element = match self.payloads.as_slice() {
            [] => return Err(ErrorKind::AssertionMissing.at(self.span)),
            [only] => *only,
            [_, second, ..] => return Err(ErrorKind::MultipleAssertions { found: self.payloads.len() }.at(second.span())),
        };
        if element.is(saml("EncryptedAssertion")) {
            return Ok(Payload::Encrypted(element));
        }
        Ok(Payload::Assertion(element))
    }
}

/// Profile 4.1.4.2 for an assertion inside a signed Response: the step from what the Response's signature covers to its one assertion, which may be
/// encrypted in it.
pub(crate) fn assertion_of<'d>(response: SignedElement<'d>, opened: &[Opened<'d>]) -> Result<SignedElement<'d>, Fault> {
    let mut found = response.elements().filter_map(|child| {
        if child.is(saml("EncryptedAssertion")) {
            Opened::content_of(opened, &child)
        } else {
            Some(child).filter(|child| child.is(saml("Assertion")))
        }
    });
    found.next().ok_or_else(|| ErrorKind::AssertionMissing.at(response.span()))
}

/// Rule E08: the assertion that was encrypted.
pub(crate) fn require_assertion(root: Element<'_>) -> Result<(), Fault> {
    require_decrypted(&SignedElement::new(root, None), "Assertion")
}

/// Rule E08.
pub(super) fn require_decrypted(content: &SignedElement<'_>, expected: &'static str) -> Result<(), Fault> {
    if content.is(saml(expected)) {
        return Ok(());
    }
    Err(ErrorKind::PlaintextUnexpected { expected, found: expanded(content.namespace(), content.local()) }.at(content.span()))
}

/// The Signature of an Assertion over itself.
pub(crate) fn own_signature(assertion: Element<'_>) -> Result<Option<Element<'_>>, Fault> {
    only_signature(assertion, "Assertion")
}

/// An ID that is there and can be one (core 1.3.4).
pub(super) fn require_id<'d>(element: &SignedElement<'d>, name: &'static str, rule: RuleId) -> Result<Text<'d>, Fault> {
    let id = element.attribute("ID").ok_or_else(|| ErrorKind::IdMissing { element: name, rule }.at(element.span()))?;
    if !is_id(id.value) {
        return Err(ErrorKind::IdInvalid { found: id.value.to_string() }.at(id.span));
    }
    Ok(text(id))
}

/// The characters of an NCName. Its first may be a digit all the same: identity providers that send bare UUIDs are in use, and
/// the rule exists against white space and marks that resolvers read differently. Beyond ASCII comparison is exact anyway.
fn is_id(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') || !c.is_ascii())
}

/// Rules X11 and E12: whatever any processor might take for an ID is unique, so that no two can resolve one to different elements.
#[derive(Default)]
pub(crate) struct Ids<'d>(Names<'d>);

impl<'d> Ids<'d> {
    /// Takes in those of `root` and below, none of which is there yet.
    pub(crate) fn add(&mut self, root: Element<'d>, rule: RuleId) -> Result<(), Fault> {
        for element in root.descendants() {
            for attribute in element.attributes().filter(|attribute| is_id_name(attribute.local)) {
                if self.0.insert(attribute.value, 0).is_some() {
                    return Err(ErrorKind::DuplicateId { id: attribute.value.to_string(), rule }.at(attribute.span));
                }
            }
        }
        Ok(())
    }

    /// What was encrypted is held to the same as the message around it (rules X17, S04 and E12).
    pub(crate) fn add_decrypted(&mut self, root: Element<'d>) -> Result<(), Fault> {
        self.add(root, RuleId::E12)?;
        require_known_places(root)
    }
}

fn is_id_name(local: &str) -> bool {
    matches!(local, "ID" | "Id" | "id" | "AssertionID")
}

/// Rules X17 and S04: assertions, messages and signatures stand where they mean something, or inside an Advice, which is never read.
pub(super) fn require_known_places(root: Element<'_>) -> Result<(), Fault> {
    let response = Some(root).filter(|root| root.is(samlp("Response")));
    let message = Some(root).filter(|root| root.namespace() == Some(SAMLP));
    for element in root.descendants().skip(1) {
        let Some(parent) = element.parent() else { continue };
        match element.namespace() {
            Some(SAML) if is_assertion(element) && Some(parent) != response && !is_advice(parent) => {
                return Err(ErrorKind::MisplacedAssertion { found: element.local().into() }.at(element.span()));
            }
            Some(SAMLP) if is_message(element) => {
                return Err(ErrorKind::MisplacedAssertion { found: element.local().into() }.at(element.span()));
            }
            Some(DS) if element.is(ds("Signature")) && Some(parent) != message && !parent.is(saml("Assertion")) => {
                return Err(ErrorKind::SignatureMisplaced { parent: parent.qname().into() }.at(element.span()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The Advice of an Assertion (core 2.6.1); one elsewhere advises nobody.
fn is_advice(element: Element<'_>) -> bool {
    element.is(saml("Advice")) && element.parent().is_some_and(|parent| parent.is(saml("Assertion")))
}

fn is_assertion(element: Element<'_>) -> bool {
    element.is(saml("Assertion")) || element.is(saml("EncryptedAssertion"))
}

fn is_message(element: Element<'_>) -> bool {
    let local = element.local();
    local.ends_with("Response") || local.ends_with("Request") || local.ends_with("Query")
}

/// Rule S04: at most one. The schema has it right after the Issuer; Auth0 has put it last, and what it covers is the same.
pub(super) fn only_signature<'d>(element: Element<'d>, name: &'static str) -> Result<Option<Element<'d>>, Fault> {
    let mut signatures = element.elements().filter(|child| child.is(ds("Signature")));
    let Some(signature) = signatures.next() else { return Ok(None) };
    if let Some(second) = signatures.next() {
        return Err(ErrorKind::SignatureDuplicated { element: name.into() }.at(second.span()));
    }
    Ok(Some(signature))
}
