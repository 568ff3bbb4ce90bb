//! Generated documents, canonicalised by this library and by libxml2, and verified by this library and by libxmlsec1. `README.md` says what is compared.

mod canonical;
mod damage;
mod expected;
mod features;
mod generate;
mod model;
mod peer;
mod random;
mod report;
mod shrink;
mod signing;
mod verdicts;

use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use canonical::Canonical;
use peer::Peer;
use report::{Disagreement, Outcome};
use signing::Pair;
use verdicts::Verdicts;

fn main() -> ExitCode {
    match Asked::read(env::args().skip(1)).and_then(|asked| run(&asked)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failures) => {
            println!("{failures} failed");
            ExitCode::FAILURE
        }
        Err(complaint) => {
            eprintln!("error: {complaint}");
            ExitCode::from(2)
        }
    }
}

/// `--documents N --signatures N --seed N`, `--index N` for the two documents of one index, `--found FOLDER` for where to write what differs.
struct Asked {
    documents: u64,
    signatures: u64,
    seed: u64,
    index: Option<u64>,
    found: PathBuf,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut asked = Self { documents: 100_000, signatures: 100_000, seed: 1, index: None, found: env::temp_dir() };
        while let Some(name) = words.next() {
            let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{name} needs a whole number"));
            match name.as_str() {
                "--documents" => asked.documents = number()?,
                "--signatures" => asked.signatures = number()?,
                "--seed" => asked.seed = number()?,
                "--index" => asked.index = Some(number()?),
                "--found" => asked.found = value.into(),
                _ => return Err(format!("unknown flag: {name}")),
            }
        }
        if asked.documents == 0 && asked.signatures == 0 {
            return Err("there is nothing to compare".into());
        }
        Ok(asked)
    }

    fn indices(&self, count: u64) -> Range<u64> {
        self.index.map_or(0..count, |index| index..index + 1)
    }
}

/// How much failed.
fn run(asked: &Asked) -> Result<usize, String> {
    let peer = Peer::start()?;
    let pairs = Pair::all(&peer)?;
    println!("{}; seed {}", peer.versions(), asked.seed);
    let (mut canonical, mut verdicts) = (Canonical::default(), Verdicts::default());
    let mut failed = each(asked, "canonical form", asked.documents, |index| canonical.document(&peer, asked.seed, index))?;
    failed += each(asked, "verdict", asked.signatures, |index| verdicts.document(&peer, &pairs, asked.seed, index))?;
    if asked.index.is_some() {
        return Ok(failed);
    }
    let outcomes = [(asked.documents, canonical.outcome()), (asked.signatures, verdicts.outcome())];
    for (_, Outcome { lines, complaints }) in outcomes.iter().filter(|(count, _)| *count > 0) {
        println!();
        lines.iter().for_each(|line| println!("{line}"));
        complaints.iter().for_each(|complaint| println!("FAIL  {complaint}"));
        failed += complaints.len();
    }
    Ok(failed)
}

/// Goes on after a disagreement, but not after many.
fn each(asked: &Asked, what: &str, count: u64, mut compare: impl FnMut(u64) -> Result<(), Box<Disagreement>>) -> Result<usize, String> {
    let start = Instant::now();
    let mut failed = 0;
    for index in asked.indices(count) {
        let Err(found) = compare(index) else { continue };
        let path = asked.found.join(format!("{}-{}-{index}.xml", what.replace(' ', "-"), asked.seed));
        fs::write(&path, &found.octets).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("FAIL  {what}, --seed {} --index {index}: {}\n{}", asked.seed, path.display(), found.shown());
        failed += 1;
        if failed == MOST_FAILURES {
            println!("and no further");
            break;
        }
    }
    println!("{what}: {} documents, {:.0} s", asked.indices(count).count(), start.elapsed().as_secs_f32());
    Ok(failed)
}

const MOST_FAILURES: usize = 10;
