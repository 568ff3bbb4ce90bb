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
pub(crate) const TARGETS: [Target; 13] = [
    Target { name: "parser", share: 7 },
    Target { name: "c14n", share: 5 },
    Target { name: "signature", share: 6 },
    Target { name: "verify", share: 8 },
    Target { name: "mutation", share: 12 },
    Target { name: "sealed", share: 4 },
    Target { name: "decryption", share: 4 },
    Target { name: "logout", share: 3 },
    Target { name: "redirect", share: 3 },
    Target { name: "metadata", share: 4 },
    Target { name: "certificate", share: 2 },
    Target { name: "time", share: 1 },
    Target { name: "base64", share: 1 },
];

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Figures {
    target: &'static str,
    executions: u64,
    /// Of the processor.
    seconds: f64,
    edges: u64,
    corpus: u64,
    /// Inputs that a fault was found by once.
    regressions: usize,
    /// Each with how to see it again.
    pub(crate) complaints: Vec<String>,
}

impl Figures {
    pub(crate) const HEADING: &str = "target        CPU s   executions  per CPU s    edges   corpus  regressions  crashes";

    pub(crate) fn row(&self) -> String {
        let Self { target, executions, seconds, edges, corpus, regressions, complaints } = self;
        #[expect(clippy::cast_precision_loss, reason = "for people")]
        let rate = if *seconds > 0.0 { *executions as f64 / seconds } else { 0.0 };
        let crashes = complaints.len();
        format!("{target:<12} {seconds:>6.1} {executions:>12} {rate:>10.0} {edges:>8} {corpus:>8} {regressions:>12} {crashes:>8}")
    }
}

impl Fuzzers {
    /// What was a crash once, and then new inputs for so many seconds, seeds included.
    pub(crate) fn fuzz(&self, workspace: &Workspace, target: &Target, seconds: u64) -> Result<Figures> {
        let known = workspace.root.join("fuzz/regressions").join(target.name);
        let files = if known.is_dir() { files_under(&known, &[])? } else { Vec::new() };
        let inputs: Vec<_> = files.into_iter().map(|file| known.join(file)).collect();
        if let Some(complaint) = self.replay(workspace, target, &inputs)? {
            return Ok(Figures { complaints: vec![complaint], ..Figures::none(target) });
        }
        let folder = |place: &PathBuf| -> Result<PathBuf> {
            let folder = place.join(target.name);
            fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
            Ok(folder)
        };
        let artifacts = folder(&workspace.root.join("fuzz/artifacts"))?;
        let mut command = self.programs.timed_target(workspace, target.name);
        command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", artifacts.display()));
        command.args(["-print_final_stats=1", "-dict=dictionary.txt", "-timeout=20", "-rss_limit_mb=1024"]);
        command.arg(folder(&self.corpus)?).arg(folder(&self.seeds)?);
        let outcome = step::run(workspace, &format!("fuzz {}", target.name), &mut command)?;
        let mut figures = Figures { regressions: inputs.len(), ..Figures::read(target, &outcome.text) };
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
        if !outcome.success {
            return Ok(Some(complaint(workspace, target, &outcome)));
        }
        // It says so of each that it has done.
        let tried = outcome.text.lines().filter(|line| line.starts_with("Executed ")).count();
        let all = inputs.len();
        Ok((tried != all).then(|| format!("{}: {tried} of {all} inputs were tried; {}", target.name, outcome.complaint())))
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
        Self { target: target.name, executions: 0, seconds: 0.0, edges: 0, corpus: 0, regressions: 0, complaints: Vec::new() }
    }

    /// From lines such as `#4321 DONE   cov: 395 ft: 1378 corp: 490/21Kb lim: 328 exec/s: 43810 rss: 28Mb`, of which the last counts, and what `times` says.
    fn read(target: &Target, text: &str) -> Self {
        let mut figures = Self::none(target);
        for line in text.lines().filter(|line| line.starts_with('#')) {
            let after = |label: &str| {
                let (_, rest) = line.split_once(label)?;
                rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
            };
            let executions = line[1..].split_whitespace().next().and_then(|number| number.parse().ok());
            figures.executions = executions.unwrap_or(figures.executions);
            figures.edges = after("cov:").unwrap_or(figures.edges);
            figures.corpus = after("corp:").unwrap_or(figures.corpus);
        }
        figures.seconds = text.lines().last().and_then(processor_seconds).unwrap_or_default();
        figures
    }
}

/// From `1m2.500s 0m0.250s`: in the program and in the system for it (POSIX, times).
fn processor_seconds(line: &str) -> Option<f64> {
    let seconds = |time: &str| -> Option<f64> {
        let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    let (user, system) = line.split_once(' ')?;
    Some(seconds(user)? + seconds(system)?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::{Figures, Fuzzers, TARGETS};
    use crate::fuzz::build::Programs;
    use crate::workspace::{Workspace, fresh_folder};

    #[test]
    fn the_last_line_counts() {
        let text = "INFO: seed\n#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 28Mb\n\
                    #4321\tDONE   cov: 395 ft: 1378 corp: 490/21Kb lim: 328 exec/s: 43810 rss: 28Mb\nDone 4321 runs in 5 second(s)\n\
                    0m0.002s 0m0.001s\n1m2.500s 0m0.250s\n";
        let figures = Figures::read(&TARGETS[0], text);
        assert_eq!((figures.executions, figures.edges, figures.corpus), (4321, 395, 490));
        assert!((figures.seconds - 62.75).abs() < 1e-6, "{}", figures.seconds);
        assert_eq!(Figures::read(&TARGETS[0], "nothing").executions, 0);
    }

    /// A target that does with one input what `script` says, and with folders what libFuzzer does.
    fn fuzzed(name: &str, script: &str) -> Figures {
        let root = std::env::temp_dir().join(format!("xtask-fuzz-{name}-{}", std::process::id()));
        let known = root.join("fuzz/regressions").join(TARGETS[0].name);
        fresh_folder(&known).unwrap();
        fs::write(known.join("once"), "found").unwrap();
        let program = root.join(TARGETS[0].name);
        let whole = format!(
            "#!/bin/sh\nfor input in \"$@\"; do case $input in */once) {script};; esac; done\n\
             echo '#7 DONE cov: 3 ft: 4 corp: 1/1b exec/s: 7'\n"
        );
        fs::write(&program, whole).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let place = |folder: &str| Path::new(&root).join(folder);
        let fuzzers = Fuzzers { programs: Programs::sample(&root), seeds: place("seeds"), corpus: place("corpus") };
        let workspace = Workspace { root: root.clone(), target: place("target") };
        let figures = fuzzers.fuzz(&workspace, &TARGETS[0], 1).unwrap();
        fs::remove_dir_all(&root).unwrap();
        figures
    }

    #[test]
    fn what_was_found_once_is_tried_before_anything_else() {
        let held = fuzzed("held", "echo \"Executed $input in 0 ms\"");
        assert_eq!((held.complaints, held.regressions, held.executions), (Vec::new(), 1, 7));
        let found = fuzzed("found", "echo \"thread 'x' panicked at src/x.rs:1:1:\"; exit 77");
        assert!(found.complaints.concat().contains("src/x.rs:1:1"), "{:?}", found.complaints);
        assert_eq!(found.executions, 0, "it went on");
        let left_out = fuzzed("left-out", ":");
        assert!(left_out.complaints.concat().contains("0 of 1 inputs were tried"), "{:?}", left_out.complaints);
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
