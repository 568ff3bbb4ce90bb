//! The tree that roxmltree reads.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeType};
use saml_edge::fuzzing::Event;

use super::declare;

pub(super) fn read(text: &str) -> Vec<Event> {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("roxmltree refuses: {error}"));
    let mut events: Vec<Event> = Vec::new();
    for node in document.root().descendants().skip(1) {
        let depth = node.ancestors().count() - 2;
        let event = match node.node_type() {
            NodeType::Root => unreachable!("it was skipped"),
            NodeType::Element => element(text, node, depth),
            NodeType::Text => Event::Text { depth, text: node.text().unwrap_or_default().to_owned() },
            NodeType::Comment => Event::Comment { depth, text: node.text().unwrap_or_default().to_owned() },
            NodeType::PI => {
                let pi = node.pi().expect("an instruction");
                Event::Instruction { depth, target: pi.target.to_owned(), data: pi.value.unwrap_or_default().to_owned() }
            }
        };
        // Character data and a CDATA section beside it are two nodes there.
        match (event, events.last_mut()) {
            (Event::Text { text, .. }, _) if text.is_empty() => {}
            (Event::Text { depth, text }, Some(Event::Text { depth: same, text: before })) if *same == depth => before.push_str(&text),
            (event, _) => events.push(event),
        }
    }
    events
}

fn element(text: &str, node: Node<'_, '_>, depth: usize) -> Event {
    let mut namespaces = BTreeMap::new();
    for namespace in node.namespaces() {
        declare(&mut namespaces, namespace.name().unwrap_or_default(), namespace.uri());
    }
    let written = text[node.range().start + 1..].split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    Event::Element {
        depth,
        name: (node.tag_name().namespace().unwrap_or_default().to_owned(), node.tag_name().name().to_owned()),
        qname: written.take(1).collect(),
        attributes: node
            .attributes()
            .map(|a| (a.namespace().unwrap_or_default().to_owned(), a.name().to_owned(), a.value().to_owned(), a.range()))
            .collect(),
        namespaces,
        range: node.range(),
    }
}
