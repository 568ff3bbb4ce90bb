//! A Chromium for the browser tests: the one named, the one installed, or Debian's.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::step;
use crate::workspace::Workspace;

pub(crate) enum Browser {
    Found(PathBuf),
    Missing(String),
}

pub(crate) fn find(workspace: &Workspace) -> Result<Browser> {
    if let Some(named) = env::var_os("CHROME") {
        let path = PathBuf::from(named);
        return Ok(if path.is_file() {
            Browser::Found(path)
        } else {
            Browser::Missing(format!("CHROME names {}, which is no file", path.display()))
        });
    }
    if let Some(path) = installed() {
        return Ok(Browser::Found(path));
    }
    if on_path("apt-get").is_none() {
        return Ok(Browser::Missing("no Chromium or Chrome is installed, and there is no apt-get to install one".into()));
    }
    if !is_root()? {
        return Ok(Browser::Missing("no Chromium or Chrome is installed, and installing one needs root".into()));
    }
    install_from_debian(workspace)
}

fn install_from_debian(workspace: &Workspace) -> Result<Browser> {
    let steps: [(&str, &[&str]); 2] =
        [("apt-get update", &["update"]), ("apt-get install chromium", &["install", "-y", "--no-install-recommends", "chromium"])];
    for (name, arguments) in steps {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        let outcome = step::run(workspace, name, &mut command)?;
        if !outcome.success {
            return Ok(Browser::Missing(outcome.complaint()));
        }
    }
    Ok(installed().map_or_else(|| Browser::Missing("apt-get installed chromium, but no browser is on PATH".into()), Browser::Found))
}

fn installed() -> Option<PathBuf> {
    let known = KNOWN_PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.iter().find_map(|name| on_path(name)).or(known)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn is_root() -> Result<bool> {
    Ok(step::ask(Command::new("id").arg("-u"))? == "0")
}

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const KNOWN_PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];
