//! The libraries of the system that native peers stand on: used where they are installed, otherwise installed from Debian's packages.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::debian::{self, Program};
use crate::workspace::Workspace;

/// What is missing takes only its peers out of the comparison: it is said, and all others are measured.
pub(super) fn prepare(workspace: &Workspace) -> Result<()> {
    if let Program::Missing(reason) = debian::require(workspace, PACKAGES, found)? {
        eprintln!("  native peers that need a library of the system are left out: {reason}");
    }
    Ok(())
}

/// Where libclang is, if libxmlsec1 is there as well.
fn found() -> Option<PathBuf> {
    let xmlsec = Command::new("pkg-config").args(["--exists", "xmlsec1-openssl"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !xmlsec.is_ok_and(|status| status.success()) {
        return None;
    }
    env::var_os("LIBCLANG_PATH")
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .or_else(|| folders().iter().find_map(|folder| libclang_in(folder)))
}

/// As bindgen looks for it, but for what `llvm-config` says.
fn folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let of_llvm = versions.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("llvm-")));
    of_llvm.map(|path| path.join("lib")).chain(LIBRARIES.iter().map(PathBuf::from)).collect()
}

fn libclang_in(folder: &Path) -> Option<PathBuf> {
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    names.into_iter().find(|path| path.file_name().is_some_and(|name| is_libclang(&name.to_string_lossy())))
}

/// The C interface alone: `libclang-cpp.so` is another library.
fn is_libclang(name: &str) -> bool {
    name.starts_with("libclang.so") || (name.starts_with("libclang-") && name.contains(".so") && !name.starts_with("libclang-cpp"))
}

const PACKAGES: &str = "libxmlsec1-dev libclang-dev pkg-config";

const LIBRARIES: &[&str] = &["/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib"];

#[cfg(test)]
mod tests {
    use super::is_libclang;

    #[test]
    fn libclang_by_its_names() {
        assert!(["libclang.so", "libclang.so.1", "libclang-14.so.1", "libclang-14.so"].into_iter().all(is_libclang));
        assert!(["libclang-cpp.so.14", "libclangBasic.a", "libclang.a"].into_iter().all(|name| !is_libclang(name)));
    }
}
