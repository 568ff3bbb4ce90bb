//! Builds the fuzzers as cargo-fuzz does, without asking for it: the instrumentation needs no nightly flag, and AddressSanitizer, which does, finds little in a
//! crate that forbids unsafe code.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{debian, step, toolchain};

pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    pub(crate) fn build(workspace: &Workspace) -> Result<Self> {
        if debian::found("c++").is_none() {
            let installed = debian::require(workspace, "g++", || debian::found("c++"))?;
            if let debian::Program::Missing(reason) = installed {
                bail!("libFuzzer is C++, and there is no compiler for it: {reason}");
            }
        }
        let host = toolchain::host(workspace)?;
        let target = workspace.target.join("fuzz");
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["build", "--release", "--bins", "--example", "tools", "--manifest-path", "fuzz/Cargo.toml", "--locked"]);
        // With a target, so that build scripts and macros are not instrumented.
        let covered = format!("covered=\"{}\"", COVERED.join(","));
        let flags = [FLAGS, &["--cfg", &covered]].concat().join("\u{1f}");
        cargo.args(["--target", &host]).env("CARGO_TARGET_DIR", &target).env("CARGO_ENCODED_RUSTFLAGS", flags);
        cargo.env("RUSTC_WRAPPER", workspace.root.join("fuzz/covered.sh"));
        step::run(workspace, "build of the fuzzers", &mut cargo)?.require()?;
        Ok(Self { folder: target.join(host).join("release") })
    }

    pub(super) fn target(&self, workspace: &Workspace, name: &str) -> Command {
        command(workspace, &self.folder.join(name))
    }

    #[cfg(test)]
    pub(super) fn sample(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// The same, with its processor time as the last line: where cores are shared, seconds of the clock say little.
    pub(super) fn timed_target(&self, workspace: &Workspace, name: &str) -> Command {
        let mut command = command(workspace, Path::new("sh"));
        command.args(["-c", r#""$0" "$@"; status=$?; times; exit $status"#]).arg(self.folder.join(name));
        command
    }

    pub(super) fn tools(&self, workspace: &Workspace) -> Command {
        command(workspace, &self.folder.join("examples/tools"))
    }
}

fn command(workspace: &Workspace, program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace.root.join("fuzz"));
    command
}

/// Crates whose paths a fuzzer looks for: what is under test, and who judges it. Counters in the others, arithmetic above all, take time and tell it nothing.
/// `fuzz/covered.sh` leaves the flags to these alone; cargo knows no flags for one crate.
const COVERED: &[&str] = &["saml_edge", "base64", "der", "quick_xml", "roxmltree", "x509_cert"];

/// Those of cargo-fuzz, without tracing comparisons: that takes half of the time in the arithmetic of signatures, and a dictionary has the words that it would find.
const FLAGS: &[&str] = &[
    "--cfg",
    "fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
];
