//! Software bills of materials (CycloneDX 1.6), without times or random numbers: the same sources give the same octets.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::crates::{Crate, Crates};
use crate::toolchain;
use crate::wasm;
use crate::workspace::Workspace;

/// Of the crate, for any target.
pub(crate) fn of_crate(workspace: &Workspace) -> Result<String> {
    let crates = Crates::behind(workspace, &["saml-edge"], None)?;
    let root = crates.roots.first().context("no root")?;
    let own = crates.all.get(root).context("no crate of this name")?;
    let mut subject = component(own, "required");
    subject["type"] = json!("library");
    Ok(write(&subject, Vec::new(), &crates, &BTreeSet::from([root.clone()]), &reference(own)))
}

/// Of the npm package, whose `core.wasm` holds the crates and a part of Rust's standard library.
pub(crate) fn of_package(workspace: &Workspace, core: &Path) -> Result<String> {
    let crates = Crates::behind(workspace, &["saml-edge-wasm"], Some(wasm::TARGET))?;
    let manifest: Value = serde_json::from_str(&fs::read_to_string(workspace.package().join("package.json"))?)?;
    let field = |name: &str| manifest.get(name).and_then(Value::as_str).with_context(|| format!("package.json has no {name}"));
    let purl = format!("pkg:npm/{}@{}", field("name")?, field("version")?);
    let subject = json!({
        "type": "library", "bom-ref": purl, "name": field("name")?, "version": field("version")?, "description": field("description")?,
        "licenses": [{ "expression": spdx_of(field("license")?) }], "purl": purl,
    });
    let file = json!({
        "type": "file", "bom-ref": "core.wasm", "name": "dist/core.wasm", "hashes": [{ "alg": "SHA-256", "content": sha256(core)? }],
    });
    let compiler = toolchain::release(workspace)?;
    let standard = json!({
        "type": "library", "bom-ref": format!("pkg:generic/rust-std@{compiler}"), "name": "rust-std", "version": compiler,
        "description": "The parts core and alloc of Rust's standard library.", "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": format!("pkg:generic/rust-std@{compiler}"),
    });
    Ok(write(&subject, vec![file, standard], &crates, &BTreeSet::new(), "core.wasm"))
}

/// `apart` are crates that stand for themselves already; `holder` is what is made of the roots.
fn write(subject: &Value, more: Vec<Value>, crates: &Crates, apart: &BTreeSet<String>, holder: &str) -> String {
    let linked = crates.linked();
    let listed = crates.all.iter().filter(|(id, _)| !apart.contains(*id));
    let mut components = more;
    let others: Vec<String> = components.iter().filter_map(|component| Some(component["bom-ref"].as_str()?.to_owned())).collect();
    components.extend(listed.map(|(id, package)| component(package, if linked.contains(id) { "required" } else { "excluded" })));
    let mut dependencies = Vec::new();
    if subject["bom-ref"] != *holder {
        dependencies.push(json!({ "ref": subject["bom-ref"], "dependsOn": [holder] }));
        let mut parts: Vec<String> = crates.roots.iter().filter_map(|root| crates.all.get(root)).map(reference).collect();
        parts.extend(others.into_iter().filter(|other| other != holder));
        dependencies.push(json!({ "ref": holder, "dependsOn": parts }));
    }
    dependencies.extend(crates.all.values().map(|package| {
        let needs: Vec<String> = package.needs.iter().filter_map(|id| crates.all.get(id)).map(reference).collect();
        json!({ "ref": reference(package), "dependsOn": needs })
    }));
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "component": subject,
            "tools": { "components": [{ "type": "application", "name": "cargo xtask", "version": env!("CARGO_PKG_VERSION") }] },
        },
        "components": components,
        "dependencies": dependencies,
        "compositions": [{ "aggregate": "complete", "dependencies": [subject["bom-ref"]] }],
    });
    format!("{bill:#}\n")
}

fn component(package: &Crate, scope: &str) -> Value {
    let purl = reference(package);
    let mut component = json!({
        "type": "library", "bom-ref": purl, "name": package.name, "version": package.version, "scope": scope, "purl": purl,
    });
    if let Some(description) = &package.description {
        component["description"] = json!(description);
    }
    if let Some(licence) = &package.licence {
        component["licenses"] = json!([{ "expression": spdx_of(licence) }]);
    }
    if let Some(checksum) = &package.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

fn reference(package: &Crate) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

/// Old manifests write a slash for `OR`.
fn spdx_of(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// Of a file, in hexadecimal digits.
pub(crate) fn sha256(file: &Path) -> Result<String> {
    let octets = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(Sha256::digest(octets).iter().map(|octet| format!("{octet:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::super::crates::tests::sample;
    use super::*;

    #[test]
    fn what_is_linked_is_required_and_the_rest_excluded() {
        let crates = sample();
        let subject = component(&crates.all["own 0.1.0"], "required");
        let text = write(&subject, Vec::new(), &crates, &BTreeSet::from(["own 0.1.0".to_owned()]), "pkg:cargo/own@0.1.0");
        let bill: Value = serde_json::from_str(&text).expect("JSON");
        let scopes: Vec<(&str, &str)> = bill["components"]
            .as_array()
            .expect("components")
            .iter()
            .filter_map(|component| Some((component["bom-ref"].as_str()?, component["scope"].as_str()?)))
            .collect();
        assert_eq!(
            scopes,
            [("pkg:cargo/derive@1.0.0", "excluded"), ("pkg:cargo/library@1.0.0", "required"), ("pkg:cargo/library@2.0.0", "excluded")]
        );
        assert_eq!(bill["components"][1]["hashes"][0]["content"], "ab12");
        assert_eq!(bill["components"][1]["description"], "What it does.");
        assert_eq!(
            bill["dependencies"].as_array().expect("dependencies").last().expect("own")["dependsOn"],
            json!(["pkg:cargo/derive@1.0.0", "pkg:cargo/library@1.0.0"])
        );
    }

    #[test]
    fn every_reference_is_to_something() {
        let crates = sample();
        let subject = json!({ "type": "library", "bom-ref": "pkg:npm/own@0.1.0", "name": "own" });
        let file = json!({ "type": "file", "bom-ref": "core.wasm", "name": "core.wasm" });
        let bill: Value = serde_json::from_str(&write(&subject, vec![file], &crates, &BTreeSet::new(), "core.wasm")).expect("JSON");
        let known: BTreeSet<&str> =
            bill["components"].as_array().expect("components").iter().filter_map(|one| one["bom-ref"].as_str()).collect();
        for dependency in bill["dependencies"].as_array().expect("dependencies") {
            let reference = dependency["ref"].as_str().expect("a reference");
            assert!(known.contains(reference) || reference == "pkg:npm/own@0.1.0", "{reference}");
            for needed in dependency["dependsOn"].as_array().expect("a list") {
                assert!(known.contains(needed.as_str().expect("a reference")), "{needed}");
            }
        }
        assert_eq!(bill["dependencies"][1], json!({ "ref": "core.wasm", "dependsOn": ["pkg:cargo/own@0.1.0"] }));
    }

    #[test]
    fn a_slash_is_an_or() {
        assert_eq!(spdx_of("MIT/Apache-2.0"), "MIT OR Apache-2.0");
    }
}
