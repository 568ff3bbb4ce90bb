//! `cargo xtask interop`: round trips with identity providers that nobody here wrote.

use std::path::Path;

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
    let (outcome, missing) = round_trips(workspace, &tarball)?;
    for reason in missing {
        println!("{reason}");
    }
    print!("{}", outcome.text);
    Ok(if outcome.success { Ending::Success } else { Ending::Failure })
}

/// With the reasons why something is missing, which the tests then skip.
pub(crate) fn round_trips(workspace: &Workspace, tarball: &Path) -> Result<(Outcome, Vec<String>)> {
    let folder = workspace.root.join("tests/interop");
    npm::install(workspace, &folder)?;
    npm::install_tarball(workspace, &folder, tarball)?;
    let mut missing = Vec::new();
    for (packages, installed) in NEEDED {
        if let Program::Missing(reason) = debian::require(workspace, packages, || installed.iter().find_map(|find| debian::found(find)))? {
            missing.push(reason);
        }
    }
    let mut node = npm::node(&folder);
    node.arg("interop.mjs");
    Ok((step::run(workspace, "round trips with other implementations", &mut node)?, missing))
}

/// Debian's packages, and what is there once they are.
const NEEDED: &[(&str, &[&str])] = &[
    ("simplesamlphp php-cli php-xml php-mbstring", &["/usr/share/simplesamlphp/www/_include.php"]),
    ("libxml2-utils", &["xmllint"]),
    ("openssl", &["openssl"]),
];
