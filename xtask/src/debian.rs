//! Programs that the tests need: used where they are installed, otherwise installed from Debian's packages.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use crate::step;
use crate::workspace::Workspace;

pub(crate) enum Program {
    Found(PathBuf),
    Missing(String),
}

/// `installed` looks for the program, and once more after `packages`, of which there is one or more, were installed.
pub(crate) fn require(workspace: &Workspace, packages: &str, installed: impl Fn() -> Option<PathBuf>) -> Result<Program> {
    // One at a time: apt-get refuses where another one runs, and the other may install what is looked for.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(path) = installed() {
        return Ok(Program::Found(path));
    }
    if on_path("apt-get").is_none() {
        return Ok(Program::Missing(format!("{packages} is not installed, and there is no apt-get to install it")));
    }
    if !is_root()? {
        return Ok(Program::Missing(format!("{packages} is not installed, and installing it needs root")));
    }
    let install = ["install", "-y", "--no-install-recommends"].into_iter().chain(packages.split(' ')).collect();
    for (name, arguments) in [("apt-get update".to_owned(), vec!["update"]), (format!("apt-get install {packages}"), install)] {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        let outcome = step::run(workspace, &name, &mut command)?;
        if !outcome.success {
            return Ok(Program::Missing(outcome.complaint()));
        }
    }
    Ok(installed().map_or_else(|| Program::Missing(format!("apt-get installed {packages}, and yet it is not found")), Program::Found))
}

static TURN: Mutex<()> = Mutex::new(());

/// A file by its whole path, or a program by its name.
pub(crate) fn found(name: &str) -> Option<PathBuf> {
    if name.starts_with('/') { Some(PathBuf::from(name)).filter(|path| path.is_file()) } else { on_path(name) }
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn is_root() -> Result<bool> {
    Ok(step::ask(Command::new("id").arg("-u"))? == "0")
}
