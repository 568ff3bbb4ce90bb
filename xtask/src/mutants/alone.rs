//! Mutants that cannot stand behind a switch: cargo-mutants builds each by itself.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::judge::Fate;
use super::list::{Mutant, cargo_mutants};
use crate::step;
use crate::workspace::{Workspace, fresh_folder};

/// What became of each, by name. Building takes nearly all of the time: those that the quick tests kill are built once, without the slow ones.
pub(super) fn judge(workspace: &Workspace, mutants: &[&Mutant]) -> Result<BTreeMap<String, Fate>> {
    let mut fates = ask(workspace, mutants, "quick", QUICK)?;
    let left: Vec<&Mutant> = mutants.iter().copied().filter(|mutant| fates.get(&mutant.name) == Some(&Fate::Survived)).collect();
    fates.extend(ask(workspace, &left, "all", ALL)?);
    Ok(fates)
}

fn ask(workspace: &Workspace, mutants: &[&Mutant], name: &str, tests: &[&str]) -> Result<BTreeMap<String, Fate>> {
    if mutants.is_empty() {
        return Ok(BTreeMap::new());
    }
    let folder = workspace.work().join("mutants/alone").join(name);
    fresh_folder(&folder)?;
    let mut command = cargo_mutants(workspace)?;
    command.args(["--package", "saml-edge", "--jobs", "1", "--timeout", "300", "--no-shuffle", "--colors", "never"]);
    command.arg("--output").arg(&folder);
    command.env("CARGO_TARGET_DIR", workspace.target.join("mutants-alone")).env("CARGO_PROFILE_DEV_DEBUG", "false");
    for mutant in mutants {
        command.args(["--file", &mutant.file]);
        command.args(["--re", &format!("^{}$", escaped(&mutant.name))]);
    }
    command.arg("--").args(tests);
    // That mutants were missed is no failure of the command.
    let run = step::run(workspace, &format!("cargo mutants, {name} tests"), &mut command)?;
    let file = folder.join("mutants.out/outcomes.json");
    let text =
        fs::read_to_string(file).map_err(|error| anyhow::anyhow!("cargo-mutants left no outcomes ({error})\n{}", run.complaint()))?;
    let outcomes: Value = serde_json::from_str(&text)?;
    let mut fates = BTreeMap::new();
    for outcome in outcomes["outcomes"].as_array().context("no outcomes")? {
        let Some(name) = outcome["scenario"]["Mutant"]["name"].as_str() else {
            anyhow::ensure!(outcome["summary"] == "Success", "without a mutant the tests fail\n{}", run.complaint());
            continue;
        };
        fates.insert(name.to_owned(), fate(outcome["summary"].as_str().unwrap_or_default())?);
    }
    Ok(fates)
}

fn fate(summary: &str) -> Result<Fate> {
    Ok(match summary {
        "CaughtMutant" => Fate::Killed,
        "MissedMutant" => Fate::Survived,
        "Timeout" => Fate::TimedOut,
        "Unviable" => Fate::Unviable,
        _ => anyhow::bail!("no such outcome: {summary}"),
    })
}

/// As a regular expression that means these characters. Others must stay as they are: `\<` is where a word begins.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

const QUICK: &[&str] = &["--test", "vectors", "--", "--skip", "enc-", "--skip", "encryption", "--skip", "refusals_say"];

const ALL: &[&str] =
    &["--lib", "--test", "vectors", "--test", "metadata", "--test", "evidence", "--test", "explain", "--", "--skip", "crypto::"];

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_is_no_pattern() {
        assert_eq!(escaped("a.rs:1: replace Names<'_>::is || with &&"), r"a\.rs:1: replace Names<'_>::is \|\| with \&\&");
    }
}
