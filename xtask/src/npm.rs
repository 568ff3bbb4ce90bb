//! Node and npm, through their ordinary clients.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::step;
use crate::workspace::{Workspace, fresh_folder};

pub(crate) fn node(folder: &Path) -> Command {
    let mut command = Command::new("node");
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

/// `npm ci` where the packages are missing or older than the lock file.
pub(crate) fn install(workspace: &Workspace, folder: &Path) -> Result<()> {
    install_with(workspace, folder, &[])
}

/// Only what a program runs with.
pub(crate) fn install_without_tools(workspace: &Workspace, folder: &Path) -> Result<()> {
    install_with(workspace, folder, &["--omit=dev"])
}

fn install_with(workspace: &Workspace, folder: &Path, more: &[&str]) -> Result<()> {
    require_node()?;
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.package-lock.json");
    let wanted = fs::metadata(&lock).with_context(|| format!("{} is missing", workspace.shown(&lock)))?.modified()?;
    if fs::metadata(&installed).is_ok_and(|found| found.modified().is_ok_and(|time| time >= wanted)) {
        return Ok(());
    }
    let mut command = npm(folder);
    command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).args(more);
    let name = format!("npm ci in {}", workspace.shown(folder));
    step::run(workspace, &name, &mut command)?.require()?;
    Ok(())
}

/// Lets a copy of a package build with the modules of the original.
pub(crate) fn share_modules(original: &Path, copy: &Path) -> Result<()> {
    let link = copy.join("node_modules");
    if link.exists() {
        return Ok(());
    }
    let modules = original.join("node_modules");
    #[cfg(unix)]
    let linked = std::os::unix::fs::symlink(&modules, &link);
    #[cfg(windows)]
    let linked = std::os::windows::fs::symlink_dir(&modules, &link);
    linked.with_context(|| format!("linking {} to {}", link.display(), modules.display()))
}

pub(crate) fn run_script(workspace: &Workspace, folder: &Path, script: &str) -> Result<()> {
    let mut command = npm(folder);
    command.args(["run", "--silent", script]);
    let name = format!("npm run {script} in {}", workspace.shown(folder));
    step::run(workspace, &name, &mut command)?.require()?;
    Ok(())
}

/// Packs the package as `npm publish` would, and answers where the tarball is.
pub(crate) fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.work().join("packed");
    fresh_folder(&folder)?;
    let mut command = npm(&workspace.package());
    command.args(["pack", "--loglevel=error", "--pack-destination"]);
    command.arg(&folder);
    step::run(workspace, "npm pack", &mut command)?.require()?;
    let tarballs = crate::workspace::files_under(&folder, &[])?;
    let [tarball] = tarballs.as_slice() else {
        bail!("npm pack made {} files, not one", tarballs.len());
    };
    Ok(folder.join(tarball))
}

/// Puts the packed tarball, and nothing else, where `import "saml-edge"` of a folder looks.
pub(crate) fn install_tarball(workspace: &Workspace, folder: &Path, tarball: &Path) -> Result<()> {
    let old = folder.join("node_modules/saml-edge");
    // npm takes an installed package of the same version for the same package.
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    let mut command = npm(folder);
    command.args(["install", "--no-save", "--no-audit", "--no-fund"]);
    command.args(["--prefer-offline", "--loglevel=error"]).arg(tarball);
    let name = format!("npm install of the tarball in {}", workspace.shown(folder));
    step::run(workspace, &name, &mut command)?.require()?;
    let shipped = fs::read(workspace.dist().join("core.wasm"))?;
    if fs::read(old.join("dist/core.wasm"))? != shipped {
        bail!("the installed tarball holds another core.wasm than pkg/dist");
    }
    Ok(())
}

/// The command line of an installed package, started with Node: `.bin` entries are shell scripts on Windows.
pub(crate) fn tool(folder: &Path, package: &str, binary: &str) -> Result<Command> {
    let home = folder.join("node_modules").join(package);
    let mut ask = node(folder);
    ask.arg("-p").arg("const b = require(process.argv[1] + '/package.json').bin; typeof b === 'string' ? b : b[process.argv[2]]");
    ask.arg(&home).arg(binary);
    let path = step::ask(&mut ask)?;
    let mut command = node(folder);
    command.arg(home.join(path));
    Ok(command)
}

fn require_node() -> Result<()> {
    let version = step::ask(Command::new("node").args(["-p", "process.versions.node"]))?;
    let major = version.split('.').next().unwrap_or_default();
    if major.parse::<u32>().is_ok_and(|major| major >= OLDEST_NODE) {
        return Ok(());
    }
    bail!("Node {OLDEST_NODE} or newer is needed; `node` is {version}")
}

pub(crate) fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

const OLDEST_NODE: u32 = 20;
