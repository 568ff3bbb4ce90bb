//! Runs the tests with one mutant on.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::build::Program;
use super::list::Mutant;
use super::weave::VARIABLE;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// A test failed.
    Killed,
    /// The tests took many times as long as without it.
    TimedOut,
    /// It does not compile.
    Unviable,
    Survived,
}

impl Fate {
    /// By its name in Rust.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Killed, Self::TimedOut, Self::Unviable, Self::Survived].into_iter().find(|fate| format!("{fate:?}") == name)
    }
}

/// The programs of tests, in the order in which they are asked.
pub(super) struct Judge {
    programs: Vec<Program>,
}

impl Judge {
    /// All tests pass with no mutant on, or nothing that they say later means anything.
    pub(super) fn new(programs: Vec<Program>) -> Result<Self> {
        for program in &programs {
            let start = Instant::now();
            match run(program, None)? {
                Fate::Survived => eprintln!("  {}: passes without mutants in {:.1} s", program.asked.name, start.elapsed().as_secs_f32()),
                fate => bail!("without a mutant {} is {fate:?}; run {}", program.asked.name, program.path.display()),
            }
        }
        Ok(Self { programs })
    }

    /// Also which program it was that killed it.
    pub(super) fn judge(&self, number: usize, mutant: &Mutant) -> Result<(Fate, &'static str)> {
        let (first, later): (Vec<_>, Vec<_>) =
            self.programs.iter().partition(|program| program.asked.first.contains(&mutant.file.as_str()));
        for program in first.into_iter().chain(later) {
            let fate = run(program, Some(number))?;
            if fate != Fate::Survived {
                return Ok((fate, program.asked.name));
            }
        }
        Ok((Fate::Survived, "none"))
    }
}

/// Stops at the first test that fails.
fn run(program: &Program, mutant: Option<usize>) -> Result<Fate> {
    // A mutant that fills the memory ends itself, and so does one that computes for ever. How busy the machine is does not matter for that.
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v {MOST_KIB}; ulimit -t {}; exec \"$0\" \"$@\"", program.asked.seconds)])
        .arg(&program.path)
        .args(program.asked.arguments);
    command.current_dir(&program.folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.env_remove(VARIABLE).env("RUST_BACKTRACE", "0");
    if let Some(number) = mutant {
        command.env(VARIABLE, number.to_string());
    }
    let mut child = command.spawn().with_context(|| format!("cannot start {}", program.path.display()))?;
    let fate = watch(&mut child);
    // What is over already cannot be killed, and that is well.
    let _ = child.kill();
    let status = child.wait()?;
    Ok(match fate? {
        Fate::Survived if has_computed_too_long(status) => Fate::TimedOut,
        Fate::Survived if !status.success() => Fate::Killed,
        fate => fate,
    })
}

fn watch(child: &mut Child) -> Result<Fate> {
    let output = child.stdout.take().context("no output")?;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let has_failure = BufReader::new(output).lines().map_while(Result::ok).any(|line| says_failed(&line));
        // Whoever waited may have gone.
        let _ = sender.send(if has_failure { Fate::Killed } else { Fate::Survived });
    });
    match receiver.recv_timeout(LONGEST) {
        Ok(Fate::Survived) => wait(child),
        Ok(fate) => Ok(fate),
        Err(RecvTimeoutError::Timeout) => Ok(Fate::TimedOut),
        Err(RecvTimeoutError::Disconnected) => bail!("nobody reads the output"),
    }
}

/// Its output is closed, so that it is about to end.
fn wait(child: &mut Child) -> Result<Fate> {
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        if child.try_wait()?.is_some() {
            return Ok(Fate::Survived);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(Fate::TimedOut)
}

/// By the signal that ended it.
#[cfg(unix)]
fn has_computed_too_long(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    const SIGXCPU: i32 = 24;
    status.signal() == Some(SIGXCPU)
}

#[cfg(not(unix))]
fn has_computed_too_long(_: ExitStatus) -> bool {
    false
}

/// As both harnesses write it.
fn says_failed(line: &str) -> bool {
    line.starts_with("test ") && line.trim_end().ends_with("... FAILED")
}

/// For one that waits and does not compute.
const LONGEST: Duration = Duration::from_secs(300);
const MOST_KIB: u64 = 4 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::says_failed;

    #[test]
    fn a_failure_is_seen() {
        assert!(says_failed("test accept/plain ... FAILED"));
        assert!(!says_failed("test accept/plain ... ok"));
        assert!(!says_failed("FAILED"));
    }
}
