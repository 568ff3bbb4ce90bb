//! `cargo xtask faults`: what goes wrong around a login, all of it.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{Ending, suites, wrong_usage};

const USAGE: &str = "\
Usage: cargo xtask faults

Injects the faults of docs/faults.md: in every runtime, and in processes of their own. Each must end in a clear refusal or in a correct login, and
the next login must work. A part of `cargo xtask test`.";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    match arguments {
        [] => suites::run_faults(workspace),
        [flag] if flag == "--help" => {
            println!("{USAGE}");
            Ok(Ending::Success)
        }
        _ => Ok(wrong_usage("faults takes no flags", USAGE)),
    }
}
