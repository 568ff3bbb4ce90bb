//! The tree over the events of quick-xml: its tokens, its references and its values of attributes; namespaces are resolved here, since its resolver leaves
//! references in their names as they are.

use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::declare;
use super::written::Placeless;

pub(super) fn read(text: &str) -> Vec<Placeless> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("quick-xml refuses: {error}"));
        let depth = tree.scopes.len();
        match event {
            Event::Start(start) => {
                let scope = tree.element(&start);
                tree.scopes.push(scope);
            }
            Event::Empty(start) => drop(tree.element(&start)),
            Event::End(_) => drop(tree.scopes.pop()),
            Event::Text(text) => tree.text(&text),
            Event::CData(text) => tree.text(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref().expect("a reference to a character") {
                Some(character) => tree.text(character.encode_utf8(&mut [0; 4])),
                None => tree.text(resolve_predefined_entity(&name).expect("one of the five entities")),
            },
            Event::Comment(text) => tree.events.push(Placeless::Comment(depth, text.to_string())),
            Event::PI(pi) => {
                tree.events.push(Placeless::Instruction(depth, pi.target().to_owned(), pi.content().trim_start_matches(WHITE).to_owned()))
            }
            Event::Decl(_) => assert!(tree.events.is_empty(), "quick-xml sees a declaration after the beginning"),
            Event::DocType(_) => panic!("quick-xml sees a DOCTYPE"),
            Event::Eof => return tree.events,
        }
    }
}

const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

#[derive(Default)]
struct Tree {
    events: Vec<Placeless>,
    scopes: Vec<BTreeMap<String, String>>,
}

impl Tree {
    fn text(&mut self, more: &str) {
        let depth = self.scopes.len();
        match self.events.last_mut() {
            // White space outside the root is no node.
            _ if depth == 0 => assert!(more.trim_matches(WHITE).is_empty(), "quick-xml sees text outside the root"),
            _ if more.is_empty() => {}
            Some(Placeless::Text(same, text)) if *same == depth => text.push_str(more),
            _ => self.events.push(Placeless::Text(depth, more.to_owned())),
        }
    }

    fn element(&mut self, start: &BytesStart<'_>) -> BTreeMap<String, String> {
        let attributes: Vec<(String, String)> = start
            .attributes()
            .map(|attribute| attribute.unwrap_or_else(|error| panic!("quick-xml refuses: {error}")))
            .map(|attribute| {
                let value =
                    attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|error| panic!("quick-xml refuses: {error}"));
                (attribute.key.0.to_owned(), value.into_owned())
            })
            .collect();
        let mut scope = self.scopes.last().cloned().unwrap_or_default();
        for (name, value) in &attributes {
            match name.strip_prefix("xmlns") {
                Some("") => declare(&mut scope, "", value),
                Some(prefix) if prefix.starts_with(':') => declare(&mut scope, &prefix[1..], value),
                _ => {}
            }
        }
        let qname = start.name().0.to_owned();
        let expanded = attributes.iter().filter(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:")).map(|(name, value)| {
            let (namespace, local) = expand(&scope, name, "");
            (namespace, local, value.clone())
        });
        let default = scope.get("").map_or("", String::as_str);
        self.events.push(Placeless::Element {
            depth: self.scopes.len(),
            name: expand(&scope, &qname, default),
            attributes: expanded.collect(),
            namespaces: scope.clone(),
            qname,
        });
        scope
    }
}

fn expand(scope: &BTreeMap<String, String>, name: &str, default: &str) -> (String, String) {
    match name.split_once(':') {
        None => (default.to_owned(), name.to_owned()),
        Some(("xml", local)) => ("http://www.w3.org/XML/1998/namespace".to_owned(), local.to_owned()),
        Some((prefix, local)) => (scope.get(prefix).unwrap_or_else(|| panic!("nobody declares {prefix}")).clone(), local.to_owned()),
    }
}
