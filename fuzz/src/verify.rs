//! `verify` accepts exactly what `explain` finds no fault in, by whichever door it comes, and only what was signed; and another parser reads the same person in
//! the octets that were signed.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};
use saml_edge::{Error, Identity, Post, Report, peek};

use crate::material::{self, Variant, signed_octets};

/// What takes longer than an input may.
pub fn prepare() {
    signed_octets();
}

/// The number of a connection in two octets; then the XML.
pub fn hold(octets: &[u8]) {
    let Some((number, xml)) = octets.split_first_chunk() else { return };
    let variants = material::variants();
    // Refusals are for people: each has its words.
    if let Err(error) = hold_for(&variants[usize::from(u16::from_le_bytes(*number)) % variants.len()], xml) {
        assert!(!error.message().is_empty() && !error.hint().is_empty() && !error.code().is_empty());
    }
}

/// Answers with whom it signs in.
pub(crate) fn hold_for(variant: &Variant, xml: &[u8]) -> Result<Identity, Error> {
    let post = Post::from_xml(xml);
    let verdict = variant.verify(&post);
    let report = variant.explain(&post);
    assert_eq!(verdict.as_ref().err(), material::first_failure(&report), "verify and explain do not agree");
    assert_eq!(verdict.is_ok(), report.accepted, "verify and explain do not agree");
    assert!(!report.accepted || report.authenticated, "accepted, and not authenticated");
    if let Ok(identity) = &verdict {
        let field = STANDARD.encode(xml);
        let by_field = variant
            .verify_by_its_keys(&Post::from_base64(field.as_bytes()))
            .expect("the same by the other door, and with the keys themselves");
        assert_eq!(material::facts(identity), material::facts(&by_field));
        assert!(peek(&post).is_ok(), "verified, and no peek at it");
        hold_accepted(identity, &report);
    }
    verdict
}

fn hold_accepted(identity: &Identity, report: &Report) {
    assert!(!report.signatures.is_empty());
    let mut said = false;
    for signature in &report.signatures {
        let canonical = signature.canonical.as_deref().expect("a canonical form of what was verified");
        assert!(signature.verified_by.is_some() && signature.digest_computed.as_ref() == Some(&signature.digest_stated));
        assert!(signed_octets().contains(canonical.as_bytes()), "nobody signed {canonical}");
        said |= says(canonical, identity);
    }
    // Where it is encrypted under the Response's signature alone, no octets that were signed can be read here.
    assert!(said || identity.evidence().encrypted, "nothing that was signed says so: {identity:?}");
}

/// Whether the one assertion in these octets is about this person.
fn says(canonical: &str, identity: &Identity) -> bool {
    const ASSERTION: (&str, &str) = ("urn:oasis:names:tc:SAML:2.0:assertion", "Assertion");
    let document = Document::parse(canonical).expect("XML in canonical form");
    let root = document.root_element();
    let Some(assertion) = [root].into_iter().chain(root.children()).find(|node| node.has_tag_name(ASSERTION)) else { return false };
    let child = |node: Node<'_, '_>, local: &str| node.children().find(|child| child.tag_name().name() == local).map(|child| child.id());
    let in_subject = |local| child(assertion, "Subject").and_then(|subject| child(document.get_node(subject)?, local));
    let name_id = in_subject("NameID").and_then(|id| document.get_node(id));
    let has_encrypted_id = in_subject("EncryptedID").is_some();
    assert_eq!(assertion.attribute("ID"), Some(identity.assertion_id()));
    let name = identity.name_id().map(|name| name.value.as_str());
    match name_id {
        Some(name_id) => assert_eq!(name, Some(value(name_id).as_str())),
        None => assert!(name.is_none() || has_encrypted_id, "{name:?}, and no NameID was signed"),
    }
    let statements = assertion.children().filter(|node| node.tag_name().name() == "AttributeStatement");
    let attributes: Vec<_> = statements.flat_map(|node| node.children()).filter(|node| node.tag_name().name() == "Attribute").collect();
    for attribute in identity.attributes() {
        let values: Vec<String> = attributes
            .iter()
            .filter(|node| node.attribute("Name") == Some(attribute.name.as_str()))
            .flat_map(|node| node.children().filter(|child| child.tag_name().name() == "AttributeValue"))
            // A value may be a NameID.
            .flat_map(|node| [node].into_iter().chain(node.children().filter(|child| child.tag_name().name() == "NameID")).map(value))
            .collect();
        let encrypted = document.descendants().any(|node| node.tag_name().name() == "EncryptedAttribute");
        let all = attribute.values.iter().all(|value| values.contains(value));
        assert!(all || encrypted, "{attribute:?} is not among {values:?}");
    }
    true
}

fn value(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| if child.is_text() { child.text() } else { None }).collect()
}
