//! A Chromium for the browser tests: the one named, the one installed, or Debian's.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::debian::{self, Program};
use crate::workspace::Workspace;

pub(crate) fn find(workspace: &Workspace) -> Result<Program> {
    if let Some(named) = env::var_os("CHROME") {
        let path = PathBuf::from(named);
        return Ok(if path.is_file() {
            Program::Found(path)
        } else {
            Program::Missing(format!("CHROME names {}, which is no file", path.display()))
        });
    }
    debian::require(workspace, "chromium", installed)
}

fn installed() -> Option<PathBuf> {
    let known = KNOWN_PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.iter().find_map(|name| debian::on_path(name)).or(known)
}

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const KNOWN_PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];
