//! The rules of the three standards one by one; the corpus has their published examples.

use std::string::String;
use std::vec::Vec;

use super::{Canonicalization, Method, PrefixList, canonicalize, scope};
use crate::error::ErrorKind;
use crate::limits::Limits;
use crate::xml::{Document, Element, Source};

fn limits() -> Limits {
    Limits::for_bytes(10_000)
}

/// The canonical form of the element that `find` finds, without the one that `omit` finds.
fn canonical(text: &str, method: Method, prefixes: &str, find: &str, omit: &str) -> String {
    let limits = limits();
    let source = Source::decode(text.as_bytes(), &limits).unwrap();
    let document = Document::parse(&source, &limits).unwrap();
    let named = |name: &str| document.root().descendants().find(|element: &Element<'_>| element.local() == name);
    let how = Canonicalization { method, prefixes: PrefixList::parse(prefixes, &limits).unwrap(), most_octets: limits.canonical };
    let mut octets = Vec::new();
    canonicalize(named(find).unwrap(), named(omit), &how, &mut octets).unwrap();
    String::from_utf8(octets).unwrap()
}

fn exclusive(text: &str, find: &str) -> String {
    canonical(text, Method::Exclusive, "", find, "")
}

fn inclusive(text: &str, find: &str) -> String {
    canonical(text, Method::Inclusive10, "", find, "")
}

#[test]
fn only_what_is_used_is_declared() {
    let text = "<a:a xmlns:a='urn:a' xmlns:b='urn:b' xmlns='urn:d'><a:e b:x='1'><b:f/><g/></a:e></a:a>";
    assert_eq!(exclusive(text, "e"), "<a:e xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" b:x=\"1\"><b:f></b:f><g xmlns=\"urn:d\"></g></a:e>");
    assert_eq!(inclusive(text, "e"), "<a:e xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" b:x=\"1\"><b:f></b:f><g></g></a:e>");
}

#[test]
fn siblings_declare_again_and_children_do_not() {
    let text = "<r xmlns:a='urn:a'><a:b><a:c/></a:b><a:d/></r>";
    assert_eq!(exclusive(text, "r"), "<r><a:b xmlns:a=\"urn:a\"><a:c></a:c></a:b><a:d xmlns:a=\"urn:a\"></a:d></r>");
    assert_eq!(inclusive(text, "r"), "<r xmlns:a=\"urn:a\"><a:b><a:c></a:c></a:b><a:d></a:d></r>");
}

#[test]
fn a_prefix_is_bound_again_and_back() {
    let text = "<a:r xmlns:a='urn:1'><a:b xmlns:a='urn:2'><a:c xmlns:a='urn:1'/></a:b><a:d/></a:r>";
    let expected = "<a:r xmlns:a=\"urn:1\"><a:b xmlns:a=\"urn:2\"><a:c xmlns:a=\"urn:1\"></a:c></a:b><a:d></a:d></a:r>";
    assert_eq!(exclusive(text, "r"), expected);
    assert_eq!(inclusive(text, "r"), expected);
}

#[test]
fn the_default_namespace_is_undeclared_only_where_it_was_declared() {
    let text = "<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:a'/><d/></b></a>";
    let expected = "<a xmlns=\"urn:a\"><b xmlns=\"\"><c xmlns=\"urn:a\"></c><d></d></b></a>";
    assert_eq!(exclusive(text, "a"), expected);
    assert_eq!(inclusive(text, "a"), expected);
    assert_eq!(exclusive(text, "b"), "<b><c xmlns=\"urn:a\"></c><d></d></b>");
    assert_eq!(inclusive("<b xmlns=''/>", "b"), "<b></b>");
    // Not visibly used: the element in between has a prefix.
    let text = "<a xmlns='urn:a' xmlns:p='urn:p'><p:b xmlns=''><c/></p:b></a>";
    assert_eq!(exclusive(text, "a"), "<a xmlns=\"urn:a\"><p:b xmlns:p=\"urn:p\"><c xmlns=\"\"></c></p:b></a>");
}

#[test]
fn listed_prefixes_are_inclusive() {
    let text = "<a:a xmlns:a='urn:a' xmlns:xs='urn:xs' xmlns='urn:d'><a:e t='xs:string'><a:f xmlns:xs='urn:other'/></a:e></a:a>";
    let listed = |prefixes| canonical(text, Method::Exclusive, prefixes, "e", "");
    assert_eq!(listed("xs nobody"), "<a:e xmlns:a=\"urn:a\" xmlns:xs=\"urn:xs\" t=\"xs:string\"><a:f xmlns:xs=\"urn:other\"></a:f></a:e>");
    assert_eq!(listed("#default"), "<a:e xmlns=\"urn:d\" xmlns:a=\"urn:a\" t=\"xs:string\"><a:f></a:f></a:e>");
}

#[test]
fn attributes_by_namespace_and_then_by_name() {
    let text = "<e xmlns:b='urn:1' xmlns:a='urn:2' a:y='' b:z='' y='' a:x='' Z='' xml:lang='en' ä=''/>";
    assert_eq!(
        exclusive(text, "e"),
        "<e xmlns:a=\"urn:2\" xmlns:b=\"urn:1\" Z=\"\" y=\"\" ä=\"\" xml:lang=\"en\" b:z=\"\" a:x=\"\" a:y=\"\"></e>"
    );
}

#[test]
fn characters_are_written_in_one_way() {
    let text = "<e a='&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;\t\r\n'>&lt;&gt;&amp;&quot;'&#13;\t\r\n<![CDATA[<&>]]>&#x1F600;</e>";
    assert_eq!(exclusive(text, "e"), "<e a=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;  \">&lt;&gt;&amp;\"'&#xD;\t\n&lt;&amp;&gt;\u{1F600}</e>");
}

#[test]
fn comments_and_instructions() {
    let text = "<!-- before --><e><!-- in --><?p  d  ?><?q?></e>";
    assert_eq!(exclusive(text, "e"), "<e><?p d  ?><?q?></e>");
    assert_eq!(canonical(text, Method::ExclusiveWithComments, "", "e", ""), "<e><!-- in --><?p d  ?><?q?></e>");
    assert_eq!(canonical(text, Method::Inclusive11WithComments.without_comments(), "", "e", ""), "<e><?p d  ?><?q?></e>");
}

#[test]
fn what_is_left_out_leaves_its_surroundings() {
    assert_eq!(canonical("<e> <s><t/></s>\n<s/></e>", Method::Exclusive, "", "e", "s"), "<e> \n<s></s></e>");
}

#[test]
fn attributes_of_the_xml_namespace_come_from_above() {
    let text = "<a xml:lang='en' xml:id='i' xml:base='http://x/y/' xml:other='o'><b xml:lang='de' xml:base='z/'><c q=''/></b></a>";
    assert_eq!(exclusive(text, "c"), "<c q=\"\"></c>");
    assert_eq!(inclusive(text, "c"), "<c q=\"\" xml:base=\"z/\" xml:id=\"i\" xml:lang=\"de\" xml:other=\"o\"></c>");
    assert_eq!(canonical(text, Method::Inclusive11, "", "c", ""), "<c q=\"\" xml:base=\"http://x/y/z/\" xml:lang=\"de\"></c>");
    assert_eq!(canonical(text, Method::Inclusive11, "", "a", ""), inclusive(text, "a"));
}

#[test]
fn a_method_has_one_spelling() {
    for method in Method::ALL {
        assert_eq!(Method::from_uri(method.uri()), Some(method));
        assert_eq!(Method::from_uri(&method.uri().to_uppercase()), None);
    }
    assert_eq!(Method::from_uri("http://www.w3.org/2001/10/xml-exc-c14n"), None);
    assert_eq!(Method::from_uri(""), None);
}

#[test]
fn the_form_is_bounded() {
    let limits = limits();
    let source = Source::decode(b"<r xmlns:a='urn:a'><a:b/><a:b/><a:b/></r>", &limits).unwrap();
    let document = Document::parse(&source, &limits).unwrap();
    let within = |most_octets| {
        let how = Canonicalization { method: Method::Exclusive, prefixes: PrefixList::default(), most_octets };
        canonicalize(document.root(), None, &how, &mut Vec::new()).map_err(|fault| fault.kind)
    };
    assert_eq!(within(40), Err(ErrorKind::LimitExceeded { what: "octets of canonical XML", limit: 40 }));
    // Where the third start tag ends.
    let most = "<r><a:b xmlns:a=\"urn:a\"></a:b><a:b xmlns:a=\"urn:a\"></a:b><a:b xmlns:a=\"urn:a\">".len();
    assert_eq!(within(most), Ok(()));
    assert_eq!(within(most - 1), Err(ErrorKind::LimitExceeded { what: "octets of canonical XML", limit: most - 1 }));
}

/// What `apex` covers of the namespaces around `inside`, in the order of the prefixes.
#[track_caller]
fn covers(text: &str, method: Method, prefixes: &str, apex: &str, inside: &str, expected: &[(&str, &str)]) {
    let limits = limits();
    let source = Source::decode(text.as_bytes(), &limits).unwrap();
    let document = Document::parse(&source, &limits).unwrap();
    let named = |name: &str| document.root().descendants().find(|element: &Element<'_>| element.local() == name).unwrap();
    let how = Canonicalization { method, prefixes: PrefixList::parse(prefixes, &limits).unwrap(), most_octets: limits.canonical };
    let mut found = scope(named(apex), named(inside), &how);
    found.sort_unstable();
    assert_eq!(found, expected);
}

const SCOPES: &str = "<w:w xmlns:w='urn:w' xmlns:x='urn:x'><p:r xmlns:p='urn:p' xmlns:q='urn:1' xmlns:u='urn:u' xmlns='urn:d'>\
    <o:m xmlns:o='urn:o' xmlns:q='urn:2' x:a=''><q:i xmlns:p='urn:3'/></o:m></p:r></w:w>";

#[test]
fn what_is_written_above_is_covered() {
    let covered = [("o", "urn:o"), ("p", "urn:p"), ("q", "urn:2"), ("x", "urn:x")];
    covers(SCOPES, Method::Exclusive, "", "r", "i", &covered);
    covers(SCOPES, Method::Exclusive, "", "r", "m", &[("o", "urn:o"), ("p", "urn:p"), ("x", "urn:x")]);
    covers(SCOPES, Method::Exclusive, "", "i", "i", &[("q", "urn:2")]);
    let listed = [("", "urn:d"), ("o", "urn:o"), ("p", "urn:p"), ("q", "urn:2"), ("u", "urn:u"), ("x", "urn:x")];
    covers(SCOPES, Method::Exclusive, "#default u", "r", "i", &listed);
}

#[test]
fn inclusively_all_that_is_in_scope_is_covered() {
    let all = [("", "urn:d"), ("o", "urn:o"), ("p", "urn:3"), ("q", "urn:2"), ("u", "urn:u"), ("w", "urn:w"), ("x", "urn:x")];
    covers(SCOPES, Method::Inclusive10, "", "r", "i", &all);
    covers("<a xmlns='urn:a' xmlns:xml='http://www.w3.org/XML/1998/namespace'><b xmlns=''/></a>", Method::Inclusive10, "", "a", "b", &[]);
}

/// Where one is not below the other, nothing is.
#[test]
fn nothing_is_covered_elsewhere() {
    covers("<a xmlns:p='urn:p'><p:b/><p:c/></a>", Method::Inclusive10, "", "b", "c", &[]);
}

/// The canonical form of a text that was encrypted in the place of `sealed`, among these namespaces or all that are around.
fn in_place(outer: &str, inner: &str, scope: Option<&[(&str, &str)]>, limits: &Limits) -> Result<String, ErrorKind> {
    let sources = [outer, inner].map(|text| Source::decode(text.as_bytes(), limits).unwrap());
    let document = Document::parse(&sources[0], limits).unwrap();
    let sealed = document.root().descendants().find(|element| element.local() == "sealed").unwrap();
    let opened = Document::parse_in_place(&sources[1], sealed, scope, limits).map_err(|fault| fault.kind)?;
    assert_eq!((opened.root().span(), opened.root().local()), (sealed.span(), "c"));
    let how = Canonicalization { method: Method::Inclusive10, prefixes: PrefixList::default(), most_octets: limits.canonical };
    let mut octets = Vec::new();
    canonicalize(opened.root(), None, &how, &mut octets).unwrap();
    Ok(String::from_utf8(octets).unwrap())
}

const AROUND: &str = "<r xmlns='urn:r' xmlns:p='urn:p' xml:lang='en' a='1'><w xmlns:q='urn:q'><sealed/></w></r>";

#[test]
fn what_was_encrypted_inherits_as_it_would_in_its_place() {
    let expected = "<p:c xmlns=\"urn:r\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" xml:lang=\"en\"></p:c>";
    assert_eq!(in_place(AROUND, "<p:c/>", None, &limits()).as_deref(), Ok(expected));
}

#[test]
fn what_was_encrypted_inherits_no_more_than_is_covered() {
    for outer in [AROUND, "<r xml:lang='en'><sealed/></r>"] {
        let found = in_place(outer, "<p:c/>", Some(&[("p", "urn:p"), ("q", "urn:q")]), &limits());
        assert_eq!(found.as_deref(), Ok("<p:c xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"></p:c>"), "{outer}");
    }
}

#[test]
fn what_was_encrypted_is_as_deep_as_its_place() {
    let limits = Limits { depth: 3, ..limits() };
    for scope in [None, Some([("p", "urn:p")].as_slice())] {
        assert!(in_place(AROUND, "<p:c/>", scope, &limits).is_ok());
        let refusal = in_place(AROUND, "<p:c><p:d/></p:c>", scope, &limits);
        assert_eq!(refusal, Err(ErrorKind::LimitExceeded { what: "depth", limit: 3 }));
    }
}
