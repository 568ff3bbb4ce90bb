//! Mutants that no test can tell from the code: `tests/mutants/explained.tsv`, one a line, with the reason.

use std::fs;

use anyhow::{Context as _, Result};

use super::list::Mutant;
use crate::workspace::Workspace;

/// One line: file, what is changed, the line of the source, why no test can tell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) file: String,
    pub(crate) what: String,
    pub(crate) line: String,
    pub(crate) reason: String,
}

impl Entry {
    pub(super) fn is_of(&self, mutant: &Mutant) -> bool {
        self.file == mutant.file && self.what == mutant.what && self.line == mutant.line
    }

    /// Why its line is not in the file that it names, if it is not.
    pub(crate) fn is_lost(&self, workspace: &Workspace) -> Option<String> {
        let Ok(text) = fs::read_to_string(workspace.root.join(&self.file)) else {
            return Some(format!("{FILE}: there is no {}", self.file));
        };
        let is_there = text.lines().any(|line| line.trim() == self.line);
        (!is_there).then(|| format!("{FILE}: {} has no line `{}`", self.file, self.line))
    }
}

pub(crate) fn all(workspace: &Workspace) -> Result<Vec<Entry>> {
    let text = fs::read_to_string(workspace.root.join(FILE)).context(FILE)?;
    read(&text)
}

fn read(text: &str) -> Result<Vec<Entry>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| match *line.split('\t').collect::<Vec<_>>() {
            [file, what, source, reason] if !reason.trim().is_empty() => {
                Ok(Entry { file: file.to_owned(), what: what.to_owned(), line: source.to_owned(), reason: reason.to_owned() })
            }
            _ => anyhow::bail!("{FILE}: not four columns: {line}"),
        })
        .collect()
}

pub(crate) const FILE: &str = "tests/mutants/explained.tsv";

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_has_a_reason() {
        let entries = read("# file\nsrc/a.rs\treplace + with - in f\ta + 0\tit is zero\n").unwrap();
        assert_eq!((entries.len(), &*entries[0].reason), (1, "it is zero"));
        for line in ["src/a.rs\treplace + with - in f\ta + 0", "src/a.rs\treplace + with - in f\ta + 0\t "] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
