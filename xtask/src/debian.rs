//! Programs that the tests need: used where they are installed, otherwise installed from Debian's packages.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::step;
use crate::workspace::Workspace;

pub(crate) enum Program {
    Found(PathBuf),
    Missing(String),
}

/// `installed` looks for the program, and once more after `package` was installed.
pub(crate) fn require(workspace: &Workspace, package: &str, installed: impl Fn() -> Option<PathBuf>) -> Result<Program> {
    if let Some(path) = installed() {
        return Ok(Program::Found(path));
    }
    if on_path("apt-get").is_none() {
        return Ok(Program::Missing(format!("{package} is not installed, and there is no apt-get to install it")));
    }
    if !is_root()? {
        return Ok(Program::Missing(format!("{package} is not installed, and installing it needs root")));
    }
    let steps: [(String, &[&str]); 2] = [
        ("apt-get update".to_owned(), &["update"]),
        (format!("apt-get install {package}"), &["install", "-y", "--no-install-recommends", package]),
    ];
    for (name, arguments) in &steps {
        let mut command = Command::new("apt-get");
        command.args(*arguments).env("DEBIAN_FRONTEND", "noninteractive");
        let outcome = step::run(workspace, name, &mut command)?;
        if !outcome.success {
            return Ok(Program::Missing(outcome.complaint()));
        }
    }
    Ok(installed().map_or_else(|| Program::Missing(format!("apt-get installed {package}, and yet it is not found")), Program::Found))
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn is_root() -> Result<bool> {
    Ok(step::ask(Command::new("id").arg("-u"))? == "0")
}
