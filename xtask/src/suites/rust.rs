//! The Rust side: tests, doc tests, lints, format, no_std, and what `cargo publish` thinks.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::{Run, Verdict};
use crate::step;
use crate::tally::{Tally, skip_reasons};
use crate::toolchain;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run) {
    run.suite("Rust tests", || tests(workspace));
    run.suite("cryptography with limbs of 27 bits", || tests_of_small_limbs(workspace));
    run.suite("Rust doc tests", || doc_tests(workspace));
    run.suite("xtask tests", || xtask_tests(workspace));
    run.suite("clippy", || {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["clippy", "--workspace", "--all-targets", "--all-features"]).args(["--", "-D", "warnings"]);
        check(workspace, "cargo clippy", &mut cargo)
    });
    run.suite("clippy of what fuzzers reach", || {
        let mut cargo = toolchain::cargo(workspace);
        cargo
            .args(["clippy", "--package", "saml-edge", "--lib", "--all-features", "--no-deps"])
            .args(["--", "--cfg", "fuzzing", "-D", "warnings"]);
        check(workspace, "cargo clippy with --cfg fuzzing", &mut cargo)
    });
    run.suite("rustfmt", || {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["fmt", "--all", "--check", "--", "--color", "never"]);
        check(workspace, "cargo fmt", &mut cargo)
    });
    run.suite("rustdoc", || {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["doc", "--no-deps", "--package", "saml-edge"]).env("RUSTDOCFLAGS", "-D warnings");
        check(workspace, "cargo doc", &mut cargo)
    });
    run.suite("core without std", || core_without_std(workspace));
    run.suite("cargo publish --dry-run", || publish_dry_run(workspace));
}

/// Those of the Rust tests that are about faults: what failed decryption says and leaves behind, and the one-time rule.
pub(super) fn run_faults(workspace: &Workspace, run: &mut Run) {
    run.suite("faults in Rust", || {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["test", "--no-fail-fast", "--package", "saml-edge", "--package", "saml-edge-messages"]);
        cargo.args(FAULTS.map(|test| ["--test", test]).concat()).args(["--", "--show-output"]);
        counted(workspace, "cargo test of faults", &mut cargo, Tally::from_cargo_test)
    });
}

fn tests(workspace: &Workspace) -> Result<Verdict> {
    if !has_nextest(workspace) {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["test", "--no-fail-fast", "--tests"]).args(TESTED_CRATES).args(["--", "--show-output"]);
        return counted(workspace, "cargo test", &mut cargo, Tally::from_cargo_test);
    }
    let mut cargo = toolchain::cargo(workspace);
    cargo
        .args(["nextest", "run", "--no-fail-fast", "--color", "never"])
        // A test that skips says so in its output.
        .args(["--success-output", "immediate"])
        .args(["--status-level", "fail", "--final-status-level", "fail"])
        .args(TESTED_CRATES);
    counted(workspace, "cargo nextest run", &mut cargo, Tally::from_nextest)
}

/// What WebAssembly and machines of 32 bits compute with, without vectors: here limbs would have 58 bits. The flag goes to this one crate, so that nothing
/// it is made of is built again.
fn tests_of_small_limbs(workspace: &Workspace) -> Result<Verdict> {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["rustc", "--package", "saml-edge", "--lib", "--profile", "test", "--message-format", "json-render-diagnostics"]).args([
        "--",
        "--cfg",
        "saml_edge_limbs27",
    ]);
    let messages = step::run(workspace, "cargo rustc limbs27", &mut cargo)?.require()?;
    let program = messages.lines().find_map(test_program).context("cargo names no program of tests")?;
    let mut tests = Command::new(program);
    tests.current_dir(&workspace.root).args(["crypto", "--show-output"]);
    counted(workspace, "limbs27", &mut tests, Tally::from_cargo_test)
}

/// Where one of cargo's messages says that a program was made: its path.
fn test_program(message: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    Some(message.get("executable")?.as_str()?.to_owned())
}

fn doc_tests(workspace: &Workspace) -> Result<Verdict> {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["test", "--doc", "--package", "saml-edge"]);
    counted(workspace, "cargo test --doc", &mut cargo, Tally::from_cargo_test)
}

/// In this tool's own profile, whose dependencies are built already.
fn xtask_tests(workspace: &Workspace) -> Result<Verdict> {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["test", "--package", "xtask", "--profile", "xtask"]);
    counted(workspace, "cargo test xtask", &mut cargo, Tally::from_cargo_test)
}

/// A target that has no standard library at all: a dependency that pulls std in cannot hide.
fn core_without_std(workspace: &Workspace) -> Result<Verdict> {
    toolchain::require_target(workspace, TARGET_WITHOUT_STD)?;
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["check", "--package", "saml-edge", "--target", TARGET_WITHOUT_STD]);
    check(workspace, "cargo check without std", &mut cargo)
}

fn publish_dry_run(workspace: &Workspace) -> Result<Verdict> {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["publish", "--dry-run", "--allow-dirty", "--package", "saml-edge"]);
    let outcome = step::run(workspace, "cargo publish --dry-run", &mut cargo)?;
    if !outcome.success && UNREACHABLE.iter().any(|sign| outcome.text.contains(sign)) {
        return Ok(Verdict::skipped(format!("the crate registry cannot be reached; {}", outcome.complaint())));
    }
    Ok(Verdict::of_check(&outcome))
}

fn has_nextest(workspace: &Workspace) -> bool {
    step::ask(toolchain::cargo(workspace).args(["nextest", "--version"])).is_ok()
}

fn check(workspace: &Workspace, name: &str, command: &mut Command) -> Result<Verdict> {
    Ok(Verdict::of_check(&step::run(workspace, name, command)?))
}

fn counted(workspace: &Workspace, name: &str, command: &mut Command, count: fn(&str) -> Option<Tally>) -> Result<Verdict> {
    let outcome = step::run(workspace, name, command)?;
    let tally = count(&outcome.text).map(|tally| tally.with_skips(&skip_reasons(&outcome.text)));
    Ok(Verdict::of_runner(&outcome, tally))
}

/// Not the whole workspace: xtask would drag the WebAssembly tools through a second profile.
const TESTED_CRATES: &[&str] = &["--package", "saml-edge", "--package", "saml-edge-wasm", "--package", "saml-edge-messages"];

const FAULTS: [&str; 4] = ["decryption", "undecryptable", "cleared", "one_time"];

const TARGET_WITHOUT_STD: &str = "wasm32v1-none";

/// How cargo says that it has no way to the registry.
const UNREACHABLE: &[&str] = &[
    "Could not resolve host",
    "Could not connect to server",
    "Couldn't connect to server",
    "spurious network error",
    "failed to download from",
    "download of config.json failed",
    "network failure",
];
