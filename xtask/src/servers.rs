//! The servers that stores are tested on: those named, those installed, or Debian's. The tests start them; nothing here does.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::debian::{self, Program};
use crate::workspace::Workspace;

/// Tells the tests where they are. Answers why one is missing; the tests then skip what needs it.
pub(crate) fn name_in(command: &mut Command, workspace: &Workspace) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for (variable, package, installed) in SERVERS {
        if env::var_os(variable).is_some() {
            continue;
        }
        match debian::require(workspace, package, installed)? {
            Program::Found(path) => {
                command.env(variable, path);
            }
            Program::Missing(reason) => missing.push(reason),
        }
    }
    Ok(missing)
}

fn redis_server() -> Option<PathBuf> {
    debian::on_path("redis-server")
}

/// The folder of `initdb` and `postgres`, of the newest version where there are several. Debian keeps it off PATH.
fn postgres_binaries() -> Option<PathBuf> {
    if let Some(initdb) = debian::on_path("initdb") {
        return initdb.parent().map(Path::to_owned);
    }
    let entries = fs::read_dir("/usr/lib/postgresql").ok()?;
    let versions = entries.flatten().filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    versions.filter(|(_, folder)| folder.join("initdb").is_file()).max().map(|(_, folder)| folder)
}

/// The variable that names it, Debian's package, and where it is.
type Server = (&'static str, &'static str, fn() -> Option<PathBuf>);

const SERVERS: [Server; 2] = [("REDIS_SERVER", "redis-server", redis_server), ("POSTGRES_BIN", "postgresql", postgres_binaries)];
