//! What is read is what roxmltree reads: of generated documents, of every vector and of the corpus.

use std::collections::BTreeMap;
use std::format;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::corpus::Part;
use crate::error::Fault;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::xml::Source;
use crate::xml::parser::{Kind, Tree, parse};

/// Text made of what documents are made of.
fn soup() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "<",
        ">",
        "/",
        "<a",
        "<a>",
        "</a>",
        "<a/>",
        "<p:b",
        " xmlns:p='urn:p'",
        " xmlns='urn:d'",
        " xmlns=''",
        " b='c'",
        " p:b=\"d\"",
        "=",
        "'",
        "\"",
        "&",
        "&amp;",
        "&#65;",
        "&#xD;",
        "&#x1;",
        ";",
        "<!--",
        "-->",
        "--",
        "<?p ",
        "?>",
        "<![CDATA[",
        "]]>",
        "]]",
        "text",
        " ",
        "\n",
        "\t",
        "é",
        "𝄞",
        "\u{FFFE}",
        "\u{1}",
        ":",
        "<?xml version='1.0'?>",
        "<!DOCTYPE a>",
        " xml:id='x'",
        "xmlns",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// What roxmltree makes of a document, in a form that both trees have.
fn read_by_roxmltree(text: &str) -> Vec<Event> {
    let tree = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut events = Vec::new();
    for node in tree.root().descendants().skip(1) {
        let depth = node.ancestors().count() - 2;
        events.push(match node.node_type() {
            roxmltree::NodeType::Element => Event::Element {
                depth,
                name: (node.tag_name().namespace().unwrap_or_default().into(), node.tag_name().name().into()),
                attributes: node
                    .attributes()
                    .map(|a| (a.namespace().unwrap_or_default().into(), a.name().into(), a.value().into(), a.range()))
                    .collect(),
                // Whether anybody declares `xml` makes no difference.
                namespaces: node
                    .namespaces()
                    .filter(|n| n.name() != Some("xml"))
                    .map(|n| (n.name().unwrap_or_default().into(), n.uri().into()))
                    .collect(),
                range: node.range(),
            },
            roxmltree::NodeType::Text => Event::Text { depth, text: node.text().unwrap().into() },
            roxmltree::NodeType::Comment => Event::Comment { depth, text: node.text().unwrap().into() },
            roxmltree::NodeType::PI => {
                let pi = node.pi().unwrap();
                Event::Instruction { depth, target: pi.target.into(), data: pi.value.unwrap_or_default().into() }
            }
            roxmltree::NodeType::Root => unreachable!(),
        });
    }
    joined(events)
}

fn read_by_this(text: &str) -> Result<Vec<Event>, Fault> {
    let tree = parse(text, &Limits::for_bytes(MAX_BYTES_CEILING))?;
    let mut events = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        let above: Vec<usize> = std::iter::successors(Some(node.parent), |above| (*above > 0).then(|| tree.nodes[*above].parent)).collect();
        let depth = above.len() - 1;
        assert!(above.iter().all(|above| *above < at && node.end <= tree.nodes[*above].end), "{text}");
        events.push(match &node.kind {
            Kind::Document => unreachable!(),
            Kind::Element(element) => Event::Element {
                depth,
                name: (tree.namespace(element.namespace).into(), element.name.local.into()),
                attributes: tree.attributes[element.attributes.clone()]
                    .iter()
                    .map(|a| (tree.namespace(a.namespace).into(), a.name.local.into(), a.value.to_string(), a.name.start..a.end))
                    .collect(),
                namespaces: in_scope(&tree, at),
                range: node.span.start..node.span.end,
            },
            Kind::Text(value) => Event::Text { depth, text: value.to_string() },
            Kind::Comment(value) => Event::Comment { depth, text: value.to_string() },
            Kind::Instruction { target, data } => Event::Instruction { depth, target: target.to_string(), data: data.to_string() },
        });
    }
    Ok(joined(events))
}

fn in_scope(tree: &Tree<'_>, at: usize) -> BTreeMap<String, String> {
    let Kind::Element(element) = &tree.nodes[at].kind else { return BTreeMap::new() };
    let mut scope = in_scope(tree, tree.nodes[at].parent);
    let own = tree.declarations[element.declarations.clone()].iter().filter(|declared| declared.prefix != "xml");
    scope.extend(own.map(|declared| (declared.prefix.into(), tree.namespace(declared.namespace).into())));
    scope
}

#[derive(Debug, PartialEq)]
enum Event {
    Element {
        depth: usize,
        name: (String, String),
        attributes: Vec<(String, String, String, Range<usize>)>,
        namespaces: BTreeMap<String, String>,
        range: Range<usize>,
    },
    Text {
        depth: usize,
        text: String,
    },
    Comment {
        depth: usize,
        text: String,
    },
    Instruction {
        depth: usize,
        target: String,
        data: String,
    },
}

/// Texts that nothing separates are one; where one of them begins is no part of the tree.
fn joined(events: Vec<Event>) -> Vec<Event> {
    let mut joined: Vec<Event> = Vec::new();
    for event in events {
        match (event, joined.last_mut()) {
            (Event::Text { text, depth }, Some(Event::Text { text: before, depth: same })) if *same == depth => before.push_str(&text),
            (Event::Text { text, .. }, _) if text.is_empty() => {}
            (event, _) => joined.push(event),
        }
    }
    joined
}

#[track_caller]
fn same_tree(text: &str) -> bool {
    let Ok(events) = read_by_this(text) else { return false };
    let theirs = read_by_roxmltree(text);
    for (own, other) in events.iter().zip(&theirs) {
        assert_eq!(own, other, "{text:.2000}");
    }
    assert_eq!(events.len(), theirs.len(), "{text:.2000}");
    true
}

/// A well-formed element with everything that an element may have, and with prefixes that may be declared or not.
fn element() -> impl Strategy<Value = String> {
    let attribute = prop::sample::select(
        &[
            " a='1'",
            " b = \"&lt;&#10;\n'\t&#9;\"",
            " p:a=''",
            " q:b='&amp;amp;'",
            " xml:lang='de'",
            " xmlns='urn:d'",
            " xmlns=''",
            " xmlns:p='urn:p'",
            " xmlns:q='urn:p'",
            " xmlns:p='urn:&#x71;'",
            " xmlns:q='urn:r'",
        ][..],
    );
    let start = (prop::sample::select(&["e", "p:e", "q:f", "é"][..]), prop::collection::vec(attribute, 0..4));
    let leaf = prop::sample::select(
        &["text", " ", "&#x1F600;", "a&amp;b", "]]", "<![CDATA[<&]]]]>", "<![CDATA[]]>", "<!-- c -->", "<?t d ?>", "<?t?>", "\n&#13;"][..],
    );
    leaf.prop_map(String::from).prop_recursive(5, 40, 5, move |inner| {
        (start.clone(), prop::collection::vec(inner, 0..5)).prop_map(|((name, attributes), inner)| {
            let (attributes, inner) = (attributes.concat(), inner.concat());
            if inner.is_empty() { format!("<{name}{attributes}/>") } else { format!("<{name}{attributes}>{inner}</{name} >") }
        })
    })
}

#[test]
fn roxmltree_reads_the_same_of_every_vector_and_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut same = 0;
    for class in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(class).unwrap().map(|entry| entry.unwrap().path()) {
            let Ok(text) = fs::read_to_string(file) else { continue };
            let Some(xml) = text.find("\n<").map(|start| text[start..].trim().replace("\r\n", "\n").replace('\r', "\n")) else { continue };
            same += usize::from(same_tree(&xml));
        }
    }
    assert!(same > 500, "{same}");
    for part in ["c14n", "responses", "metadata", "logout"] {
        let Some(mut part) = Part::open(part, "parser") else { return };
        for entry in part.take_entries() {
            // A message in a query string has no file.
            let Some(file) = ["input", "file"].iter().map(|name| &entry[*name]).find(|file| file.is_string()) else { continue };
            let Ok(source) = Source::decode(&part.read(file), &Limits::for_bytes(MAX_BYTES_CEILING)) else { continue };
            same += usize::from(same_tree(source.text()));
        }
    }
    assert!(same > 3000, "{same}");
}

/// The strategies reach what is accepted: otherwise the properties would say little.
#[test]
fn documents_of_both_kinds_are_tried() {
    let mut runner = TestRunner::deterministic();
    let accepted = (0..400).filter(|_| {
        let inside = element().new_tree(&mut runner).unwrap().current();
        same_tree(&format!("<r xmlns:p='urn:x'>{inside}</r>"))
    });
    let accepted = accepted.count();
    assert!((100..390).contains(&accepted), "{accepted}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// The same of what is mostly well-formed.
    #[test]
    fn roxmltree_reads_the_same_elements(inside in element()) {
        same_tree(&format!("<r xmlns:p='urn:x' xmlns:q='urn:y'>{inside}</r>"));
    }

    /// What is read here, roxmltree reads, and it reads the same.
    #[test]
    fn roxmltree_reads_the_same_tree(inside in soup(), wrapped in any::<bool>()) {
        let text = if wrapped { format!("<r xmlns:p='urn:r'>{inside}</r>") } else { inside };
        same_tree(&text);
    }
}
