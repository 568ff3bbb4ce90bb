//! The rules of deny.toml, held in a second: licences, sources and duplicates. `cargo xtask supply` lets cargo-deny itself judge, and the advisories as well.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result, bail};
use spdx::Expression;
use toml::{Table, Value};

use super::crates::{Crate, Crates};
use crate::workspace::Workspace;

pub(crate) struct Rules {
    licences: BTreeSet<String>,
    /// Names and versions that may stand beside another version.
    doubled: BTreeSet<String>,
}

impl Rules {
    pub(crate) fn of(workspace: &Workspace) -> Result<Self> {
        let text = fs::read_to_string(workspace.root.join("deny.toml")).context("deny.toml")?;
        Self::read(&text).context("deny.toml")
    }

    fn read(text: &str) -> Result<Self> {
        let table: Table = text.parse()?;
        // What this does not read could allow less, and nobody would know.
        for (section, known) in READ {
            let section = table.get(*section).and_then(Value::as_table).with_context(|| format!("no [{section}]"))?;
            if let Some(other) = section.keys().find(|key| !known.contains(&key.as_str())) {
                bail!("xtask/src/supply/deny.rs does not read {other}");
            }
        }
        let list = |section: &str, key: &str| -> Result<Vec<&Value>> {
            let found = table.get(section).and_then(|section| section.get(key)).and_then(Value::as_array);
            Ok(found.with_context(|| format!("[{section}] has no list {key}"))?.iter().collect())
        };
        let words = |values: Vec<&Value>, of: fn(&Value) -> Option<&str>| -> Result<BTreeSet<String>> {
            values.into_iter().map(|value| Ok(of(value).context("no text")?.to_owned())).collect()
        };
        if table["sources"]["unknown-registry"].as_str() != Some("deny") || table["sources"]["unknown-git"].as_str() != Some("deny") {
            bail!("[sources] is to deny what is unknown");
        }
        Ok(Self {
            licences: words(list("licenses", "allow")?, Value::as_str)?,
            doubled: words(list("bans", "skip")?, |skip| skip.get("crate")?.as_str())?,
        })
    }

    /// Every rule that is broken, as a sentence.
    pub(crate) fn broken_by(&self, crates: &Crates) -> Vec<String> {
        let mut broken = Vec::new();
        let mut versions: BTreeMap<&str, Vec<&Crate>> = BTreeMap::new();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for package in crates.all.values() {
            broken.extend(self.licence_of(package));
            if package.source.as_deref().is_some_and(|source| source != REGISTRY) {
                broken.push(format!("{} does not come from crates.io", shown(package)));
            }
            versions.entry(&package.name).or_default().push(package);
        }
        for (name, found) in versions.into_iter().filter(|(_, found)| found.len() > 1) {
            let (allowed, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|package| self.doubled.contains(&shown(package)));
            used.extend(allowed.iter().filter_map(|package| self.doubled.get(&shown(package)).map(String::as_str)));
            if others.len() > 1 {
                broken.push(format!("{name} is there in {} versions", allowed.len() + others.len()));
            }
        }
        broken.extend(
            self.doubled
                .iter()
                .filter(|skip| !used.contains(skip.as_str()))
                .map(|skip| format!("nothing doubles {skip}, which [bans] skips")),
        );
        broken
    }

    fn licence_of(&self, package: &Crate) -> Option<String> {
        let Some(text) = &package.licence else { return Some(format!("{} names no licence", shown(package))) };
        match Expression::parse(text) {
            Err(error) => Some(format!("{}: {text} is no licence: {error}", shown(package))),
            Ok(expression) if expression.evaluate(|asked| asked.license.id().is_some_and(|id| self.licences.contains(id.name))) => None,
            Ok(_) => Some(format!("{}: {text} is not allowed", shown(package))),
        }
    }
}

/// As deny.toml names it.
fn shown(package: &Crate) -> String {
    format!("{}@{}", package.name, package.version)
}

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

const READ: &[(&str, &[&str])] = &[
    ("licenses", &["allow", "version"]),
    ("bans", &["multiple-versions", "wildcards", "allow-wildcard-paths", "skip"]),
    ("sources", &["unknown-registry", "unknown-git"]),
];

#[cfg(test)]
mod tests {
    use super::super::crates::tests::sample;
    use super::*;

    fn rules(allow: &str, skip: &str) -> Result<Rules> {
        Rules::read(&format!(
            "[licenses]\nallow = [{allow}]\n[bans]\nskip = [{skip}]\n[sources]\nunknown-registry = \"deny\"\nunknown-git = \"deny\"\n"
        ))
    }

    const SKIP: &str = r#"{ crate = "library@2.0.0", reason = "a test" }"#;

    #[test]
    fn what_is_allowed_passes() {
        assert_eq!(rules("\"MIT\"", SKIP).expect("rules").broken_by(&sample()), Vec::<String>::new());
    }

    #[test]
    fn licences_sources_and_duplicates_are_refused() {
        let mut crates = sample();
        crates.all.get_mut("derive 1.0.0").expect("the macro").source = Some("git+https://tests.invalid/derive".to_owned());
        crates.all.get_mut("derive 1.0.0").expect("the macro").licence = Some("MIT AND Unicode-3.0".to_owned());
        assert_eq!(
            rules("\"MIT\"", "").expect("rules").broken_by(&crates),
            [
                "derive@1.0.0: MIT AND Unicode-3.0 is not allowed",
                "derive@1.0.0 does not come from crates.io",
                "library is there in 2 versions"
            ]
        );
    }

    #[test]
    fn a_skip_that_nothing_needs_is_refused() {
        let skip = format!("{SKIP}, {{ crate = \"derive@1.0.0\", reason = \"none\" }}");
        assert_eq!(rules("\"MIT\"", &skip).expect("rules").broken_by(&sample()), ["nothing doubles derive@1.0.0, which [bans] skips"]);
    }

    #[test]
    fn a_rule_that_is_not_read_is_refused() {
        let error = Rules::read("[licenses]\nallow = []\nexceptions = []\n[bans]\nskip = []\n[sources]\n").err().expect("refused");
        assert_eq!(error.to_string(), "xtask/src/supply/deny.rs does not read exceptions");
    }
}
