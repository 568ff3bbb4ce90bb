//! Whether a state may be released, and what goes with it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::sbom;
use crate::Ending;
use crate::npm;
use crate::workspace::Workspace;

/// The versions that are written down, and where.
fn versions(workspace: &Workspace) -> Result<Vec<(&'static str, String)>> {
    let manifest: toml::Table = fs::read_to_string(workspace.root.join("Cargo.toml"))?.parse()?;
    let of_crate = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("version")?.as_str())
        .context("Cargo.toml has no version")?;
    let package: Value = serde_json::from_str(&fs::read_to_string(workspace.package().join("package.json"))?)?;
    let of_package = package.get("version").and_then(Value::as_str).context("package.json has no version")?;
    Ok(vec![("Cargo.toml", of_crate.to_owned()), ("pkg/package.json", of_package.to_owned())])
}

/// Versions that differ, as sentences.
pub(crate) fn disagreements(workspace: &Workspace) -> Result<Vec<String>> {
    let versions = versions(workspace)?;
    let first = versions.first().map(|(_, version)| version.clone()).unwrap_or_default();
    Ok(versions
        .iter()
        .filter(|(_, version)| *version != first)
        .map(|(file, version)| format!("{file} says {version}, Cargo.toml {first}"))
        .collect())
}

/// Whether everything names the version of a tag such as `v1.2.3`.
pub(crate) fn hold(workspace: &Workspace, tag: &str) -> Result<Ending> {
    let changelog = fs::read_to_string(workspace.root.join("CHANGELOG.md"))?;
    let complaints = complaints(tag, &versions(workspace)?, &changelog);
    for complaint in &complaints {
        eprintln!("error: {complaint}");
    }
    Ok(if complaints.is_empty() { Ending::Success } else { Ending::Failure })
}

fn complaints(tag: &str, versions: &[(&str, String)], changelog: &str) -> Vec<String> {
    let Some(wanted) = tag.strip_prefix('v') else { return vec![format!("{tag} is no tag of a release: those begin with v")] };
    let mut found: Vec<String> = versions
        .iter()
        .filter(|(_, version)| version != wanted)
        .map(|(file, version)| format!("{file} says {version}, the tag {wanted}"))
        .collect();
    if !changelog.lines().any(|line| line.split_whitespace().take(2).eq(["##", wanted])) {
        found.push(format!("CHANGELOG.md has no section {wanted}"));
    }
    found
}

/// Bills of materials, the tarball and `core.wasm`, and the sums of all of them.
pub(crate) fn write_bills(workspace: &Workspace, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let core = workspace.dist().join("core.wasm");
    fs::write(folder.join("saml-edge-crate.cdx.json"), sbom::of_crate(workspace)?)?;
    fs::write(folder.join("saml-edge-npm.cdx.json"), sbom::of_package(workspace, &core)?)?;
    fs::copy(&core, folder.join("core.wasm"))?;
    let tarball = npm::pack(workspace)?;
    fs::copy(&tarball, folder.join(tarball.file_name().context("the tarball has no name")?))?;
    let mut sums = String::new();
    for file in crate::workspace::files_under(folder, &["SHA256SUMS"])? {
        writeln!(sums, "{}  {}", sbom::sha256(&folder.join(&file))?, file.display())?;
    }
    fs::write(folder.join("SHA256SUMS"), &sums)?;
    print!("{sums}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::complaints;

    #[test]
    fn a_release_is_named_everywhere() {
        let versions = [("Cargo.toml", "1.2.3".to_owned()), ("pkg/package.json", "1.2.3".to_owned())];
        assert_eq!(complaints("v1.2.3", &versions, "# Changes\n\n## 1.2.3 (2026-01-01)\n"), Vec::<String>::new());
        assert_eq!(
            complaints("v1.2.4", &versions, "## Unreleased\n"),
            ["Cargo.toml says 1.2.3, the tag 1.2.4", "pkg/package.json says 1.2.3, the tag 1.2.4", "CHANGELOG.md has no section 1.2.4"]
        );
        assert_eq!(complaints("1.2.3", &versions, ""), ["1.2.3 is no tag of a release: those begin with v"]);
    }
}
