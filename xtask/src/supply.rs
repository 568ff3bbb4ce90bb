//! `cargo xtask supply`: what ships, what it is made of, and whether that is as written down.

pub(crate) mod api;
pub(crate) mod crates;
pub(crate) mod deny;
pub(crate) mod outside;
pub(crate) mod readme;
pub(crate) mod release;
pub(crate) mod sbom;
pub(crate) mod workflows;

use std::path::PathBuf;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{Ending, dist, read_flags, suites};

const USAGE: &str = "\
Usage: cargo xtask supply [--complete | --renew | --release TAG | --bills DIR]

Holds licences, sources, duplicates, the public interfaces, the oldest Rust, bills of materials and workflows against what is committed, as `cargo xtask test` does;
and asks cargo-deny (with the advisories), npm and the schema of CycloneDX, which takes minutes the first time.
  --complete      fails where anything was skipped: a release is made of nothing that was not asked
  --renew         writes tests/api anew
  --release TAG   whether this state may be released under that tag
  --bills DIR     writes the bills of materials, and SHA-256 sums, into DIR";

/// Whether what could not be asked is as good as what was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skips {
    Allowed,
    Refused,
}

enum Task {
    Hold(Skips),
    Renew,
    Release(String),
    Bills(PathBuf),
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    match read_flags(arguments, USAGE, read) {
        Err(ending) => Ok(ending),
        Ok(Task::Hold(skips)) => suites::run_supply(workspace, skips),
        Ok(Task::Renew) => renew(workspace),
        Ok(Task::Release(tag)) => release::hold(workspace, &tag),
        Ok(Task::Bills(folder)) => {
            dist::build(workspace)?;
            release::write_bills(workspace, &folder)?;
            Ok(Ending::Success)
        }
    }
}

fn read(arguments: &[String]) -> Result<Task, String> {
    match arguments {
        [] => Ok(Task::Hold(Skips::Allowed)),
        [flag] if flag == "--complete" => Ok(Task::Hold(Skips::Refused)),
        [flag] if flag == "--renew" => Ok(Task::Renew),
        [flag, tag] if flag == "--release" => Ok(Task::Release(tag.clone())),
        [flag, folder] if flag == "--bills" => Ok(Task::Bills(PathBuf::from(folder))),
        _ => Err(format!("supply does not take {}", arguments.join(" "))),
    }
}

fn renew(workspace: &Workspace) -> Result<Ending> {
    dist::build(workspace)?;
    let package = api::of_package(workspace)?;
    package.renew()?;
    println!("renewed {}", workspace.shown(&package.file));
    match api::of_crate(workspace)? {
        Ok(listing) => {
            listing.renew()?;
            println!("renewed {}", workspace.shown(&listing.file));
            Ok(Ending::Success)
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            Ok(Ending::Failure)
        }
    }
}
