//! What the types make impossible does not compile.
//!
//! Each file of `tests/impossible` is put into a copy of the crate as one more module, where even private things are near, and
//! must be refused with the error that its first line names. `possible.rs` must compile: so the others fail for their own reason.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn what_the_types_make_impossible_does_not_compile() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let house = Copy::of(project);
    let mut failures = Vec::new();
    let mut judged = 0;
    let mut cases: Vec<PathBuf> = fs::read_dir(project.join("tests/impossible")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    for case in cases {
        let text = fs::read_to_string(&case).unwrap();
        let expected = text.lines().next().unwrap().strip_prefix("// Refused: ").map(|rest| rest.split(' ').next().unwrap().to_owned());
        let found = house.check(&text);
        if found != expected {
            failures.push(format!("{}: expected {expected:?}, found {found:?}", case.display()));
        }
        judged += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(judged > 10, "{judged}");
}

struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn of(project: &Path) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("impossible");
        let _ = fs::remove_dir_all(folder.join("src"));
        copy_folder(&project.join("src"), &folder.join("src"));
        let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
        fs::write(folder.join("Cargo.toml"), alone(&manifest)).unwrap();
        fs::copy(project.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let lib = folder.join("src/lib.rs");
        let text = fs::read_to_string(&lib).unwrap();
        fs::write(lib, text + "\n#[allow(dead_code, unused)]\nmod impossible;\n").unwrap();
        Self { folder }
    }

    /// The codes of the errors of the crate with this module in it, each once, joined by `+`.
    fn check(&self, module: &str) -> Option<String> {
        fs::write(self.folder.join("src/impossible.rs"), module).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--lib", "--message-format", "short"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        if output.status.success() {
            return None;
        }
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut codes: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with("src/impossible.rs"))
            .filter_map(|line| Some(line.split_once("error[")?.1.split_once(']')?.0.to_owned()))
            .collect();
        codes.sort();
        codes.dedup();
        assert!(!codes.is_empty(), "the copy does not compile for another reason:\n{text}");
        Some(codes.join("+"))
    }
}

/// The manifest of the library by itself: no other member of the workspace, and nothing that only tests and benches need.
fn alone(manifest: &str) -> String {
    let mut kept = String::new();
    let mut keeps = true;
    for line in manifest.lines() {
        if line.starts_with('[') {
            keeps = !matches!(line, "[dev-dependencies]" | "[[test]]" | "[[bench]]");
        }
        if keeps {
            kept.push_str(if line.starts_with("members = ") { r#"members = ["."]"# } else { line });
            kept.push('\n');
        }
    }
    kept
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
