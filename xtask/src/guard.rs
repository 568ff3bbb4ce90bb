//! `cargo xtask guard`: what keeps the library fast, and cannot flake: instructions and octets are counted, and no clock is looked at.

mod baseline;
mod ceilings;
mod figures;
mod oracles;
mod scaling;
mod table;
mod valgrind;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, read_flags, suites, toolchain};
use baseline::Baseline;
use table::Table;
use valgrind::Valgrind;

const USAGE: &str = "\
Usage: cargo xtask guard [--renew]

Counts the instructions that each door takes, and how they and the memory grow with the message, and holds them against tests/guards/*.txt;
and those of decryption that fails, for each reason, against each other.
Half a minute to two minutes by how busy the machine is; a first run builds for up to five minutes before.
  --renew                 writes what was counted into tests/guards/*.txt, to be committed with what changed it";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let mode = match read_flags(arguments, USAGE, Mode::read) {
        Ok(mode) => mode,
        Err(ending) => return Ok(ending),
    };
    match mode {
        Mode::Hold => suites::run_guards(workspace),
        Mode::Renew => renew(workspace),
    }
}

enum Mode {
    Hold,
    Renew,
}

impl Mode {
    fn read(arguments: &[String]) -> Result<Self, String> {
        match arguments {
            [] => Ok(Self::Hold),
            [flag] if flag == "--renew" => Ok(Self::Renew),
            _ => Err(format!("unknown flags: {}", arguments.join(" "))),
        }
    }
}

/// What a guard found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) held: u64,
    /// Each a failure.
    pub(crate) complaints: Vec<String>,
    /// What could not be judged here, each with its reason.
    pub(crate) skipped: Vec<String>,
    /// For whoever reads along.
    pub(crate) figures: Vec<String>,
}

/// What the guards need: the program that calls, its messages, and valgrind.
pub(crate) struct Guards {
    valgrind: Valgrind,
    compiler: String,
    folder: PathBuf,
}

pub(crate) enum Preparation {
    Ready(Guards),
    /// The guards are for another kind of machine.
    Elsewhere(String),
}

impl Guards {
    /// # Errors
    /// valgrind is not there, and cannot be installed: a guard that is left out guards nothing.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Preparation> {
        if !toolchain::host(workspace)?.starts_with(ARCHITECTURE) || !cfg!(target_os = "linux") {
            return Ok(Preparation::Elsewhere(format!("instructions are counted on {ARCHITECTURE} Linux alone")));
        }
        let valgrind = Valgrind::prepare(workspace)?;
        Ok(Preparation::Ready(Self { valgrind, compiler: toolchain::compiler(workspace)?, folder: workspace.root.join("tests/guards") }))
    }

    /// Real messages against the baseline.
    pub(crate) fn instructions(&self, workspace: &Workspace) -> Result<Findings> {
        let figures = self.valgrind.instructions(workspace, "cost")?;
        Ok(Baseline::parse(&self.read(BASELINE)?)?.hold(&figures::by_name(&figures), &self.compiler))
    }

    /// What grows against a straight line, and its memory against the octets of the message.
    pub(crate) fn scaling(&self, workspace: &Workspace) -> Result<Findings> {
        let instructions = self.valgrind.instructions(workspace, "scaling")?;
        let memory = self.valgrind.memory(workspace, "scaling")?;
        Ok(scaling::hold(&instructions, &memory))
    }

    /// Hostile messages against a ceiling for each class.
    pub(crate) fn hostile(&self, workspace: &Workspace) -> Result<Findings> {
        let figures = self.valgrind.instructions(workspace, "hostile")?;
        Ok(ceilings::hold(&Table::parse(&self.read(CEILINGS)?)?, &ceilings::slowest_of_each_class(&figures)))
    }

    /// What failed decryption takes: the same whatever the reason.
    pub(crate) fn oracles(&self, workspace: &Workspace) -> Result<Findings> {
        Ok(oracles::hold(&self.valgrind.instructions(workspace, "oracles")?))
    }

    fn read(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        fs::read_to_string(&path).with_context(|| format!("reading {}; `{RENEW}` writes it", path.display()))
    }

    fn write(&self, file: &str, text: &str) -> Result<()> {
        let path = self.folder.join(file);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
    }
}

fn renew(workspace: &Workspace) -> Result<Ending> {
    let guards = match Guards::prepare(workspace)? {
        Preparation::Ready(guards) => guards,
        Preparation::Elsewhere(reason) => anyhow::bail!("{reason}"),
    };
    let counted = figures::by_name(&guards.valgrind.instructions(workspace, "cost")?);
    guards.write(BASELINE, &Baseline::render(&guards.compiler, &counted))?;
    let slowest = ceilings::slowest_of_each_class(&guards.valgrind.instructions(workspace, "hostile")?);
    guards.write(CEILINGS, &ceilings::render(&slowest))?;
    println!("renewed tests/guards/{BASELINE} and tests/guards/{CEILINGS}");
    Ok(Ending::Success)
}

const ARCHITECTURE: &str = "x86_64";

const BASELINE: &str = "instructions.txt";

const CEILINGS: &str = "hostile.txt";

/// The command that writes the committed figures anew.
const RENEW: &str = "cargo xtask guard --renew";
