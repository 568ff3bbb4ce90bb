//! The program that calls, built for its instructions to be counted, and valgrind's callgrind, which counts them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::figures::Figure;
use crate::debian::{self, Program};
use crate::workspace::{Workspace, fresh_folder};
use crate::{npm, step, toolchain};

pub(crate) struct Valgrind {
    program: PathBuf,
    caller: PathBuf,
    messages: PathBuf,
    work: PathBuf,
}

impl Valgrind {
    /// Builds the program, and has the messages written.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Self> {
        let program = match debian::require(workspace, "valgrind", || debian::found("valgrind"))? {
            Program::Found(program) => program,
            Program::Missing(reason) => bail!("instructions are counted by valgrind: {reason}"),
        };
        let target = workspace.target.join("guard");
        let mut cargo = toolchain::cargo(workspace);
        cargo.args(["build", "--profile", "guard", "--package", "saml-edge-guards"]);
        cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_ENCODED_RUSTFLAGS", flags());
        step::run(workspace, "guards", &mut cargo)?.require()?;

        let work = workspace.work().join("guard");
        let messages = work.join("messages");
        fresh_folder(&messages)?;
        let caller = target.join("guard/saml-edge-guards");
        step::run(workspace, "messages of the guards", Command::new(&caller).arg("make").arg(&messages))?.require()?;
        let mut node = npm::node(&workspace.root);
        node.arg("tests/guards/hostile.mjs").arg(&messages);
        step::run(workspace, "hostile messages of the guards", &mut node)?.require()?;
        Ok(Self { program, caller, messages, work })
    }

    /// The instructions of each call of a group.
    pub(crate) fn instructions(&self, workspace: &Workspace, group: &str) -> Result<Vec<Figure>> {
        let folder = self.work.join(group);
        fresh_folder(&folder)?;
        let dumps = folder.join("dump");
        let mut valgrind = Command::new(&self.program);
        valgrind.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", dumps.display()));
        // A dump for each call, and nothing in it that was not inside.
        valgrind.args([format!("--toggle-collect={MEASURED}"), format!("--dump-after={MEASURED}")]);
        valgrind.arg("--quiet").arg(&self.caller).arg("call").arg(&self.messages).arg(group);
        valgrind.env("GLIBC_TUNABLES", WITHOUT_AVX);
        let said = step::run(workspace, &format!("instructions: {group}"), &mut valgrind)?.require()?;
        let lines: Vec<_> = said.lines().collect();
        if lines.is_empty() || dump(&dumps, lines.len() + 1).is_ok_and(|text| text.contains(TRIGGER)) {
            bail!("{} calls were named, and callgrind counted another number", lines.len());
        }
        let figure = |(number, line): (usize, &&str)| {
            let counted = count(&dump(&dumps, number + 1)?).with_context(|| format!("{line}: callgrind's dump"))?;
            Figure::read(line, Some(counted))
        };
        lines.iter().enumerate().map(figure).collect()
    }

    /// The most octets at once of each call of a group, without valgrind.
    pub(crate) fn memory(&self, workspace: &Workspace, group: &str) -> Result<Vec<Figure>> {
        let mut command = Command::new(&self.caller);
        command.arg("memory").arg(&self.messages).arg(group);
        let said = step::run(workspace, &format!("memory: {group}"), &mut command)?.require()?;
        said.lines().map(|line| Figure::read(line, None)).collect()
    }
}

fn dump(dumps: &Path, number: usize) -> Result<String> {
    let path = dumps.with_extension(number.to_string());
    fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
}

/// What one call took, where the dump was made after one.
fn count(dump: &str) -> Option<u64> {
    if !dump.contains(TRIGGER) {
        return None;
    }
    dump.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok().filter(|count| *count > 0)
}

/// Everything in portable code, so that the machine's own instructions for AES and SHA make no other numbers.
fn flags() -> String {
    PORTABLE.map(|backend| format!("--cfg\u{1f}{backend}=\"soft\"")).join("\u{1f}")
}

const PORTABLE: [&str; 4] = ["sha1_backend", "sha2_backend", "aes_backend", "polyval_backend"];

/// The C library takes `memcpy` and its like by what the processor has: 2 % of a long message. Names that it does not know it ignores.
const WITHOUT_AVX: &str =
    "glibc.cpu.hwcaps=-AVX,-AVX2,-AVX_Fast_Unaligned_Load,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-AVX2_Usable,-AVX512VL_Usable";

/// The function of the program around each call.
const MEASURED: &str = "saml_edge_guard_measured";

const TRIGGER: &str = "desc: Trigger: --dump-after=saml_edge_guard_measured";

#[cfg(test)]
mod tests {
    use super::{count, flags};

    #[test]
    fn totals_of_a_dump_after_a_call() {
        let dump = "version: 1\ndesc: Trigger: --dump-after=saml_edge_guard_measured\nevents: Ir\nfn=(1) a\n0 12\n\ntotals: 1756808\n";
        assert_eq!(count(dump), Some(1_756_808));
        assert_eq!(count(&dump.replace("--dump-after=saml_edge_guard_measured", "Program termination")), None);
        assert_eq!(count(&dump.replace("1756808", "0")), None);
        assert_eq!(count(&dump.replace("totals", "summary")), None);
    }

    #[test]
    fn flags_as_cargo_takes_them() {
        assert!(flags().starts_with("--cfg\u{1f}sha1_backend=\"soft\"\u{1f}--cfg\u{1f}sha2_backend=\"soft\""));
    }
}
