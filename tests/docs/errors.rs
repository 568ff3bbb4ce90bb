//! `docs/errors/`: a page for each code, with what it says, a real example, and the fix at each identity provider.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use saml_edge::{Error, RULES, WORDINGS, Wording};

use super::examples;
use super::guidance::{self, Decision};
use super::page::{self, cell, code, escaped, hold};
use super::proof;
use super::sources;
use super::table;

const UP: &str = "../../";
const FOLDER: &str = "docs/errors";

#[test]
fn each_code_has_its_page() {
    let decisions = guidance::decisions();
    let codes: BTreeSet<&str> = WORDINGS.iter().map(|wording| wording.code).collect();
    assert_eq!(
        codes_of_javascript(),
        codes.iter().map(|&code| code.to_owned()).collect(),
        "pkg/js/error-codes.ts and the core have other codes"
    );
    for code in &codes {
        hold(&format!("{FOLDER}/{code}.md"), &page_of(code, &decisions));
    }
    for wording in WORDINGS {
        assert_eq!(wording.docs, format!("{}/blob/main/{FOLDER}/{}.md", env!("CARGO_PKG_REPOSITORY"), wording.code));
    }
    hold(&format!("{FOLDER}/README.md"), &index(&codes, &decisions));
    let pages: BTreeSet<String> = sources::files(FOLDER, "md").into_iter().collect();
    let expected: BTreeSet<String> = codes.iter().copied().chain(["README"]).map(|name| format!("{FOLDER}/{name}.md")).collect();
    assert_eq!(pages, expected, "a page has no code");
}

/// The union of texts that TypeScript has.
fn codes_of_javascript() -> BTreeSet<String> {
    page::read("pkg/js/error-codes.ts").split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What is said of logins before what is said of logouts, and of metadata last: most readers come from a login.
fn wordings_of(code: &str) -> Vec<&'static Wording> {
    let mut found: Vec<_> = WORDINGS.iter().filter(|wording| wording.code == code).collect();
    found.sort_by_key(|wording| {
        (wording.name.starts_with("Metadata"), wording.name.starts_with("Query") || wording.name.starts_with("Logout"))
    });
    found
}

fn page_of(name: &str, decisions: &[Decision]) -> String {
    let mut text = format!("# {name}\n");
    let wordings = wordings_of(name);
    for wording in &wordings {
        text += &saying(wording, decisions);
    }
    text += &example(name);
    text += &at_identity_providers(&wordings, decisions);
    text += FOOT;
    text
}

/// What a refusal says, whose turn it is, and by which rules.
fn saying(wording: &Wording, decisions: &[Decision]) -> String {
    let said = |sentence| escaped(&guidance::unfilled(wording.name, sentence));
    let rules: Vec<&str> =
        decisions.iter().filter(|decision| decision.name == wording.name).map(|decision| decision.rule.as_str()).collect();
    assert!(!rules.is_empty(), "{} is refused by no rule", wording.name);
    let status = status_of(wording.name).map(|status| format!("\n## {status}\n")).unwrap_or_default();
    let mut text = format!(
        "{status}\n> {}\n\n{}\n\n**Who must act:** {}.",
        said(wording.message),
        said(wording.hint),
        guidance::actors()[wording.actor.as_str()]
    );
    if let Some(expected) = wording.expected {
        write!(text, " **Expected:** {}.", code(expected)).unwrap();
    }
    let rules: Vec<String> = rules.iter().map(|rule| format!("[{rule}](../rules.md#{rule}) ({})", escaped(title(rule)))).collect();
    writeln!(text, " **Refused by:** {}.", rules.join("; ")).unwrap();
    text
}

fn title(id: &str) -> &'static str {
    RULES.iter().find(|rule| rule.id.as_str() == id).unwrap_or_else(|| panic!("no rule {id}")).title
}

fn example(name: &str) -> String {
    let shown: BTreeMap<String, String> =
        table::rows("tests/docs/shown.tsv", ["code", "tests"]).into_iter().map(|[code, tests]| (code, tests)).collect();
    match (examples::of(name), shown.get(name)) {
        (Some(example), None) => format!("\n## An example\n\n{}, judged by this library:\n\n{}", example.from, report(&example.error)),
        (None, Some(tests)) => {
            format!(
                "\n## An example\n\nNo message alone is refused so; these tests show it:<br>{}\n",
                proof::links(&table::listed(tests), UP)
            )
        }
        (Some(_), Some(_)) => panic!("{name} has an example: take it out of tests/docs/shown.tsv"),
        (None, None) => panic!("{name} has no example: make a vector, or name a test in tests/docs/shown.tsv"),
    }
}

fn report(error: &Error) -> String {
    let mut text = format!("| rule | {} |\n|---|---|\n", error.rule());
    let at = error
        .at
        .as_ref()
        .map(|at| format!("line {}, column {} {}", at.line, at.column, if at.path.is_empty() { String::new() } else { code(&at.path) }));
    let parts = [
        ("where", at),
        ("expected", error.expected().map(|value| code(&value))),
        ("found", error.found().map(|value| code(&value))),
        ("message", Some(cell(&error.message()))),
        ("hint", Some(cell(&error.hint()))),
    ];
    for (name, value) in parts {
        let Some(value) = value else { continue };
        writeln!(text, "| {name} | {} |", value.trim_end()).unwrap();
    }
    text
}

/// What is mended in the same place stands once.
fn at_identity_providers(wordings: &[&Wording], decisions: &[Decision]) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut about: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| wordings.iter().any(|wording| wording.name == decision.name)) {
        if !order.contains(&decision.decision.as_str()) {
            order.push(&decision.decision);
        }
        about.entry(&decision.decision).or_default().insert(subject(decision));
    }
    let mut text = String::from("\n## At the identity provider\n");
    for decision in &order {
        let when = about[decision].iter().cloned().collect::<Vec<_>>().join(", ");
        text += &place(decision, (order.len() > 1).then_some(when.as_str()));
    }
    text
}

/// What tells two refusals of one code apart: the status, else the rule.
fn subject(decision: &Decision) -> String {
    status_of(&decision.name).unwrap_or_else(|| decision.rule.clone())
}

/// The codes of core 3.2.2.2 that a wording about the status is for, as the table of wordings has them.
fn status_of(wording: &str) -> Option<String> {
    let name = wording.strip_prefix("StatusNotSuccess.")?;
    let table = page::read("src/error/wordings/table.rs");
    let (_, statuses) = table.split_once("\n} {\n").expect("the table of wordings is not as it was");
    let row =
        statuses.lines().find_map(|line| line.trim().strip_prefix(name)?.split_once(':')).unwrap_or_else(|| panic!("no row of {name}"));
    let codes: Vec<&str> = row.0.split('"').skip(1).step_by(2).collect();
    Some(if codes.is_empty() { "any other".to_owned() } else { codes.join(", ") })
}

fn place(decision: &str, when: Option<&str>) -> String {
    if let Some(reason) = guidance::reason(decision) {
        let when = when.map(|when| format!("Of {when}: ")).unwrap_or_default();
        return format!("\n{when}{}\n", escaped(reason));
    }
    let (title, advice) = guidance::topic(decision);
    let when = when.map(|when| format!(" ({when})")).unwrap_or_default();
    let mut text = format!("\n### {title}{when}\n\n| | what to change | source |\n|---|---|---|\n");
    for (product, advice) in advice {
        let source = match &advice["source"] {
            serde_json::Value::Null => "not verified: no page was found that says so".to_owned(),
            source => format!("[{}]({})", cell(guidance::text(&source["page"], "page")), guidance::text(&source["address"], "address")),
        };
        assert_eq!(advice["verified"], !advice["source"].is_null(), "{product}: {decision}");
        writeln!(text, "| {product} | {} | {source} |", guidance::text(&advice["sentence"], "sentence")).unwrap();
    }
    text
}

fn index(codes: &BTreeSet<&str>, decisions: &[Decision]) -> String {
    let mut text = format!(
        "# Error codes\n\n{} codes, each with a page: what it says, who has to act, a real example, and the fix at {}. `SamlError.docs` in JavaScript and \
         `Error::docs` in Rust are the address of the page.\n\nA code is never renamed and never changes its meaning.\n\n| code | what it says | who must act | rules |\n|---|---|---|---|\n",
        codes.len(),
        products(),
    );
    for code in codes {
        let wordings = wordings_of(code);
        let messages: Vec<String> = wordings.iter().map(|wording| cell(&guidance::unfilled(wording.name, wording.message))).collect();
        let mut actors: Vec<&str> = wordings.iter().map(|wording| wording.actor.as_str()).collect();
        actors.sort_unstable();
        actors.dedup();
        let rules: BTreeSet<&str> =
            decisions.iter().filter(|of| wordings.iter().any(|wording| wording.name == of.name)).map(|of| of.rule.as_str()).collect();
        let rules: Vec<String> = rules.iter().map(|rule| format!("[{rule}](../rules.md#{rule})")).collect();
        writeln!(text, "| [{code}]({code}.md) | {} | {} | {} |", messages.join("<br>"), actors.join(", "), rules.join(", ")).unwrap();
    }
    text += "\nWho must act: `idp-admin`, `sp-admin` and `user` are people; `attack` is nobody, because no identity provider sends this.\n\nWritten by `UPDATE_DOCS=1 cargo test --test docs`, and held by that test.\n";
    text
}

fn products() -> String {
    let products: Vec<&str> = guidance::topic("audience").1.iter().map(|(product, _)| *product).collect();
    let (last, others) = products.split_last().unwrap();
    format!("{} and {last}", others.join(", "))
}

const FOOT: &str = "
---

[All codes](README.md). Paste the message into the [debugger page](../../www/README.md) to see it in the message itself; nothing leaves that page. Sentences about products are those of \
[www/src/guidance](../../www/src/guidance).
";
