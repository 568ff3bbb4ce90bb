//! `cargo xtask bench`: this package beside its peers, on the same messages, in one run; or a whole service under load.

mod libraries;

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm, read_flags};

const USAGE: &str = "\
Usage: cargo xtask bench [--only PARTS] [--quick] [--json FILE] [--svg FILE]
       cargo xtask bench --write [--quick]
       cargo xtask bench --load [--logins N] [--concurrency N] [--json]

Measures this package beside its peers on the same messages: what each refuses, warm in Node and in workerd, in a fresh isolate, in a fresh process, to upload,
and natively; and hostile messages. The table of each part is printed when the part is done. Exit code 1 where a goal is missed or a part broke.
tests/bench/README.md says how.
It takes 8 to 10 minutes once everything is built. In a fresh clone the package is built first, and the 431 crates of the native peers, which takes 10 to
20 minutes more on two cores. The native part wants libxmlsec1-dev, libclang-dev and pkg-config, which are installed where there is apt-get and the user is root.
  --only PARTS            some of rules,node,workerd,cold,upload,hostile,native
  --quick                 fewer rounds
  --json FILE             writes the figures; to standard output, and no table, where FILE is -
  --svg FILE              draws them
  --write                 renews docs/bench and the READMEs' tables
With --load: signs in at the console of examples/sso-worker, in workerd, as fast as it goes, with replays among the logins. Exit code 1 where an assertion
was accepted more than once, or a good one not at all.
  --logins N              how many, after those that warm up; 2000
  --concurrency N         how many browsers at once; 16
  --json                  prints the figures alone";

/// Each a file of tests/bench/parts.
const PARTS: &[&str] = &["rules", "node", "workerd", "cold", "upload", "hostile", NATIVE];

const NATIVE: &str = "native";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let flags = match read_flags(arguments, USAGE, Flags::read) {
        Ok(flags) => flags,
        Err(ending) => return Ok(ending),
    };
    if flags.parts.iter().any(|part| part == NATIVE) {
        libraries::prepare(workspace)?;
    }
    dist::build(workspace)?;
    let folder = workspace.root.join("tests/bench");
    let tests = workspace.javascript_tests();
    let tarball = npm::pack(workspace)?;
    npm::install(workspace, &folder)?;
    // workerd and esbuild are there.
    npm::install(workspace, &tests)?;
    let mut node = npm::node(&folder);
    match flags.subject {
        Subject::Package => {
            npm::install_tarball(workspace, &folder, &tarball)?;
            node.arg("bench.mjs");
        }
        Subject::Service => {
            npm::install_tarball(workspace, &tests, &tarball)?;
            node.arg("load.mjs");
        }
    }
    node.args(&flags.passed_on);
    let figures = workspace.root.join("docs/bench/figures.json");
    if flags.write == Write::Documents {
        fs::create_dir_all(workspace.root.join("docs/bench"))?;
        node.arg("--json").arg(&figures);
    }
    let kept = succeeds(&mut node)?;
    if flags.write == Write::Documents && !succeeds(render(&folder).arg("--write"))? {
        return Ok(Ending::Failure);
    }
    Ok(if kept { Ending::Success } else { Ending::Failure })
}

/// What makes the README's table and the chart out of the figures.
fn render(folder: &Path) -> Command {
    let mut node = npm::node(folder);
    node.arg("render.mjs");
    node
}

fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().context("cannot start node; is it installed?")?;
    Ok(status.success())
}

/// What is measured.
#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Package,
    Service,
}

/// What is renewed afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Write {
    Nothing,
    Documents,
}

struct Flags {
    subject: Subject,
    write: Write,
    /// Of the comparison.
    parts: Vec<String>,
    passed_on: Vec<String>,
}

impl Flags {
    fn read(arguments: &[String]) -> Result<Self, String> {
        if arguments.iter().any(|word| word == "--load") {
            return Self::of_service(arguments);
        }
        match arguments {
            [write, how @ ..] if write == "--write" && how.iter().all(|flag| flag == "--quick") => {
                Ok(Self { subject: Subject::Package, write: Write::Documents, parts: all_parts(), passed_on: how.to_vec() })
            }
            _ => Self::of_package(arguments),
        }
    }

    fn of_package(arguments: &[String]) -> Result<Self, String> {
        let mut passed_on = Vec::new();
        let mut parts = all_parts();
        let mut words = arguments.iter();
        while let Some(name) = words.next() {
            match name.as_str() {
                "--quick" => passed_on.push(name.clone()),
                "--only" => {
                    let only = value(name, words.next())?;
                    parts = parts_of(&only)?;
                    passed_on.extend([name.clone(), only]);
                }
                "--svg" if words.clone().next().is_some_and(|word| word == "-") => return Err("--svg needs a file".to_owned()),
                "--json" | "--svg" => passed_on.extend([name.clone(), from_here(&value(name, words.next())?)?]),
                "--write" => return Err("--write measures everything: it comes first, and goes with --quick alone".to_owned()),
                "--logins" | "--concurrency" => return Err(format!("{name} goes with --load")),
                _ => return Err(format!("unknown flag: {name}")),
            }
        }
        Ok(Self { subject: Subject::Package, write: Write::Nothing, parts, passed_on })
    }

    fn of_service(arguments: &[String]) -> Result<Self, String> {
        let mut passed_on = Vec::new();
        let mut words = arguments.iter();
        while let Some(name) = words.next() {
            match name.as_str() {
                "--load" => {}
                "--json" => passed_on.push(name.clone()),
                "--logins" | "--concurrency" => {
                    let count: Option<NonZeroU32> = words.next().and_then(|word| word.parse().ok());
                    let count = count.ok_or_else(|| format!("{name} needs a whole number above 0"))?;
                    passed_on.extend([name.clone(), count.to_string()]);
                }
                "--only" | "--quick" | "--svg" | "--write" => return Err(format!("{name} does not go with --load")),
                _ => return Err(format!("unknown flag: {name}")),
            }
        }
        Ok(Self { subject: Subject::Service, write: Write::Nothing, parts: Vec::new(), passed_on })
    }
}

fn all_parts() -> Vec<String> {
    PARTS.iter().map(|part| (*part).to_owned()).collect()
}

/// Looked at here, because it takes minutes until what measures looks at it.
fn parts_of(only: &str) -> Result<Vec<String>, String> {
    let parts: Vec<_> = only.split(',').map(str::to_owned).collect();
    match parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        Some(unknown) => Err(format!("--only knows {}; not {unknown:?}", PARTS.join(", "))),
        None => Ok(parts),
    }
}

fn value(name: &str, word: Option<&String>) -> Result<String, String> {
    word.filter(|word| *word == "-" || !word.starts_with('-')).cloned().ok_or_else(|| format!("{name} needs a value"))
}

/// Node runs in another folder than the one the path was typed in. That nothing can be written there is to be said before anything is measured.
fn from_here(path: &str) -> Result<String, String> {
    if path == "-" {
        return Ok(path.to_owned());
    }
    let absolute = crate::absolute(path)?;
    if Path::new(&absolute).is_dir() || !Path::new(&absolute).parent().is_some_and(Path::is_dir) {
        return Err(format!("{path} is no file in a folder that is there"));
    }
    Ok(absolute)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use std::collections::BTreeSet;

    use super::{Flags, PARTS, Subject, Write, npm, render};

    fn read(arguments: &[&str]) -> Result<Flags, String> {
        Flags::read(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    fn complaint(arguments: &[&str]) -> String {
        read(arguments).err().unwrap_or_default()
    }

    #[test]
    fn load_is_asked_for() {
        let load = read(&["--concurrency", "4", "--load", "--logins", "50", "--json"]);
        let passed_on = ["--concurrency", "4", "--logins", "50", "--json"];
        assert!(load.is_ok_and(|flags| flags.subject == Subject::Service && flags.passed_on == passed_on));
    }

    #[test]
    fn flags_of_the_comparison_are_passed_on() {
        let passed_on = ["--only", "node,cold", "--quick", "--json", "-"];
        assert!(read(&passed_on).is_ok_and(|flags| flags.subject == Subject::Package && flags.passed_on == passed_on));
        let file = read(&["--svg", "chart.svg"]).unwrap_or_else(|complaint| panic!("{complaint}"));
        assert!(matches!(file.passed_on.as_slice(), [name, path] if name == "--svg" && Path::new(path).is_absolute()));
        assert!(read(&["--only", "node,cold"]).is_ok_and(|flags| flags.parts == ["node", "cold"]));
        assert!(read(&["--quick"]).is_ok_and(|flags| flags.parts == PARTS));
        assert!(read(&["--write"]).is_ok_and(|flags| flags.write == Write::Documents && flags.passed_on.is_empty()));
        assert!(read(&["--write", "--quick"]).is_ok_and(|flags| flags.write == Write::Documents && flags.passed_on == ["--quick"]));
    }

    #[test]
    fn wrong_flags_are_named() {
        assert_eq!(complaint(&["--jsom"]), "unknown flag: --jsom");
        assert_eq!(complaint(&["--json"]), "--json needs a value");
        assert_eq!(complaint(&["--only", "--quick"]), "--only needs a value");
        let parts = "--only knows rules, node, workerd, cold, upload, hostile, native; not";
        assert_eq!(complaint(&["--only", "foo"]), format!("{parts} \"foo\""));
        assert_eq!(complaint(&["--only", "node,"]), format!("{parts} \"\""));
        assert_eq!(complaint(&["--json", "not-there/figures.json"]), "not-there/figures.json is no file in a folder that is there");
        assert_eq!(complaint(&["--svg", "."]), ". is no file in a folder that is there");
        assert_eq!(complaint(&["--svg", "-"]), "--svg needs a file");
        assert_eq!(complaint(&["--write", "--only", "node"]), "--write measures everything: it comes first, and goes with --quick alone");
        assert_eq!(complaint(&["--logins", "50"]), "--logins goes with --load");
        assert_eq!(complaint(&["--load", "--quick"]), "--quick does not go with --load");
        assert_eq!(complaint(&["--load", "--logins"]), "--logins needs a whole number above 0");
        assert_eq!(complaint(&["--load", "--concurrency", "0"]), "--concurrency needs a whole number above 0");
    }

    /// The parts that are checked here are those that there are.
    #[test]
    fn parts_are_the_files_of_the_bench() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bench/parts");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let expected: BTreeSet<_> = PARTS.iter().map(|part| format!("{part}.mjs")).collect();
        assert_eq!(files.collect::<BTreeSet<_>>(), expected);
    }

    /// How figures are written, and what broken parts leave behind.
    #[test]
    fn the_bench_writes_figures_as_its_tests_say() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bench");
        let output = npm::node(&folder)
            .args(["--test", "--test-reporter=tap", "bench.test.mjs"])
            .output()
            .unwrap_or_else(|error| panic!("node: {error}"));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("# fail 0") && !said.contains("# pass 0"), "{said}");
    }

    /// The README's table and the chart are what the figures of docs/bench make of them.
    #[test]
    fn documents_show_the_figures() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bench");
        let output = render(&folder).arg("--check").output().unwrap_or_else(|error| panic!("node: {error}"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
