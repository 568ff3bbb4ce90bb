//! The house has floors, and imports only go down: `src/lib.rs` lists the modules under the name of their floor.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn imports_go_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(source.join("lib.rs")).unwrap();
    let floors = floors(&lib);
    let mut judged = 0;
    for file in rust_files(&source) {
        let relative = file.strip_prefix(&source).unwrap();
        let module = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" || relative.iter().any(|part| part == "tests" || part == "tests.rs" || part == "corpus.rs") {
            continue;
        }
        let own = floors.get(module).unwrap_or_else(|| panic!("{module} is on no floor of lib.rs"));
        let text = fs::read_to_string(&file).unwrap();
        let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for imported in imports(shipped) {
            let Some(floor) = floors.get(imported) else { continue };
            assert!(floor <= own, "{} (floor {own}) imports {imported} (floor {floor})", relative.display());
            judged += usize::from(imported != module);
        }
    }
    assert!(judged > 100, "{judged}");
}

/// Lines `// Floor.` and the `mod`s after each.
fn floors(lib: &str) -> BTreeMap<&str, usize> {
    let mut floors = BTreeMap::new();
    let mut floor = 0;
    for line in lib.lines() {
        if line.starts_with("// ") {
            floor += 1;
        } else if let Some(module) = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'))
        {
            floors.insert(module, floor);
        }
    }
    assert!(floors.len() > 15, "{floors:?}");
    floors
}

/// Every `crate::module`, in a `use` or in a path. Documentation may point anywhere.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(imports_of_line)
}

fn imports_of_line(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").filter_map(|(start, found)| {
        let rest = &line[start + found.len()..];
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
    })
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
