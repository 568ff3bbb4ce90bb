//! What cargo knows of the crates that an artefact is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::step;
use crate::toolchain;
use crate::workspace::Workspace;

pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An SPDX expression, as its manifest has it.
    pub(crate) licence: Option<String>,
    /// Where it comes from; none is this repository.
    pub(crate) source: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) repository: Option<String>,
    /// SHA-256 of the packed crate, from Cargo.lock.
    pub(crate) checksum: Option<String>,
    /// What it is built with and from: ids, for development left out.
    pub(crate) needs: BTreeSet<String>,
    /// Names of its own dependencies that are not for development, as its manifest has them.
    pub(crate) named: BTreeSet<String>,
    /// Runs while others compile: nothing of it is in an artefact.
    pub(crate) is_macro: bool,
}

/// Crates by cargo's id.
pub(crate) struct Crates {
    pub(crate) all: BTreeMap<String, Crate>,
    pub(crate) roots: Vec<String>,
}

impl Crates {
    /// The crates with these names and what they need; for one target, or for any.
    pub(crate) fn behind(workspace: &Workspace, names: &[&str], target: Option<&str>) -> Result<Self> {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["metadata", "--format-version", "1", "--locked"]);
        if let Some(target) = target {
            cargo.args(["--filter-platform", target]);
        }
        let metadata = serde_json::from_str(&step::ask(&mut cargo)?).context("what cargo metadata printed")?;
        let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).context("Cargo.lock")?;
        Self::read(&metadata, &lock, names)
    }

    fn read(metadata: &Value, lock: &str, names: &[&str]) -> Result<Self> {
        let checksums = checksums(lock)?;
        let mut all = BTreeMap::new();
        for package in array(metadata, "packages")? {
            let id = text(package, "id").context("a package without id")?;
            all.insert(id, read_crate(package, &checksums)?);
        }
        for node in array(metadata.get("resolve").context("no resolve")?, "nodes")? {
            let found = all.get_mut(&text(node, "id").context("a node without id")?).context("a node without package")?;
            for dependency in array(node, "deps")? {
                if array(dependency, "dep_kinds")?.iter().any(|kind| kind.get("kind").and_then(Value::as_str) != Some("dev")) {
                    found.needs.insert(text(dependency, "pkg").context("a dependency without pkg")?);
                }
            }
        }
        let roots = names
            .iter()
            .map(|name| {
                let own = all.iter().find(|(_, package)| package.source.is_none() && package.name == *name);
                Ok(own.with_context(|| format!("no crate {name} in the workspace"))?.0.clone())
            })
            .collect::<Result<Vec<_>>>()?;
        let reached = reach(&all, &roots, |_| true);
        all.retain(|id, _| reached.contains(id));
        Ok(Self { all, roots })
    }

    /// Ids of what is linked: reached without a macro on the way.
    pub(crate) fn linked(&self) -> BTreeSet<String> {
        reach(&self.all, &self.roots, |package| !package.is_macro)
    }
}

fn reach(all: &BTreeMap<String, Crate>, roots: &[String], enters: impl Fn(&Crate) -> bool) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = roots.to_vec();
    while let Some(id) = waiting.pop() {
        let Some(package) = all.get(&id).filter(|package| enters(package)) else { continue };
        if reached.insert(id) {
            waiting.extend(package.needs.iter().cloned());
        }
    }
    reached
}

fn read_crate(package: &Value, checksums: &BTreeMap<(String, String), String>) -> Result<Crate> {
    let name = text(package, "name").context("a package without name")?;
    let version = text(package, "version").context("a package without version")?;
    let kinds = array(package, "targets")?.iter().filter_map(|target| target.get("kind")?.as_array()).flatten();
    let is_macro = kinds.filter_map(Value::as_str).any(|kind| kind == "proc-macro");
    let named = array(package, "dependencies")?
        .iter()
        .filter(|dependency| text(dependency, "kind").as_deref() != Some("dev"))
        .filter_map(|dependency| text(dependency, "name"))
        .collect();
    Ok(Crate {
        licence: text(package, "license"),
        source: text(package, "source"),
        description: text(package, "description").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        repository: text(package, "repository"),
        checksum: checksums.get(&(name.clone(), version.clone())).cloned(),
        needs: BTreeSet::new(),
        named,
        is_macro,
        name,
        version,
    })
}

fn checksums(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = lock.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock names no package")?;
    let word = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    let entries =
        packages.iter().filter_map(|package| Some(((word(package, "name")?, word(package, "version")?), word(package, "checksum")?)));
    Ok(entries.collect())
}

fn text(value: &Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}

fn array<'v>(value: &'v Value, key: &str) -> Result<&'v Vec<Value>> {
    value.get(key).and_then(Value::as_array).with_context(|| format!("cargo metadata has no list {key}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One crate of this repository that needs a library and a macro, which needs another; the library also tests with a third.
    pub(crate) fn sample() -> Crates {
        let package = |name: &str, version: &str, kind: &str, source: Option<&str>| {
            serde_json::json!({
                "id": format!("{name} {version}"), "name": name, "version": version, "license": "MIT OR Apache-2.0", "source": source,
                "description": "What it\n  does.", "repository": null, "targets": [{ "kind": [kind] }], "dependencies": [{ "name": "library", "kind": null }, { "name": "tester", "kind": "dev" }],
            })
        };
        let registry = Some("registry+https://github.com/rust-lang/crates.io-index");
        let node = |id: &str, needs: &[(&str, Option<&str>)]| {
            let deps: Vec<Value> =
                needs.iter().map(|(pkg, kind)| serde_json::json!({ "pkg": pkg, "dep_kinds": [{ "kind": kind }] })).collect();
            serde_json::json!({ "id": id, "deps": deps })
        };
        let metadata = serde_json::json!({
            "packages": [
                package("own", "0.1.0", "lib", None), package("library", "1.0.0", "lib", registry), package("library", "2.0.0", "lib", registry),
                package("derive", "1.0.0", "proc-macro", registry), package("tester", "1.0.0", "lib", registry),
            ],
            "resolve": { "nodes": [
                node("own 0.1.0", &[("library 1.0.0", None), ("derive 1.0.0", None), ("tester 1.0.0", Some("dev"))]),
                node("library 1.0.0", &[]), node("library 2.0.0", &[]), node("derive 1.0.0", &[("library 2.0.0", None)]), node("tester 1.0.0", &[]),
            ] },
        });
        let lock = "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"library\"\nversion = \"1.0.0\"\nchecksum = \"ab12\"\n";
        Crates::read(&metadata, lock, &["own"]).expect("the sample")
    }

    #[test]
    fn what_is_for_development_is_left_out() {
        let ids: Vec<String> = sample().all.into_keys().collect();
        assert_eq!(ids, ["derive 1.0.0", "library 1.0.0", "library 2.0.0", "own 0.1.0"]);
        assert_eq!(sample().all["own 0.1.0"].named, BTreeSet::from(["library".to_owned()]));
    }

    #[test]
    fn what_a_macro_needs_is_not_linked() {
        assert_eq!(sample().linked(), BTreeSet::from(["library 1.0.0".to_owned(), "own 0.1.0".to_owned()]));
    }

    #[test]
    fn checksums_are_those_of_the_lock() {
        assert_eq!(sample().all["library 1.0.0"].checksum.as_deref(), Some("ab12"));
        assert_eq!(sample().all["library 2.0.0"].checksum, None);
    }
}
