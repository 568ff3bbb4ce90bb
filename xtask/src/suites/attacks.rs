//! The published corpus of attacks: this package holds all of it, and its runner is not to be deceived.

use std::path::Path;

use super::{Run, script};
use crate::attacks;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run, tarball: Option<&Path>) {
    let prepared = tarball.and_then(|tarball| run.produce("install beside the peers", || attacks::prepare(workspace, tarball)));
    match prepared {
        Some(()) => run.suite(NAME, || script(workspace, NAME, "tests/attacks/run.mjs")),
        None => run.blocked(NAME, "there is no package, or what stands beside it"),
    }
}

const NAME: &str = "attack corpus";
