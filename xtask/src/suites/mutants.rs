//! The mutants that are explained: each is still one of the code. Whether the tests kill all others is `cargo xtask mutants`, which takes longer than this may.

use anyhow::Result;

use super::{Run, Verdict};
use crate::mutants::explained;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run) {
    run.suite("explained mutants", || hold(workspace));
}

fn hold(workspace: &Workspace) -> Result<Verdict> {
    let entries = explained::all(workspace)?;
    let complaints = entries.iter().filter_map(|entry| entry.is_lost(workspace));
    Ok(Verdict::of_complaints(complaints.collect()))
}
