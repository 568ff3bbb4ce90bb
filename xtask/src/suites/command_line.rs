//! The commands a newcomer types first.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Run, Verdict};
use crate::step;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, run: &mut Run, has_package: bool) {
    if has_package {
        run.suite("demo", || demo(workspace));
    } else {
        run.blocked("demo", "there is no package to show");
    }
    run.suite("demo with a flag it does not know", || wrong_flag(workspace));
}

fn demo(workspace: &Workspace) -> Result<Verdict> {
    let outcome = step::run(workspace, "demo", this_tool()?.args(["demo", "--once"]))?;
    if !outcome.success {
        return Ok(Verdict::of_check(&outcome));
    }
    for sign in ["ACCEPTED", "REFUSED", "same verdict", "signed in through it"] {
        if !outcome.text.contains(sign) {
            bail!("the demo did not print {sign:?}; {}", outcome.complaint());
        }
    }
    Ok(Verdict::passed())
}

fn wrong_flag(workspace: &Workspace) -> Result<Verdict> {
    let status = this_tool()?.current_dir(&workspace.root).args(["demo", "--unknown"]).output()?.status;
    Ok(if status.code() == Some(2) { Verdict::passed() } else { Verdict::failed(format!("exit code {:?}, not 2", status.code())) })
}

fn this_tool() -> Result<Command> {
    Ok(Command::new(env::current_exe()?))
}
