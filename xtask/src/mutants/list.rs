//! The mutants, as cargo-mutants lists them.

use std::fs;
use std::ops::Range;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::workspace::Workspace;
use crate::{step, toolchain};

const CARGO_MUTANTS: &str = "27.1.0";

/// One change to one file.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    /// From the root of the project.
    pub(crate) file: String,
    /// With line and column, as cargo-mutants names it.
    pub(crate) name: String,
    /// The name without its place, which moves whenever something above it does.
    pub(crate) what: String,
    /// The line where it begins, without the white space around it.
    pub(crate) line: String,
    pub(crate) genre: Genre,
    /// Octets of the file that are replaced.
    pub(crate) span: Range<usize>,
    pub(crate) replacement: String,
}

/// What kind of thing is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genre {
    Arm,
    Binary,
    Field,
    Guard,
    Unary,
    Value,
}

/// The program, once it is installed below `target`.
pub(crate) fn cargo_mutants(workspace: &Workspace) -> Result<Command> {
    let tools = workspace.target.join("tools");
    let program = tools.join("bin/cargo-mutants");
    let version = step::ask(Command::new(&program).args(["mutants", "--version"])).unwrap_or_default();
    if !version.ends_with(CARGO_MUTANTS) {
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["install", "--locked", "--root"]).arg(&tools).args(["cargo-mutants", "--version", CARGO_MUTANTS]);
        cargo.env("CARGO_TARGET_DIR", tools.join("build"));
        step::run(workspace, "cargo install cargo-mutants", &mut cargo)?.require()?;
    }
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).arg("mutants");
    Ok(command)
}

/// Those of these files, in their order. `.cargo/mutants.toml` says what is left out.
pub(crate) fn of(workspace: &Workspace, files: &[String]) -> Result<Vec<Mutant>> {
    let mut command = cargo_mutants(workspace)?;
    command.args(["--list", "--json", "--package", "saml-edge"]);
    for file in files {
        command.args(["--file", file]);
    }
    let listed: Vec<Value> = serde_json::from_str(&step::ask(&mut command)?).context("the list of cargo-mutants")?;
    let mut texts: Option<(String, String)> = None;
    let mut mutants = Vec::new();
    for entry in &listed {
        let file = text(entry, "file")?;
        let source = match texts.take() {
            Some((name, source)) if name == file => source,
            _ => fs::read_to_string(workspace.root.join(&file)).with_context(|| file.clone())?,
        };
        mutants.push(Mutant::read(entry, &source).with_context(|| format!("cargo-mutants lists what is not understood: {entry}"))?);
        texts = Some((file, source));
    }
    Ok(mutants)
}

impl Mutant {
    fn read(entry: &Value, source: &str) -> Result<Self> {
        let name = text(entry, "name")?;
        let (_, what) = name.split_once(": ").context("a name")?;
        let span = &entry["span"];
        let start = offset(source, &span["start"])?;
        let line = source[..start].rfind('\n').map_or(0, |feed| feed + 1);
        Ok(Self {
            file: text(entry, "file")?,
            what: what.to_owned(),
            line: source[line..].lines().next().unwrap_or_default().trim().to_owned(),
            name,
            genre: Genre::read(&text(entry, "genre")?)?,
            span: start..offset(source, &span["end"])?,
            replacement: text(entry, "replacement")?,
        })
    }
}

impl Genre {
    fn read(name: &str) -> Result<Self> {
        Ok(match name {
            "BinaryOperator" => Self::Binary,
            "FnValue" => Self::Value,
            "MatchArm" => Self::Arm,
            "MatchArmGuard" => Self::Guard,
            "StructField" => Self::Field,
            "UnaryOperator" => Self::Unary,
            _ => anyhow::bail!("no such genre: {name}"),
        })
    }
}

fn text(entry: &Value, member: &str) -> Result<String> {
    Ok(entry[member].as_str().with_context(|| format!("no {member}"))?.to_owned())
}

/// Lines and characters, counted from one, as an offset in octets.
fn offset(source: &str, place: &Value) -> Result<usize> {
    let number = |member: &str| place[member].as_u64().and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
    let (line, column) = number("line").zip(number("column")).context("a place")?;
    let before: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = source.get(before..).context("a line")?;
    Ok(before + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Genre, Mutant};

    #[test]
    fn a_mutant_is_read() {
        let source = "fn f() {\n    \"ä\" == x && y;\n}\n";
        let entry = json!({
            "file": "src/a.rs", "name": "src/a.rs:2:9: replace == with != in f", "genre": "BinaryOperator", "replacement": "!=",
            "span": { "start": { "line": 2, "column": 9 }, "end": { "line": 2, "column": 11 } },
        });
        let mutant = Mutant::read(&entry, source).unwrap();
        assert_eq!((&source[mutant.span], &*mutant.what, mutant.genre), ("==", "replace == with != in f", Genre::Binary));
        assert_eq!(mutant.line, "\"ä\" == x && y;");
    }
}
