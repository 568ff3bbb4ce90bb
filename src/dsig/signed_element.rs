//! The node set that a signature covers, as the only view that readers of messages get.

use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::xml::{Attribute, Child, Document, Element, Elements, Name, Source};

/// An element without its own Signature and without comments: what the digest sees, and no way out of it.
///
/// It has no parent, no document and no look-up by ID. Alone it is no proof of anything; [`Verified`](super::Verified) is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedElement<'d> {
    element: Element<'d>,
    signature: Option<Element<'d>>,
}

/// The child elements of a [`SignedElement`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedElements<'d> {
    rest: Elements<'d>,
    signature: Option<Element<'d>>,
}

impl<'d> Iterator for SignedElements<'d> {
    type Item = SignedElement<'d>;

    fn next(&mut self) -> Option<SignedElement<'d>> {
        let signature = self.signature;
        let element = self.rest.find(|element| Some(*element) != signature)?;
        Some(SignedElement { element, signature })
    }
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'d> {
    pub(crate) value: &'d str,
    pub(crate) span: Span,
}

impl<'d> SignedElement<'d> {
    /// `signature` is the enveloped Signature that is left out, by identity of the node.
    pub(crate) fn new(element: Element<'d>, signature: Option<Element<'d>>) -> Self {
        Self { element, signature }
    }

    pub(crate) fn is(&self, name: Name) -> bool {
        self.element.is(name)
    }

    pub(crate) fn local(&self) -> &'d str {
        self.element.local()
    }

    pub(crate) fn namespace(&self) -> Option<&'d str> {
        self.element.namespace()
    }

    pub(crate) fn span(&self) -> Span {
        self.element.span()
    }

    /// The attribute of this local name that is in no namespace.
    pub(crate) fn attribute(&self, local: &str) -> Option<Attribute<'d>> {
        self.element.attribute(local)
    }

    /// The attribute of this expanded name.
    pub(crate) fn attribute_ns(&self, name: Name) -> Option<Attribute<'d>> {
        self.element.attributes().find(|attribute| attribute.local == name.local && attribute.namespace == Some(name.namespace))
    }

    /// Child elements.
    pub(crate) fn elements(&self) -> SignedElements<'d> {
        SignedElements { rest: self.element.elements(), signature: self.signature }
    }

    /// Whether there is anything but white space between the child elements.
    pub(crate) fn has_text(&self) -> bool {
        self.element.children().any(|child| matches!(child, Child::Text(text) if !is_white_space(text)))
    }

    /// All character data, CDATA sections and references included, which the tree has in one piece unless something splits
    /// it: that is refused (rule X08).
    pub(crate) fn value(&self) -> Result<Text<'d>, Fault> {
        let mut value = "";
        for child in self.element.children() {
            match child {
                Child::Text(text) => value = text,
                Child::Comment(_) | Child::Instruction { .. } => {
                    let span = self.element.first_markup().unwrap_or(self.span());
                    return Err(ErrorKind::MarkupInValue { element: self.local().into() }.at(span));
                }
                Child::Element(element) => {
                    return Err(ErrorKind::UnexpectedElement { parent: "a value", found: element.qname().into() }.at(element.span()));
                }
            }
        }
        Ok(Text { value, span: self.span() })
    }

    /// By identity of the node.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self.element == other.element
    }

    /// What stood in the place of this element before it was encrypted, among these namespaces; without them among all that are in scope.
    pub(crate) fn parse_in_place<'s>(
        &self,
        source: &'s Source,
        scope: Option<&[(&'d str, &'d str)]>,
        limits: &Limits,
    ) -> Result<Document<'s>, Fault>
    where
        'd: 's,
    {
        Document::parse_in_place(source, self.element, scope, limits)
    }

    /// For canonicalisation, which is the other reader of exactly this node set.
    pub(super) fn parts(&self) -> (Element<'d>, Option<Element<'d>>) {
        (self.element, self.signature)
    }
}

/// White space as XML has it, and nothing else.
pub(crate) fn is_white_space(text: &str) -> bool {
    text.bytes().all(|octet| matches!(octet, b' ' | b'\t' | b'\n' | b'\r'))
}
