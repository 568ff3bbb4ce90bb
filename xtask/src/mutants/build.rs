//! A copy of the project with all mutants woven in, and its programs of tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::list::{Genre, Mutant};
use super::weave::{self, Woven};
use crate::workspace::{Workspace, files_under, mirror_folder};
use crate::{step, toolchain};

/// The copy, and what stands in it.
pub(super) struct Tree<'m> {
    folder: PathBuf,
    mutants: &'m [Mutant],
    /// Mutants that do not compile behind a switch, and whether they would by themselves: no, or perhaps.
    left_out: BTreeMap<usize, Alone>,
    woven: BTreeMap<String, Woven>,
}

/// Whether a mutant compiles by itself that does not behind a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alone {
    /// What is wrong are its types, which are the same there.
    Neither,
    Perhaps,
}

/// What is asked of a program of tests.
pub(super) struct Asked {
    pub(super) name: &'static str,
    pub(super) arguments: &'static [&'static str],
    /// Files about whose mutants it is asked before the others.
    pub(super) first: &'static [&'static str],
    /// For how long it may compute: several times what it takes.
    pub(super) seconds: u32,
}

/// A program of tests.
pub(super) struct Program {
    pub(super) asked: &'static Asked,
    pub(super) path: PathBuf,
    /// Where its tests find their files.
    pub(super) folder: PathBuf,
}

impl<'m> Tree<'m> {
    /// Weaves until it compiles: whatever an error stands in is taken out.
    pub(super) fn weave(workspace: &Workspace, mutants: &'m [Mutant]) -> Result<Self> {
        let folder = workspace.work().join("mutants/tree");
        let mut tree = Self { folder, mutants, left_out: BTreeMap::new(), woven: BTreeMap::new() };
        tree.mirror(workspace)?;
        for _ in 0..MOST_ROUNDS {
            tree.write(workspace)?;
            let out = tree.cargo(workspace, &["check", "--lib"], "check of the woven sources")?;
            if out.success {
                return Ok(tree);
            }
            let found = tree.broken(&out.text)?;
            if found.is_empty() {
                bail!("no mutant can be found that an error belongs to\n{}", rendered(&out.text));
            }
            tree.left_out.extend(found);
        }
        bail!("after {MOST_ROUNDS} rounds it still does not compile");
    }

    /// Numbers of the mutants that are in it.
    pub(super) fn numbers(&self) -> BTreeSet<usize> {
        self.woven.values().flat_map(|woven| woven.numbers.iter().copied()).collect()
    }

    /// Numbers of those that do not compile at all.
    pub(super) fn unviable(&self) -> BTreeSet<usize> {
        self.left_out.iter().filter(|(_, alone)| **alone == Alone::Neither).map(|(number, _)| *number).collect()
    }

    /// The programs in the order in which they are asked: those that kill most come first.
    pub(super) fn programs(&self, workspace: &Workspace) -> Result<Vec<Program>> {
        let names: BTreeSet<&str> = PROGRAMS.iter().map(|asked| asked.name).filter(|name| *name != LIBRARY).collect();
        let mut arguments = vec!["test", "--no-run", "--lib"];
        arguments.extend(names.into_iter().flat_map(|name| ["--test", name]));
        let out = self.cargo(workspace, &arguments, "build of the woven sources")?.require()?;
        let mut paths: BTreeMap<String, PathBuf> = BTreeMap::new();
        for message in messages(&out).filter(|message| message["profile"]["test"] == true) {
            if let (Some(name), Some(path)) = (message["target"]["name"].as_str(), message["executable"].as_str()) {
                paths.insert(name.to_owned(), PathBuf::from(path));
            }
        }
        let programs = PROGRAMS.iter().map(|asked| {
            let path = paths.get(asked.name).with_context(|| format!("cargo made no program of {}", asked.name))?.clone();
            Ok(Program { asked, path, folder: self.folder.clone() })
        });
        programs.collect()
    }

    /// All but the sources, which are written as they are woven.
    fn mirror(&self, workspace: &Workspace) -> Result<()> {
        for folder in ["benches", "pkg", "tests", "xtask"] {
            mirror_folder(&workspace.root.join(folder), &self.folder.join(folder), &["dist", "node_modules", "target", "venv"])?;
        }
        for file in ["Cargo.toml", "Cargo.lock", "README.md", "rust-toolchain.toml"] {
            write(&self.folder.join(file), &fs::read_to_string(workspace.root.join(file))?)?;
        }
        Ok(())
    }

    fn write(&mut self, workspace: &Workspace) -> Result<()> {
        let mut files: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
        for (number, mutant) in self.mutants.iter().enumerate() {
            let of_file = files.entry(&mutant.file).or_default();
            if !self.left_out.contains_key(&number) {
                of_file.push((number, mutant));
            }
        }
        let (from, to) = (workspace.root.join("src"), self.folder.join("src"));
        let mut written = BTreeSet::from([to.join("mutation.rs")]);
        write(&to.join("mutation.rs"), weave::SWITCH)?;
        for path in files_under(&from, &[])? {
            let file = format!("src/{}", path.display()).replace('\\', "/");
            let mut text = fs::read_to_string(from.join(&path))?;
            if let Some(mutants) = files.get(file.as_str()) {
                let woven = weave::weave(&text, mutants).with_context(|| file.clone())?;
                text.clone_from(&woven.text);
                self.woven.insert(file.clone(), woven);
            }
            if file == "src/lib.rs" {
                text = text.replacen("\nmod xml;", "\nmod mutation;\nmod xml;", 1);
            }
            write(&to.join(&path), &text)?;
            written.insert(to.join(path));
        }
        for stale in files_under(&to, &[])?.into_iter().map(|path| to.join(path)).filter(|path| !written.contains(path)) {
            fs::remove_file(stale)?;
        }
        Ok(())
    }

    fn cargo(&self, workspace: &Workspace, arguments: &[&str], name: &str) -> Result<step::Outcome> {
        let mut cargo: Command = toolchain::cargo(workspace);
        // To cargo the copy is the same package as the project, and what is built of one would be believed to be of the other.
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", workspace.target.join("mutants-woven")).args(arguments);
        cargo.args(["--locked", "--package", "saml-edge", "--profile", "mutants", "--message-format", "json"]);
        step::run(workspace, name, &mut cargo)
    }

    /// Mutants in whose text the compiler sees an error.
    fn broken(&self, output: &str) -> Result<BTreeMap<usize, Alone>> {
        let mut found = BTreeMap::new();
        for message in messages(output).filter(|message| message["message"]["level"] == "error") {
            let is_of_types = message["message"]["code"]["code"].as_str().is_some_and(|code| OF_TYPES.contains(&code));
            for span in message["message"]["spans"].as_array().into_iter().flatten() {
                let (Some(file), Some(offset)) = (span["file_name"].as_str(), span["byte_start"].as_u64()) else { continue };
                let Some(woven) = self.woven.get(file) else { continue };
                for number in woven.at(usize::try_from(offset)?) {
                    let mutant = &self.mutants[*number];
                    let is_as_alone = match mutant.genre {
                        Genre::Value => true,
                        Genre::Binary => !["&&", "||"].contains(&mutant.replacement.as_str()),
                        Genre::Arm | Genre::Field | Genre::Guard | Genre::Unary => false,
                    };
                    found.insert(*number, if is_of_types && is_as_alone { Alone::Neither } else { Alone::Perhaps });
                }
            }
        }
        Ok(found)
    }
}

/// Equal files keep their times, so that cargo builds only what changed.
fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn messages(output: &str) -> impl Iterator<Item = Value> {
    output.lines().filter_map(|line| serde_json::from_str(line).ok())
}

fn rendered(output: &str) -> String {
    let errors = messages(output).filter(|message| message["message"]["level"] == "error");
    errors.filter_map(|message| Some(message["message"]["rendered"].as_str()?.to_owned())).collect()
}

/// The unit tests.
const LIBRARY: &str = "saml_edge";

/// In the order in which they are asked. Decryption takes most of the time of the vectors, and is asked last. Cryptography has no mutants here, and its tests are long.
const PROGRAMS: &[Asked] = &[
    Asked { name: "vectors", arguments: &["--skip", "enc-", "--skip", "encryption", "--skip", "refusals_say"], first: &[], seconds: 5 },
    Asked { name: LIBRARY, arguments: &["--skip", "crypto::"], first: &[], seconds: 15 },
    Asked { name: "evidence", arguments: &[], first: &["src/checks/warnings.rs"], seconds: 15 },
    Asked { name: "explain", arguments: &[], first: &[], seconds: 5 },
    Asked { name: "connection", arguments: &[], first: &[], seconds: 5 },
    Asked { name: "one_time", arguments: &[], first: &[], seconds: 5 },
    Asked { name: "metadata", arguments: &[], first: &["src/checks/metadata.rs"], seconds: 15 },
    Asked { name: "hostile", arguments: &[], first: &[], seconds: 5 },
    Asked { name: "decryption", arguments: &[], first: &["src/xml/tree.rs"], seconds: 5 },
    Asked { name: "vectors", arguments: &[], first: &[], seconds: 20 },
    Asked { name: "properties", arguments: &[], first: &[], seconds: 15 },
];

/// A type that is another or lacks something, a path that leads nowhere.
const OF_TYPES: &[&str] = &["E0277", "E0308", "E0369", "E0425", "E0433", "E0599"];

/// Types, borrows and constants are looked at one after the other.
const MOST_ROUNDS: usize = 12;
