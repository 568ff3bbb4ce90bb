//! The JavaScript suite, from the packed tarball, in every runtime; one process each.

use std::path::Path;

use anyhow::Result;

use super::{Run, Verdict};
use crate::browser::{self, Browser};
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{dist, npm, step};

pub(super) fn run(workspace: &Workspace, run: &mut Run, tarball: Option<&Path>) {
    let prepared = tarball.and_then(|tarball| {
        let trap = run.produce("build with a trap", || dist::build_test_trap(workspace))?;
        run.produce("install of the tarball", || {
            let folder = workspace.javascript_tests();
            npm::install(workspace, &folder)?;
            npm::install_tarball(workspace, &folder, tarball)
        })?;
        Some(trap)
    });
    for runtime in RUNTIMES {
        match &prepared {
            Some(trap) => run.suite(runtime, || suite(workspace, runtime, trap)),
            None => run.blocked(runtime, "there is no package to test"),
        }
    }
}

fn suite(workspace: &Workspace, runtime: &str, trap: &Path) -> Result<Verdict> {
    let mut node = npm::node(&workspace.javascript_tests());
    node.args(["run.mjs", "--runtime", runtime]).env("SAML_EDGE_TRAP_PACKAGE", trap);
    if runtime == BROWSER {
        match browser::find(workspace)? {
            Browser::Found(path) => node.env("CHROME_PATH", path),
            Browser::Missing(reason) => return Ok(Verdict::skipped(reason)),
        };
    }
    let outcome = step::run(workspace, &format!("JavaScript suite in {runtime}"), &mut node)?;
    let tally = Tally::from_last_line(&outcome.text);
    Ok(Verdict::of_runner(&outcome, tally))
}

const BROWSER: &str = "chromium";

const RUNTIMES: &[&str] = &["node-esm", "node-cjs", "workerd", "edge-runtime", "deno", "bun", BROWSER];
