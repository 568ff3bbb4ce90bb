//! The README names each dependency, and no other.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};

use super::crates::Crates;
use crate::workspace::Workspace;

/// What is missing and what is too much, as sentences.
pub(crate) fn differences(workspace: &Workspace, crates: &Crates) -> Result<Vec<String>> {
    let readme = fs::read_to_string(workspace.root.join("README.md"))?;
    let own: BTreeSet<&str> = crates.roots.iter().filter_map(|root| crates.all.get(root)).map(|own| own.name.as_str()).collect();
    let needed = crates.roots.iter().filter_map(|root| crates.all.get(root)).flat_map(|own| &own.named);
    let needed = needed.map(String::as_str).filter(|name| !own.contains(name)).collect();
    Ok(compare(&named(&readme)?, &needed))
}

/// The first cell of each row between the marks: a crate in code marks.
fn named(readme: &str) -> Result<BTreeSet<&str>> {
    let (_, rest) = readme.split_once("<!-- dependencies -->").context("README.md has no mark for the dependencies")?;
    let (table, _) = rest.split_once("<!-- /dependencies -->").context("README.md has no end of the dependencies")?;
    Ok(table.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0)).collect())
}

fn compare(named: &BTreeSet<&str>, needed: &BTreeSet<&str>) -> Vec<String> {
    let missing = needed.difference(named).map(|name| format!("README.md gives no reason for the dependency {name}"));
    let more = named.difference(needed).map(|name| format!("README.md gives a reason for {name}, which is no dependency"));
    missing.chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_crates() {
        let readme =
            "x\n<!-- dependencies -->\n| crate | why |\n|---|---|\n| `a` | `b` |\n| `c` | d |\n<!-- /dependencies -->\n| `e` | f |\n";
        assert_eq!(named(readme).expect("marks"), BTreeSet::from(["a", "c"]));
    }

    #[test]
    fn both_sides_are_compared() {
        let differences = compare(&BTreeSet::from(["a", "b"]), &BTreeSet::from(["b", "c"]));
        assert_eq!(
            differences,
            ["README.md gives no reason for the dependency c", "README.md gives a reason for a, which is no dependency"]
        );
    }
}
