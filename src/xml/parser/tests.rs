//! What is refused, above all where parsers read different things.

mod roxmltree;

use std::format;
use std::string::String;

use super::parse;
use crate::error::{ErrorKind, Fault};
use crate::limits::Limits;

fn limits() -> Limits {
    Limits::for_bytes(4096)
}

fn check(text: &str, limits: &Limits) -> Result<(), Fault> {
    parse(text, limits).map(drop)
}

#[track_caller]
fn passes(text: &str) {
    assert_eq!(check(text, &limits()), Ok(()), "{text}");
}

/// Refused as no well-formed XML, with the place.
#[track_caller]
fn not_well_formed(text: &str, at: usize) {
    let fault = check(text, &limits()).unwrap_err();
    assert!(matches!(fault.kind, ErrorKind::NotWellFormed { .. }), "{text}: {:?}", fault.kind);
    assert_eq!(fault.span.unwrap().start, at, "{text}: {:?}", fault.kind);
}

#[track_caller]
fn refused(text: &str, kind: ErrorKind) {
    assert_eq!(check(text, &limits()).unwrap_err().kind, kind, "{text}");
}

#[test]
fn end_tags_with_white_space() {
    for text in ["<a></a >", "<a></a\n\t>", "<é></é\n>", "<é></é>"] {
        passes(text);
    }
}

#[test]
fn documents_of_every_form() {
    passes("<a/>");
    passes("<?xml version='1.0'?><a/>");
    passes(
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='no' ?>\n<!-- c --><?p d?><a b='&lt;&#x41;&#13;'>t]]<![CDATA[<&]]]]>&amp;</a>\n<?p?><!---->",
    );
    passes("<?xml version='1.0' encoding='US-ASCII'?><a/>");
    passes("<ä:ö xmlns:ä='urn:x' ä:ü='' ü=''>𝄞</ä:ö >");
    passes("<a xmlns='urn:x'><b xmlns=''/></a>");
    passes("<a xml:lang='en' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>");
    passes("<a b=\"'\" c='\"'\n\td = 'e'/>");
}

#[test]
fn two_declarations_of_one_prefix() {
    not_well_formed("<a xmlns='urn:x' xmlns='urn:y'/>", 17);
    not_well_formed("<a xmlns:p='urn:x' xmlns:p='urn:x'/>", 19);
    not_well_formed("<a xmlns='urn:x' xmlns=''/>", 17);
}

#[test]
fn names_with_a_colon_too_many() {
    for text in [
        "<:e/>",
        "<a: />",
        "<a:b:c xmlns:a='urn:x'/>",
        "<a :b=''/>",
        "<a b:=''/>",
        "<a xmlns:=''/>",
        "<a xmlns::b='urn:x'/>",
        "<?a:b?><c/>",
    ] {
        assert!(matches!(check(text, &limits()).unwrap_err().kind, ErrorKind::NotWellFormed { .. }), "{text}");
    }
}

#[test]
fn reserved_prefixes_and_namespaces() {
    not_well_formed("<a xmlns:p=''/>", 3);
    not_well_formed("<a xmlns:xmlns='urn:x'/>", 3);
    not_well_formed("<a xmlns:xml='urn:x'/>", 3);
    not_well_formed("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", 3);
    not_well_formed("<a xmlns='http://www.w3.org/2000/xmlns/'/>", 3);
    not_well_formed("<a xmlns='http://www.w3.org/XML/1998/namespac&#101;'/>", 3);
    not_well_formed("<xmlns:a/>", 1);
    not_well_formed("<xml:a/>", 1);
    not_well_formed("<a xmlns:p='urn:x' p:xmlns=''/>", 19);
}

#[test]
fn undeclared_prefixes() {
    not_well_formed("<p:a/>", 1);
    not_well_formed("<a p:b=''/>", 3);
    not_well_formed("<a><b xmlns:p='urn:x'/><p:c/></a>", 24);
}

#[test]
fn an_attribute_twice_by_either_name() {
    not_well_formed("<a b='' b=''/>", 8);
    not_well_formed("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>", 42);
    not_well_formed("<a xmlns:p='urn:x' xmlns:q='urn:&#x78;' p:b='' q:b=''/>", 47);
    passes("<a xmlns:p='urn:x' xmlns:q='urn:y' xmlns='urn:x' p:b='' q:b='' b=''/>");
}

#[test]
fn references_to_what_is_no_character() {
    for (reference, code_point) in [("&#xD800;", 0xD800), ("&#x110000;", 0x11_0000), ("&#0;", 0), ("&#xFFFE;", 0xFFFE), ("&#31;", 31)] {
        refused(&format!("<a>{reference}</a>"), ErrorKind::CharacterForbidden { code_point });
        refused(&format!("<a b='{reference}'/>"), ErrorKind::CharacterForbidden { code_point });
    }
    for reference in
        ["&#;", "&#x;", "&#X41;", "&#-1;", "&#+1;", "&# 1;", "&#99999999999;", "&nbsp;", "&amp", "&;", "&", "&a b;", "&amp;&", "&AMP;"]
    {
        let fault = check(&format!("<a>{reference}</a>"), &limits()).unwrap_err();
        assert!(matches!(fault.kind, ErrorKind::NotWellFormed { .. }), "{reference}: {:?}", fault.kind);
        assert!(check(&format!("<a b='{reference}'/>"), &limits()).is_err(), "{reference}");
    }
}

#[test]
fn characters_that_xml_has_not() {
    for character in ['\0', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
        let kind = ErrorKind::CharacterForbidden { code_point: character.into() };
        for text in ["<a>_</a>", "<a b='_'/>", "<a><!--_--></a>", "<a><?p _?></a>", "<a><![CDATA[_]]></a>", "_<a/>", "<a/>_", "<a_/>"] {
            refused(&text.replace('_', &String::from(character)), kind.clone());
        }
    }
    passes("<a>\u{7F}\u{85}\u{FFFD}\u{10FFFF}\u{EFFF}\u{F000}</a>");
}

#[test]
fn the_declaration_is_read() {
    refused("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", ErrorKind::EncodingDeclared { found: "ISO-8859-1".into() });
    refused("<?xml version='1.0' encoding='US-ASCII'?><a>é</a>", ErrorKind::EncodingDeclared { found: "US-ASCII".into() });
    for text in [
        "<?xml version='1.1'?><a/>",
        "<?xml?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>",
        "<?xml version='1.0'",
        "<?xml\tversion='1.0'?><a/>",
        "<?XML version='1.0'?><a/>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='1.0'?><?xml version='1.0'?><a/>",
        "<a><?xml version='1.0'?></a>",
    ] {
        assert!(matches!(check(text, &limits()).unwrap_err().kind, ErrorKind::NotWellFormed { .. }), "{text}");
    }
}

#[test]
fn a_doctype_in_any_spelling() {
    for text in [
        "<!DOCTYPE a><a/>",
        "<!doctype a []><a/>",
        "<?xml version='1.0'?>\n<!--x--><!DOCTYPE a SYSTEM 'x'><a/>",
        "<a><!DocType b></a>",
        "<!DOCTYPE",
    ] {
        refused(text, ErrorKind::DoctypeForbidden);
    }
    not_well_formed("<!ENTITY a 'b'><a/>", 0);
    not_well_formed("<a><![INCLUDE[b]]></a>", 3);
}

#[test]
fn structure() {
    for (text, at) in [
        ("", 0),
        ("x", 0),
        ("<!---->", 7),
        ("<a>", 1),
        ("<a><b></a></b>", 6),
        ("</a>", 0),
        ("<a/></a>", 4),
        ("<a/><b/>", 4),
        ("<a/>x", 4),
        ("<a/><![CDATA[]]>", 4),
        ("<a xmlns:p='urn:x'><p:b></b></a>", 24),
        ("<a b/>", 4),
        ("<a b=c/>", 5),
        ("<a b='<'/>", 6),
        ("<a b='", 5),
        ("<a b=''c=''/>", 7),
        ("<a / >", 3),
        ("< a/>", 1),
        ("<1/>", 1),
        ("<a>]]></a>", 3),
        ("<a><!-- -- --></a>", 8),
        ("<a><!-- ---></a>", 8),
        ("<a><!--", 3),
        ("<a><?p", 6),
        ("<a><?p x</a>", 3),
        ("<a><![CDATA[</a>", 3),
        ("<a></a b>", 7),
        ("<ab></a>", 4),
        ("<a></ab>", 3),
        ("<a></a:b>", 3),
        ("<a></a:>", 5),
        ("<a></a", 6),
        ("<a></ a>", 5),
        ("<a></a></a>", 7),
    ] {
        not_well_formed(text, at);
    }
}

#[test]
fn namespaces_that_are_no_absolute_uri() {
    for uri in [
        "x",
        "/x",
        "../x",
        "x/y:z",
        "//x",
        "#x",
        "urn:a b",
        "urn:\u{e9}",
        "1:x",
        ":x",
        " urn:x",
        "urn:x\n",
        "a:%zz",
        "a:%",
        "a:%a",
        "a:b#c#d",
        "a:[x]",
        "http://[::1",
        "http://a:b:c/",
        "http://a@b@c/",
        "http://a:999999/",
    ] {
        let fault = check(&format!("<a xmlns='{uri}'/>"), &limits()).unwrap_err();
        assert!(matches!(fault.kind, ErrorKind::CanonicalizationFailed { .. }), "{uri}: {:?}", fault.kind);
    }
}

#[test]
fn namespaces_that_are_absolute_uris() {
    for uri in ["urn:x", "u:", "a:%2f#", "http://a@b:8080/c?d#e", "http://a", "tag:me@example.com,2005:x", "http://a:/", "file:///x"] {
        passes(&format!("<a xmlns='{uri}'/>"));
    }
}

#[test]
fn every_bound_is_named_and_exact() {
    let bounds = Limits {
        depth: 3,
        elements: 40,
        nodes: 49,
        attributes: 4,
        attributes_in_all: 6,
        namespaces_in_scope: 3,
        namespaces: 5,
        name: 8,
        namespace_name: 8,
        ..limits()
    };
    let at_most = |text: &str| assert_eq!(check(text, &bounds), Ok(()), "{text}");
    let exceeds = |text: &str, what: &'static str| match check(text, &bounds).unwrap_err().kind {
        ErrorKind::LimitExceeded { what: found, .. } => assert_eq!(found, what, "{text}"),
        other => panic!("{text}: {other:?}"),
    };
    at_most("<a><a><a/></a></a>");
    exceeds("<a><a><a><a/></a></a></a>", "depth");
    at_most(&format!("<a>{}</a>", "<a/>".repeat(39)));
    exceeds(&format!("<a>{}</a>", "<a/>".repeat(40)), "elements");
    at_most(&format!("<a>{}</a>", "x<!---->".repeat(24)));
    exceeds(&format!("<a>{}</a>", "x<!---->".repeat(25)), "elements, texts, comments and processing instructions");
    at_most("<a b='' c='' d='' e=''/>");
    exceeds("<a b='' c='' d='' e='' f=''/>", "attributes on one element");
    at_most("<a b='' c='' d=''><a b='' c='' d=''/></a>");
    exceeds("<a b='' c='' d=''><a b='' c='' d='' e=''/></a>", "attributes");
    at_most("<a xmlns='u:1' xmlns:b='u:2' xmlns:c='u:3'><a xmlns='u:4'/></a>");
    exceeds("<a xmlns='u:1' xmlns:b='u:2' xmlns:c='u:3'><a xmlns:d='u:4'/></a>", "namespace declarations in scope");
    let declared_again = |times: usize| format!("<a>{}</a>", "<a xmlns='u:1'/>".repeat(times));
    at_most(&declared_again(5));
    exceeds(&declared_again(6), "namespace declarations");
    at_most("<abcdefgh/>");
    exceeds("<abcdefghi/>", "name length");
    at_most("<a xmlns='u:345678'/>");
    exceeds("<a xmlns='u:3456789'/>", "octets of a namespace name");
}

#[test]
fn no_beginning_of_a_document_is_one() {
    let text = "<?xml version='1.0'?><p:a xmlns:p='urn:p' b='&amp;'><c d='e'/><!-- f --><?g h?><![CDATA[i]]>&#x6A;</p:a>";
    passes(text);
    for end in 0..text.len() {
        assert!(check(&text[..end], &limits()).is_err(), "{}", &text[..end]);
    }
}

/// A refusal points at all of what is wrong, and at nothing else.
#[test]
fn what_is_wrong_begins_and_ends() {
    for (text, expected) in [
        ("<a:b:c/>", "a:b:c"),
        ("<?a:b?><a/>", "a:b"),
        ("<a>&;</a>", "&"),
        ("<a>&x</a>", "&"),
        ("<a>&nosuch;</a>", "&nosuch;"),
        ("<a>&#xG;</a>", "&#xG;"),
        ("<a>&#0;</a>", "&#0;"),
        ("<a>x]]></a>", "]]>"),
        ("<a>x\u{FFFF}</a>", "\u{FFFF}"),
        ("<é\u{D7}/>", "\u{D7}"),
        ("<-a/>", "-"),
        ("<!-- a -- b", "--"),
        ("<a/><!-- a", "<!--"),
        ("<a/><?xml ?>", "xml"),
        ("<a/><?p q", "<?"),
        ("<a/><![CDATA[x]]>", "<![CDATA["),
        ("<a><![CDATA[x", "<![CDATA["),
        ("<a><!x></a>", "<!"),
        ("<!doctype a><a/>", "<!doctype"),
        ("<a b=\"x", "\""),
        ("<a b=x/>", "x"),
        ("<a b='<'/>", "<"),
        ("<?xml version='1.1'?><a/>", "1.1"),
        ("<a><b:c/></a>", "b:c"),
        ("<a ccc='' b='' ccc=''/>", "ccc"),
        ("<a xmlns:b='u:1' xmlns:b='u:2'/>", "xmlns:b"),
        ("<a xmlns:b=''/>", "xmlns:b=''"),
        ("<a xmlns:b='relative'/>", "xmlns:b='relative'"),
        ("<a><b></c></a>", "</c>"),
        ("<a/></a>", "</a>"),
        ("<a/><bcd e=''/>", "<bcd"),
        ("<a><bcd>", "bcd"),
        ("<a", ""),
        (" ", ""),
    ] {
        let span = check(text, &limits()).unwrap_err().span.unwrap();
        assert_eq!((span.start, text.get(span.start..span.end)), (text.rfind(expected).unwrap(), Some(expected)), "{text}");
    }
}
