//! The public corpus, for tests that use it where it stands beside the project, and the one list of disagreements with it.

use std::collections::{BTreeMap, BTreeSet};
use std::format;
use std::fs;
use std::path::{Path, PathBuf};
use std::println;
use std::string::{String, ToString};
use std::vec::Vec;

use serde_json::Value;

/// The entries of one part of the corpus, and what is listed of a test's disagreements with it.
pub(crate) struct Part {
    folder: PathBuf,
    entries: Vec<Value>,
    listed: BTreeMap<String, String>,
    disagreed: BTreeSet<String>,
    unlisted: Vec<String>,
}

impl Part {
    /// `section` begins the lines of `tests/corpus-divergences.txt` that belong to the calling test. Without a corpus there is
    /// nothing, and a line that says so.
    pub(crate) fn open(part: &str, section: &str) -> Option<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = project.join("../shared/corpus");
        let Ok(manifest) = fs::read(folder.join(part).join("manifest.json")) else {
            println!("skipped: the corpus is not beside the project");
            return None;
        };
        let mut manifest: Value = serde_json::from_slice(&manifest).unwrap();
        let Value::Array(entries) = manifest["entries"].take() else { panic!("{part} has no entries") };
        assert!(!entries.is_empty());
        let listed = fs::read_to_string(project.join("tests/corpus-divergences.txt")).unwrap();
        let listed = listed.lines().filter_map(|line| line.strip_prefix(&format!("{section} "))?.split_once(": "));
        let listed = listed.map(|(id, reason)| (id.to_string(), reason.to_string())).collect();
        Some(Self { folder, entries, listed, disagreed: BTreeSet::new(), unlisted: Vec::new() })
    }

    pub(crate) fn take_entries(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.entries)
    }

    pub(crate) fn read(&self, file: &Value) -> Vec<u8> {
        fs::read(self.folder.join(file.as_str().unwrap())).unwrap()
    }

    /// The texts of the files that a member lists.
    pub(crate) fn texts(&self, files: &Value) -> Vec<String> {
        files.as_array().unwrap().iter().map(|file| String::from_utf8(self.read(file)).unwrap()).collect()
    }

    /// Notes a disagreement with the entry `id`.
    pub(crate) fn disagree(&mut self, id: &str, found: &str) {
        self.disagreed.insert(id.to_string());
        if !self.listed.contains_key(id) {
            self.unlisted.push(format!("{id}: {found}"));
        }
    }

    /// Fails on what is not listed, and on what is listed and does not happen.
    pub(crate) fn finish(self) {
        assert!(self.unlisted.is_empty(), "{} disagreements that are not listed:\n{}", self.unlisted.len(), self.unlisted.join("\n"));
        let stale: Vec<_> = self.listed.keys().filter(|id| !self.disagreed.contains(*id)).collect();
        assert!(stale.is_empty(), "listed, and no disagreement any more: {stale:?}");
    }
}
