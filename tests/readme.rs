//! The README's list of rules is the table of the code.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use saml_edge::{RULES, RuleDefault};

#[test]
fn the_readme_lists_every_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- rules:").unwrap();
    let (marker, rest) = rest.split_once("-->\n").unwrap();
    let (listed, after) = rest.split_once("<!-- /rules -->").unwrap();
    let expected = table();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}<!-- rules:{marker}-->\n{expected}<!-- /rules -->{after}")).unwrap();
        return;
    }
    assert_eq!(listed, expected, "run UPDATE_README=1 cargo test --test readme");
}

fn table() -> String {
    let mut table = String::from("| rule | holds when | default | source |\n|---|---|---|---|\n");
    for rule in RULES {
        let default = match rule.default {
            RuleDefault::Hard => "always".to_owned(),
            RuleDefault::Strict(setting) => format!("strict: `{setting}`"),
            RuleDefault::Asked(setting) => format!("asked: `{setting}`"),
        };
        writeln!(table, "| {} | {} | {default} | {} |", rule.id.as_str(), rule.title, rule.spec).unwrap();
    }
    table
}

/// A setting that a rule names is a member of the policy.
#[test]
fn settings_of_rules_exist() {
    let policy = format!("{:?}", saml_edge::Policy::strict());
    for rule in RULES {
        if let RuleDefault::Strict(setting) | RuleDefault::Asked(setting) = rule.default {
            assert!(policy.contains(&format!(" {setting}: ")), "{}: {setting}", rule.id.as_str());
        }
    }
}
