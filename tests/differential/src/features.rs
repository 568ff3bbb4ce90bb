//! What the generator has put into its documents, counted: a comparison says nothing about what it never saw.

use std::collections::{BTreeMap, BTreeSet};

/// Those of one document.
pub(crate) type Features = BTreeSet<&'static str>;

/// Those of all documents.
#[derive(Default)]
pub(crate) struct Coverage {
    documents: u64,
    seen: BTreeMap<&'static str, u64>,
}

impl Coverage {
    pub(crate) fn add(&mut self, features: &Features) {
        self.documents += 1;
        for feature in features {
            *self.seen.entry(feature).or_default() += 1;
        }
    }

    /// One line for each feature, with its share of the documents.
    pub(crate) fn lines(&self) -> Vec<String> {
        FLOORS.iter().map(|(feature, _)| format!("{:6.2} %  {feature}", self.percent(feature))).collect()
    }

    /// What is rarer than it must be, and what nobody asked for.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let rare = FLOORS.iter().filter(|(feature, floor)| self.percent(feature) < *floor);
        let rare =
            rare.map(|(feature, floor)| format!("{feature}: in {:.2} % of the documents, and {floor} % are wanted", self.percent(feature)));
        let unknown = self.seen.keys().filter(|seen| FLOORS.iter().all(|(feature, _)| feature != *seen));
        rare.chain(unknown.map(|feature| format!("{feature}: it has no floor"))).collect()
    }

    fn percent(&self, feature: &str) -> f64 {
        let count = |number: u64| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        100.0 * count(self.seen.get(feature).copied().unwrap_or_default()) / count(self.documents.max(1))
    }
}

/// The least share of the documents, in percent.
const FLOORS: &[(&str, f64)] = &[
    ("plain text", 20.0),
    ("text beyond ASCII", 20.0),
    ("combining and odd characters", 20.0),
    ("reference to CR in text", 20.0),
    ("references to white space in text", 20.0),
    ("escapes in text", 20.0),
    ("quotes in text", 20.0),
    ("bare > in text", 20.0),
    ("brackets in text", 20.0),
    ("CRLF in text", 20.0),
    ("CR in text", 20.0),
    ("white space in text", 20.0),
    ("references to characters in text", 20.0),
    ("plain value", 20.0),
    ("value beyond ASCII", 20.0),
    ("references to white space in a value", 20.0),
    ("escapes in a value", 20.0),
    ("quotes in a value", 20.0),
    ("line ends in a value", 20.0),
    ("white space in a value", 20.0),
    ("references to characters in a value", 20.0),
    ("comment", 20.0),
    ("comment with CRLF", 10.0),
    ("instruction", 10.0),
    ("instruction without data", 20.0),
    ("instruction with white space", 10.0),
    ("CDATA section", 20.0),
    ("outside the root", 20.0),
    ("no XML declaration", 10.0),
    ("XML declaration", 10.0),
    ("XML declaration with encoding", 10.0),
    ("byte order mark", 10.0),
    ("default namespace declared", 20.0),
    ("default namespace undeclared", 10.0),
    ("default namespace undeclared where there is none", 5.0),
    ("prefix declared", 20.0),
    ("prefix bound again", 15.0),
    ("prefix declared again the same", 5.0),
    ("two prefixes for one namespace", 20.0),
    ("declaration that nothing uses", 20.0),
    ("prefix beyond ASCII", 20.0),
    ("name beyond ASCII", 20.0),
    ("attributes whose order UTF-16 reverses", 0.5),
    ("attributes in namespaces", 20.0),
    ("long list of attributes", 1.0),
    ("xml:lang", 10.0),
    ("xml:space", 10.0),
    ("xml:base", 10.0),
    ("xml:id", 10.0),
    ("xml:base above xml:base", 2.0),
    ("prefix xml declared", 0.5),
    ("empty element in one tag", 20.0),
    ("empty element in two tags", 20.0),
    ("deep nesting", 0.5),
];
