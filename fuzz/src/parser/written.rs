//! A tree without its places, and the text that would be read as such a tree.

use std::collections::BTreeMap;

use saml_edge::fuzzing::Event;

/// A node, and how many elements are around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeless {
    Element {
        depth: usize,
        name: (String, String),
        qname: String,
        attributes: Vec<(String, String, String)>,
        namespaces: BTreeMap<String, String>,
    },
    Text(usize, String),
    Comment(usize, String),
    Instruction(usize, String, String),
}

/// The same tree without its places.
pub fn placeless(events: &[Event]) -> Vec<Placeless> {
    let event = |event: &Event| match event.clone() {
        Event::Element { depth, name, qname, attributes, namespaces, .. } => Placeless::Element {
            depth,
            name,
            qname,
            attributes: attributes.into_iter().map(|(namespace, local, value, _)| (namespace, local, value)).collect(),
            namespaces,
        },
        Event::Text { depth, text } => Placeless::Text(depth, text),
        Event::Comment { depth, text } => Placeless::Comment(depth, text),
        Event::Instruction { depth, target, data } => Placeless::Instruction(depth, target, data),
    };
    events.iter().map(event).collect()
}

/// A document with this tree. Attributes in a namespace get a prefix of those in scope.
pub(super) fn write(events: &[Event]) -> String {
    let mut text = String::new();
    let mut open: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for event in placeless(events) {
        let (Placeless::Element { depth, .. }
        | Placeless::Text(depth, _)
        | Placeless::Comment(depth, _)
        | Placeless::Instruction(depth, ..)) = event;
        close(&mut open, depth, &mut text);
        match event {
            Placeless::Text(_, value) => text += &escaped(&value),
            Placeless::Comment(_, comment) => text += &format!("<!--{comment}-->"),
            Placeless::Instruction(_, target, data) if data.is_empty() => text += &format!("<?{target}?>"),
            Placeless::Instruction(_, target, data) => text += &format!("<?{target} {data}?>"),
            Placeless::Element { qname, attributes, namespaces, .. } => {
                text += &format!("<{qname}");
                let around = open.last().map(|(_, namespaces)| namespaces.clone()).unwrap_or_default();
                for (prefix, uri) in namespaces.iter().filter(|(prefix, uri)| around.get(*prefix) != Some(uri)) {
                    let colon = if prefix.is_empty() { "" } else { ":" };
                    text += &format!(" xmlns{colon}{prefix}=\"{}\"", escaped(uri));
                }
                if around.contains_key("") && !namespaces.contains_key("") {
                    text += " xmlns=\"\"";
                }
                for (namespace, local, value) in attributes {
                    text += &format!(" {}{local}=\"{}\"", prefix_of(&namespace, &namespaces), escaped(&value));
                }
                text.push('>');
                open.push((qname, namespaces));
            }
        }
    }
    close(&mut open, 0, &mut text);
    text
}

fn close(open: &mut Vec<(String, BTreeMap<String, String>)>, depth: usize, text: &mut String) {
    while open.len() > depth {
        if let Some((qname, _)) = open.pop() {
            *text += &format!("</{qname}>");
        }
    }
}

fn prefix_of(namespace: &str, namespaces: &BTreeMap<String, String>) -> String {
    match namespace {
        "" => String::new(),
        "http://www.w3.org/XML/1998/namespace" => "xml:".to_owned(),
        _ => {
            let prefix = namespaces.iter().find(|(prefix, uri)| *uri == namespace && !prefix.is_empty());
            format!("{}:", prefix.expect("a prefix that is declared").0)
        }
    }
}

/// For text and for attributes alike.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    for character in value.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\t' | '\n' | '\r' => text += &format!("&#{};", u32::from(character)),
            _ => text.push(character),
        }
    }
    text
}
