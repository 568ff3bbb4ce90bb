//! The strict shape of a Signature (core 5.4, xmldsig 4). Nothing here is trusted yet.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::parts::{Parts, named_certificate};
use super::pss;
use super::signed_element::SignedElement;
use crate::base64;
use crate::c14n::{Canonicalization, Method, PrefixList};
use crate::crypto::{DigestAlgorithm, RSA_PSS, SignatureAlgorithm};
use crate::error::{ErrorKind, Fault, Span};
use crate::limits::Limits;
use crate::xml::names::{EC, ds};
use crate::xml::{Attribute, Element, Name};

/// A Signature of the right shape, directly inside the element that it claims to sign.
pub(crate) struct Signature<'d> {
    pub(super) element: Element<'d>,
    pub(super) parent: Element<'d>,
    pub(super) signed_info: Element<'d>,
    pub(super) canonicalization: Canonicalization,
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) algorithm_span: Span,
    pub(super) reference: Reference,
    pub(super) value: Vec<u8>,
    /// Octets of the certificate that the message names: a hint for people, never a key.
    pub(super) named_certificate: Option<Vec<u8>>,
}

/// What the one Reference states about the parent.
pub(super) struct Reference {
    pub(super) canonicalization: Canonicalization,
    pub(super) digest: DigestAlgorithm,
    pub(super) digest_span: Span,
    pub(super) digest_value: Vec<u8>,
    pub(super) digest_value_span: Span,
}

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

impl<'d> Signature<'d> {
    /// Reads the Signature `element`, which is a child of `parent`.
    pub(crate) fn read(element: Element<'d>, parent: Element<'d>, limits: &Limits) -> Result<Self, Fault> {
        let mut parts = parts_of(SignedElement::new(element, None))?;
        let signed_info = parts.next(ds("SignedInfo"), "there is no SignedInfo first")?;
        let value = parts.next(ds("SignatureValue"), "there is no SignatureValue after SignedInfo")?;
        let key_info = parts.optional(ds("KeyInfo"));
        parts.finish("it holds more than SignedInfo, SignatureValue and KeyInfo")?;

        let mut parts = parts_of(signed_info)?;
        let canonicalization = parts.next(ds("CanonicalizationMethod"), "SignedInfo does not begin with CanonicalizationMethod")?;
        let method = parts.next(ds("SignatureMethod"), "SignedInfo has no SignatureMethod")?;
        let references: Vec<_> = core::iter::from_fn(|| parts.optional(ds("Reference"))).collect();
        parts.finish("SignedInfo holds more than its three parts")?;
        let [reference] = references.as_slice() else {
            let span = references.get(1).map_or(signed_info.span(), |second| second.span());
            return Err(ErrorKind::ReferenceCount { found: references.len() }.at(span));
        };

        let canonicalization = read_canonicalization(canonicalization, limits)?;
        let (algorithm, algorithm_span) = read_signature_method(method)?;
        Ok(Self {
            element,
            parent,
            signed_info: signed_info.parts().0,
            canonicalization,
            algorithm,
            algorithm_span,
            reference: Reference::read(*reference, parent, limits)?,
            value: octets(value, "SignatureValue is not base64")?,
            named_certificate: key_info.map(|key_info| named_certificate(&key_info)).transpose()?.flatten(),
        })
    }

    pub(crate) fn span(&self) -> Span {
        self.element.span()
    }

    pub(crate) fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    pub(crate) fn digest(&self) -> DigestAlgorithm {
        self.reference.digest
    }

    pub(crate) fn digest_value(&self) -> &[u8] {
        &self.reference.digest_value
    }

    pub(crate) fn value(&self) -> &[u8] {
        &self.value
    }

    pub(crate) fn named_certificate(&self) -> Option<&[u8]> {
        self.named_certificate.as_deref()
    }

    /// The parent without this Signature: what is covered if the signature verifies.
    pub(crate) fn claimed(&self) -> SignedElement<'d> {
        SignedElement::new(self.parent, Some(self.element))
    }
}

impl Reference {
    fn read(element: SignedElement<'_>, parent: Element<'_>, limits: &Limits) -> Result<Self, Fault> {
        require_uri(element, parent)?;
        let mut parts = parts_of(element)?;
        let no_transforms = || ErrorKind::TransformForbidden { found: "no Transforms".into() }.at(element.span());
        let transforms = parts.optional(ds("Transforms")).ok_or_else(no_transforms)?;
        let method = parts.next(ds("DigestMethod"), "the Reference has no DigestMethod")?;
        let value = parts.next(ds("DigestValue"), "the Reference has no DigestValue")?;
        parts.finish("the Reference holds more than its three parts")?;

        let digest = read_digest_method(method)?;
        let digest_value = octets(value, "DigestValue is not base64")?;
        if digest_value.len() != digest.length() {
            return Err(ErrorKind::SignatureMalformed { reason: "DigestValue has not the length of its digest" }.at(value.span()));
        }
        Ok(Self {
            canonicalization: read_transforms(transforms, limits)?,
            digest,
            digest_span: method.attribute("Algorithm").map_or(method.span(), |algorithm| algorithm.span),
            digest_value,
            digest_value_span: value.span(),
        })
    }
}

/// Rule S07, core 5.4.2: `#` and the ID of the parent, literally. An empty URI, XPointer and external URIs are refused.
fn require_uri(reference: SignedElement<'_>, parent: Element<'_>) -> Result<(), Fault> {
    let id = parent.attribute("ID").map(|id| id.value);
    let uri = reference.attribute("URI");
    let covers_parent = match (id, uri) {
        (Some(id), Some(uri)) => !id.is_empty() && uri.value.strip_prefix('#') == Some(id),
        _ => false,
    };
    if covers_parent {
        return Ok(());
    }
    let expected = ["#", id.unwrap_or_default()].concat();
    Err(ErrorKind::ReferenceUri { expected, found: uri.map(|uri| uri.value.to_owned()) }.at(uri.map_or(reference.span(), |uri| uri.span)))
}

/// Rule S09, core 5.4.4: enveloped-signature, then at most one canonicalisation. Without one, xmldsig 4.4.3.2 has inclusive C14N 1.0.
fn read_transforms(transforms: SignedElement<'_>, limits: &Limits) -> Result<Canonicalization, Fault> {
    let mut parts = parts_of(transforms)?;
    let no_transforms = || ErrorKind::TransformForbidden { found: "no Transform".into() }.at(transforms.span());
    let enveloped = parts.optional(ds("Transform")).ok_or_else(no_transforms)?;
    let canonicalization = parts.optional(ds("Transform"));
    if let Some(third) = parts.optional(ds("Transform")) {
        return Err(ErrorKind::TransformForbidden { found: "a third Transform".into() }.at(third.span()));
    }
    parts.finish("Transforms holds something else than Transform")?;

    let uri = algorithm(enveloped, "a Transform has no Algorithm")?;
    if uri.value != ENVELOPED {
        return Err(ErrorKind::TransformForbidden { found: uri.value.into() }.at(uri.span));
    }
    parts_of(enveloped)?.finish("the enveloped-signature transform has parameters")?;
    let Some(canonicalization) = canonicalization else {
        return Ok(Canonicalization { method: Method::Inclusive10, prefixes: PrefixList::default(), most_octets: limits.canonical });
    };
    let uri = algorithm(canonicalization, "a Transform has no Algorithm")?;
    let method = Method::from_uri(uri.value).ok_or_else(|| ErrorKind::TransformForbidden { found: uri.value.into() }.at(uri.span))?;
    // xmldsig 4.4.3.3: a same-document reference by `#id` has no comments in its node set, whatever the transform says.
    let method = method.without_comments();
    Ok(Canonicalization { method, prefixes: read_prefixes(canonicalization, method, limits)?, most_octets: limits.canonical })
}

/// Rule S10.
fn read_canonicalization(element: SignedElement<'_>, limits: &Limits) -> Result<Canonicalization, Fault> {
    let uri = algorithm(element, "CanonicalizationMethod has no Algorithm")?;
    let method =
        Method::from_uri(uri.value).ok_or_else(|| ErrorKind::CanonicalizationForbidden { found: uri.value.into() }.at(uri.span))?;
    Ok(Canonicalization { method, prefixes: read_prefixes(element, method, limits)?, most_octets: limits.canonical })
}

/// xml-exc-c14n 3: the optional parameter of exclusive canonicalisation; nothing else has parameters.
fn read_prefixes(element: SignedElement<'_>, method: Method, limits: &Limits) -> Result<PrefixList, Fault> {
    let mut parts = parts_of(element)?;
    let parameter = if method.is_exclusive() { parts.optional(Name { namespace: EC, local: "InclusiveNamespaces" }) } else { None };
    parts.finish("the canonicalisation has parameters that it does not take")?;
    let Some(parameter) = parameter else { return Ok(PrefixList::default()) };
    parts_of(parameter)?.finish("InclusiveNamespaces is not empty")?;
    let list = parameter.attribute("PrefixList").map_or("", |list| list.value);
    PrefixList::parse(list, limits)
        .ok_or_else(|| ErrorKind::LimitExceeded { what: "prefixes in InclusiveNamespaces", limit: limits.prefix_list }.at(parameter.span()))
}

/// Rule S13. HMACOutputLength belongs to algorithms that are not in the list; only RSA-PSS has parameters.
fn read_signature_method(method: SignedElement<'_>) -> Result<(SignatureAlgorithm, Span), Fault> {
    let uri = algorithm(method, "SignatureMethod has no Algorithm")?;
    let known = SignatureAlgorithm::from_uri(uri.value)
        .ok_or_else(|| ErrorKind::SignatureAlgorithmForbidden { found: uri.value.into() }.at(uri.span))?;
    let mut parts = parts_of(method)?;
    let parameters = if uri.value == RSA_PSS { parts.optional(pss::PARAMETERS) } else { None };
    parts.finish("SignatureMethod has parameters that it does not take")?;
    let known = match parameters {
        Some(parameters) => SignatureAlgorithm::pss(pss::read(parameters)?),
        None => known,
    };
    Ok((known, uri.span))
}

pub(super) fn read_digest_method(method: SignedElement<'_>) -> Result<DigestAlgorithm, Fault> {
    parts_of(method)?.finish("DigestMethod has parameters")?;
    let algorithm = algorithm(method, "DigestMethod has no Algorithm")?;
    DigestAlgorithm::from_uri(algorithm.value)
        .ok_or_else(|| ErrorKind::DigestAlgorithmForbidden { found: algorithm.value.into() }.at(algorithm.span))
}

/// What is inside a Signature, in order.
pub(super) fn parts_of(parent: SignedElement<'_>) -> Result<Parts<'_>, Fault> {
    Parts::of(parent, |reason| ErrorKind::SignatureMalformed { reason })
}

fn algorithm<'d>(element: SignedElement<'d>, missing: &'static str) -> Result<Attribute<'d>, Fault> {
    element.attribute("Algorithm").ok_or_else(|| ErrorKind::SignatureMalformed { reason: missing }.at(element.span()))
}

fn octets(element: SignedElement<'_>, malformed: &'static str) -> Result<Vec<u8>, Fault> {
    let text = element.value()?;
    base64::decode_xml(text.value).ok_or_else(|| ErrorKind::SignatureMalformed { reason: malformed }.at(text.span))
}
