//! A canonical form is its own canonical form, and reads as the node set that it is of.

use saml_edge::fuzzing::{self, Event};

use crate::parser::{Placeless, placeless};

/// The number of the element, that of the one that is left out (from 128 on: none), the method and the prefixes; then the XML.
pub fn hold(octets: &[u8]) {
    let Some((&[element, omit, method, prefixes], xml)) = octets.split_first_chunk() else { return };
    let method = METHODS[usize::from(method) % METHODS.len()];
    let prefixes = PREFIXES[usize::from(prefixes) % PREFIXES.len()];
    let omit = (omit < 128).then_some(usize::from(omit));
    let Some(canonical) = fuzzing::canonical(xml, element.into(), omit, method, prefixes) else { return };
    // The apex itself is never left out of what is signed.
    if canonical.events.is_empty() || omit == Some(usize::from(element)) {
        return;
    }
    let text = String::from_utf8(canonical.octets.clone()).expect("UTF-8");
    assert!(text.starts_with('<') && text.ends_with('>'), "{text}");

    let read = match fuzzing::parse(&canonical.octets) {
        Ok((same, events)) => {
            assert_eq!(text, same, "it has line ends, or a byte order mark");
            events
        }
        // It repeats declarations, and may be beyond a limit by that alone.
        Err("ERR_LIMIT" | "ERR_TOO_LARGE") => return,
        Err(code) => panic!("{code}: {text}"),
    };
    let again = fuzzing::canonical(&canonical.octets, 0, None, method, prefixes).expect("a canonical form of what is canonical");
    assert_eq!(text, String::from_utf8_lossy(&again.octets), "it is not its own canonical form");

    let exclusive = method.contains("exc-c14n");
    let comments = if method.ends_with("#WithComments") { Comments::Kept } else { Comments::Dropped };
    let (covered, read) = (node_set(&canonical.events, comments, exclusive), node_set(&read, comments, exclusive));
    for (covered, read) in covered.iter().zip(&read) {
        assert_eq!(covered, read, "it reads as something else: {text}");
    }
    assert_eq!(covered.len(), read.len(), "it reads as more or less: {text}");
}

/// xmldsig 6.5; xml-exc-c14n 4.
pub const METHODS: [&str; 6] = [
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
];

const PREFIXES: [&str; 8] = ["", "#default", "xs", "a b c", "ds saml saml2 xs xsi", "#default p xml", "p q p", "xmlns \t no-such"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comments {
    Kept,
    Dropped,
}

/// What is covered of a tree, in a form that does not depend on what canonicalisation orders or leaves out.
pub(crate) fn node_set(events: &[Event], comments: Comments, exclusive: bool) -> Vec<Placeless> {
    let mut nodes: Vec<Placeless> = Vec::new();
    for node in placeless(events) {
        match (node, nodes.last_mut()) {
            (Placeless::Comment(..), _) if comments == Comments::Dropped => {}
            // What stood between them is left out.
            (Placeless::Text(depth, more), Some(Placeless::Text(same, text))) if *same == depth => text.push_str(&more),
            (Placeless::Element { depth, name, qname, mut attributes, mut namespaces }, _) => {
                // The apex inherits those of XML that stand around it.
                attributes.retain(|(namespace, ..)| depth > 0 || namespace != "http://www.w3.org/XML/1998/namespace");
                attributes.sort();
                if exclusive {
                    namespaces.clear();
                }
                nodes.push(Placeless::Element { depth, name, qname, attributes, namespaces });
            }
            (node, _) => nodes.push(node),
        }
    }
    nodes
}
