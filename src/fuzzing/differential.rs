//! What `tests/differential` holds against libxml2 and libxmlsec1: canonical forms and verdicts on signatures, of documents that need not be messages.

use alloc::string::String;
use alloc::vec::Vec;

use super::{MOST_SIGNATURES, limits};
use crate::c14n::{Canonicalization, Method, PrefixList, canonicalize};
use crate::crypto::TrustedKey;
use crate::dsig::{Algorithms, Signature, Trust};
use crate::error::{ErrorKind, Fault};
use crate::rules::RuleId;
use crate::saml::Ids;
use crate::xml::names::ds;
use crate::xml::{Document, Element, Source};

/// A canonical form that is asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The number of the element, in document order from 0.
    pub element: usize,
    /// That of an element which is left out.
    pub omit: Option<usize>,
    /// The URI of the method.
    pub method: &'a str,
    /// The list of prefixes, as it is written.
    pub prefixes: &'a str,
}

/// The rule that refused, and the code of the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule's identifier.
    pub rule: &'static str,
    /// The error's code.
    pub code: &'static str,
}

/// The keys that signatures are verified with.
pub struct Keys(Vec<TrustedKey>);

impl Keys {
    /// Reads certificates and public keys; none where one of them is none.
    pub fn parse(texts: &[&str]) -> Option<Self> {
        let keys: Vec<_> = texts.iter().map(|text| TrustedKey::parse(text).ok()).collect::<Option<_>>()?;
        Some(Self(keys.into_iter().flatten().collect()))
    }
}

/// Canonical forms of one document, which is parsed once.
pub fn canonical_forms(octets: &[u8], wanted: &[Wanted<'_>]) -> Result<Vec<Result<Vec<u8>, Refused>>, Refused> {
    let limits = limits();
    let source = Source::decode(octets, &limits).map_err(refused)?;
    let document = Document::parse(&source, &limits).map_err(refused)?;
    let elements: Vec<Element<'_>> = document.root().descendants().collect();
    let form = |wanted: &Wanted<'_>| -> Result<Vec<u8>, Fault> {
        let internal = || ErrorKind::Internal.nowhere();
        let method = Method::from_uri(wanted.method).ok_or_else(internal)?;
        let prefixes = PrefixList::parse(wanted.prefixes, &limits).ok_or_else(internal)?;
        let how = Canonicalization { method, prefixes, most_octets: limits.canonical };
        let apex = elements.get(wanted.element).ok_or_else(internal)?;
        let mut octets = Vec::new();
        canonicalize(*apex, wanted.omit.and_then(|omit| elements.get(omit)).copied(), &how, &mut octets)?;
        Ok(octets)
    };
    Ok(wanted.iter().map(|wanted| form(wanted).map_err(refused)).collect())
}

/// A verdict on each Signature of a document, in document order, of the first few. IDs that stand twice refuse the document (rule X11), as they do a message.
pub fn verdicts(octets: &[u8], keys: &Keys) -> Result<Vec<Result<(), Refused>>, Refused> {
    let limits = limits();
    let trust = Trust { keys: &keys.0, algorithms: Algorithms::Sha2Only };
    let source = Source::decode(octets, &limits).map_err(refused)?;
    let document = Document::parse(&source, &limits).map_err(refused)?;
    Ids::default().add(document.root(), RuleId::X11).map_err(refused)?;
    let signatures = document.root().descendants().filter(|element| element.is(ds("Signature"))).take(MOST_SIGNATURES);
    let verdict = |element: Element<'_>| -> Result<(), Fault> {
        let parent = element.parent().ok_or_else(|| ErrorKind::SignatureMisplaced { parent: String::new() }.nowhere())?;
        Signature::read(element, parent, &limits)?.verify(trust, &mut Vec::new()).map(drop)
    };
    Ok(signatures.map(|element| verdict(element).map_err(refused)).collect())
}

fn refused(fault: Fault) -> Refused {
    let error = crate::Error { kind: fault.kind, at: None };
    Refused { rule: error.rule().as_str(), code: error.code() }
}
