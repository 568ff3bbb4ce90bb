//! Read only what was digested: what is read of the covered node set is what the canonical octets say to anybody who parses them.

use std::format;
use std::fs;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

use proptest::prelude::*;

use super::{Assertion, assertion_of};
use crate::c14n::{Canonicalization, Method, PrefixList, canonicalize};
use crate::dsig::SignedElement;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::xml::names::{ds, saml};
use crate::xml::{Document, Element, Source};

const METHODS: [Method; 6] = [
    Method::Exclusive,
    Method::ExclusiveWithComments,
    Method::Inclusive10,
    Method::Inclusive10WithComments,
    Method::Inclusive11,
    Method::Inclusive11WithComments,
];

/// What a reader finds, with the places left out: those differ between the message and its canonical octets.
fn reading(element: SignedElement<'_>) -> String {
    let found = match Assertion::read(element, &[]) {
        Ok(assertion) => format!("{assertion:?}"),
        Err(fault) => format!("{:?}", fault.kind),
    };
    let mut without_places = String::new();
    let mut rest = found.as_str();
    while let Some((before, after)) = rest.split_once("Span { ") {
        without_places.push_str(before);
        rest = after.split_once('}').unwrap().1;
    }
    without_places + rest
}

fn parse<T>(xml: &[u8], look: impl FnOnce(&Document<'_>) -> T) -> Option<T> {
    let limits = Limits::for_bytes(MAX_BYTES_CEILING);
    let source = Source::decode(xml, &limits).ok()?;
    let document = Document::parse(&source, &limits).ok()?;
    Some(look(&document))
}

fn own_signature(element: Element<'_>) -> Option<Element<'_>> {
    element.elements().find(|child| child.is(ds("Signature")))
}

/// `covered` is the Response or its Assertion. Answers whether there was an assertion to compare.
fn readings_agree(xml: &[u8], method: Method, covered: fn(Element<'_>) -> Option<Element<'_>>) -> bool {
    let limits = Limits::for_bytes(MAX_BYTES_CEILING);
    let how = Canonicalization {
        method: method.without_comments(),
        prefixes: PrefixList::parse("xs #default", &limits).unwrap(),
        most_octets: limits.canonical,
    };
    let seen = parse(xml, |document| {
        let element = covered(document.root())?;
        let signature = own_signature(element);
        let mut octets = Vec::new();
        canonicalize(element, signature, &how, &mut octets).unwrap();
        Some((reading(assertion_in(SignedElement::new(element, signature))?), octets))
    });
    let Some((found, octets)) = seen.flatten() else { return false };
    // Rule X08 refuses what the canonical form no longer shows: stricter, never different.
    if found.starts_with("MarkupInValue") {
        return true;
    }
    let parsed_again = parse(&octets, |document| assertion_in(SignedElement::new(document.root(), None)).map(reading));
    assert_eq!(Some(Some(found)), parsed_again, "{}", String::from_utf8_lossy(&octets));
    true
}

fn assertion_in(element: SignedElement<'_>) -> Option<SignedElement<'_>> {
    if element.is(saml("Assertion")) { Some(element) } else { assertion_of(element, &[]).ok() }
}

fn whole(root: Element<'_>) -> Option<Element<'_>> {
    Some(root)
}

fn first_assertion(root: Element<'_>) -> Option<Element<'_>> {
    root.elements().find(|child| child.is(saml("Assertion")))
}

#[test]
fn readings_of_every_vector_agree() {
    let mut compared = 0;
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")).unwrap() {
        let Ok(files) = fs::read_dir(folder.unwrap().path()) else { continue };
        for file in files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|extension| extension == "vector")) {
            let octets = fs::read(file).unwrap();
            let start = octets.windows(5).position(|window| window == b"\n---\n").unwrap() + 5;
            for method in METHODS {
                compared += usize::from(readings_agree(&octets[start..], method, first_assertion));
                compared += usize::from(readings_agree(&octets[start..], method, whole));
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// Character data in the ways that XML has to write it.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -%'-;=?-~äπ𝄞]{0,12}",
        Just(String::from("&amp;&lt;&gt;&quot;&apos;")),
        Just(String::from("&#13;&#xA;&#9;")),
        Just(String::from("<![CDATA[ <a>&amp;]] ]]>")),
        Just(String::from("\r\n\t ")),
        Just(String::from("&#x1F600;")),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// What stands between elements and means nothing.
fn between() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just(String::from("\r\n  ")), Just(String::from("<!-- x - y -->")), Just(String::from("<?pi x ?>"))]
}

prop_compose! {
    fn message()(
        prefix in prop_oneof![Just("a:"), Just("")],
        name_id in text(),
        audience in text(),
        values in prop::collection::vec((text(), prop_oneof![Just(""), Just(" xsi:type=\"xs:string\""), Just(" xsi:nil=\"true\""), Just(" xml:lang=\"de\"")]), 0..4),
        gaps in prop::collection::vec(between(), 6),
        session in "[a-zA-Z0-9_&#;]{0,3}",
        lang in prop_oneof![Just(""), Just(" xml:lang=\"en\" xml:space=\"preserve\""), Just(" xml:base=\"http://x/y/\"")],
    ) -> String {
        let declared = if prefix.is_empty() { "xmlns" } else { "xmlns:a" };
        let values: String = values.iter().map(|(value, attribute)| format!("<{prefix}AttributeValue{attribute}>{value}</{prefix}AttributeValue>")).collect();
        let session = session.replace(['&', '#', ';'], "&amp;");
        let [one, two, three, four, five, six] = &gaps[..] else { panic!("six gaps") };
        format!(
            "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" {declared}=\"urn:oasis:names:tc:SAML:2.0:assertion\"{lang}>{one}\
             <{prefix}Assertion Version=\"2.0\" ID=\"_a\" IssueInstant=\"2026-11-24T10:00:00Z\">{two}<{prefix}Issuer>urn:idp</{prefix}Issuer>\
             <d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\">anything</d:Signature>{three}<{prefix}Subject><{prefix}NameID>{name_id}\
             </{prefix}NameID>{four}<{prefix}SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"/></{prefix}Subject>{five}\
             <{prefix}Conditions><{prefix}AudienceRestriction><{prefix}Audience>{audience}x</{prefix}Audience></{prefix}AudienceRestriction>\
             </{prefix}Conditions><{prefix}AuthnStatement AuthnInstant=\"2026-11-24T10:00:00Z\" SessionIndex=\"s{session}\"/>{six}\
             <{prefix}AttributeStatement><{prefix}Attribute Name=\"n\">{values}</{prefix}Attribute></{prefix}AttributeStatement></{prefix}Assertion></p:Response>"
        )
    }
}

proptest! {
    #[test]
    fn readings_agree_however_it_is_written(xml in message(), method in prop::sample::select(&METHODS[..])) {
        prop_assert!(readings_agree(xml.as_bytes(), method, first_assertion), "{}", xml);
        prop_assert!(readings_agree(xml.as_bytes(), method, whole), "{}", xml);
    }
}
