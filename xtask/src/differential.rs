//! `cargo xtask differential`: generated documents, canonicalised and verified by this library and by libxml2 and libxmlsec1.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::debian::{self, Program};
use crate::step::{self, Outcome};
use crate::workspace::Workspace;
use crate::{Ending, read_flags, toolchain};

const USAGE: &str = "\
Usage: cargo xtask differential [--documents N] [--signatures N] [--seed N] [--index N]

Generates documents, and holds this library's canonical forms against libxml2's and its verdicts on signatures against libxmlsec1's. A disagreement is shown,
shrunk where it is one of canonical forms, written to a file, and fails. Debian's libxmlsec1-dev is installed where it is missing and the user is root.
tests/differential/README.md says what is compared, and where the two are known to differ.
  --documents N   documents whose canonical forms are compared; 100000
  --signatures N  documents that are signed, verified, damaged and verified again; 100000
  --seed N        the same documents each time; 1
  --index N       only the two documents of this index, of a disagreement that was found";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let flags = match read_flags(arguments, USAGE, read) {
        Ok(flags) => flags,
        Err(ending) => return Ok(ending),
    };
    let program = match prepare(workspace)? {
        Program::Found(program) => program,
        Program::Missing(reason) => anyhow::bail!(reason),
    };
    let status = command(workspace, &program).args(flags).status().with_context(|| program.display().to_string())?;
    Ok(if status.success() { Ending::Success } else { Ending::Failure })
}

/// Builds the comparison, once what it links is there.
pub(crate) fn prepare(workspace: &Workspace) -> Result<Program> {
    if let Program::Missing(reason) = needed(workspace)? {
        return Ok(Program::Missing(reason));
    }
    step::run(workspace, "build of the comparison", &mut cargo(workspace, "build"))?.require()?;
    Ok(Program::Found(target(workspace).join("release/saml-edge-differential")))
}

/// What it links, and what compiles its C side.
pub(crate) fn needed(workspace: &Workspace) -> Result<Program> {
    debian::require(workspace, "libxmlsec1-dev pkg-config gcc", installed)
}

/// Whether it finds what differs.
pub(crate) fn tests(workspace: &Workspace) -> Result<Outcome> {
    step::run(workspace, "tests of the comparison", &mut cargo(workspace, "test"))
}

fn cargo(workspace: &Workspace, command: &str) -> Command {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args([command, "--release", "--locked", "--manifest-path", "tests/differential/Cargo.toml"]);
    // The door to the library's inside.
    cargo.env("CARGO_TARGET_DIR", target(workspace)).env("CARGO_ENCODED_RUSTFLAGS", "--cfg\u{1f}fuzzing");
    cargo
}

fn target(workspace: &Workspace) -> PathBuf {
    workspace.target.join("differential")
}

/// A part of it, for the suites.
pub(crate) fn some(workspace: &Workspace, program: &PathBuf, documents: &str, signatures: &str) -> Result<Outcome> {
    let mut command = command(workspace, program);
    command.args(["--documents", documents, "--signatures", signatures]);
    step::run(workspace, "comparison with libxml2 and libxmlsec1", &mut command)
}

fn command(workspace: &Workspace, program: &PathBuf) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).arg("--found").arg(workspace.work());
    command
}

fn installed() -> Option<PathBuf> {
    debian::on_path("cc")?;
    let pkg_config = debian::on_path("pkg-config")?;
    step::ask(Command::new(&pkg_config).args(["--exists", "xmlsec1-openssl"])).ok()?;
    Some(pkg_config)
}

/// As they are passed on.
fn read(arguments: &[String]) -> Result<Vec<String>, String> {
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} needs a value", pair.concat())) };
        if !["--documents", "--signatures", "--seed", "--index"].contains(&name.as_str()) {
            return Err(format!("unknown flag: {name}"));
        }
        value.parse::<u64>().map_err(|_| format!("{name} needs a whole number"))?;
    }
    Ok(arguments.to_vec())
}

#[cfg(test)]
mod tests {
    use super::read;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn flags_are_passed_on() {
        let flags = words("--documents 5000 --seed 7");
        assert_eq!(read(&flags), Ok(flags));
        assert_eq!(read(&[]), Ok(Vec::new()));
    }

    #[test]
    fn wrong_flags_are_named() {
        assert_eq!(read(&words("--document 5")), Err("unknown flag: --document".to_owned()));
        assert_eq!(read(&words("--documents")), Err("--documents needs a value".to_owned()));
        assert_eq!(read(&words("--seed x")), Err("--seed needs a whole number".to_owned()));
    }
}
