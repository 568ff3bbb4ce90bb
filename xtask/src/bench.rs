//! `cargo xtask bench`: this package beside the JavaScript peers, on one message, in one run.

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm};

pub(crate) fn run(workspace: &Workspace, flags: &[String]) -> Result<Ending> {
    dist::build(workspace)?;
    let folder = workspace.root.join("tests/bench");
    npm::install(workspace, &folder)?;
    let status = npm::node(&folder).arg("bench.mjs").args(flags).status().context("cannot start node; is it installed?")?;
    Ok(if status.success() { Ending::Success } else { Ending::Failure })
}
