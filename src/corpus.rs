//! The public corpus, for tests that use it where it stands beside the project, and the one list of disagreements with it.

use std::collections::BTreeMap;
use std::format;
use std::fs;
use std::path::{Path, PathBuf};
use std::println;
use std::string::{String, ToString};
use std::vec::Vec;

use serde_json::Value;

/// The entries of one part of the corpus; none, with a line that says so, where there is no corpus.
pub(crate) struct Part {
    folder: PathBuf,
    pub(crate) entries: Vec<Value>,
    divergences: BTreeMap<String, String>,
    disagreed: Vec<String>,
}

impl Part {
    pub(crate) fn open(name: &str) -> Option<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = project.join("../shared/corpus");
        let Ok(manifest) = fs::read(folder.join(name).join("manifest.json")) else {
            println!("skipped: the corpus is not beside the project");
            return None;
        };
        let mut manifest: Value = serde_json::from_slice(&manifest).unwrap();
        let Value::Array(entries) = manifest["entries"].take() else { panic!("{name} has no entries") };
        assert!(!entries.is_empty());
        let listed = fs::read_to_string(project.join("tests/corpus-divergences.txt")).unwrap();
        let divergences = listed.lines().filter_map(|line| line.strip_prefix(&format!("{name} "))?.split_once(": "));
        let divergences = divergences.map(|(id, reason)| (id.to_string(), reason.to_string())).collect();
        Some(Self { folder, entries, divergences, disagreed: Vec::new() })
    }

    pub(crate) fn read(&self, file: &Value) -> Vec<u8> {
        fs::read(self.folder.join(file.as_str().unwrap())).unwrap()
    }

    /// Notes a disagreement; one that is not listed is kept for [`Part::finish`].
    pub(crate) fn disagree(&mut self, entry: &Value, found: &str) {
        let id = entry["id"].as_str().unwrap();
        if self.divergences.remove(id).is_none() {
            self.disagreed.push(format!("{id}: {found}"));
        }
    }

    /// Fails on what is not listed, and on what is listed and does not happen.
    pub(crate) fn finish(self) {
        assert!(self.disagreed.is_empty(), "{} disagreements that are not listed:\n{}", self.disagreed.len(), self.disagreed.join("\n"));
        assert!(self.divergences.is_empty(), "listed, and no disagreement any more: {:?}", self.divergences);
    }
}
