//! Instructions and memory, counted.

use anyhow::Result;

use super::{Run, Verdict};
use crate::guard::{Findings, Guards, Preparation};
use crate::tally::Tally;
use crate::workspace::Workspace;

/// How much is said of what holds.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Detail {
    Failures,
    Figures,
}

pub(super) fn run(workspace: &Workspace, run: &mut Run, detail: Detail) {
    run_some(workspace, run, detail, &[GUARDS, &[ORACLES]].concat());
}

/// What failed decryption costs, and nothing else.
pub(super) fn run_oracles(workspace: &Workspace, run: &mut Run) {
    run_some(workspace, run, Detail::Figures, &[ORACLES]);
}

fn run_some(workspace: &Workspace, run: &mut Run, detail: Detail, guards: &[(&str, Guard)]) {
    let preparation = run.produce("set-up of the guards", || Guards::prepare(workspace));
    for (name, guard) in guards {
        match &preparation {
            Some(Preparation::Ready(guards)) => run.suite(name, || Ok(verdict(guard(guards, workspace)?, detail))),
            Some(Preparation::Elsewhere(reason)) => run.suite(name, || Ok(Verdict::skipped(reason.clone()))),
            None => run.blocked(name, "the set-up failed"),
        }
    }
}

type Guard = fn(&Guards, &Workspace) -> Result<Findings>;

const GUARDS: &[(&str, Guard)] = &[
    ("instructions of real messages", Guards::instructions),
    ("instructions and memory of what grows", Guards::scaling),
    ("instructions of hostile messages", Guards::hostile),
];

const ORACLES: (&str, Guard) = ("instructions of failed decryption", Guards::oracles);

fn verdict(findings: Findings, detail: Detail) -> Verdict {
    let count = |list: &[String]| u64::try_from(list.len()).unwrap_or(u64::MAX);
    let tally = Tally { passed: findings.held, failed: count(&findings.complaints), skipped: count(&findings.skipped) };
    let figures = if detail == Detail::Figures { findings.figures } else { Vec::new() };
    let skipped = findings.skipped.into_iter().map(|reason| format!("skipped: {reason}"));
    let notes: Vec<_> = figures.into_iter().chain(findings.complaints).chain(skipped).collect();
    // Where nothing was held and nothing complained of, nothing was measured.
    if tally.total() == 0 { Verdict::failed("nothing was measured") } else { Verdict { tally, notes } }
}
