//! One target: its share of the time, its run, and what that came to.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::Fuzzers;
use crate::step;
use crate::workspace::{Workspace, files_under};

pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Seconds of the 60 for all.
    pub(crate) share: u64,
}

/// Most for what decides who signs in.
pub(crate) const TARGETS: [Target; 11] = [
    Target { name: "parser", share: 7 },
    Target { name: "c14n", share: 5 },
    Target { name: "signature", share: 5 },
    Target { name: "verify", share: 10 },
    Target { name: "mutation", share: 15 },
    Target { name: "decryption", share: 5 },
    Target { name: "redirect", share: 4 },
    Target { name: "metadata", share: 4 },
    Target { name: "certificate", share: 3 },
    Target { name: "time", share: 1 },
    Target { name: "base64", share: 1 },
];

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Figures {
    target: &'static str,
    executions: u64,
    per_second: u64,
    edges: u64,
    corpus: u64,
    /// Each with how to see it again.
    pub(crate) complaints: Vec<String>,
}

impl Figures {
    pub(crate) const HEADING: &str = "target         executions    exec/s    edges   corpus  crashes";

    pub(crate) fn row(&self) -> String {
        let Self { target, executions, per_second, edges, corpus, complaints } = self;
        format!("{target:<12} {executions:>12} {per_second:>9} {edges:>8} {corpus:>8} {:>8}", complaints.len())
    }
}

impl Fuzzers {
    /// What was a crash once, and then new inputs for so many seconds, seeds included.
    pub(crate) fn fuzz(&self, workspace: &Workspace, target: &Target, seconds: u64) -> Result<Figures> {
        let known = workspace.root.join("fuzz/regressions").join(target.name);
        if known.is_dir() {
            let inputs: Vec<_> = files_under(&known, &[])?.into_iter().map(|file| known.join(file)).collect();
            if let Some(complaint) = self.replay(workspace, target, &inputs)? {
                return Ok(Figures { complaints: vec![complaint], ..Figures::none(target) });
            }
        }
        let folder = |place: &PathBuf| -> Result<PathBuf> {
            let folder = place.join(target.name);
            fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
            Ok(folder)
        };
        let artifacts = folder(&workspace.root.join("fuzz/artifacts"))?;
        let mut command = self.programs.target(workspace, target.name);
        command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", artifacts.display()));
        command.args(["-print_final_stats=1", "-dict=dictionary.txt", "-timeout=20", "-rss_limit_mb=1024"]);
        command.arg(folder(&self.corpus)?).arg(folder(&self.seeds)?);
        let outcome = step::run(workspace, &format!("fuzz {}", target.name), &mut command)?;
        let mut figures = Figures::read(target, &outcome.text);
        if !outcome.success {
            figures.complaints.push(complaint(workspace, target, &outcome));
        } else if figures.executions == 0 || figures.edges == 0 {
            figures.complaints.push(format!("{} executed nothing; {}", target.name, outcome.complaint()));
        }
        Ok(figures)
    }

    /// Nothing where these hold.
    pub(crate) fn replay(&self, workspace: &Workspace, target: &Target, inputs: &[PathBuf]) -> Result<Option<String>> {
        if inputs.is_empty() {
            return Ok(None);
        }
        let mut command = self.programs.target(workspace, target.name);
        command.args(["-timeout=20", "-rss_limit_mb=1024"]).args(inputs);
        let outcome = step::run(workspace, &format!("inputs of {}", target.name), &mut command)?;
        Ok((!outcome.success).then(|| complaint(workspace, target, &outcome)))
    }
}

fn complaint(workspace: &Workspace, target: &Target, outcome: &step::Outcome) -> String {
    let panic = outcome.text.lines().skip_while(|line| !line.contains(" panicked at ")).take(4);
    let panic: Vec<String> = panic.map(|line| line.chars().take(LONGEST_LINE).collect()).collect();
    let input = outcome
        .text
        .lines()
        .find_map(|line| line.split_once("Test unit written to "))
        .map(|(_, path)| workspace.shown(path.trim().as_ref()));
    match input {
        Some(input) => {
            format!("{} found something:\n  {}\n  again: cargo xtask fuzz {} --input {input}", target.name, panic.join("\n  "), target.name)
        }
        None => format!("{}\n  {}", outcome.complaint(), panic.join("\n  ")),
    }
}

/// Messages are printed whole.
const LONGEST_LINE: usize = 600;

impl Figures {
    fn none(target: &Target) -> Self {
        Self { target: target.name, executions: 0, per_second: 0, edges: 0, corpus: 0, complaints: Vec::new() }
    }

    /// From lines such as `#4321 DONE   cov: 395 ft: 1378 corp: 490/21Kb lim: 328 exec/s: 43810 rss: 28Mb`, of which the last counts.
    fn read(target: &Target, text: &str) -> Self {
        let mut figures = Self::none(target);
        for line in text.lines().filter(|line| line.starts_with('#')) {
            let after = |label: &str| {
                let (_, rest) = line.split_once(label)?;
                rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
            };
            let executions = line[1..].split_whitespace().next().and_then(|number| number.parse().ok());
            figures.executions = executions.unwrap_or(figures.executions);
            figures.per_second = after("exec/s:").unwrap_or(figures.per_second);
            figures.edges = after("cov:").unwrap_or(figures.edges);
            figures.corpus = after("corp:").unwrap_or(figures.corpus);
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, TARGETS};

    #[test]
    fn the_last_line_counts() {
        let text = "INFO: seed\n#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 28Mb\n\
                    #4321\tDONE   cov: 395 ft: 1378 corp: 490/21Kb lim: 328 exec/s: 43810 rss: 28Mb\nDone 4321 runs in 5 second(s)\n";
        let figures = Figures::read(&TARGETS[0], text);
        assert_eq!((figures.executions, figures.per_second, figures.edges, figures.corpus), (4321, 43810, 395, 490));
        assert_eq!(Figures::read(&TARGETS[0], "nothing").executions, 0);
    }

    #[test]
    fn the_shares_are_a_minute_and_the_targets_those_of_the_crate() {
        assert_eq!(TARGETS.iter().map(|target| target.share).sum::<u64>(), super::super::SECONDS);
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/fuzz_targets");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        let mut names: Vec<_> = TARGETS.iter().map(|target| format!("{}.rs", target.name)).collect();
        files.sort();
        names.sort();
        assert_eq!(files, names);
    }
}
