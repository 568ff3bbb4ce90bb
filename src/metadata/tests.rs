//! Where no signature has to be verified, what is of no use is not kept: the verdict is the same as with all of it.

use std::format;
use std::string::String;
use std::vec::Vec;

use super::*;
use crate::corpus::Part;

/// Both ways to one verdict, with its place.
#[track_caller]
fn read_both(octets: &[u8], entity_id: &str, limits: &Limits) -> Result<IdpMetadata, Error> {
    let now = Timestamp::parse("2000-01-01T00:00:00Z").unwrap();
    let options = MetadataOptions { entity_id: Some(entity_id), allow_http: true, ..MetadataOptions::vendor() };
    let source = Source::decode(octets, limits).map_err(without_place)?;
    let read = |document: Result<Document<'_>, Fault>| {
        let document = document.map_err(|fault| locate_in(&source, fault))?;
        read_document(&document, &options, limits, now).map_err(|fault| document.locate(fault))
    };
    let whole = read(Document::parse(&source, limits));
    let useful = read(Document::parse_useful(&source, limits, &|element| is_useful(element, entity_id)));
    assert_eq!(whole, useful, "{entity_id}");
    whole
}

fn certificate() -> String {
    let pem = include_str!("../../tests/vectors/keys/ec-p256.crt.pem");
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

/// Declarations, comments, texts and groups around and between entities, each of which would be missed or doubled if taking out were not exact.
fn document() -> String {
    let role = format!(
        "<m:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><m:KeyDescriptor><KeyInfo \
         xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>{}</X509Certificate></X509Data></KeyInfo></m:KeyDescriptor>\
         <m:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://idp/\"/></m:IDPSSODescriptor>",
        certificate()
    );
    format!(
        "<?xml version=\"1.0\"?>\n<!-- x --><m:EntitiesDescriptor xmlns:m=\"urn:oasis:names:tc:SAML:2.0:metadata\" xmlns=\"urn:d\">a<x/>\
         <m:EntityDescriptor entityID=\"urn:1\" xmlns:n=\"urn:n\" n:a=\"\" xmlns:d2=\"urn:d\"><n:x xmlns:n=\"urn:n2\" xmlns=\"urn:new\">b<![CDATA[c]]></n:x>{role}\
         </m:EntityDescriptor>d<!-- y -->&amp;<m:EntityDescriptor entityID=\"urn:&#50;\" xmlns:n=\"urn:n\">{role}<n:y xmlns:o=\"urn:o\" o:a=\"\" n:a=\"\"/>\
         </m:EntityDescriptor>e<m:EntitiesDescriptor cacheDuration=\"P1D\" xmlns:k=\"urn:oasis:names:tc:SAML:2.0:metadata\"><k:EntityDescriptor/>\
         <k:EntityDescriptor entityID=\"urn:3\" validUntil=\"2001-01-01T00:00:00Z\"><k:EntityDescriptor entityID=\"urn:2\">{role}</k:EntityDescriptor>\
         {role}</k:EntityDescriptor><?p i?></m:EntitiesDescriptor><m:EntityDescriptor entityID=\"urn:4\"><m:EntityDescriptor entityID=\"urn:4\"/>\
         </m:EntityDescriptor></m:EntitiesDescriptor>\n"
    )
}

#[test]
fn what_is_of_no_use_changes_nothing() {
    let (xml, limits) = (document(), Limits::for_metadata(1 << 20));
    for (entity_id, is_accepted) in [("urn:1", true), ("urn:2", true), ("urn:3", true), ("urn:4", false), ("urn:5", false)] {
        assert_eq!(read_both(xml.as_bytes(), entity_id, &limits).is_ok(), is_accepted, "{entity_id}");
    }
}

/// Wherever the document ends, and whatever stands in one place of it.
#[test]
fn damage_anywhere_is_seen_alike() {
    let (xml, limits) = (document().replace(&certificate(), "AAAA"), Limits::for_metadata(1 << 20));
    let mut octets = xml.clone().into_bytes();
    for at in 0..octets.len() {
        let _ = read_both(&xml.as_bytes()[..at], "urn:2", &limits);
        for other in *b"<>/&\"' xm:\0" {
            let octet = core::mem::replace(&mut octets[at], other);
            let _ = read_both(&octets, "urn:2", &limits);
            octets[at] = octet;
        }
    }
}

/// What is taken out was counted.
#[test]
fn limits_are_met_alike() {
    let (xml, limits) = (document(), Limits::for_metadata(1 << 20));
    let mut passed = 0;
    for most in 0..80 {
        for limits in [
            Limits { elements: most, ..limits },
            Limits { nodes: most, ..limits },
            Limits { attributes_in_all: most, ..limits },
            Limits { namespaces: most, ..limits },
            Limits { namespaces_in_scope: most, ..limits },
            Limits { depth: most, ..limits },
        ] {
            passed += usize::from(read_both(xml.as_bytes(), "urn:2", &limits).is_ok());
        }
    }
    assert!((100..470).contains(&passed), "{passed}");
}

#[test]
fn the_corpus_is_read_alike() {
    let Some(mut part) = Part::open("metadata", "metadata-useful") else { return };
    let limits = Limits::for_metadata(DEFAULT_METADATA_MAX_BYTES);
    let mut read = 0;
    for entry in part.take_entries() {
        let octets = part.read(&entry["file"]);
        let names = entry["entities"].as_array().unwrap().iter().filter_map(|entity| entity["entity_id"].as_str());
        for entity_id in names.chain(["urn:absent"]) {
            read += usize::from(read_both(&octets, entity_id, &limits).is_ok());
        }
    }
    assert!(read > 100, "{read}");
    part.finish();
}

/// What is left of the tree are the elements themselves, with their attributes.
#[test]
fn little_is_kept() {
    let (xml, limits) = (document(), Limits::for_metadata(1 << 20));
    let source = Source::decode(xml.as_bytes(), &limits).unwrap();
    let whole = Document::parse(&source, &limits).unwrap();
    let useful = Document::parse_useful(&source, &limits, &|element| is_useful(element, "urn:absent")).unwrap();
    let names = |document: &Document<'_>| -> Vec<String> { document.root().descendants().map(|element| format!("{element:?}")).collect() };
    assert_eq!(names(&whole).len(), 36);
    let kept = ["<m:EntitiesDescriptor>", "<x>", "<m:EntityDescriptor>", "<m:EntityDescriptor>", "<m:EntitiesDescriptor>"];
    assert_eq!(names(&useful), [&kept[..], &["<k:EntityDescriptor>", "<k:EntityDescriptor>", "<m:EntityDescriptor>"]].concat());
    let third = useful.root().descendants().nth(2).unwrap();
    assert_eq!((third.attributes().len(), third.declarations().count()), (2, 2));
}
