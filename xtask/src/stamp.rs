//! Whether a generated folder is still what its inputs would make.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::wasm::Compiled;
use crate::workspace::{Workspace, files_under};

/// Remembers, in a file beside the build, the inputs and the outputs of the last generation.
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: u64,
}

impl Stamp {
    /// The inputs: the compiled WebAssembly, this tool, and every file of the package that is not generated.
    pub(crate) fn of_inputs(workspace: &Workspace, compiled: &Compiled) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        fs::read(&compiled.file)?.hash(&mut hasher);
        fs::read(std::env::current_exe()?)?.hash(&mut hasher);
        hash_folder(&workspace.package(), GENERATED, &mut hasher)?;
        Ok(Self { file: workspace.work().join(format!("{}.stamp", compiled.build.name())), inputs: hasher.finish() })
    }

    pub(crate) fn is_current(&self, output: &Path) -> Result<bool> {
        if !output.is_dir() || !self.file.is_file() {
            return Ok(false);
        }
        Ok(fs::read_to_string(&self.file)? == self.line(output)?)
    }

    pub(crate) fn renew(&self, output: &Path) -> Result<()> {
        Ok(fs::write(&self.file, self.line(output)?)?)
    }

    fn line(&self, output: &Path) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        hash_folder(output, &[], &mut hasher)?;
        Ok(format!("{:016x} {:016x}\n", self.inputs, hasher.finish()))
    }
}

fn hash_folder(folder: &Path, skipped: &[&str], hasher: &mut DefaultHasher) -> Result<()> {
    for file in files_under(folder, skipped)? {
        file.hash(hasher);
        fs::read(folder.join(&file))?.hash(hasher);
    }
    Ok(())
}

const GENERATED: &[&str] = &["node_modules", "dist", "target"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::fresh_folder;

    #[test]
    fn a_changed_input_or_output_is_noticed() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fresh_folder(&folder.join("out")).expect("a temporary folder");
        fs::write(folder.join("out/a"), "1").expect("a file");
        let stamp = Stamp { file: folder.join("stamp"), inputs: 1 };
        assert!(!stamp.is_current(&folder.join("out")).expect("readable"));
        stamp.renew(&folder.join("out")).expect("writable");
        assert!(stamp.is_current(&folder.join("out")).expect("readable"));
        let other = Stamp { file: folder.join("stamp"), inputs: 2 };
        assert!(!other.is_current(&folder.join("out")).expect("readable"));
        fs::write(folder.join("out/a"), "2").expect("a file");
        assert!(!stamp.is_current(&folder.join("out")).expect("readable"));
        fs::remove_dir_all(&folder).expect("removable");
    }
}
