//! What ships and what it is made of.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Run, Verdict};
use crate::step::{self, Outcome};
use crate::supply::api::{self, Listing};
use crate::supply::crates::Crates;
use crate::supply::deny::Rules;
use crate::supply::{outside, readme, release, sbom, workflows};
use crate::toolchain;
use crate::wasm;
use crate::workspace::Workspace;

/// What needs nothing but cargo.
pub(super) fn run(workspace: &Workspace, run: &mut Run) {
    run.suite("licences, sources and duplicates", || {
        let rules = Rules::of(workspace)?;
        Ok(Verdict::of_complaints(rules.broken_by(&Crates::behind(workspace, SHIPPED, None)?)))
    });
    run.suite("reasons for dependencies", || {
        Ok(Verdict::of_complaints(readme::differences(workspace, &Crates::behind(workspace, SHIPPED, None)?)?))
    });
    run.suite("public interface of the crate", || match api::of_crate(workspace)? {
        Ok(listing) => unchanged(workspace, &listing),
        Err(reason) => Ok(Verdict::skipped(reason)),
    });
    run.suite("oldest Rust", || oldest_rust(workspace));
    run.suite("workflows", || Ok(Verdict::of_complaints(workflows::faults(workspace)?)));
    run.suite("versions", || Ok(Verdict::of_complaints(release::disagreements(workspace)?)));
}

/// What needs the npm package.
pub(super) fn run_for_package(workspace: &Workspace, run: &mut Run) {
    run.suite("public interface of the package", || unchanged(workspace, &api::of_package(workspace)?));
    run.suite("the package needs nothing", || needs_nothing(workspace));
    run.suite("bill of materials", || bill_of_materials(workspace));
}

/// What outsiders say: minutes to install, and networks that are not everywhere.
pub(super) fn run_outside(workspace: &Workspace, run: &mut Run) {
    if let Some(program) = run.produce("cargo-deny", || outside::cargo_deny(workspace)) {
        run.suite("cargo deny: licences, sources, duplicates", || {
            Ok(Verdict::of_check(&outside::deny(workspace, &program, &["bans", "licenses", "sources"])?))
        });
        run.suite("cargo deny: advisories", || {
            let outcome = outside::deny(workspace, &program, &["advisories"])?;
            Ok(of_reachable(&outcome, outside::has_no_advisories(&outcome), "the database of advisories cannot be fetched"))
        });
    }
    run.suite("npm audit", || {
        let outcome = outside::npm_audit(workspace)?;
        Ok(of_reachable(&outcome, outside::has_no_audit(&outcome), "npm's database of advisories cannot be asked"))
    });
    run.suite("bills of materials by the schema", || {
        let folder = workspace.work().join("bills");
        release::write_bills(workspace, &folder)?;
        let bills = ["saml-edge-crate.cdx.json", "saml-edge-npm.cdx.json"].map(|name| folder.join(name));
        Ok(Verdict::of_check(&outside::validate(workspace, &bills)?))
    });
}

fn of_reachable(outcome: &Outcome, is_unreachable: bool, reason: &str) -> Verdict {
    if is_unreachable { Verdict::skipped(format!("{reason}; {}", outcome.complaint())) } else { Verdict::of_check(outcome) }
}

fn unchanged(workspace: &Workspace, listing: &Listing) -> Result<Verdict> {
    let mut changes = listing.changes()?;
    if changes.is_empty() {
        return Ok(Verdict::passed());
    }
    let more = changes.len().saturating_sub(SHOWN_CHANGES);
    changes.truncate(SHOWN_CHANGES);
    if more > 0 {
        changes.push(format!("and {more} more"));
    }
    let file = workspace.shown(&listing.file);
    Ok(Verdict::failed(format!(
        "{file} says something else; where the change is meant, `cargo xtask supply --renew` and CHANGELOG.md\n{}",
        changes.join("\n")
    )))
}

/// The crate compiles, with all that it needs, by the compiler that its manifest names.
fn oldest_rust(workspace: &Workspace) -> Result<Verdict> {
    let manifest: toml::Table = fs::read_to_string(workspace.root.join("Cargo.toml"))?.parse()?;
    let oldest = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("rust-version")?.as_str())
        .context("no rust-version")?;
    let mut cargo = match toolchain::other(workspace, &format!("{oldest}.0"))? {
        Ok(cargo) => cargo,
        Err(reason) => return Ok(Verdict::skipped(reason)),
    };
    cargo.args(["check", "--locked", "--package", "saml-edge", "--all-features"]);
    Ok(Verdict::of_check(&step::run(workspace, &format!("cargo check by Rust {oldest}"), &mut cargo)?))
}

fn needs_nothing(workspace: &Workspace) -> Result<Verdict> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(workspace.package().join("package.json"))?)?;
    let kinds = ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"];
    let mut complaints: Vec<String> =
        kinds.iter().filter(|kind| manifest.get(**kind).is_some()).map(|kind| format!("pkg/package.json has {kind}")).collect();
    let lock: Value = serde_json::from_str(&fs::read_to_string(workspace.package().join("package-lock.json"))?)?;
    let packages = lock.get("packages").and_then(Value::as_object).context("package-lock.json names no packages")?;
    let shipped = packages.iter().filter(|(name, package)| !name.is_empty() && package.get("dev") != Some(&Value::Bool(true)));
    complaints.extend(shipped.map(|(name, _)| format!("{name} is not for development alone")));
    Ok(Verdict::of_complaints(complaints))
}

/// What ships holds the octets that it names, and is made of what cargo says.
fn bill_of_materials(workspace: &Workspace) -> Result<Verdict> {
    let shipped = fs::read_to_string(workspace.dist().join(wasm::BILL)).context("the package has no bill of materials")?;
    let mut complaints = Vec::new();
    if shipped != sbom::of_package(workspace, &workspace.dist().join("core.wasm"))? {
        complaints.push("the bill in pkg/dist is not of this core.wasm and Cargo.lock".to_owned());
    }
    for text in [shipped, sbom::of_crate(workspace)?] {
        let bill: Value = serde_json::from_str(&text)?;
        complaints.extend(unclear(&bill)?);
    }
    Ok(Verdict::of_complaints(complaints))
}

/// Components that nobody could look up, and references to nothing.
fn unclear(bill: &Value) -> Result<Vec<String>> {
    let components = bill.get("components").and_then(Value::as_array).context("no components")?;
    let subject = bill.pointer("/metadata/component").context("no subject")?;
    let name = |component: &Value| component.get("bom-ref").and_then(Value::as_str).unwrap_or_default().to_owned();
    let known: BTreeSet<String> = components.iter().chain([subject]).map(name).collect();
    let mut found: Vec<String> = components
        .iter()
        .filter(|component| component.get("hashes").is_none() && component.get("licenses").is_none())
        .map(|component| format!("{} has neither a licence nor a hash", name(component)))
        .collect();
    if known.len() != components.len() + 1 {
        found.push("two components have one name".to_owned());
    }
    for dependency in bill.get("dependencies").and_then(Value::as_array).context("no dependencies")? {
        let needed = dependency.get("dependsOn").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let named = needed.chain(dependency.get("ref").and_then(Value::as_str));
        found.extend(named.filter(|name| !known.contains(*name)).map(|name| format!("{name} is no component")));
    }
    Ok(found)
}

/// The crates that ship: alone, and inside the npm package.
const SHIPPED: &[&str] = &["saml-edge", "saml-edge-wasm"];

const SHOWN_CHANGES: usize = 40;
