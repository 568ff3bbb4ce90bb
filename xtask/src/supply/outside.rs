//! Judges from outside: cargo-deny, npm's audit, and CycloneDX's own schema. Each is installed by this, and named where it cannot be had.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::npm;
use crate::step::{self, Outcome};
use crate::toolchain;
use crate::workspace::Workspace;

const CARGO_DENY: &str = "0.20.2";

/// With the schemas of CycloneDX, and a validator for them.
const CYCLONEDX: &str = "cyclonedx-python-lib[json-validation]==11.7.0";

/// The program, once it is installed below `target`.
pub(crate) fn cargo_deny(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.target.join("tools");
    let program = tools.join("bin/cargo-deny");
    let version = step::ask(Command::new(&program).arg("--version")).unwrap_or_default();
    if !version.ends_with(CARGO_DENY) {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["install", "--locked", "--root"]).arg(&tools).args(["cargo-deny", "--version", CARGO_DENY]);
        cargo.env("CARGO_TARGET_DIR", tools.join("build"));
        step::run(workspace, "cargo install cargo-deny", &mut cargo)?.require()?;
    }
    Ok(program)
}

/// Some of `advisories`, `bans`, `licenses`, `sources`.
pub(crate) fn deny(workspace: &Workspace, program: &Path, what: &[&str]) -> Result<Outcome> {
    let mut deny = Command::new(program);
    deny.current_dir(&workspace.root).args(["--color", "never", "--locked", "check"]).args(what);
    step::run(workspace, &format!("cargo deny check {}", what.join(" ")), &mut deny)
}

/// Whether cargo-deny could not get the database of advisories.
pub(crate) fn has_no_advisories(outcome: &Outcome) -> bool {
    !outcome.success && outcome.text.contains("failed to fetch advisory database")
}

/// What the package ships with, by npm's database.
pub(crate) fn npm_audit(workspace: &Workspace) -> Result<Outcome> {
    let mut npm = npm::npm(&workspace.package());
    npm.args(["audit", "--omit=dev"]);
    step::run(workspace, "npm audit", &mut npm)
}

/// Whether the registry answered nothing that npm could judge by.
pub(crate) fn has_no_audit(outcome: &Outcome) -> bool {
    !outcome.success
        && (outcome.text.contains("audit endpoint returned an error")
            || outcome.text.contains("ENOTFOUND")
            || outcome.text.contains("ENOAUDIT"))
}

/// Bills against the schema that they name.
pub(crate) fn validate(workspace: &Workspace, bills: &[PathBuf]) -> Result<Outcome> {
    let home = workspace.target.join("tools/cyclonedx");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if step::ask(Command::new(&python).args(["-c", "import cyclonedx.validation.json"])).is_err() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&home);
        step::run(workspace, "python3 -m venv", &mut venv)?.require()?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", CYCLONEDX]);
        step::run(workspace, "pip install cyclonedx", &mut pip)?.require()?;
    }
    let mut validate = Command::new(&python);
    validate.args(["-c", VALIDATE]).args(bills);
    step::run(workspace, "CycloneDX schema", &mut validate)
}

const VALIDATE: &str = "\
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
for name in sys.argv[1:]:
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(name, encoding='utf-8').read())
    if error:
        sys.exit(f'{name}: {error.data}')
";
