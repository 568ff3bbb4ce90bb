//! `cargo xtask mutants`: changes the code that decides in a thousand small ways, and has the tests tell each from the code.

mod alone;
mod build;
pub(crate) mod explained;
mod judge;
mod list;
mod weave;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::workspace::{Workspace, fresh_folder};
use crate::{Ending, read_flags};
use build::Tree;
use explained::Entry;
use judge::{Fate, Judge};
use list::Mutant;

const USAGE: &str = "\
Usage: cargo xtask mutants [FILE|FOLDER…] [--woven] [--go-on]

Changes the code that decides (src/checks, dsig, c14n, xml, xmlenc, verify, claim, time, connection, logout), or the files named, as cargo-mutants does, and runs
the tests with each change. A mutant that no test kills fails the run, unless tests/mutants/explained.tsv says why none can; so does a line there whose mutant is killed or gone. tests/mutants/README.md says how it works.
  --woven   leaves out the mutants that have to be built one by one, which take most of the time
  --go-on   believes an earlier run of the same code about what was killed, and asks about the rest alone";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let asked = match read_flags(arguments, USAGE, |arguments| Asked::read(workspace, arguments)) {
        Ok(asked) => asked,
        Err(ending) => return Ok(ending),
    };
    let start = Instant::now();
    let explained = explained::all(workspace)?;
    let mutants = list::of(workspace, &asked.files)?;
    println!("{} mutants of {} files", mutants.len(), files_of(&mutants).len());
    let tree = Tree::weave(workspace, &mutants)?;
    let woven = tree.numbers();
    println!("{} of them stand behind a switch in one build", woven.len());
    let judge = Judge::new(tree.programs(workspace)?)?;
    let mut fates = if asked.goes_on { noted(workspace, &mutants)? } else { BTreeMap::new() };
    if fates.is_empty() {
        fresh_folder(&workspace.work().join("mutants/fates"))?;
    }
    for number in woven.iter().filter(|number| !fates.contains_key(number)).copied().collect::<Vec<_>>() {
        let (fate, program) = judge.judge(number, &mutants[number])?;
        note(workspace, &mutants[number], fate, program)?;
        fates.insert(number, fate);
    }
    for number in tree.unviable().difference(&fates.keys().copied().collect()).copied() {
        note(workspace, &mutants[number], Fate::Unviable, "rustc")?;
        fates.insert(number, Fate::Unviable);
    }
    let others: BTreeSet<usize> = (0..mutants.len()).filter(|number| !fates.contains_key(number)).collect();
    if asked.alone {
        let names: Vec<&Mutant> = others.iter().map(|number| &mutants[*number]).collect();
        let found = alone::judge(workspace, &names)?;
        for number in others {
            let mutant = &mutants[number];
            let Some(fate) = found.get(&mutant.name) else { anyhow::bail!("cargo-mutants says nothing of {}", mutant.name) };
            note(workspace, mutant, *fate, "cargo-mutants")?;
            fates.insert(number, *fate);
        }
    } else if !others.is_empty() {
        println!("{} mutants that have to be built one by one were left out", others.len());
    }
    println!("\n{}", table(&mutants, &fates, &explained));
    let complaints = complaints(&mutants, &fates, &explained);
    for complaint in &complaints {
        println!("{complaint}");
    }
    println!("{:.0} s in all", start.elapsed().as_secs_f32());
    Ok(if complaints.is_empty() { Ending::Success } else { Ending::Failure })
}

struct Asked {
    /// As cargo-mutants takes them.
    files: Vec<String>,
    /// Whether mutants that have to be built one by one are.
    alone: bool,
    goes_on: bool,
}

impl Asked {
    fn read(workspace: &Workspace, arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self { files: Vec::new(), alone: true, goes_on: false };
        for argument in arguments {
            match argument.as_str() {
                "--woven" => asked.alone = false,
                "--go-on" => asked.goes_on = true,
                flag if flag.starts_with('-') => return Err(format!("unknown flag: {flag}")),
                path => asked.files.extend(Self::below(&workspace.root, path)?),
            }
        }
        if asked.files.is_empty() {
            for folder in JUDGED {
                asked.files.extend(Self::below(&workspace.root, folder)?);
            }
        }
        Ok(asked)
    }

    /// A file, or a folder with the file of the same name beside it.
    fn below(root: &Path, path: &str) -> Result<Vec<String>, String> {
        let path = path.trim_end_matches('/');
        if root.join(path).is_file() {
            return Ok(vec![path.to_owned()]);
        }
        if root.join(path).is_dir() {
            return Ok(vec![format!("{path}.rs"), format!("{path}/**/*.rs")]);
        }
        Err(format!("there is no {path}"))
    }
}

fn files_of(mutants: &[Mutant]) -> BTreeSet<&str> {
    mutants.iter().map(|mutant| mutant.file.as_str()).collect()
}

/// Survivors are shown at once; all stand in a file.
fn note(workspace: &Workspace, mutant: &Mutant, fate: Fate, program: &str) -> Result<()> {
    if fate == Fate::Survived {
        println!("survived  {}\n          {}", mutant.name, mutant.line);
    }
    let file = workspace.work().join("mutants/fates/all.tsv");
    let mut text = fs::read_to_string(&file).unwrap_or_default();
    writeln!(text, "{fate:?}\t{program}\t{}", mutant.name)?;
    fs::write(file, text)?;
    Ok(())
}

/// Mutants that an earlier run found killed. Those that survived may since have got a test.
fn noted(workspace: &Workspace, mutants: &[Mutant]) -> Result<BTreeMap<usize, Fate>> {
    let Ok(text) = fs::read_to_string(workspace.work().join("mutants/fates/all.tsv")) else { return Ok(BTreeMap::new()) };
    let mut fates = BTreeMap::new();
    for line in text.lines() {
        let [fate, _, name] = *line.split('\t').collect::<Vec<_>>() else { anyhow::bail!("not three columns: {line}") };
        let fate = Fate::named(fate).with_context(|| line.to_owned())?;
        let number = mutants.iter().position(|mutant| mutant.name == name).filter(|_| fate != Fate::Survived);
        fates.extend(number.map(|number| (number, fate)));
    }
    Ok(fates)
}

/// Counts for each folder and file of the first level.
fn table(mutants: &[Mutant], fates: &BTreeMap<usize, Fate>, explained: &[Entry]) -> String {
    let mut rows: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for (number, fate) in fates {
        let mutant = &mutants[*number];
        let column = match fate {
            Fate::Killed => 0,
            Fate::TimedOut => 1,
            Fate::Unviable => 2,
            Fate::Survived if explained.iter().any(|entry| entry.is_of(mutant)) => 3,
            Fate::Survived => 4,
        };
        for row in [mutant.file.as_str(), "all"] {
            rows.entry(row).or_default()[column] += 1;
        }
    }
    let mut text =
        String::from("| file | mutants | killed | timed out | do not compile | explained | survived |\n|---|--:|--:|--:|--:|--:|--:|");
    for (file, counts) in rows {
        let counted: Vec<String> = counts.iter().map(usize::to_string).collect();
        text += &format!("\n| {file} | {} | {} |", counts.iter().sum::<usize>(), counted.join(" | "));
    }
    text
}

/// Survivors without a reason, and reasons without a survivor.
fn complaints(mutants: &[Mutant], fates: &BTreeMap<usize, Fate>, explained: &[Entry]) -> Vec<String> {
    let mut complaints = Vec::new();
    let of = |entry: &Entry| fates.iter().filter(|(number, _)| entry.is_of(&mutants[**number])).map(|(_, fate)| *fate).collect::<Vec<_>>();
    for (number, _) in fates.iter().filter(|(_, fate)| **fate == Fate::Survived) {
        let mutant = &mutants[*number];
        if !explained.iter().any(|entry| entry.is_of(mutant)) {
            complaints.push(format!("no test kills {}\n  {}", mutant.name, mutant.line));
        }
    }
    let files = files_of(mutants);
    for entry in explained.iter().filter(|entry| files.contains(entry.file.as_str())) {
        let known = mutants.iter().any(|mutant| entry.is_of(mutant));
        let found = of(entry);
        if !known {
            complaints.push(format!("{} explains what is no mutant any more: {} in {}", explained::FILE, entry.what, entry.file));
        } else if !found.is_empty() && !found.contains(&Fate::Survived) {
            complaints.push(format!("{} explains what is killed: {} in {}", explained::FILE, entry.what, entry.file));
        }
    }
    complaints
}

/// What decides: the rules, signatures, canonical forms, the reader of XML, decryption, the doors, times and claims.
const JUDGED: [&str; 10] = [
    "src/checks",
    "src/dsig",
    "src/c14n",
    "src/xml",
    "src/xmlenc",
    "src/verify",
    "src/claim.rs",
    "src/time",
    "src/connection.rs",
    "src/logout.rs",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::explained::Entry;
    use super::judge::Fate;
    use super::list::{Genre, Mutant};
    use super::{complaints, table};

    fn mutant(line: &str) -> Mutant {
        let what = "replace < with <= in f".to_owned();
        let name = format!("src/a.rs:1:3: {what}");
        Mutant {
            file: "src/a.rs".to_owned(),
            name,
            what,
            line: line.to_owned(),
            genre: Genre::Binary,
            span: 0..0,
            replacement: String::new(),
        }
    }

    fn entry(line: &str) -> Entry {
        let Mutant { file, what, line, .. } = mutant(line);
        Entry { file, what, line, reason: "equal".to_owned() }
    }

    fn said(fate: Fate, explained: &[Entry]) -> Vec<String> {
        complaints(&[mutant("a < b")], &BTreeMap::from([(0, fate)]), explained)
    }

    #[test]
    fn what_survives_needs_a_reason() {
        assert_eq!(said(Fate::Survived, &[]), ["no test kills src/a.rs:1:3: replace < with <= in f\n  a < b"]);
        assert_eq!(said(Fate::Survived, &[entry("a < b")]), [""; 0]);
        assert_eq!(said(Fate::Killed, &[]), [""; 0]);
    }

    #[test]
    fn a_reason_needs_what_survives() {
        let stale = "tests/mutants/explained.tsv explains what is no mutant any more: replace < with <= in f in src/a.rs";
        assert_eq!(said(Fate::Killed, &[entry("b < a")]), [stale]);
        let killed = "tests/mutants/explained.tsv explains what is killed: replace < with <= in f in src/a.rs";
        assert_eq!(said(Fate::Killed, &[entry("a < b")]), [killed]);
        assert_eq!(said(Fate::TimedOut, &[entry("a < b")]), [killed]);
    }

    #[test]
    fn fates_are_counted_by_file() {
        let mutants = [mutant("a < b"), mutant("b < a")];
        let text = table(&mutants, &BTreeMap::from([(0, Fate::Survived), (1, Fate::Killed)]), &[entry("a < b")]);
        assert!(text.ends_with("| all | 2 | 1 | 0 | 0 | 1 | 0 |\n| src/a.rs | 2 | 1 | 0 | 0 | 1 | 0 |"), "{text}");
    }
}
