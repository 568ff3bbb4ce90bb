//! Browsers for the tests: the one named, the one installed, or Debian's.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::debian::{self, Program};
use crate::workspace::Workspace;

pub(crate) struct Browser {
    /// The variable of the environment that names one.
    variable: &'static str,
    /// Debian's package.
    package: &'static str,
    names: &'static [&'static str],
    known_places: &'static [&'static str],
}

pub(crate) const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    package: "chromium",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    known_places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ],
};

pub(crate) const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    package: "firefox-esr",
    names: &["firefox-esr", "firefox"],
    known_places: &["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"],
};

impl Browser {
    pub(crate) fn find(&self, workspace: &Workspace) -> Result<Program> {
        if let Some(named) = env::var_os(self.variable) {
            let path = PathBuf::from(named);
            return Ok(if path.is_file() {
                Program::Found(path)
            } else {
                Program::Missing(format!("{} names {}, which is no file", self.variable, path.display()))
            });
        }
        debian::require(workspace, self.package, || self.installed())
    }

    fn installed(&self) -> Option<PathBuf> {
        let known = self.known_places.iter().map(PathBuf::from).find(|path| path.is_file());
        self.names.iter().find_map(|name| debian::on_path(name)).or(known)
    }
}
