//! libxml2 through lxml, in an environment of Python of its own.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::workspace::{Workspace, fresh_folder};
use crate::{debian, step};

/// Answers with the last line: how many documents were read.
pub(super) fn judge(workspace: &Workspace, tools: &OsStr, folders: &[PathBuf]) -> Result<String> {
    let python = environment(workspace)?;
    let mut command = Command::new(python);
    command.current_dir(workspace.root.join("fuzz")).arg("lxml_reads.py").arg(tools).args(folders);
    let said = step::run(workspace, "libxml2 reads the same", &mut command)?.require()?;
    Ok(said.lines().last().unwrap_or_default().to_owned())
}

/// Python with what `fuzz/requirements.txt` names, made anew where that is another.
fn environment(workspace: &Workspace) -> Result<PathBuf> {
    let wanted = fs::read_to_string(workspace.root.join("fuzz/requirements.txt")).context("fuzz/requirements.txt")?;
    let folder = workspace.work().join("fuzz/venv");
    let (python, made) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if python.is_file() && fs::read_to_string(&made).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    let system = match debian::require(workspace, "python3 python3-venv", || debian::found("python3"))? {
        debian::Program::Found(path) => path,
        debian::Program::Missing(reason) => bail!("libxml2 is asked through Python: {reason}"),
    };
    fresh_folder(&folder)?;
    step::run(workspace, "python -m venv", Command::new(system).args(["-m", "venv"]).arg(&folder))?.require()?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "fuzz/requirements.txt"])
        .current_dir(&workspace.root);
    step::run(workspace, "pip install lxml", &mut pip)?.require()?;
    fs::write(&made, wanted).with_context(|| format!("writing {}", made.display()))?;
    Ok(python)
}
