//! Whatever is accepted, roxmltree and quick-xml accept, with the same tree; places are those of the text; what is written again reads alike.

mod quick_xml;
mod roxmltree;
mod written;

use std::collections::BTreeMap;
use std::ops::Range;

use saml_edge::fuzzing::{self, Event};

pub use written::{Placeless, placeless};

pub fn hold(octets: &[u8]) {
    let Ok((text, events)) = fuzzing::parse(octets) else { return };
    assert_same("roxmltree", &events, &roxmltree::read(&text));
    assert_same("quick-xml", &placeless(&events), &quick_xml::read(&text));
    places_are_in_the_text(&text, &events);

    let again = written::write(&events);
    let (_, read_again) = fuzzing::parse(again.as_bytes()).unwrap_or_else(|code| panic!("{code}: {again}"));
    assert_same("what was written", &placeless(&events), &placeless(&read_again));
}

/// Says where the difference begins: whole trees are long.
#[track_caller]
fn assert_same<T: PartialEq + std::fmt::Debug>(whose: &str, own: &[T], other: &[T]) {
    for (own, other) in own.iter().zip(other) {
        assert_eq!(own, other, "{whose} reads something else");
    }
    assert_eq!(own.len(), other.len(), "{whose} reads more or less");
}

fn places_are_in_the_text(text: &str, events: &[Event]) {
    let mut around: Vec<Range<usize>> = Vec::new();
    for event in events {
        let Event::Element { depth, qname, attributes, range, .. } = event else { continue };
        around.truncate(*depth);
        if let Some(around) = around.last() {
            assert!(around.start < range.start && range.end < around.end, "{qname} at {range:?} leaves {around:?}");
        }
        let element = text.get(range.clone()).unwrap_or_else(|| panic!("{qname} at {range:?}"));
        assert!(element.starts_with(&format!("<{qname}")) && element.ends_with('>'), "{qname} at {range:?}: {element}");
        for (_, local, _, place) in attributes {
            let attribute = text.get(place.clone()).unwrap_or_else(|| panic!("{local} at {place:?}"));
            let name = attribute.split(|c: char| c == '=' || c.is_ascii_whitespace()).next().unwrap_or_default();
            assert_eq!(name.rsplit(':').next(), Some(local.as_str()), "{attribute}");
            assert!(attribute.ends_with(['"', '\'']) && range.start < place.start && place.end < range.end, "{attribute}");
        }
        around.push(range.clone());
    }
}

/// What declarations make of the prefixes in scope.
fn declare(scope: &mut BTreeMap<String, String>, prefix: &str, uri: &str) {
    match (prefix, uri) {
        // Whether anybody declares `xml` makes no difference.
        ("xml", _) => {}
        (_, "") => drop(scope.remove(prefix)),
        _ => drop(scope.insert(prefix.to_owned(), uri.to_owned())),
    }
}
