//! `cargo xtask fuzz`: builds the fuzzers of `fuzz/`, begins with the vectors, and says what they did and found.

mod build;
mod libxml2;
mod target;

use std::path::PathBuf;

use anyhow::Result;

use crate::workspace::{Workspace, fresh_folder};
use crate::{Ending, read_flags, step};
use build::Programs;
pub(crate) use target::{Figures, TARGETS, Target};

const USAGE: &str = "\
Usage: cargo xtask fuzz [TARGET] [--seconds N] [--input FILE]

Fuzzes one target or all of them, and then has libxml2 read what the parser accepted. fuzz/README.md says what each target holds.
  --seconds N   N seconds for each target; without it 60 for all of them together, or for the one
  --input FILE  runs this one input, such as a crash that was found";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let asked = match read_flags(arguments, USAGE, Asked::read) {
        Ok(asked) => asked,
        Err(ending) => return Ok(ending),
    };
    let fuzzers = Fuzzers::prepare(workspace, Corpus::Kept)?;
    if let (Some(target), Some(input)) = (asked.target, &asked.input) {
        let complaint = fuzzers.replay(workspace, target, std::slice::from_ref(input))?;
        println!("{}", complaint.as_deref().unwrap_or("it holds"));
        return Ok(if complaint.is_some() { Ending::Failure } else { Ending::Success });
    }
    println!("{}", fuzzers.attacks(workspace)?);
    let targets: Vec<&Target> = asked.target.map_or_else(|| TARGETS.iter().collect(), |target| vec![target]);
    let mut found = Vec::new();
    println!("{}", Figures::HEADING);
    for target in targets {
        let alone = if asked.target.is_some() { SECONDS } else { target.share };
        let figures = fuzzers.fuzz(workspace, target, asked.seconds.unwrap_or(alone))?;
        println!("{}", figures.row());
        found.extend(figures.complaints);
    }
    if asked.target.is_none_or(|target| target.name == PARSER) {
        match fuzzers.judge_by_libxml2(workspace) {
            Ok(said) => println!("libxml2: {said}"),
            Err(error) => found.push(format!("{error:#}")),
        }
    }
    for complaint in &found {
        println!("\n{complaint}");
    }
    Ok(if found.is_empty() { Ending::Success } else { Ending::Failure })
}

struct Asked {
    target: Option<&'static Target>,
    seconds: Option<u64>,
    input: Option<PathBuf>,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self { target: None, seconds: None, input: None };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--seconds" => {
                    asked.seconds = Some(value()?.parse().ok().filter(|seconds| *seconds > 0).ok_or("--seconds needs a number")?)
                }
                "--input" => asked.input = Some(std::path::absolute(value()?).map_err(|error| error.to_string())?),
                name if asked.target.is_none() => {
                    let names = || TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
                    let target = TARGETS.iter().find(|target| target.name == name);
                    asked.target = Some(target.ok_or_else(|| format!("no such target: {name}; there are {}", names()))?);
                }
                other => return Err(format!("unknown argument: {other}")),
            }
        }
        match (&asked.input, asked.target) {
            (Some(_), None) => Err("--input needs the name of a target".to_owned()),
            _ => Ok(asked),
        }
    }
}

/// Whether what was found stays for the next run.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Corpus {
    Kept,
    Fresh,
}

/// The programs, and what they begin with.
pub(crate) struct Fuzzers {
    programs: Programs,
    seeds: PathBuf,
    corpus: PathBuf,
}

impl Fuzzers {
    pub(crate) fn prepare(workspace: &Workspace, corpus: Corpus) -> Result<Self> {
        let programs = Programs::build(workspace)?;
        let work = workspace.work().join("fuzz");
        let seeds = work.join("seeds");
        fresh_folder(&seeds)?;
        step::run(workspace, "seeds of the fuzzers", programs.tools(workspace).arg("seeds").arg(&seeds))?.require()?;
        let corpus = match corpus {
            // Where cargo-fuzz has it.
            Corpus::Kept => workspace.root.join("fuzz/corpus"),
            Corpus::Fresh => {
                let corpus = work.join("corpus");
                fresh_folder(&corpus)?;
                corpus
            }
        };
        Ok(Self { programs, seeds, corpus })
    }

    /// Every attack that is known, done to signed messages; answers with how many were refused.
    pub(crate) fn attacks(&self, workspace: &Workspace) -> Result<String> {
        let said = step::run(workspace, "known attacks", self.programs.tools(workspace).arg("attacks"))?.require()?;
        Ok(said.trim().to_owned())
    }

    /// libxml2 reads what the parser accepts of its seeds and its corpus: the same tree, and the same canonical form.
    pub(crate) fn judge_by_libxml2(&self, workspace: &Workspace) -> Result<String> {
        libxml2::judge(workspace, self.programs.tools(workspace).get_program(), &[self.seeds.join(PARSER), self.corpus.join(PARSER)])
    }
}

/// The target whose documents libxml2 judges.
const PARSER: &str = "parser";

/// For one target, where nothing else is said.
const SECONDS: u64 = 60;

#[cfg(test)]
mod tests {
    use super::Asked;

    fn read(line: &str) -> Result<Asked, String> {
        Asked::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_target_and_seconds_are_read() {
        let asked = read("verify --seconds 5").unwrap();
        assert_eq!((asked.target.map(|target| target.name), asked.seconds), (Some("verify"), Some(5)));
        assert!(read("").unwrap().target.is_none());
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for line in ["no-such", "verify parser", "--seconds", "--seconds x", "--seconds 0", "--input a"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
