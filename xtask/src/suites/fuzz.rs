//! A minute of fuzzing, from the seeds, and what libxml2 says to what was accepted.

use anyhow::Result;

use super::{Run, Verdict};
use crate::fuzz::{Corpus, Fuzzers, TARGETS, Target};
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run) {
    let fuzzers = run.produce("set-up of the fuzzers", || Fuzzers::prepare(workspace, Corpus::Fresh));
    let Some(fuzzers) = fuzzers else { return run.blocked("fuzzing", "the set-up failed") };
    run.suite("known attacks, by operations on trees", || fuzzers.attacks(workspace).map(|_| Verdict::passed()));
    for target in &TARGETS {
        run.suite(&format!("fuzz {}", target.name), || fuzz(&fuzzers, workspace, target));
    }
    run.suite("libxml2 reads the same tree", || fuzzers.judge_by_libxml2(workspace).map(|_| Verdict::passed()));
}

fn fuzz(fuzzers: &Fuzzers, workspace: &Workspace, target: &Target) -> Result<Verdict> {
    let figures = fuzzers.fuzz(workspace, target, target.share)?;
    Ok(if figures.complaints.is_empty() { Verdict::passed() } else { Verdict::failed(figures.complaints.join("\n")) })
}
