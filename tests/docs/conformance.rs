//! `docs/conformance/`: what two profiles of SAML ask of a service provider, what is met, and by what that is proved.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::page::{cell, hold};
use super::proof;
use super::table;

const UP: &str = "../../";

#[test]
fn the_conformance_tables_are_true() {
    hold("docs/conformance/saml2int.md", &SAML2INT.document());
    hold("docs/conformance/kantara-implementation.md", &KANTARA.document());
}

struct Profile {
    table: &'static str,
    head: &'static str,
    /// Prefixes, and the numbers from 1 on that address a service provider.
    ids: &'static [(&'static str, u8)],
    /// Rows beside those numbers.
    beside: &'static [&'static str],
}

const SAML2INT: Profile = Profile {
    table: "tests/docs/saml2int.tsv",
    head: "# saml2int: SAML V2.0 Deployment Profile for Federation Interoperability

What the [deployment profile](https://kantarainitiative.github.io/SAMLprofiles/saml2int.html) asks of a service provider and of both sides, in our words; its text decides. It is about deployments: \
much of it is what an application does with this library.

Numbers are those that this project cites elsewhere. Drafts of the profile have an item about ForceAuthn as SDP-SP13 and count one more from there on; here it is the row without a number.
",
    ids: &[("SDP-G", 4), ("SDP-MD", 11), ("SDP-ALG", 1), ("SDP-SP", 39)],
    beside: &["ForceAuthn (note)"],
};

const KANTARA: Profile = Profile {
    table: "tests/docs/kantara.tsv",
    head: "# Kantara: SAML V2.0 Implementation Profile for Federation Interoperability

What version 1.1 of the [implementation profile](https://kantarainitiative.github.io/SAMLprofiles/fedinterop.html) asks of all software and of that of service providers, in our words; its text decides.
",
    ids: &[("IIP-G", 3), ("IIP-MD", 12), ("IIP-SSO", 7), ("IIP-EXT", 1), ("IIP-ALG", 8), ("IIP-SP", 17)],
    beside: &[],
};

impl Profile {
    fn document(&self) -> String {
        let rows = table::rows(self.table, ["section", "id", "requirement", "verdict", "how", "proofs"]);
        self.is_whole(&rows);
        let mut text =
            format!("{}\nWritten by `UPDATE_DOCS=1 cargo test --test docs`, and held by that test, as are its links.\n\n", self.head);
        text += &counts(&rows);
        let mut section = "";
        for row in &rows {
            if row[0] != section {
                section = &row[0];
                writeln!(text, "\n## {section}\n\n| | requirement | verdict | proof, or what is missing |\n|---|---|---|---|").unwrap();
            }
            text += &line(row);
        }
        text
    }

    /// Each number once, in order, and none that the profile does not have.
    fn is_whole(&self, rows: &[[String; 6]]) {
        let numbered = self.ids.iter().flat_map(|(prefix, most)| (1..=*most).map(move |number| format!("{prefix}{number:02}")));
        let expected: BTreeSet<String> = numbered.chain(self.beside.iter().map(|&id| id.to_owned())).collect();
        let found: BTreeSet<String> = rows.iter().map(|[_, id, ..]| id.clone()).collect();
        assert_eq!(found, expected, "{}", self.table);
        assert_eq!(found.len(), rows.len(), "{}: a row stands twice", self.table);
    }
}

fn counts(rows: &[[String; 6]]) -> String {
    let mut parts = Vec::new();
    for (word, shown) in VERDICTS {
        let count = rows.iter().filter(|[_, _, _, verdict, ..]| verdict == word).count();
        if count > 0 {
            parts.push(format!("{count} {shown}"));
        }
    }
    format!("{} requirements: {}.\n", rows.len(), parts.join(", "))
}

fn line([_, id, requirement, verdict, how, proofs]: &[String; 6]) -> String {
    let (word, shown) = VERDICTS.iter().find(|(word, _)| word == verdict).unwrap_or_else(|| panic!("{id}: no verdict is {verdict}"));
    let proofs = table::listed(proofs);
    assert!(*word == "not" || !proofs.is_empty(), "{id} is said to be {shown}, and nothing proves it");
    assert!(*word == "met" || how != "-", "{id}: what is missing is not said");
    // A link in it stays one.
    let how =
        if how == "-" { String::new() } else { format!("{}{}", how.replace('|', "\\|"), if proofs.is_empty() { "" } else { "<br>" }) };
    format!("| <a id=\"{id}\"></a>{id} | {} | **{shown}** | {how}{} |\n", cell(requirement), proof::links(&proofs, UP))
}

const VERDICTS: &[(&str, &str)] = &[
    ("met", "met"),
    ("configuration", "met by configuration"),
    ("partly", "partly met"),
    ("application", "the application's"),
    ("not", "not met"),
];
