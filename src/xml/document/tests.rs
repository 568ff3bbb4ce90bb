use std::format;
use std::string::String;
use std::vec::Vec;

use super::{Child, Document};
use crate::error::{ErrorKind, Span};
use crate::limits::Limits;
use crate::xml::Source;

/// The path to what begins at this octet.
fn path(text: &str, start: usize) -> String {
    let limits = Limits::for_bytes(10_000);
    let source = Source::decode(text.as_bytes(), &limits).unwrap();
    let document = Document::parse(&source, &limits).unwrap();
    document.locate(ErrorKind::NothingSigned.at(Span { start, end: start + 1 })).at.unwrap().path
}

#[test]
fn a_path_leads_to_the_innermost_element() {
    let text = "<a:r xmlns:a='urn:a'><b><c/></b><d>text</d></a:r>";
    for (part, expected) in [("<a:r", "/r"), ("<c", "/r/b/c"), ("</b>", "/r/b"), ("<d", "/r/d"), ("text", "/r/d"), ("</a:r", "/r")] {
        assert_eq!(path(text, text.find(part).unwrap()), expected, "{part}");
    }
}

#[test]
fn a_long_path_is_cut() {
    let (fits, long) = ("n".repeat(254), "n".repeat(255));
    assert_eq!(path(&format!("<r><{fits}/></r>"), 3), ["/r/", &fits].concat());
    assert_eq!(path(&format!("<r><{long}/></r>"), 3), "/r/…");
    let deep = format!("<r><{fits}><e/></{fits}></r>");
    assert_eq!(path(&deep, deep.find("<e").unwrap()), ["/r/", &fits, "/…"].concat());
}

#[test]
fn what_an_element_holds() {
    let limits = Limits::for_bytes(1_000);
    let source = Source::decode(b"<r a='1' b='2'>t<!--c--><?p d?><e><i/></e></r>", &limits).unwrap();
    let document = Document::parse(&source, &limits).unwrap();
    let root = document.root();
    assert_eq!(document.octets(), source.text().len());
    assert_eq!(root.attributes().len(), 2);
    assert!(matches!(
        root.children().collect::<Vec<_>>().as_slice(),
        [Child::Text("t"), Child::Comment("c"), Child::Instruction { target: "p", data: "d" }, Child::Element(_)]
    ));
    assert_eq!(root.descendants().map(|element| element.local()).collect::<Vec<_>>(), ["r", "e", "i"]);
    let inner = root.descendants().last().unwrap();
    assert_eq!(inner.parent().map(|parent| parent.local()), Some("e"));
    assert!(root.parent().is_none());
    assert_eq!(root.first_markup(), Some(Span { start: 16, end: 24 }));
    assert_eq!(inner.first_markup(), None);
}
