//! The JavaScript suite, from the packed tarball, in every runtime, one process each; then its stores on real servers, and round trips with other implementations.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Run, Verdict};
use crate::browser::CHROMIUM;
use crate::debian::Program;
use crate::step::Outcome;
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{dist, interop, npm, servers, step};

pub(super) fn run(workspace: &Workspace, run: &mut Run, tarball: Option<&Path>) {
    let prepared = prepare(workspace, run, tarball);
    for runtime in RUNTIMES {
        match &prepared {
            Some(trap) => run.suite(runtime, || suite(workspace, runtime, trap, &[])),
            None => run.blocked(runtime, NO_PACKAGE),
        }
    }
    faults_in_processes(workspace, run, prepared.as_deref());
    match &prepared {
        Some(_) => run.suite(STORES, || stores(workspace)),
        None => run.blocked(STORES, NO_PACKAGE),
    }
    match tarball.and_then(|tarball| run.produce("set-up of the round trips", || interop::prepare(workspace, tarball))) {
        Some(missing) => {
            run.suite(RIG, || round_trips(interop::rig(workspace)?, &missing));
            run.suite(INTEROP, || round_trips(interop::round_trips(workspace)?, &missing));
        }
        None => {
            run.blocked(RIG, NO_PACKAGE);
            run.blocked(INTEROP, NO_PACKAGE);
        }
    }
}

/// What goes wrong around a login, in every runtime and in processes of its own.
pub(super) fn run_faults(workspace: &Workspace, run: &mut Run, tarball: Option<&Path>) {
    let prepared = prepare(workspace, run, tarball);
    for runtime in RUNTIMES {
        let name = format!("faults in {runtime}");
        match &prepared {
            Some(trap) => run.suite(&name, || suite(workspace, runtime, trap, &["--suites", "faults,recovery"])),
            None => run.blocked(&name, NO_PACKAGE),
        }
    }
    faults_in_processes(workspace, run, prepared.as_deref());
}

/// What kills a process, fills its memory, or waits until it ends by itself.
fn faults_in_processes(workspace: &Workspace, run: &mut Run, trap: Option<&Path>) {
    match trap {
        Some(trap) => run.suite(FAULTS, || {
            let mut node = npm::node(&workspace.root);
            node.arg("tests/faults/run.mjs").env("SAML_EDGE_TRAP_PACKAGE", trap);
            let outcome = step::run(workspace, FAULTS, &mut node)?;
            Ok(Verdict::of_runner(&outcome, Tally::from_last_line(&outcome.text)))
        }),
        None => run.blocked(FAULTS, NO_PACKAGE),
    }
}

/// The tarball where the tests import it from, and the build with a trap: where that is.
fn prepare(workspace: &Workspace, run: &mut Run, tarball: Option<&Path>) -> Option<PathBuf> {
    let tarball = tarball?;
    let trap = run.produce("build with a trap", || dist::build_test_trap(workspace))?;
    run.produce("install of the tarball", || {
        let folder = workspace.javascript_tests();
        npm::install(workspace, &folder)?;
        npm::install_tarball(workspace, &folder, tarball)?;
        // The peer that saml-edge/compat is compared with.
        npm::install(workspace, &workspace.root.join("tests/bench"))
    })?;
    Some(trap)
}

fn round_trips(outcome: Outcome, missing: &[String]) -> Result<Verdict> {
    let mut verdict = Verdict::of_runner(&outcome, Tally::from_last_line(&outcome.text));
    verdict.notes.extend_from_slice(missing);
    Ok(verdict)
}

/// `more` are further words for the runner.
fn suite(workspace: &Workspace, runtime: &str, trap: &Path, more: &[&str]) -> Result<Verdict> {
    let mut node = npm::node(&workspace.javascript_tests());
    node.args(["run.mjs", "--runtime", runtime]).args(more).env("SAML_EDGE_TRAP_PACKAGE", trap);
    if runtime == BROWSER {
        match CHROMIUM.find(workspace)? {
            Program::Found(path) => node.env("CHROME_PATH", path),
            Program::Missing(reason) => return Ok(Verdict::skipped(reason)),
        };
    }
    let outcome = step::run(workspace, &format!("JavaScript suite in {runtime}"), &mut node)?;
    let tally = Tally::from_last_line(&outcome.text);
    Ok(Verdict::of_runner(&outcome, tally))
}

fn stores(workspace: &Workspace) -> Result<Verdict> {
    let mut node = npm::node(&workspace.javascript_tests());
    node.arg("stores-live.mjs");
    let missing = servers::name_in(&mut node, workspace)?;
    let outcome = step::run(workspace, STORES, &mut node)?;
    let mut verdict = Verdict::of_runner(&outcome, Tally::from_last_line(&outcome.text));
    verdict.notes.extend(missing);
    Ok(verdict)
}

const NO_PACKAGE: &str = "there is no package to test";

const STORES: &str = "stores on real servers";

const FAULTS: &str = "faults in processes of their own";

const RIG: &str = "rig of the round trips";

const INTEROP: &str = "round trips with other implementations";

const BROWSER: &str = "chromium";

const RUNTIMES: &[&str] = &["node-esm", "node-cjs", "workerd", "edge-runtime", "deno", "bun", BROWSER];
