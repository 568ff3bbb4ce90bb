//! A document in the repository, and whether it is what the code says.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Writes the document, or holds what is there to it.
#[track_caller]
pub(crate) fn hold(path: &str, expected: &str) {
    links_lead_somewhere(path, expected);
    let file = root().join(path);
    if is_updating() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    if found == expected {
        return;
    }
    let (line, old, new) = first_difference(&found, expected);
    panic!("{path} is stale at line {line}; run UPDATE_DOCS=1 cargo test --test docs\n- {old}\n+ {new}");
}

fn first_difference<'a>(found: &'a str, expected: &'a str) -> (usize, &'a str, &'a str) {
    let (mut found, mut expected) = (found.lines(), expected.lines());
    for line in 1.. {
        match (found.next(), expected.next()) {
            (None, None) => return (line, "", "(the end of the last line)"),
            (old, new) if old != new => return (line, old.unwrap_or("(nothing)"), new.unwrap_or("(nothing)")),
            _ => {}
        }
    }
    unreachable!("lines are counted to their end")
}

/// Every link to the repository itself: the file or folder is there, and the anchor in it where it is another of these documents.
#[track_caller]
fn links_lead_somewhere(path: &str, text: &str) {
    let folder = Path::new(path).parent().unwrap();
    for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
        if link.starts_with("https://") {
            continue;
        }
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        if file.is_empty() {
            assert!(has_anchor(text, anchor), "{path}: no anchor {link}");
            continue;
        }
        let target = plain(&folder.join(file));
        // What is written in the same run may not be there yet.
        let is_to_come = is_updating() && target.starts_with("docs");
        assert!(is_to_come || root().join(&target).exists(), "{path}: {link} leads nowhere");
        if !anchor.is_empty() && !is_to_come {
            assert!(has_anchor(&read(target.to_str().unwrap()), anchor), "{path}: no anchor {link}");
        }
    }
}

/// One that was set, or a heading: GitHub makes an anchor of its letters, with hyphens between its words.
fn has_anchor(text: &str, anchor: &str) -> bool {
    let slug = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|character| character.is_alphanumeric() || "-_".contains(*character)).collect::<String>()
    };
    text.contains(&format!("<a id=\"{anchor}\"></a>")) || text.lines().any(|line| line.starts_with('#') && slug(line) == anchor)
}

/// Without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut parts = Vec::new();
    for part in path.iter() {
        if part == ".." {
            parts.pop().expect("a link leaves the repository");
        } else {
            parts.push(part);
        }
    }
    parts.iter().collect()
}

/// Text in a cell of a table, which a line break or a bar would end.
pub(crate) fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|").replace('\n', " ")
}

/// Markdown of our own in a cell, whose code stays code.
pub(crate) fn own_words(text: &str) -> String {
    assert!(!text.contains(['|', '<', '\n']), "it would end the cell, or be HTML: {text}");
    text.to_owned()
}

/// Text that is neither HTML nor emphasis, and whose addresses are no links: those in messages lead wherever their sender likes.
pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace("://", ":&#47;/");
    text.replace('*', "\\*").replace('_', "\\_").replace('`', "\\`")
}

/// A code span, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    let gap = if text.contains('`') { " " } else { "" };
    format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|").replace('\n', " "))
}
