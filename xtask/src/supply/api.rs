//! What users of the crate and of the npm package can name, against what is committed: a change of it is seen, and decided.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::step;
use crate::toolchain;
use crate::workspace::Workspace;

/// The compiler whose rustdoc writes JSON of the form that `public-api` reads.
pub(crate) const TOOLCHAIN: &str = "1.95.0";

/// A committed list and what it is to be.
pub(crate) struct Listing {
    pub(crate) file: PathBuf,
    pub(crate) found: String,
}

impl Listing {
    /// Lines that are there and were not, and the other way round.
    pub(crate) fn changes(&self) -> Result<Vec<String>> {
        let committed = if self.file.exists() { fs::read_to_string(&self.file)? } else { String::new() };
        Ok(changes(&committed, &self.found))
    }

    pub(crate) fn renew(&self) -> Result<()> {
        fs::create_dir_all(self.file.parent().context("no folder")?)?;
        Ok(fs::write(&self.file, &self.found)?)
    }
}

fn changes(before: &str, after: &str) -> Vec<String> {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = before.lines().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = after.lines().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let mut found: Vec<String> = gone.chain(come).collect();
    if found.is_empty() && before != after {
        found.push("the same lines in another order".to_owned());
    }
    found
}

/// Of the crate: every public item, one a line. `Err` of the inner kind is why this machine cannot tell.
pub(crate) fn of_crate(workspace: &Workspace) -> Result<Result<Listing, String>> {
    let (mut cargo, target) = if toolchain::release(workspace)? == TOOLCHAIN {
        (toolchain::cargo(workspace), workspace.target.clone())
    } else {
        match toolchain::other(workspace, TOOLCHAIN)? {
            Ok(cargo) => (cargo, workspace.target.join(format!("rust-{TOOLCHAIN}"))),
            Err(reason) => return Ok(Err(reason)),
        }
    };
    cargo
        // The form is not stable, which is why the compiler is one of a known version.
        .env("RUSTC_BOOTSTRAP", "1")
        .args([
            "rustdoc",
            "--locked",
            "--package",
            "saml-edge",
            "--lib",
            "--",
            "-Zunstable-options",
            "--output-format",
            "json",
            "--cap-lints",
            "allow",
        ]);
    step::run(workspace, "cargo rustdoc as JSON", &mut cargo)?.require()?;
    let items = public_api::Builder::from_rustdoc_json(target.join("doc/saml_edge.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .context("reading rustdoc's JSON")?;
    let mut found = String::new();
    for item in items.items() {
        writeln!(found, "{item}")?;
    }
    Ok(Ok(Listing { file: workspace.root.join("tests/api/crate.txt"), found }))
}

/// Of the npm package: what its entries declare, and everything that those name, without comments.
pub(crate) fn of_package(workspace: &Workspace) -> Result<Listing> {
    let package = workspace.package();
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package.join("package.json"))?)?;
    let entries = manifest.get("exports").and_then(Value::as_object).context("package.json has no exports")?;
    let mut found = String::new();
    let mut files = BTreeMap::new();
    for (entry, target) in entries {
        let mut types = BTreeSet::new();
        types_of(target, &mut types);
        for file in &types {
            collect(&package, Path::new(file), &mut files)?;
        }
        writeln!(found, "{entry} {}", types.into_iter().collect::<Vec<_>>().join(" "))?;
    }
    for (file, text) in &files {
        // What is required has the same types as what is imported, in a folder beside it.
        let twin = file.strip_prefix("dist/cjs").ok().map(|rest| Path::new("dist").join(rest));
        match twin.and_then(|twin| files.get(&twin)) {
            Some(imported) if imported == text => {}
            Some(_) => bail!("{} declares something else than what is imported", file.display()),
            None => write!(found, "\n{}\n{text}", file.display())?,
        }
    }
    Ok(Listing { file: workspace.root.join("tests/api/npm.txt"), found })
}

fn types_of(target: &Value, types: &mut BTreeSet<String>) {
    match target {
        Value::String(file) if file.ends_with(".d.ts") => _ = types.insert(file.trim_start_matches("./").to_owned()),
        Value::Object(conditions) => conditions.values().for_each(|value| types_of(value, types)),
        _ => {}
    }
}

/// A declaration file and those that it names.
fn collect(package: &Path, file: &Path, files: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    if files.contains_key(file) {
        return Ok(());
    }
    let text = fs::read_to_string(package.join(file)).with_context(|| format!("reading {}", file.display()))?;
    let declared = without_comments(&text);
    let named: Vec<PathBuf> =
        declared.split('"').filter(|word| word.starts_with('.') && word.ends_with(".js")).map(|word| beside(file, word)).collect();
    files.insert(file.to_path_buf(), declared);
    named.iter().try_for_each(|name| collect(package, name, files))
}

/// The declarations of a module, by the path with which a file imports it.
fn beside(file: &Path, import: &str) -> PathBuf {
    let mut path = file.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in import.trim_end_matches(".js").split('/') {
        match part {
            "." => {}
            ".." => _ = path.pop(),
            name => path.push(name),
        }
    }
    path.with_extension("d.ts")
}

/// Compiled declarations have comments on lines of their own, and no text that looks like one.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let begins = trimmed.starts_with("/*");
        if !inside && !begins && !trimmed.starts_with("//") && !trimmed.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
        inside = (inside || begins) && !trimmed.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_lines() {
        assert_eq!(changes("a\nb\n", "b\nc\n"), ["- a", "+ c"]);
        assert_eq!(changes("a\nb\n", "b\na\n"), ["the same lines in another order"]);
        assert_eq!(changes("a\n", "a\n"), Vec::<String>::new());
    }

    #[test]
    fn comments_are_no_declarations() {
        let text = "/** One. */\nexport declare function f(): void;\n/**\n * Two.\n */\nexport interface I {\n    /** The a. */\n    a: \"./x.js\";\n}\n// end\n";
        assert_eq!(without_comments(text), "export declare function f(): void;\nexport interface I {\n    a: \"./x.js\";\n}\n");
    }

    #[test]
    fn imports_are_found_from_where_they_stand() {
        assert_eq!(beside(Path::new("dist/send/a.d.ts"), "../b/c.js"), Path::new("dist/b/c.d.ts"));
        assert_eq!(beside(Path::new("dist/a.d.ts"), "./b.js"), Path::new("dist/b.d.ts"));
    }
}
