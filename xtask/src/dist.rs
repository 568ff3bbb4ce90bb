//! `cargo xtask dist`: the npm package's generated folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::npm;
use crate::size;
use crate::stamp::Stamp;
use crate::supply::sbom;
use crate::wasm::{self, Build, Compiled};
use crate::words;
use crate::workspace::{Workspace, copy_folder, fresh_folder, mirror_folder};
use crate::{Ending, wrong_usage};

const USAGE: &str = "\
Usage: cargo xtask dist [--out DIR]

Builds pkg/dist. With --out, DIR becomes a copy of it; DIR must be empty or new.";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let out = match arguments {
        [] => None,
        [flag] if flag == "--help" => {
            println!("{USAGE}");
            return Ok(Ending::Success);
        }
        [flag, folder] if flag == "--out" => Some(PathBuf::from(folder)),
        _ => return Ok(wrong_usage("dist takes --out DIR and nothing else", USAGE)),
    };
    if let Some(folder) = &out
        && folder.exists()
        && folder.read_dir()?.next().is_some()
    {
        return Ok(wrong_usage(&format!("{} is not empty", folder.display()), USAGE));
    }
    build(workspace)?;
    if let Some(folder) = out {
        copy_folder(&workspace.dist(), &folder, &[])?;
        println!("copied to {}", folder.display());
    }
    let core = workspace.dist().join("core.wasm");
    println!("SHA-256 of core.wasm: {}", sbom::sha256(&core)?);
    println!("core.wasm: {}", size::measure(&workspace.dist().join("core.wasm"))?);
    Ok(Ending::Success)
}

/// Makes `pkg/dist` current.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    npm::install(workspace, &workspace.package())?;
    let compiled = wasm::compile(workspace, Build::Shipped)?;
    generate(workspace, &compiled, &workspace.package())
}

/// The package with the trap export, for the tests of the recovery: a whole package folder of its own.
pub(crate) fn build_test_trap(workspace: &Workspace) -> Result<PathBuf> {
    npm::install(workspace, &workspace.package())?;
    let compiled = wasm::compile(workspace, Build::TestTrap)?;
    let package = workspace.target.join("test-trap-dist/saml-edge");
    mirror_folder(&workspace.package(), &package, &["dist", "node_modules"])?;
    npm::share_modules(&workspace.package(), &package)?;
    generate(workspace, &compiled, &package)?;
    Ok(package)
}

fn generate(workspace: &Workspace, compiled: &Compiled, package: &Path) -> Result<()> {
    let dist = package.join("dist");
    let stamp = Stamp::of_inputs(workspace, compiled)?;
    if stamp.is_current(&dist)? {
        return Ok(());
    }
    fresh_folder(&dist)?;
    wasm::bind_and_optimise(workspace, compiled, &dist)?;
    words::write(&dist)?;
    fs::write(dist.join(wasm::BILL), sbom::of_package(workspace, &dist.join("core.wasm"))?)?;
    npm::run_script(workspace, package, "build")?;
    stamp.renew(&dist)
}
