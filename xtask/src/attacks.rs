//! `cargo xtask attacks`: the published corpus, through this package and its peers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm, read_flags};

const USAGE: &str = "\
Usage: cargo xtask attacks [--adapter NAME|PROGRAM]... [--only CLASS[,CLASS...]] [--verbose] [--json]
       cargo xtask attacks --write

Runs the corpus in `attacks` through this package and its peers, and prints how many cases each of them holds. Exit code 1 where this package, or an adapter
that was named, does not hold one. attacks/README.md says how a case is judged, and how to write an adapter.
  --adapter NAME|PROGRAM  one of attacks/adapters, or an executable; saml-edge, node-saml and samlify
  --only CLASS            these classes, or single cases
  --verbose               names every case that is not right
  --json                  prints the results alone
  --write                 renews attacks/cases from tests/vectors, the README's table and docs/attacks.md";

/// What is run where nothing is named: this package, which is held to all of it, and those that others use.
const EVERYTHING: [&str; 6] = ["--adapter", "saml-edge", "--peer", "node-saml", "--peer", "samlify"];

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let flags = match read_flags(arguments, USAGE, Flags::read) {
        Ok(flags) => flags,
        Err(ending) => return Ok(ending),
    };
    if flags.write == Write::Documents && !succeeds(workspace, "tests/attacks/make.mjs", &["--write"])? {
        return Ok(Ending::Failure);
    }
    dist::build(workspace)?;
    let tarball = npm::pack(workspace)?;
    prepare(workspace, &tarball)?;
    let (success, output) = ask(workspace, &flags.words())?;
    if flags.write == Write::Nothing {
        print!("{output}");
        return Ok(if success { Ending::Success } else { Ending::Failure });
    }
    let results = workspace.work().join("attacks.json");
    fs::write(&results, output).with_context(|| format!("writing {}", results.display()))?;
    let results = results.to_str().context("the target folder is not UTF-8")?;
    let written = succeeds(workspace, "tests/attacks/render.mjs", &["--write", "--from", results])?;
    Ok(if written && success { Ending::Success } else { Ending::Failure })
}

/// Puts this package beside its peers.
pub(crate) fn prepare(workspace: &Workspace, tarball: &Path) -> Result<()> {
    npm::install(workspace, &folder(workspace))?;
    npm::install_tarball(workspace, &folder(workspace), tarball)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("attacks")
}

/// The runner: whether what must hold every case did, and what it printed. A runner that broke is an error.
fn ask(workspace: &Workspace, words: &[String]) -> Result<(bool, String)> {
    let output =
        npm::node(&folder(workspace)).arg("run.mjs").args(words).stderr(std::process::Stdio::inherit()).output().context(NO_NODE)?;
    match output.status.code() {
        Some(code @ (0 | 1)) if !output.stdout.is_empty() => Ok((code == 0, String::from_utf8(output.stdout)?)),
        _ => anyhow::bail!("the runner ended with {}", output.status),
    }
}

fn succeeds(workspace: &Workspace, script: &str, words: &[&str]) -> Result<bool> {
    Ok(npm::node(&workspace.root).arg(script).args(words).status().context(NO_NODE)?.success())
}

const NO_NODE: &str = "cannot start node; is it installed?";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Write {
    Nothing,
    Documents,
}

struct Flags {
    adapters: Vec<String>,
    only: Option<String>,
    /// `--verbose` and `--json`.
    shown: Vec<String>,
    write: Write,
}

impl Flags {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut flags = Self { adapters: Vec::new(), only: None, shown: Vec::new(), write: Write::Nothing };
        if let [write] = arguments
            && write == "--write"
        {
            return Ok(Self { shown: vec!["--json".to_owned()], write: Write::Documents, ..flags });
        }
        let mut words = arguments.iter();
        while let Some(name) = words.next() {
            match name.as_str() {
                "--adapter" => flags.adapters.push(from_here(&value(name, words.next())?)?),
                "--only" => flags.only = Some(value(name, words.next())?),
                "--verbose" | "--json" => flags.shown.push(name.clone()),
                "--write" => return Err("--write runs everything, and goes with nothing else".to_owned()),
                _ => return Err(format!("unknown flag: {name}")),
            }
        }
        Ok(flags)
    }

    /// As the runner takes them.
    fn words(&self) -> Vec<String> {
        let named = self.adapters.iter().flat_map(|adapter| ["--adapter".to_owned(), adapter.clone()]);
        let everything = EVERYTHING.iter().filter(|_| self.adapters.is_empty()).map(|word| (*word).to_owned());
        let only = self.only.iter().flat_map(|only| ["--only".to_owned(), only.clone()]);
        everything.chain(named).chain(only).chain(self.shown.iter().cloned()).collect()
    }
}

fn value(name: &str, word: Option<&String>) -> Result<String, String> {
    word.filter(|word| !word.starts_with('-')).cloned().ok_or_else(|| format!("{name} needs a value"))
}

/// A bare name is an adapter of the corpus; a path is one from where it was typed, and the runner starts in another folder.
fn from_here(program: &str) -> Result<String, String> {
    if program.contains(['/', '\\', '.']) { crate::absolute(program) } else { Ok(program.to_owned()) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Flags, Write};

    fn read(arguments: &[&str]) -> Result<Flags, String> {
        Flags::read(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    fn complaint(arguments: &[&str]) -> String {
        read(arguments).err().unwrap_or_default()
    }

    #[test]
    fn everything_is_run_where_nothing_is_named() {
        let words = read(&[]).map(|flags| flags.words()).unwrap_or_default();
        assert_eq!(words, ["--adapter", "saml-edge", "--peer", "node-saml", "--peer", "samlify"]);
    }

    #[test]
    fn what_is_named_is_run_alone() {
        let words = read(&["--only", "xsw", "--adapter", "samlify", "--verbose"]).map(|flags| flags.words()).unwrap_or_default();
        assert_eq!(words, ["--adapter", "samlify", "--only", "xsw", "--verbose"]);
        let program = read(&["--adapter", "./mine.py"]).map(|flags| flags.adapters).unwrap_or_default();
        assert!(matches!(program.as_slice(), [path] if Path::new(path).is_absolute()));
    }

    #[test]
    fn documents_are_of_everything() {
        let flags = read(&["--write"]);
        assert!(flags.is_ok_and(|flags| flags.write == Write::Documents && flags.words().ends_with(&["samlify".to_owned(), "--json".to_owned()])));
        assert_eq!(complaint(&["--write", "--only", "xsw"]), "--write runs everything, and goes with nothing else");
    }

    #[test]
    fn wrong_flags_are_named() {
        assert_eq!(complaint(&["--adaptor", "x"]), "unknown flag: --adaptor");
        assert_eq!(complaint(&["--adapter"]), "--adapter needs a value");
        assert_eq!(complaint(&["--only", "--json"]), "--only needs a value");
    }
}
