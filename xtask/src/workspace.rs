//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    pub(crate) fn locate() -> Result<Self> {
        // Cargo names the manifest it runs; the compiled-in path serves a binary started by hand.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask has no parent folder")?.to_path_buf();
        // This binary lies in <target>/<profile>/, wherever the user's configuration puts <target>.
        let binary = env::current_exe().context("where this binary is")?;
        let target = binary.ancestors().nth(2).context("this binary is outside a target folder")?.to_path_buf();
        Ok(Self { root, target })
    }

    pub(crate) fn package(&self) -> PathBuf {
        self.root.join("pkg")
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.package().join("dist")
    }

    pub(crate) fn javascript_tests(&self) -> PathBuf {
        self.root.join("tests/js")
    }

    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("xtask-work")
    }

    /// The path as a reader in the root would type it.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// An empty folder at this path, whatever was there.
pub(crate) fn fresh_folder(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("emptying {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("making {}", path.display()))
}

/// Every file under a folder, as sorted paths relative to it; whatever has a skipped name is left out.
pub(crate) fn files_under(folder: &Path, skipped: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(current) = waiting.pop() {
        for entry in fs::read_dir(&current).with_context(|| format!("reading {}", current.display()))? {
            let entry = entry?;
            if skipped.iter().any(|name| entry.file_name() == *name) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(folder)?.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn copy_folder(from: &Path, to: &Path, skipped: &[&str]) -> Result<()> {
    for file in files_under(from, skipped)? {
        copy_file(&from.join(&file), &to.join(&file))?;
    }
    Ok(())
}

/// Makes one folder equal to another, skipped names apart. Equal files keep their times, so that cargo rebuilds only what changed.
pub(crate) fn mirror_folder(from: &Path, to: &Path, skipped: &[&str]) -> Result<()> {
    fs::create_dir_all(to)?;
    let wanted = files_under(from, skipped)?;
    for file in files_under(to, skipped)? {
        if wanted.binary_search(&file).is_err() {
            fs::remove_file(to.join(&file))?;
        }
    }
    for file in wanted {
        let (source, copy) = (from.join(&file), to.join(&file));
        if !copy.exists() || fs::read(&copy)? != fs::read(&source)? {
            copy_file(&source, &copy)?;
        }
    }
    Ok(())
}

pub(crate) fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}
