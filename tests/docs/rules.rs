//! `docs/rules.md`: each rule, the function that keeps it, and the vectors that pass it and are refused by it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use saml_edge::{RULES, Rule, RuleDefault};

use super::evidence::{self, Evidence};
use super::page::{cell, hold, own_words};
use super::proof::{self, Proof};
use super::sources::{self, Places};
use super::table;

const UP: &str = "../";

#[test]
fn the_map_from_rule_to_proof_is_true() {
    hold("docs/rules.md", &document());
}

struct Exception {
    reason: String,
    functions: String,
    passes: String,
    refuses: String,
}

fn exceptions() -> BTreeMap<String, Exception> {
    let rows = table::rows("tests/docs/exceptions.tsv", ["rule", "why there is no vector", "functions", "passes", "refuses"]);
    rows.into_iter().map(|[rule, reason, functions, passes, refuses]| (rule, Exception { reason, functions, passes, refuses })).collect()
}

/// Each row of the second table: id, rule, clause, standing, how, proofs.
fn elsewhere() -> Vec<[String; 6]> {
    table::rows("tests/docs/elsewhere.tsv", ["id", "rule", "clause", "standing", "how", "proofs"])
}

fn document() -> String {
    let mut text = String::from(HEAD);
    let (exceptions, elsewhere, places) = (exceptions(), elsewhere(), sources::places());
    ids_are_whole(&exceptions, &elsewhere);
    text += &counts(&exceptions, &elsewhere);
    for (letter, title) in GROUPS {
        writeln!(text, "\n## {letter}. {title}\n\n| rule | holds when | kept by | passes | refused |\n|---|---|---|---|---|").unwrap();
        for rule in RULES.iter().filter(|rule| rule.id.as_str().starts_with(*letter)) {
            text += &row(rule, exceptions.get(rule.id.as_str()), places.get(rule.id.as_str()));
        }
    }
    text += &why_without_vectors(&exceptions);
    text += &without_number(&elsewhere);
    text
}

/// Every exception is of a rule, every rule of a group; the second table has none of them, and together they are the rule book.
fn ids_are_whole(exceptions: &BTreeMap<String, Exception>, elsewhere: &[[String; 6]]) {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
    for rule in exceptions.keys() {
        assert!(ids.contains(rule.as_str()), "{rule} of tests/docs/exceptions.tsv is no rule");
    }
    let others: BTreeSet<&str> = elsewhere.iter().map(|[id, ..]| id.as_str()).collect();
    assert_eq!(others.len(), elsewhere.len(), "a row of tests/docs/elsewhere.tsv stands twice");
    let both: Vec<_> = ids.intersection(&others).collect();
    assert!(both.is_empty(), "{both:?} have a refusal of their own: take them out of tests/docs/elsewhere.tsv");
    for (letter, count) in BOOK {
        let expected: BTreeSet<String> = (1..=*count).map(|number| format!("{letter}{number:02}")).collect();
        let found: BTreeSet<String> = ids.union(&others).filter(|id| id.starts_with(*letter)).map(|&id| id.to_owned()).collect();
        assert_eq!(found, expected, "group {letter}");
    }
}

fn counts(exceptions: &BTreeMap<String, Exception>, elsewhere: &[[String; 6]]) -> String {
    let vectors = evidence::vectors();
    let standing = |word| elsewhere.iter().filter(|[_, _, _, standing, ..]| standing == word).count();
    format!(
        "{} rules have an error of their own. {} have vectors that pass and vectors that are refused by them; {} have another proof in the place of one or both. \
         {} vectors: {} accepted, {} refused.\n\n{} more rules have none: {} are kept, {} partly, {} are the application's, {} are gaps \
         ([below](#without-number)).\n",
        RULES.len(),
        RULES.len() - exceptions.len(),
        exceptions.len(),
        vectors.accepted.len() + vectors.refused.len(),
        vectors.accepted.len(),
        vectors.refused.len(),
        elsewhere.len(),
        standing("kept"),
        standing("partly"),
        standing("application"),
        standing("gap"),
    )
}

fn row(rule: &Rule, exception: Option<&Exception>, places: Option<&Places>) -> String {
    let id = rule.id.as_str();
    let none = Evidence::default();
    let evidence = evidence::vectors().by_rule.get(id).unwrap_or(&none);
    let default = match rule.default {
        RuleDefault::Hard => "always".to_owned(),
        RuleDefault::Strict(setting) => format!("strict: `{setting}`"),
        RuleDefault::Asked(setting) => format!("asked: `{setting}`"),
    };
    let passes = proved(id, "passes", &evidence.passes, evidence, exception.map(|exception| &exception.passes));
    let refused = proved(id, "is refused", &evidence.refused, evidence, exception.map(|exception| &exception.refuses));
    if let Some(exception) = exception {
        is_needed(id, exception, evidence);
    }
    let functions = functions(id, exception.map(|exception| exception.functions.as_str()), places);
    format!(
        "| <a id=\"{id}\"></a>**{id}** | {}.<br>*{}*; {default} | {functions} | {passes} | {refused} |\n",
        cell(rule.title),
        cell(rule.spec)
    )
}

/// An exception that vectors have caught up with has to go.
fn is_needed(id: &str, exception: &Exception, evidence: &Evidence) {
    assert!(
        evidence.passes.is_empty() || evidence.refused.is_empty(),
        "{id} has vectors for both: take it out of tests/docs/exceptions.tsv"
    );
    for name in table::listed(&exception.refuses).into_iter().filter_map(|text| Proof::read(text).vector().map(str::to_owned)) {
        assert!(evidence::vectors().refused.contains(&name), "{id}: {name} is not refused");
    }
    for name in table::listed(&exception.passes).into_iter().filter_map(|text| Proof::read(text).vector().map(str::to_owned)) {
        assert!(evidence::vectors().accepted.contains(&name), "{id}: {name} is not accepted");
    }
    if id == "R12" {
        for name in table::listed(&exception.refuses).into_iter().filter(|text| Proof::read(text).vector().is_some()) {
            assert!(evidence.fails_behind.contains(name), "{id}: the report of {name} does not say that it fails");
        }
    }
}

/// How many vectors, three of them by name; or the other proof.
fn proved(id: &str, what: &str, found: &BTreeSet<String>, evidence: &Evidence, other: Option<&String>) -> String {
    if !found.is_empty() {
        return vectors(found, evidence);
    }
    let Some(other) = other else {
        panic!(
            "no vector {what} by rule {id}: make one (tests/vectors/make), or say in tests/docs/exceptions.tsv why there cannot be one, and what proves it instead"
        )
    };
    let other = table::listed(other);
    if other.is_empty() { "–".to_owned() } else { format!("*other proof:*<br>{}", proof::links(&other, UP)) }
}

/// Those first that say most: twins, then what stands in the folders of those that are refused; one of each folder, then more of them.
fn vectors(found: &BTreeSet<String>, evidence: &Evidence) -> String {
    let folders_of_refused: BTreeSet<&str> = evidence.refused.iter().map(|name| folder(name)).collect();
    let mut candidates: Vec<&String> = found.iter().collect();
    candidates.sort_by_key(|name| (!evidence.twins.contains(*name), !folders_of_refused.contains(folder(name)), folder(name) != "accept"));
    let mut named: Vec<&String> = Vec::new();
    for round in 0..3 {
        for name in &candidates {
            let of_folder = named.iter().filter(|other| folder(other) == folder(name)).count();
            if named.len() < 3 && of_folder == round && !named.contains(name) {
                named.push(name);
            }
        }
    }
    let links: Vec<String> = named.iter().map(|name| Proof::read(name).link(UP)).collect();
    let folders: BTreeSet<&str> = found.iter().map(|name| folder(name)).collect();
    let among = match folders.iter().collect::<Vec<_>>()[..] {
        [one] => format!(" in [{one}]({UP}tests/vectors/{one})"),
        ref several => format!(" in {} classes", several.len()),
    };
    let colon = if found.len() == links.len() { ":" } else { ", such as" };
    format!("**{}**{among}{colon}<br>{}", found.len(), links.join("<br>"))
}

fn folder(name: &str) -> &str {
    name.split_once('/').map_or("", |(folder, _)| folder)
}

/// By construction, from the sources; where no refusal tells it, as the exception says.
fn functions(id: &str, given: Option<&str>, places: Option<&Places>) -> String {
    let given = table::listed(given.unwrap_or("-"));
    if !given.is_empty() {
        assert!(places.is_none() || ["P03", "M01", "K06"].contains(&id), "{id}: the sources tell where it is kept: {places:?}");
        let mut named = Places::new();
        for text in given {
            let (path, name) = text.split_once('#').unwrap_or_else(|| panic!("{id}: {text} is no function"));
            Proof::read(text);
            named.entry(path.to_owned()).or_default().insert(name.to_owned());
        }
        for (path, names) in places.into_iter().flatten() {
            named.entry(path.clone()).or_default().extend(names.iter().cloned());
        }
        return listed(&named);
    }
    listed(places.unwrap_or_else(|| panic!("no function refuses by rule {id}")))
}

fn listed(places: &Places) -> String {
    let files = places.iter().map(|(path, names)| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        format!("{}: {}", proof::file_link(path, UP), names.join(", "))
    });
    files.collect::<Vec<_>>().join("<br>")
}

fn why_without_vectors(exceptions: &BTreeMap<String, Exception>) -> String {
    let mut by_reason: Vec<(&str, Vec<String>)> = Vec::new();
    for (rule, exception) in exceptions {
        let link = format!("[{rule}](#{rule})");
        match by_reason.iter_mut().find(|(reason, _)| *reason == exception.reason) {
            Some((_, rules)) => rules.push(link),
            None => by_reason.push((&exception.reason, vec![link])),
        }
    }
    let mut text = String::from("\n## Why some have no vector of both kinds\n\n| rules | why |\n|---|---|\n");
    for (reason, rules) in by_reason {
        writeln!(text, "| {} | {} |", rules.join(", "), own_words(reason)).unwrap();
    }
    text
}

fn without_number(elsewhere: &[[String; 6]]) -> String {
    let mut text = String::from(
        "\n## <a id=\"without-number\"></a>Rules without an error of their own\n\nWhat no refusal is about: how things are built, what is sent, what is read of metadata, and \
         what an application does.\n\n| id | rule | standing | how, and where it is proved |\n|---|---|---|---|\n",
    );
    for [id, rule, clause, standing, how, proofs] in elsewhere {
        let proofs = table::listed(proofs);
        let is_claimed = ["kept", "partly", "application"].contains(&standing.as_str());
        assert!(is_claimed || standing == "gap", "{id}: {standing}");
        assert!(!is_claimed || !proofs.is_empty(), "{id} is said to be kept, and nothing proves it");
        assert!(standing == "kept" || how != "-", "{id}: what is missing is not said");
        let how = if how == "-" { String::new() } else { format!("{}{}", own_words(how), if proofs.is_empty() { "" } else { "<br>" }) };
        let standing = if standing == "application" { "the application's" } else { standing };
        writeln!(
            text,
            "| <a id=\"{id}\"></a>{id} | {}.<br>*{}* | {standing} | {how}{} |",
            cell(rule),
            cell(clause),
            proof::links(&proofs, UP)
        )
        .unwrap();
    }
    text
}

const HEAD: &str = "# From rule to proof

Written by `UPDATE_DOCS=1 cargo test --test docs`, and held by that test: a rule without proof, a link that leads nowhere and a line that is not true any more fail it.

*Kept by*: the functions that refuse under the number, read from the sources. *Passes*: vectors that are accepted, and whose report says that the rule was asked and holds; for \
what reports do not cover (forms, the store, logouts) the accepted twins of those that are refused, which lack the defect and nothing else. *Refused*: vectors that must be refused by \
this rule and no other. `cargo test --test vectors` judges each vector in Rust, `cargo xtask test` in every runtime. What *always*, *strict* and *asked* mean, and the abbreviations of sources: \
[README](../README.md#what-is-checked).

";

const GROUPS: &[(&str, &str)] = &[
    ("X", "XML and input"),
    ("B", "Bindings"),
    ("R", "The Response"),
    ("S", "Signatures"),
    ("K", "Keys"),
    ("A", "The Assertion"),
    ("C", "Conditions"),
    ("N", "Authentication and session"),
    ("T", "Attributes"),
    ("E", "Encryption"),
    ("P", "Once only"),
    ("L", "Logout"),
    ("M", "Metadata"),
];

/// How many rules each group of the rule book has.
const BOOK: &[(&str, u8)] = &[
    ("X", 18),
    ("B", 10),
    ("R", 14),
    ("S", 20),
    ("K", 10),
    ("A", 21),
    ("C", 11),
    ("N", 8),
    ("T", 10),
    ("E", 13),
    ("P", 7),
    ("L", 12),
    ("M", 18),
    ("Q", 10),
];
