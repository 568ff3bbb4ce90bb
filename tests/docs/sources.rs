//! Which function refuses by which rule: read from the sources, so that it cannot be anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use saml_edge::RULES;

use super::page;

/// The functions of each file.
pub(crate) type Places = BTreeMap<String, BTreeSet<String>>;

/// By rule.
pub(crate) fn places() -> BTreeMap<String, Places> {
    let mut found = BTreeMap::new();
    let rules_of_kinds = rules_of_kinds();
    for path in files("src", "rs").into_iter().filter(|path| !TABLES.contains(&path.as_str()) && !path.starts_with("src/error")) {
        let text = page::read(&path);
        if !is_of_tests(&path) {
            read_rust(&path, without_tests(&text), &rules_of_kinds, &mut found);
        }
    }
    for path in files("pkg/js", "ts") {
        read_typescript(&path, &page::read(&path), &mut found);
    }
    found
}

/// They list rules and refuse nothing themselves.
const TABLES: &[&str] = &["src/rules.rs", "src/explain.rs"];

fn is_of_tests(path: &str) -> bool {
    path.contains("/fuzzing") || ["/tests.rs", "/corpus.rs", "/wycheproof.rs", "/test_keys.rs"].iter().any(|end| path.ends_with(end))
}

/// Unit tests stand at the bottom.
pub(crate) fn without_tests(text: &str) -> &str {
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(end) => &text[..end],
        None => text,
    }
}

/// A kind whose refusals all have the same rule says so in its wording; the others carry it, and name it where they are made.
fn rules_of_kinds() -> BTreeMap<String, String> {
    let kinds = page::read("src/error/kind.rs");
    let carries =
        |kind: &str| kinds.lines().any(|line| line.trim_start().starts_with(&format!("{kind} {{")) && line.contains("rule: RuleId"));
    let table = page::read("src/error/wordings/table.rs");
    let rows = table.lines().filter_map(|line| {
        let (kind, rest) = line.strip_prefix("    ")?.split_once(": \"ERR_")?;
        let rule = rest.split(", ").nth(1)?;
        (!kind.contains(' ')).then(|| (kind.to_owned(), rule.to_owned()))
    });
    let mut rules: BTreeMap<_, _> = rows.filter(|(kind, _)| !carries(kind)).collect();
    // Its wordings go by the status, and all have one rule.
    rules.insert("StatusNotSuccess".to_owned(), "R05".to_owned());
    assert!(rules.len() > 80, "the table of wordings is not as it was: {}", rules.len());
    rules
}

fn read_rust(path: &str, text: &str, rules_of_kinds: &BTreeMap<String, String>, found: &mut BTreeMap<String, Places>) {
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        if let Some((rule, function)) = row_of_table(line) {
            let (file, function) = resolve(path, function);
            insert(found, rule, file, function);
            continue;
        }
        let carried = names_after(line, "RuleId::").filter(|name| is_rule(name)).map(str::to_owned);
        let fixed = names_after(line, "ErrorKind::").filter_map(|kind| rules_of_kinds.get(kind).cloned());
        for rule in carried.chain(fixed) {
            insert(found, &rule, path.to_owned(), enclosing(&lines, number, rust_name).unwrap_or_else(|| panic!("{path}: {line}")));
        }
    }
}

/// `Check { rule: RuleId::C06, run: conditions::audience }`.
fn row_of_table(line: &str) -> Option<(&str, &str)> {
    let (rule, run) = line.trim_start().strip_prefix("Check { rule: RuleId::")?.split_once(", run: ")?;
    Some((rule, run.strip_suffix(" },")?))
}

/// A function beside the table, or in a module beside it.
fn resolve(path: &str, function: &str) -> (String, String) {
    let Some((module, function)) = function.rsplit_once("::") else { return (path.to_owned(), function.to_owned()) };
    let file = Path::new(path).with_file_name(format!("{module}.rs"));
    let file = file.to_str().unwrap().to_owned();
    assert!(page::read(&file).contains(&format!("fn {function}(")), "{file} has no {function}");
    (file, function.to_owned())
}

fn read_typescript(path: &str, text: &str, found: &mut BTreeMap<String, Places>) {
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let quoted = line.split('"').skip(1).step_by(2).filter(|name| is_rule(name));
        for rule in quoted.filter(|rule| line.contains("refusalNamed(") || line.contains(&format!("rule: \"{rule}\""))) {
            insert(found, rule, path.to_owned(), enclosing(&lines, number, typescript_name).unwrap_or_else(|| panic!("{path}: {line}")));
        }
    }
}

fn insert(found: &mut BTreeMap<String, Places>, rule: &str, file: String, function: String) {
    found.entry(rule.to_owned()).or_default().entry(file).or_default().insert(function);
}

fn is_rule(name: &str) -> bool {
    RULES.iter().any(|rule| rule.id.as_str() == name)
}

fn names_after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.split(prefix).skip(1).map(|rest| &rest[..rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len())])
}

/// The function around a line: upwards, the first head of one that stands further out than all between. rustfmt keeps the indents true.
fn enclosing(lines: &[&str], number: usize, name_of: fn(&str) -> Option<&str>) -> Option<String> {
    if let Some(name) = name_of(lines[number]) {
        return Some(name.to_owned());
    }
    let mut depth = indent(lines[number]);
    for line in lines[..number].iter().rev().filter(|line| !line.trim().is_empty()) {
        // The end of a head of several lines: its beginning is above.
        let ends_a_head = [")", "where", "{"].iter().any(|beginning| line.trim_start().starts_with(beginning));
        if indent(line) >= depth || ends_a_head {
            continue;
        }
        depth = indent(line);
        if let Some(name) = name_of(line) {
            return Some(name.to_owned());
        }
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn rust_name(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("fn ")?;
    let is_head = before.split_whitespace().all(|word| ["pub", "pub(crate)", "pub(super)", "const", "async"].contains(&word));
    is_head.then(|| name_of(rest))
}

fn typescript_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("export ").unwrap_or(line);
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    let rest = rest.strip_prefix("function ").or_else(|| rest.strip_prefix("const "))?;
    Some(name_of(rest))
}

fn name_of(rest: &str) -> &str {
    &rest[..rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len())]
}

/// Of one folder and those below, in the order of their names.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(page::root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&path, extension));
        } else if path.ends_with(&format!(".{extension}")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_place_is_the_function_around_it() {
    let lines: Vec<&str> = [
        "pub(crate) fn first<'d>(",
        "    name: &str,",
        ") -> Result<(), Fault>",
        "where",
        "    'd: 's,",
        "{",
        "    if true {",
        "        one(RuleId::X01)",
        "    }",
        "}",
        "",
        "const TABLE: &[RuleId] = &[",
        "    RuleId::X02,",
        "];",
        "",
        "impl Thing {",
        "    pub const fn second(self) -> u8 { RuleId::X03 }",
        "}",
    ]
    .to_vec();
    assert_eq!(enclosing(&lines, 7, rust_name).as_deref(), Some("first"));
    // What stands in a table is in no function, whichever stands above it.
    assert_eq!(enclosing(&lines, 12, rust_name), None);
    assert_eq!(enclosing(&lines, 16, rust_name).as_deref(), Some("second"));
    let lines = ["export const wrong = (found: string) =>", "  new SamlError(refusalNamed(\"WrongMethod\", \"B10\", { found }));"];
    assert_eq!(enclosing(&lines, 1, typescript_name).as_deref(), Some("wrong"));
}

/// By hand, for a rule of a table, one that a kind stands for, one that is carried, and one of JavaScript.
#[test]
fn places_are_those_that_are_known() {
    let places = places();
    let functions = |rule: &str, file: &str| places[rule].get(file).cloned().unwrap_or_default().into_iter().collect::<Vec<_>>();
    assert_eq!(functions("A13", "src/checks/confirmation.rs"), ["of_recipient", "recipient"]);
    assert_eq!(functions("X05", "src/xml/parser/markup.rs"), ["declaration_refused"]);
    assert_eq!(functions("R02", "src/saml/response.rs"), ["read"]);
    assert_eq!(functions("B10", "pkg/js/refusals.ts"), ["wrongContentType", "wrongMethod"]);
    assert!(!places.contains_key("M14"), "nothing refuses by it");
}
