//! The npm package: built, equal from another folder, small enough, packed, and approved by two linters.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{Run, Verdict, supply};
use crate::size;
use crate::tally::Tally;
use crate::wasm::{self, Build};
use crate::workspace::{Workspace, mirror_folder};
use crate::{dist, npm, step};

/// The tarball, when everything up to it worked.
pub(super) fn run(workspace: &Workspace, run: &mut Run) -> Option<PathBuf> {
    if !build(workspace, run) {
        for name in ["sizes of core.wasm", "npm pack"] {
            run.blocked(name, "dist failed");
        }
        return None;
    }
    supply::run_for_package(workspace, run);
    run.suite("sizes of core.wasm", || size_ceilings(workspace));
    let tarball = run.produce("npm pack", || npm::pack(workspace))?;
    run.suite("publint", || {
        let mut publint = npm::tool(&workspace.package(), "publint", "publint")?;
        lint(workspace, "publint", publint.arg(&tarball).arg("--strict"))
    });
    run.suite("attw", || {
        let mut attw = npm::tool(&workspace.package(), "@arethetypeswrong/cli", "attw")?;
        lint(workspace, "attw", attw.arg(&tarball))
    });
    Some(tarball)
}

/// The tarball alone, for tests that need what is in it.
pub(super) fn pack(workspace: &Workspace, run: &mut Run) -> Option<PathBuf> {
    run.produce("dist", || dist::build(workspace))?;
    run.produce("npm pack", || npm::pack(workspace))
}

/// Makes the package, twice; says whether there is one.
pub(super) fn build(workspace: &Workspace, run: &mut Run) -> bool {
    if run.produce("dist", || dist::build(workspace)).is_none() {
        run.blocked("dist from another folder", "dist failed");
        return false;
    }
    run.suite("dist from another folder", || equal_from_another_folder(workspace));
    true
}

/// The sources alone, somewhere else, give the same bytes.
fn equal_from_another_folder(workspace: &Workspace) -> Result<Verdict> {
    let other = Workspace { root: workspace.work().join("elsewhere/sources"), target: workspace.work().join("elsewhere/build") };
    mirror_folder(&workspace.root, &other.root, NOT_SOURCES)?;
    let compiled = wasm::compile(&other, Build::Shipped)?;
    let made = other.work().join("dist");
    wasm::bind_and_optimise(workspace, &compiled, &made)?;
    for file in ["core.wasm", "glue.js"] {
        if fs::read(made.join(file))? != fs::read(workspace.dist().join(file))? {
            return Ok(Verdict::failed(format!(
                "{file} differs between {} and {}",
                workspace.shown(&made),
                workspace.shown(&workspace.dist())
            )));
        }
    }
    Ok(Verdict::passed())
}

fn size_ceilings(workspace: &Workspace) -> Result<Verdict> {
    let sizes = size::measure(&workspace.dist().join("core.wasm"))?;
    println!("      core.wasm: {sizes}");
    let (passed, notes) = sizes.hold();
    let failed = u64::try_from(notes.len())?;
    Ok(Verdict { tally: Tally { passed, failed, skipped: 0 }, notes })
}

fn lint(workspace: &Workspace, name: &str, command: &mut Command) -> Result<Verdict> {
    Ok(Verdict::of_check(&step::run(workspace, name, command)?))
}

const NOT_SOURCES: &[&str] = &["target", "node_modules", "dist", ".git", "venv"];
