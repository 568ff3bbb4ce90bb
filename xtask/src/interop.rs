//! `cargo xtask interop`: round trips with identity providers that nobody here wrote.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::debian::{self, Program};
use crate::step::Outcome;
use crate::workspace::Workspace;
use crate::{Ending, dist, npm, step, wrong_usage};

const USAGE: &str = "\
Usage: cargo xtask interop

Signs people in and out at SimpleSAMLphp and at the npm package samlp, both on this machine, with the packed package, and holds its messages against
the schemas of OASIS. Debian's packages are installed where they are missing and the user is root. The last line is `N passed, N failed, N skipped`.";

pub(crate) fn run(workspace: &Workspace, flags: &[String]) -> Result<Ending> {
    match flags {
        [] => {}
        [flag] if flag == "--help" || flag == "-h" => {
            println!("{USAGE}");
            return Ok(Ending::Success);
        }
        _ => return Ok(wrong_usage("interop takes nothing", USAGE)),
    }
    dist::build(workspace)?;
    let tarball = npm::pack(workspace)?;
    for reason in prepare(workspace, &tarball)? {
        println!("{reason}");
    }
    let outcome = round_trips(workspace)?;
    print!("{}", outcome.text);
    Ok(if outcome.success { Ending::Success } else { Ending::Failure })
}

/// Installs what the round trips need. What it answers are the reasons why something is missing, and is then skipped.
pub(crate) fn prepare(workspace: &Workspace, tarball: &Path) -> Result<Vec<String>> {
    npm::install(workspace, &folder(workspace))?;
    npm::install_tarball(workspace, &folder(workspace), tarball)?;
    let mut missing = Vec::new();
    for (packages, installed) in NEEDED {
        if let Program::Missing(reason) = debian::require(workspace, packages, || installed.iter().find_map(|find| debian::found(find)))? {
            missing.push(reason);
        }
    }
    Ok(missing)
}

pub(crate) fn round_trips(workspace: &Workspace) -> Result<Outcome> {
    run_script(workspace, "round trips with other implementations", "interop.mjs")
}

/// The identity providers and the scripted browser by themselves, so that what they get wrong is not taken for the package's.
pub(crate) fn rig(workspace: &Workspace) -> Result<Outcome> {
    run_script(workspace, "rig of the round trips", "check-rig.mjs")
}

fn run_script(workspace: &Workspace, name: &str, script: &str) -> Result<Outcome> {
    let mut node = npm::node(&folder(workspace));
    node.arg(script);
    step::run(workspace, name, &mut node)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/interop")
}

/// Debian's packages, and what is there once they are.
const NEEDED: &[(&str, &[&str])] = &[
    ("simplesamlphp php-cli php-xml php-mbstring", &["/usr/share/simplesamlphp/www/_include.php"]),
    ("libxml2-utils", &["xmllint"]),
    ("openssl", &["openssl"]),
];
