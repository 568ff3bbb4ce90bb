//! Where the two sides are known to differ, each with a reason and no wider than it is. In each libxml2 departs from the specification.

use saml_edge::fuzzing::Wanted;

use crate::model::{Document, Element};

/// The reason why two canonical forms may differ.
pub(crate) fn form(document: &Document, wanted: &Wanted<'_>, here: &str, there: &str) -> Option<&'static str> {
    let escaped = with_bare_ampersands(here);
    if escaped == there {
        return Some(BARE_AMPERSAND);
    }
    if !wanted.method.contains("xml-c14n11") {
        return None;
    }
    let (here, there) = (escaped.replace(EMPTY, ""), there);
    if here == there {
        return Some(EMPTY_BASE);
    }
    let differs_in_base = without_base_of_apex(&here) == without_base_of_apex(there);
    let bases = bases(&document.root, wanted.element).unwrap_or_default();
    let is_joined = bases.len() > 1 && bases.iter().any(|base| has_dots(base));
    (differs_in_base && is_joined).then_some(DOTS)
}

/// Why a refusal with this code is one that libxmlsec1 need not share; none where it must.
pub(crate) fn stricter(octets: &[u8], code: &str) -> Option<&'static str> {
    if code == NOT_WELL_FORMED.0 && has_other_version(octets) {
        return Some(NOT_WELL_FORMED.1);
    }
    STRICTER.iter().find(|(known, _)| *known == code).map(|(_, why)| *why)
}

/// An XML declaration with another version than 1.0.
fn has_other_version(octets: &[u8]) -> bool {
    let text = String::from_utf8_lossy(octets);
    let declaration = text.trim_start_matches('\u{FEFF}').strip_prefix("<?xml").and_then(|text| text.split("?>").next());
    declaration.is_some_and(|declaration| !["\"1.0\"", "'1.0'"].iter().any(|version| declaration.contains(version)))
}

/// Only where the version is another one.
const NOT_WELL_FORMED: (&str, &str) = ("ERR_NOT_WELL_FORMED", "XML has the version 1.0; libxml2 goes on where it is another one");

/// Codes that are always stricter. That a signature or a digest does not match is none of them.
const STRICTER: &[(&str, &str)] = &[
    ("ERR_DUPLICATE_ID", "an ID stands once; libxml2 takes the first of two"),
    ("ERR_ENCODING", "UTF-8 is named as such; libxml2 goes on where it does not know a name"),
    ("ERR_MARKUP_IN_VALUE", "nothing splits a value"),
    ("ERR_SCHEMA", "there are no elements in a value"),
    ("ERR_REFERENCE_URI", "a Signature covers its parent, and no other element"),
    ("ERR_SIGNATURE_MALFORMED", "there is no text between elements, and base64 is strict"),
];

/// Canonical XML 1.0, 2.3: in the value of a namespace node `&` is replaced, as it is in that of an attribute. libxml2 writes it as it is, which is no
/// well-formed XML any more.
const BARE_AMPERSAND: &str = "libxml2 does not escape & in the name of a namespace";

/// Canonical XML 1.1, 2.4: an `xml:base` is left out where joining it with those of omitted ancestors gives nothing. libxml2 leaves out every empty one, those of
/// elements whose parents are there too.
const EMPTY_BASE: &str = "libxml2 leaves out xml:base=\"\" in Canonical XML 1.1";
const EMPTY: &str = " xml:base=\"\"";

/// Canonical XML 1.1, 2.4 has dot segments removed when an `xml:base` is joined with one above, and `/` put behind a last `..`. libxml2 keeps those of a base
/// that an empty reference is joined with, puts no `/` there when nothing is before it, and makes `..//` of `../` and nothing of `/r` and `..`. The octets of
/// nothing but the apex's `xml:base` may differ, and that only where such a segment is in a base at or above it, and there are two or more.
const DOTS: &str = "libxml2 joins xml:base with dot segments otherwise in Canonical XML 1.1";

fn with_bare_ampersands(form: &str) -> String {
    let mut written = String::new();
    let mut rest = form;
    while let Some(at) = rest.find(" xmlns") {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let end = from.find('"').and_then(|open| Some(open + 1 + from[open + 1..].find('"')? + 1)).unwrap_or(from.len());
        let (declaration, after) = from.split_at(end);
        written.push_str(&declaration.replace("&amp;", "&"));
        rest = after;
    }
    written + rest
}

/// A canonical form begins with the start tag of its apex, in whose values there is no `>` that is not escaped but one in an attribute: the first `xml:base` is
/// looked for among attributes alone.
fn without_base_of_apex(form: &str) -> String {
    let mut at = 0;
    // From quote to quote, to the end of the start tag.
    while let Some(open) = form[at..].find(['"', '>']).map(|open| at + open) {
        if form.as_bytes()[open] == b'>' {
            break;
        }
        let Some(close) = form[open + 1..].find('"').map(|close| open + 1 + close) else { break };
        if form[at..open].ends_with(" xml:base=") {
            return [&form[..open - " xml:base=".len()], &form[close + 1..]].concat();
        }
        at = close + 1;
    }
    form.to_owned()
}

/// The values of `xml:base` at and above the element of this number.
fn bases(element: &Element, number: usize) -> Option<Vec<&str>> {
    let own = element.attributes.iter().find(|attribute| attribute.name == "xml:base").map(|base| base.value.as_str());
    if number == 0 {
        return Some(own.into_iter().collect());
    }
    let mut rest = number - 1;
    for child in element.elements() {
        let count = child.count();
        if rest < count {
            return Some(own.into_iter().chain(bases(child, rest)?).collect());
        }
        rest -= count;
    }
    None
}

fn has_dots(base: &str) -> bool {
    base.split(['/', '?']).any(|segment| matches!(segment, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::{bases, has_dots, stricter, with_bare_ampersands, without_base_of_apex};
    use crate::model::{Element, Node};

    #[test]
    fn ampersands_of_namespaces_alone() {
        let form = "<a xmlns=\"u:?a&amp;b\" xmlns:p=\"u:p\" b=\"&amp;\">&amp;</a>";
        assert_eq!(with_bare_ampersands(form), "<a xmlns=\"u:?a&b\" xmlns:p=\"u:p\" b=\"&amp;\">&amp;</a>");
    }

    #[test]
    fn the_base_of_the_apex_alone() {
        assert_eq!(without_base_of_apex("<a b=\"> xml:base=\" xml:base=\"x\" c=\"\"><d xml:base=\"y\"></d></a>"), {
            "<a b=\"> xml:base=\" c=\"\"><d xml:base=\"y\"></d></a>"
        });
        assert_eq!(without_base_of_apex("<a><d xml:base=\"y\"></d></a>"), "<a><d xml:base=\"y\"></d></a>");
    }

    #[test]
    fn what_is_not_well_formed_is_stricter_in_its_version_alone() {
        let is_stricter = |text: &str| stricter(text.as_bytes(), "ERR_NOT_WELL_FORMED").is_some();
        assert!(is_stricter("\u{FEFF}<?xml version='1.1'?><a/>"));
        assert!(!is_stricter("<?xml version='1.0'?><a b='1.1'/>"));
        assert!(!is_stricter("<a/>"));
        assert!(stricter(b"<a/>", "ERR_DIGEST_MISMATCH").is_none() && stricter(b"<a/>", "ERR_SIGNATURE_INVALID").is_none());
    }

    #[test]
    fn bases_from_the_root_down() {
        let mut root = Element::new("a").with("xml:base", "x");
        let inner = Element::new("c").with("xml:base", "../y");
        root.children.extend([Node::Element(Element::new("b")), Node::Element(inner)]);
        assert_eq!(bases(&root, 2), Some(vec!["x", "../y"]));
        assert_eq!(bases(&root, 1), Some(vec!["x"]));
        assert_eq!(bases(&root, 3), None);
        assert!(has_dots("..") && has_dots("./b") && has_dots("a/../b?c") && !has_dots("http://x.y/..z"));
    }
}
