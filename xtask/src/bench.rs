//! `cargo xtask bench`: this package beside a JavaScript peer, on one message, in one run.

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm, wrong_usage};

const USAGE: &str = "\
Usage: cargo xtask bench [--json]

Times this package beside @node-saml/node-saml, and hostile messages. Exit code 1 where a bound is not kept.";

pub(crate) fn run(workspace: &Workspace, flags: &[String]) -> Result<Ending> {
    match flags {
        [] => {}
        [flag] if flag == "--json" => {}
        [flag] if flag == "--help" || flag == "-h" => {
            println!("{USAGE}");
            return Ok(Ending::Success);
        }
        _ => return Ok(wrong_usage("bench takes --json and nothing else", USAGE)),
    }
    dist::build(workspace)?;
    let folder = workspace.root.join("tests/bench");
    npm::install(workspace, &folder)?;
    let status = npm::node(&folder).arg("bench.mjs").args(flags).status().context("cannot start node; is it installed?")?;
    Ok(if status.success() { Ending::Success } else { Ending::Failure })
}
