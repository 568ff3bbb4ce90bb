//! What this project refuses although libxml2 may take it: each with the one code that is expected.

use crate::model::{Document, Element, Node};

pub(crate) struct Oddity {
    pub(crate) name: &'static str,
    /// The code of the refusal.
    pub(crate) code: &'static str,
    pub(super) put: fn(&mut Document),
}

const fn odd(name: &'static str, code: &'static str, put: fn(&mut Document)) -> Oddity {
    Oddity { name, code, put }
}

const NOT_WELL_FORMED: &str = "ERR_NOT_WELL_FORMED";
const NO_FORM: &str = "ERR_CANONICALIZATION_FAILED";

pub(crate) const ODDITIES: &[Oddity] = &[
    odd("DOCTYPE", "ERR_DOCTYPE", |document| document.before.insert(0, "<!DOCTYPE a>".into())),
    odd("DOCTYPE with an entity", "ERR_DOCTYPE", |document| document.before.insert(0, "<!DOCTYPE a [<!ENTITY e 'x'>]>".into())),
    odd("DOCTYPE with a default attribute", "ERR_DOCTYPE", |document| {
        document.before.insert(0, "<!DOCTYPE a [<!ATTLIST a d CDATA 'x'>]>".into());
    }),
    odd("another encoding", "ERR_ENCODING", |document| document.opening = "<?xml version='1.0' encoding='ISO-8859-1'?>".into()),
    odd("XML 1.1", NOT_WELL_FORMED, |document| document.opening = "<?xml version='1.1'?>".into()),
    odd("relative namespace", NO_FORM, |document| declare(document, "xmlns:odd", "rel/x")),
    odd("namespace with a space", NO_FORM, |document| declare(document, "xmlns:odd", "urn:a b")),
    odd("namespace beyond ASCII", NO_FORM, |document| declare(document, "xmlns:odd", "urn:ä")),
    odd("prefix that is not declared", NOT_WELL_FORMED, |document| child(document, Element::new("nobody:a"))),
    odd("element with the prefix xml", NOT_WELL_FORMED, |document| child(document, Element::new("xml:a"))),
    odd("attribute named xmlns in a namespace", NOT_WELL_FORMED, |document| {
        child(document, Element::new("a").with("xmlns:odd", "urn:odd").with("odd:xmlns", "v"));
    }),
    odd("prefix declared for nothing", NOT_WELL_FORMED, |document| declare(document, "xmlns:odd", "")),
    odd("prefix xmlns declared", NOT_WELL_FORMED, |document| declare(document, "xmlns:xmlns", "urn:odd")),
    odd("attribute twice", NOT_WELL_FORMED, |document| child(document, Element::new("a").with("b", "").with("b", ""))),
    odd("attribute twice by its namespace", NOT_WELL_FORMED, |document| {
        child(document, Element::new("a").with("xmlns:o", "urn:o").with("xmlns:u", "urn:o").with("o:b", "").with("u:b", ""));
    }),
    odd("name with two colons", NOT_WELL_FORMED, |document| child(document, Element::new("a").with("xmlns:o", "urn:o").with("o:b:c", ""))),
    odd("instruction with a colon", NOT_WELL_FORMED, |document| piece(document, "<?o:b c?>")),
    odd("]]> in text", NOT_WELL_FORMED, |document| piece(document, "]]>")),
    odd("-- in a comment", NOT_WELL_FORMED, |document| piece(document, "<!-- -- -->")),
    odd("bare &", NOT_WELL_FORMED, |document| piece(document, "a & b")),
    odd("entity", NOT_WELL_FORMED, |document| piece(document, "&nbsp;")),
    odd("reference to no character", "ERR_CHARACTER_FORBIDDEN", |document| piece(document, "&#0;")),
    odd("control character", "ERR_CHARACTER_FORBIDDEN", |document| piece(document, "\u{1}")),
    odd("U+FFFE", "ERR_CHARACTER_FORBIDDEN", |document| piece(document, "\u{FFFE}")),
    odd("text behind the root", NOT_WELL_FORMED, |document| document.after.push("x".into())),
    odd("second root", NOT_WELL_FORMED, |document| document.after.push("<a/>".into())),
    odd("too deep", "ERR_LIMIT", |document| child(document, (0..64).fold(Element::new("a"), |inner, _| within(Element::new("a"), inner)))),
    odd("too many attributes", "ERR_LIMIT", |document| {
        child(document, (0..129).fold(Element::new("a"), |element, number| element.with(&format!("a{number}"), "")));
    }),
    odd("too many namespaces in scope", "ERR_LIMIT", |document| {
        let declare = |element: Element, number| element.with(&format!("xmlns:o{number}"), "urn:o");
        child(document, (0..49).fold(Element::new("a"), declare));
    }),
    odd("name too long", "ERR_LIMIT", |document| child(document, Element::new("a".repeat(1025)))),
    odd("namespace too long", "ERR_LIMIT", |document| declare(document, "xmlns:odd", &format!("urn:{}", "a".repeat(253)))),
];

fn declare(document: &mut Document, name: &str, uri: &str) {
    document.root = document.root.clone().with(name, uri);
}

fn child(document: &mut Document, element: Element) {
    document.root.children.push(Node::Element(element));
}

fn piece(document: &mut Document, piece: &str) {
    document.root.children.push(Node::Text(piece.into()));
}

fn within(mut outer: Element, inner: Element) -> Element {
    outer.children.push(Node::Element(inner));
    outer
}
