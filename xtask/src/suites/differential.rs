//! Canonical forms and verdicts beside those of libxml2 and libxmlsec1, over a part of what `cargo xtask differential` generates.

use super::{Run, Verdict};
use crate::debian::Program;
use crate::differential;
use crate::tally::Tally;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run) {
    run.suite("canonical forms and verdicts beside libxml2 and libxmlsec1", || match differential::prepare(workspace)? {
        Program::Found(program) => Ok(Verdict::of_check(&differential::some(workspace, &program, "5000", "5000")?)),
        Program::Missing(reason) => Ok(Verdict::skipped(reason)),
    });
    run.suite("the comparison itself", || match differential::needed(workspace)? {
        Program::Found(_) => {
            let outcome = differential::tests(workspace)?;
            Ok(Verdict::of_runner(&outcome, Tally::from_cargo_test(&outcome.text)))
        }
        Program::Missing(reason) => Ok(Verdict::skipped(reason)),
    });
}
