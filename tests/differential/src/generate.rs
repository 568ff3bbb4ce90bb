//! Documents: whatever the two specifications of canonicalisation speak of, in every mixture.

mod odd;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::features::Features;
use crate::model::{Attribute, Document, Element, Empty, Node};
use crate::random::Random;
pub(crate) use odd::{ODDITIES, Oddity};
use words::{
    BASES, CDATA, GAPS, LANGUAGES, LISTS, MARKUP, NAMES, NAMESPACES, OPENINGS, OUTSIDE, PLAIN_BASES, PREFIXES, TEXTS, VALUES,
    WITH_AMPERSAND,
};

pub(crate) struct Generated {
    pub(crate) document: Document,
    pub(crate) features: Features,
    /// What is in it that this project refuses.
    pub(crate) oddity: Option<&'static Oddity>,
}

/// Whether there is anything in a document that libxml2 is known to canonicalise otherwise than the specifications have it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Divergences {
    Some,
    None,
}

/// One in fifty documents has something in it that is refused by design: each of those things in turn.
pub(crate) fn any(random: &mut Random, index: u64) -> Generated {
    let divergences = if random.percent(10) { Divergences::Some } else { Divergences::None };
    let mut generated = sound(random, 40, divergences);
    if index.is_multiple_of(50) {
        let turn = usize::try_from(index / 50).expect("64 bits") % ODDITIES.len();
        let oddity = &ODDITIES[turn];
        (oddity.put)(&mut generated.document);
        generated.oddity = Some(oddity);
    }
    generated
}

/// A document with about as many elements at most.
pub(crate) fn sound(random: &mut Random, elements: usize, divergences: Divergences) -> Generated {
    let mut generator = Generator { random, features: Features::new(), elements, ids: 0, divergences };
    let (opening, feature) = generator.random.pick(OPENINGS);
    generator.features.insert(feature);
    let before = generator.outside();
    let mut root = generator.element(&Scope::default(), 0);
    if generator.random.percent(1) {
        root = generator.deep(root);
    }
    let after = generator.outside();
    let features = generator.features;
    Generated { document: Document { opening: opening.into(), before, root, after }, features, oddity: None }
}

/// A PrefixList.
pub(crate) fn prefixes(random: &mut Random) -> &'static str {
    random.pick(LISTS)
}

/// Prefixes and what they mean; and whether something above has an `xml:base`.
#[derive(Clone, Default)]
struct Scope {
    namespaces: BTreeMap<&'static str, &'static str>,
    based: bool,
}

struct Generator<'r> {
    random: &'r mut Random,
    features: Features,
    /// How many more there may be.
    elements: usize,
    ids: usize,
    divergences: Divergences,
}

impl Generator<'_> {
    fn element(&mut self, around: &Scope, depth: usize) -> Element {
        self.elements = self.elements.saturating_sub(1);
        let mut scope = around.clone();
        let mut attributes = self.declarations(&mut scope);
        let declared: BTreeSet<&str> = scope.namespaces.keys().copied().filter(|prefix| !prefix.is_empty()).collect();
        let prefixes: Vec<&str> = declared.into_iter().collect();
        let prefix = if self.random.percent(50) || prefixes.is_empty() { "" } else { self.random.pick(&prefixes) };
        let mut element = Element::new(qualified(prefix, self.name()));
        let used = self.attributes(&scope, &prefixes, &mut attributes);
        if prefixes.iter().any(|declared| *declared != prefix && !used.contains(declared)) {
            self.features.insert("declaration that nothing uses");
        }
        self.xml_attributes(&mut scope, &mut attributes);
        self.random.shuffle(&mut attributes);
        element.attributes = attributes;
        element.gap = if self.random.percent(10) { self.random.pick(GAPS) } else { "" };
        element.children = self.children(&scope, depth);
        if element.children.is_empty() {
            element.empty = if self.random.percent(50) { Empty::OneTag } else { Empty::TwoTags };
            let feature = if element.empty == Empty::OneTag { "empty element in one tag" } else { "empty element in two tags" };
            self.features.insert(feature);
        }
        element
    }

    fn declarations(&mut self, scope: &mut Scope) -> Vec<Attribute> {
        let mut declared: BTreeSet<&str> = BTreeSet::new();
        let mut attributes = Vec::new();
        for _ in 0..self.random.below(4) {
            let prefix = self.random.pick(PREFIXES);
            if !declared.insert(prefix) {
                continue;
            }
            let (written, meant) = match self.random.below(10) {
                0..=3 if prefix.is_empty() => ("", ""),
                9 if self.divergences == Divergences::Some => WITH_AMPERSAND,
                _ => self.random.pick(NAMESPACES),
            };
            self.note_declaration(scope, prefix, meant);
            if meant.is_empty() {
                scope.namespaces.remove("");
            } else {
                scope.namespaces.insert(prefix, meant);
            }
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            attributes.push(self.attribute(name, written.to_owned()));
        }
        if self.random.percent(1) {
            self.features.insert("prefix xml declared");
            attributes.push(self.attribute("xmlns:xml".into(), "http://www.w3.org/XML/1998/namespace".into()));
        }
        attributes
    }

    fn note_declaration(&mut self, scope: &Scope, prefix: &str, meant: &str) {
        let before = scope.namespaces.get(prefix).copied();
        let default = prefix.is_empty();
        self.features.insert(match (default, meant.is_empty(), before) {
            (true, true, Some(_)) => "default namespace undeclared",
            (true, true, None) => "default namespace undeclared where there is none",
            (true, false, _) => "default namespace declared",
            (false, _, None) => "prefix declared",
            (false, _, Some(before)) if before == meant => "prefix declared again the same",
            (false, _, Some(_)) => "prefix bound again",
        });
        if !prefix.is_ascii() {
            self.features.insert("prefix beyond ASCII");
        }
        if !meant.is_empty() && scope.namespaces.iter().any(|(other, uri)| *other != prefix && *uri == meant) {
            self.features.insert("two prefixes for one namespace");
        }
    }

    /// Answers with the prefixes that it used.
    fn attributes(&mut self, scope: &Scope, prefixes: &[&'static str], attributes: &mut Vec<Attribute>) -> BTreeSet<&'static str> {
        let is_long = self.random.percent(1);
        let count = if is_long { 20 + self.random.below(60) } else { self.random.below(5) };
        let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
        for number in 0..count {
            let prefix = if prefixes.is_empty() || self.random.percent(50) { "" } else { self.random.pick(prefixes) };
            let local = if is_long { format!("{}{number}", self.name()) } else { self.name().to_owned() };
            let namespace = if prefix.is_empty() { "" } else { scope.namespaces[prefix] };
            if !known.insert((namespace, local.clone())) {
                continue;
            }
            if !prefix.is_empty() {
                used.insert(prefix);
                self.features.insert("attributes in namespaces");
            }
            let value = self.pieces(VALUES);
            attributes.push(self.attribute(qualified(prefix, &local), value));
        }
        if is_long {
            self.features.insert("long list of attributes");
        }
        let starts = |start: char| known.iter().any(|(namespace, local)| namespace.is_empty() && local.starts_with(start));
        if starts('\u{FDF2}') && starts('\u{10400}') {
            self.features.insert("attributes whose order UTF-16 reverses");
        }
        used
    }

    fn xml_attributes(&mut self, scope: &mut Scope, attributes: &mut Vec<Attribute>) {
        for (name, feature) in [("lang", "xml:lang"), ("space", "xml:space"), ("base", "xml:base"), ("id", "xml:id")] {
            if !self.random.percent(8) {
                continue;
            }
            self.features.insert(feature);
            let value = match name {
                "lang" => self.random.pick(LANGUAGES).to_owned(),
                "space" => self.random.pick(&["preserve", "default"]).to_owned(),
                "base" => self.random.pick(if self.divergences == Divergences::Some { BASES } else { PLAIN_BASES }).to_owned(),
                // Unique, as IDs are.
                _ => {
                    self.ids += 1;
                    format!("i{}", self.ids)
                }
            };
            if name == "base" {
                if scope.based {
                    self.features.insert("xml:base above xml:base");
                }
                scope.based = true;
            }
            attributes.push(self.attribute(format!("xml:{name}"), value));
        }
    }

    fn children(&mut self, scope: &Scope, depth: usize) -> Vec<Node> {
        let mut children = Vec::new();
        let most = if depth == 0 { 8 } else { 5 };
        for _ in 0..self.random.below(most) {
            match self.random.below(10) {
                0..=3 if depth < 7 && self.elements > 0 => children.push(Node::Element(self.element(scope, depth + 1))),
                0..=6 => children.push(Node::Text(self.pieces(TEXTS))),
                7 => {
                    self.features.insert("CDATA section");
                    children.push(Node::Markup(self.random.pick(CDATA).to_owned()));
                }
                _ => {
                    let (markup, feature) = self.random.pick(MARKUP);
                    self.features.insert(feature);
                    children.push(Node::Markup(markup.to_owned()));
                }
            }
        }
        children
    }

    /// Around an element; below the 64 levels of the limit.
    fn deep(&mut self, root: Element) -> Element {
        self.features.insert("deep nesting");
        (0..30 + self.random.below(20)).fold(root, |inner, level| {
            let mut outer = Element::new(self.name());
            if level % 7 == 0 {
                outer = outer.with("xmlns:deep", "urn:deep").with("xml:lang", "en");
            }
            outer.children.push(Node::Element(inner));
            outer
        })
    }

    fn outside(&mut self) -> Vec<String> {
        let pieces: Vec<String> = (0..self.random.below(3)).map(|_| self.random.pick(OUTSIDE).to_owned()).collect();
        if pieces.iter().any(|piece| piece.starts_with('<')) {
            self.features.insert("outside the root");
        }
        pieces
    }

    fn pieces(&mut self, from: &[(&'static str, &'static str)]) -> String {
        let mut text = String::new();
        for _ in 0..=self.random.below(4) {
            let (piece, feature) = self.random.pick(from);
            self.features.insert(feature);
            text.push_str(piece);
        }
        text
    }

    fn name(&mut self) -> &'static str {
        let name = self.random.pick(NAMES);
        if !name.is_ascii() {
            self.features.insert("name beyond ASCII");
        }
        name
    }

    fn attribute(&mut self, name: String, value: String) -> Attribute {
        let quote = if value.contains('\'') || self.random.percent(60) { '"' } else { '\'' };
        Attribute { gap: self.random.pick(GAPS), name, value, quote }
    }
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}
