//! What rustup and cargo know: targets, folders, and the flags of the WebAssembly build.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::step;
use crate::workspace::Workspace;

/// `cargo` in the root, building into the target folder this binary came from.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(&workspace.root).env("CARGO_TARGET_DIR", &workspace.target).env("CARGO_TERM_COLOR", "never");
    command
}

/// Installs the standard library of a target unless it is there.
pub(crate) fn require_target(workspace: &Workspace, target: &str) -> Result<()> {
    let library = step::ask(rustc(workspace).args(["--print", "target-libdir", "--target", target]))?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.current_dir(&workspace.root).args(["target", "add", target]);
    step::run(workspace, &format!("rustup target {target}"), &mut rustup)?.require()?;
    Ok(())
}

/// Flags of the shipped build, joined as `CARGO_ENCODED_RUSTFLAGS` wants them.
///
/// - Products of limbs and SHA-256 by vector instructions, which every runtime of the package's table has.
/// - sha2 and aes as loops, not unrolled: 3 KB less after brotli.
/// - No path of this machine may enter the binary: two builds in different folders must be equal.
pub(crate) fn wasm_flags(workspace: &Workspace) -> Result<String> {
    let mut flags = Vec::new();
    for cfg in ["sha2_backend_soft=\"compact\"", "aes_backend_soft=\"compact\""] {
        flags.extend(["--cfg".to_owned(), cfg.to_owned()]);
    }
    // SHA-256's schedule by vector instructions, and no loops that the compiler would find for them.
    for flag in ["-Ctarget-feature=+simd128", "-Cno-vectorize-loops", "-Cno-vectorize-slp"] {
        flags.push(flag.to_owned());
    }
    // Measured: 5 KB less after brotli than with the compiler's own idea of what is small enough to be copied, at the same speed.
    for threshold in ["-inline-threshold=10", "-inlinehint-threshold=100"] {
        flags.push(format!("-Cllvm-args={threshold}"));
    }
    for (from, to) in path_names(workspace)? {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    }
    Ok(flags.join("\u{1f}"))
}

/// Folders of this machine and the names they get in the binary.
pub(crate) fn path_names(workspace: &Workspace) -> Result<Vec<(PathBuf, String)>> {
    let mut names = vec![(workspace.root.clone(), ".".to_owned())];
    for folder in registry_sources()? {
        names.push((folder, "registry".to_owned()));
    }
    // The name that the standard library's paths have where the component rust-src is not installed.
    let sysroot = PathBuf::from(step::ask(rustc(workspace).args(["--print", "sysroot"]))?);
    let version = step::ask(rustc(workspace).arg("-vV"))?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).context("rustc -vV names no commit-hash")?;
    names.push((sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")));
    Ok(names)
}

/// The compiler by its version and its commit, and what it compiles for where nothing else is said.
pub(crate) fn compiler(workspace: &Workspace) -> Result<String> {
    let version = step::ask(rustc(workspace).arg("--version"))?;
    Ok(format!("{version} on {}", host(workspace)?))
}

/// The compiler's version: three numbers.
pub(crate) fn release(workspace: &Workspace) -> Result<String> {
    let version = step::ask(rustc(workspace).arg("-vV"))?;
    Ok(version.lines().find_map(|line| line.strip_prefix("release: ")).context("rustc -vV names no release")?.to_owned())
}

/// `cargo` of another release, which rustup installs where it is missing; building into a folder of its own. The inner error is why it cannot be had.
pub(crate) fn other(workspace: &Workspace, release: &str) -> Result<Result<Command, String>> {
    let run = || {
        let mut rustup = Command::new("rustup");
        rustup.current_dir(&workspace.root).args(["run", release]).env_remove("RUSTC").env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        rustup
    };
    if step::ask(run().args(["rustc", "--version"])).is_err() {
        let mut rustup = Command::new("rustup");
        rustup.current_dir(&workspace.root).args(["toolchain", "install", release, "--profile", "minimal", "--no-self-update"]);
        let installed = step::run(workspace, &format!("rustup toolchain {release}"), &mut rustup);
        match installed {
            Ok(outcome) if outcome.success => {}
            Ok(outcome) => return Ok(Err(format!("Rust {release} cannot be installed; {}", outcome.complaint()))),
            Err(error) => return Ok(Err(format!("Rust {release} is not installed: {error:#}"))),
        }
    }
    let mut cargo = run();
    cargo.arg("cargo").env("CARGO_TARGET_DIR", workspace.target.join(format!("rust-{release}"))).env("CARGO_TERM_COLOR", "never");
    Ok(Ok(cargo))
}

/// The target triple of this machine.
pub(crate) fn host(workspace: &Workspace) -> Result<String> {
    let version = step::ask(rustc(workspace).arg("-vV"))?;
    Ok(version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc -vV names no host")?.to_owned())
}

fn rustc(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")));
    command.current_dir(&workspace.root);
    command
}

/// The folders that hold unpacked crates; one per registry, with a hash in the name.
fn registry_sources() -> Result<Vec<PathBuf>> {
    let sources = cargo_home()?.join("registry/src");
    let entries = fs::read_dir(&sources).with_context(|| format!("reading {}", sources.display()))?;
    let mut folders = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    folders.sort();
    Ok(folders)
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(PathBuf::from(home));
    }
    let home = env::home_dir().context("no home folder, and CARGO_HOME is not set")?;
    Ok(home.join(".cargo"))
}
