//! What the fuzzers in `fuzz/` and the comparison in `tests/differential` reach and nobody else does: the parts inside, as plain data. It is compiled with `--cfg fuzzing` alone, which no build of a
//! dependant sets; nothing here decides anything.

mod differential;

pub use differential::{Keys, Refused, Wanted, canonical_forms, verdicts};

use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::c14n::{Canonicalization, Method, PrefixList, canonicalize};
use crate::crypto::{SessionKey, SignatureAlgorithm, TrustedKey};
use crate::dsig::{Algorithms, Signature, SignedElement, Trust};
use crate::error::{ErrorKind, Fault};
use crate::form::Form;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::redirect::Redirect;
use crate::xml::names::ds;
use crate::xml::{Child, Document, Element, Source};

/// A node of a tree, in document order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An element.
    Element {
        /// Elements around it.
        depth: usize,
        /// Namespace and local name.
        name: (String, String),
        /// As written.
        qname: String,
        /// Namespace, local name, value and place of each attribute.
        attributes: Vec<(String, String, String, Range<usize>)>,
        /// Prefixes in scope and what they mean, `xml` left out.
        namespaces: BTreeMap<String, String>,
        /// From the start tag to the end of the end tag.
        range: Range<usize>,
    },
    /// All character data between two tags or other nodes.
    Text {
        /// Elements around it.
        depth: usize,
        /// With references put in.
        text: String,
    },
    /// A comment.
    Comment {
        /// Elements around it.
        depth: usize,
        /// What is in it.
        text: String,
    },
    /// A processing instruction.
    Instruction {
        /// Elements around it.
        depth: usize,
        /// Its name.
        target: String,
        /// What follows its name.
        data: String,
    },
}

/// The text that is parsed and the tree of it, or the code of the refusal.
pub fn parse(octets: &[u8]) -> Result<(String, Vec<Event>), &'static str> {
    let limits = limits();
    let source = Source::decode(octets, &limits).map_err(code)?;
    let document = Document::parse(&source, &limits).map_err(code)?;
    let root = document.root();
    let (before, after) = root.around_root();
    let mut events = Vec::new();
    for child in before.into_iter().chain([Child::Element(root)]).chain(after) {
        add(child, 0, &BTreeMap::new(), None, &mut events);
    }
    Ok((source.text().to_owned(), events))
}

/// A canonical form and the node set that it is of.
#[derive(Clone, Debug)]
pub struct Canonical {
    /// The canonical octets.
    pub octets: Vec<u8>,
    /// The nodes, as the tree has them.
    pub events: Vec<Event>,
}

/// Canonicalises the element of this number, those that it holds included but for the one of the number `omit`.
pub fn canonical(octets: &[u8], element: usize, omit: Option<usize>, method: &str, prefixes: &str) -> Option<Canonical> {
    let limits = limits();
    let source = Source::decode(octets, &limits).ok()?;
    let document = Document::parse(&source, &limits).ok()?;
    let nth = |number: usize| document.root().descendants().nth(number);
    let (apex, omit) = (nth(element)?, omit.and_then(nth));
    let method = Method::from_uri(method)?;
    let how = Canonicalization { method, prefixes: PrefixList::parse(prefixes, &limits)?, most_octets: limits.canonical };
    let mut octets = Vec::new();
    canonicalize(apex, omit, &how, &mut octets).ok()?;
    Some(Canonical { octets, events: nodes(apex, omit) })
}

/// What a Signature covers, once a key verified it.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The URI of the signature algorithm.
    pub algorithm: &'static str,
    /// The octets that the signature value is over.
    pub signed_info: Vec<u8>,
    /// The octets that the digest is over.
    pub canonical: Vec<u8>,
    /// The nodes, as the tree has them.
    pub events: Vec<Event>,
    /// Namespace, local name and value (where it has one) of each element, as readers of messages come by them.
    pub read: Vec<(String, String, Option<String>)>,
}

/// Every Signature of a document that one of these keys verifies over its parent, with SHA-1 allowed; and how many there are.
pub fn signatures(octets: &[u8], certificates: &[String]) -> (Vec<Covered>, usize) {
    let limits = limits();
    let keys: Vec<TrustedKey> = certificates.iter().filter_map(|text| TrustedKey::parse(text).ok()).flatten().collect();
    let trust = Trust { keys: &keys, algorithms: Algorithms::Sha1Too };
    let Ok(source) = Source::decode(octets, &limits) else { return (Vec::new(), 0) };
    let Ok(document) = Document::parse(&source, &limits) else { return (Vec::new(), 0) };
    let found: Vec<_> = document.root().descendants().filter(|element| element.is(ds("Signature"))).take(MOST_SIGNATURES).collect();
    let covered = found.iter().filter_map(|element| covered(*element, trust, &limits).ok());
    (covered.collect(), found.len())
}

fn covered(element: Element<'_>, trust: Trust<'_>, limits: &Limits) -> Result<Covered, Fault> {
    let parent = element.parent().ok_or_else(|| ErrorKind::Internal.nowhere())?;
    let signature = Signature::read(element, parent, limits)?;
    let verified = signature.verify(trust, &mut Vec::new())?;
    let (mut signed_info, mut canonical) = (Vec::new(), Vec::new());
    signature.canonical_signed_info(&mut signed_info)?;
    signature.canonical_parent(&mut canonical)?;
    let mut read = Vec::new();
    read_all(*verified.get(), &mut read);
    let algorithm: SignatureAlgorithm = verified.proof().algorithm;
    Ok(Covered { algorithm: algorithm.uri(), signed_info, canonical, events: nodes(parent, Some(element)), read })
}

fn read_all(element: SignedElement<'_>, into: &mut Vec<(String, String, Option<String>)>) {
    let value = element.value().ok().map(|text| text.value.to_owned());
    into.push((element.namespace().unwrap_or_default().to_owned(), element.local().to_owned(), value));
    for child in element.elements() {
        read_all(child, into);
    }
}

/// The query of HTTP-Redirect, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The parameter was SAMLRequest.
    pub is_request: bool,
    /// The XML, where the message could be inflated.
    pub xml: Option<Vec<u8>>,
    /// RelayState.
    pub relay_state: Option<String>,
    /// What was signed, the algorithm, and the value.
    pub signature: Option<(Vec<u8>, String, Vec<u8>)>,
}

/// Reads a query.
pub fn query(octets: &[u8]) -> Option<Query> {
    let redirect = Redirect::parse(octets).ok()?;
    let xml = redirect.xml(&limits()).ok();
    let signature = redirect.signature.map(|signature| (signature.signed, signature.algorithm, signature.value));
    Some(Query { is_request: redirect.is_request, xml, relay_state: redirect.relay_state, signature })
}

/// Whether a form carries a SAMLRequest, the base64 in it, and RelayState.
pub fn form(body: &[u8]) -> Option<(bool, Vec<u8>, Option<String>)> {
    let form = Form::either(body).ok()?;
    Some((form.is_request, form.message, form.relay_state))
}

/// Undoes DEFLATE, up to a limit.
pub fn inflate(octets: &[u8], limit: usize) -> Option<Vec<u8>> {
    crate::inflate::inflate(octets, limit).ok()
}

/// Base64 as a form field has it.
pub fn base64_of_a_field(text: &[u8]) -> Option<Vec<u8>> {
    crate::base64::decode(text, &limits()).ok()
}

/// Base64 as XML has it.
pub fn base64_of_xml(text: &str) -> Option<Vec<u8>> {
    crate::base64::decode_xml(text)
}

/// Base64 as reports have it.
pub fn base64_encoded(octets: &[u8]) -> String {
    crate::base64::encode(octets)
}

/// The seconds of an xs:duration.
pub fn duration_seconds(text: &str) -> Option<i64> {
    crate::time::duration_seconds(text)
}

/// The octets of a session key, and whether it was unwrapped: or else they stand in for one that could not be.
pub fn session_key(key: &SessionKey) -> (&[u8], bool) {
    (key.octets(), key.is_genuine())
}

fn limits() -> Limits {
    Limits::for_bytes(MAX_BYTES_CEILING)
}

/// Signatures of one document that are verified: more only take time.
const MOST_SIGNATURES: usize = 8;

fn code(fault: Fault) -> &'static str {
    crate::Error { kind: fault.kind, at: None }.code()
}

fn nodes(apex: Element<'_>, omit: Option<Element<'_>>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut above = Vec::new();
    above.extend(core::iter::successors(apex.parent(), |element| element.parent()));
    let scope = above.iter().rev().fold(BTreeMap::new(), |scope, element| in_scope(*element, &scope));
    add(Child::Element(apex), 0, &scope, omit, &mut events);
    events
}

/// Depth is limited by the parser.
fn add(child: Child<'_>, depth: usize, scope: &BTreeMap<String, String>, omit: Option<Element<'_>>, events: &mut Vec<Event>) {
    let own = |text: &str| text.to_owned();
    match child {
        Child::Text(text) => events.push(Event::Text { depth, text: own(text) }),
        Child::Comment(text) => events.push(Event::Comment { depth, text: own(text) }),
        Child::Instruction { target, data } => events.push(Event::Instruction { depth, target: own(target), data: own(data) }),
        Child::Element(element) if Some(element) == omit => {}
        Child::Element(element) => {
            let namespaces = in_scope(element, scope);
            let name = (own(element.namespace().unwrap_or_default()), own(element.local()));
            let span = element.span();
            events.push(Event::Element {
                depth,
                name,
                qname: own(element.qname()),
                attributes: element
                    .attributes()
                    .map(|a| (own(a.namespace.unwrap_or_default()), own(a.local), own(a.value), a.span.start..a.span.end))
                    .collect(),
                namespaces: namespaces.clone(),
                range: span.start..span.end,
            });
            for child in element.children() {
                add(child, depth + 1, &namespaces, omit, events);
            }
        }
    }
}

fn in_scope(element: Element<'_>, around: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut scope = around.clone();
    for (prefix, uri) in element.declarations().filter(|(prefix, _)| *prefix != "xml") {
        if uri.is_empty() {
            scope.remove(prefix);
        } else {
            scope.insert(prefix.to_owned(), uri.to_owned());
        }
    }
    scope
}
