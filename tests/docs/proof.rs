//! What a row of a table points to: a vector, a test by its name, a function or a file. Whatever is not there fails.

use std::path::Path;

use super::page;
use super::sources;

/// `audience/prefix` is a vector; `tests/one_time.rs#name` a test of Rust; `tests/js/suites/errors.mjs#name` one of JavaScript; `src/limits.rs#name` and
/// `pkg/js/peek.ts#name` functions; `SECURITY.md` a file.
pub(crate) struct Proof<'a> {
    path: String,
    name: Option<&'a str>,
}

impl<'a> Proof<'a> {
    #[track_caller]
    pub(crate) fn read(text: &'a str) -> Self {
        let (path, name) = match text.split_once('#') {
            Some((path, name)) => (path, Some(name)),
            None => (text, None),
        };
        let vector = format!("tests/vectors/{text}.vector");
        if page::root().join(&vector).exists() {
            return Self { path: vector, name: None };
        }
        assert!(page::root().join(path).exists(), "{text} is not there");
        if let Some(name) = name {
            assert!(is_in(path, name), "{path} has no {name}");
        }
        Self { path: path.to_owned(), name }
    }

    /// The name of the vector, where it is one.
    pub(crate) fn vector(&self) -> Option<&str> {
        self.path.strip_prefix("tests/vectors/")?.strip_suffix(".vector")
    }

    /// `up`: from the document to the root of the repository.
    pub(crate) fn link(&self, up: &str) -> String {
        let Self { path, .. } = self;
        if let Some(vector) = self.vector() {
            return format!("[{vector}]({up}{path})");
        }
        let file = path.strip_prefix("tests/js/suites/").unwrap_or(path);
        match self.name {
            Some(name) => format!("[{file}]({up}{path}): {}", page::code(name)),
            None => format!("[{file}]({up}{path})"),
        }
    }
}

/// Rust in the folders of tests: a function that is a test. Else in Rust: a function. In JavaScript the name in quotation marks as the key of a test, or a function.
fn is_in(path: &str, name: &str) -> bool {
    let text = page::read(path);
    if path.ends_with(".rs") {
        let is_of_tests =
            path.starts_with("tests/") || path.ends_with("/tests.rs") || path.ends_with("/corpus.rs") || path.ends_with("/wycheproof.rs");
        let named = format!("fn {name}(");
        return if is_of_tests {
            // The first function behind the attribute, and no helper behind that.
            let functions = |test: &str| test.lines().map(|line| line.trim_start().to_owned()).find(|line| line.starts_with("fn "));
            text.split("#[test]").skip(1).filter_map(functions).any(|function| function.starts_with(&named))
        } else {
            sources::without_tests(&text).contains(&named)
        };
    }
    let is_test =
        text.contains(&format!("\"{name}\"(")) || text.contains(&format!("\"{name}\",")) || text.contains(&format!("\"{name}\": "));
    is_test
        || [format!("function {name}("), format!("function* {name}("), format!("const {name} =")].iter().any(|words| text.contains(words))
}

/// Several, one below the other in a cell.
#[track_caller]
pub(crate) fn links(texts: &[&str], up: &str) -> String {
    texts.iter().map(|text| Proof::read(text).link(up)).collect::<Vec<_>>().join("<br>")
}

/// For a list of functions: one file, and its functions behind it.
pub(crate) fn file_link(path: &str, up: &str) -> String {
    let short = path.strip_prefix("src/").unwrap_or(path);
    debug_assert!(Path::new(path).is_relative(), "{path}");
    format!("[{short}]({up}{path})")
}
