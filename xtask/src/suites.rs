//! `cargo xtask test`: two rows of suites beside each other, one table, one last line.

mod attacks;
mod command_line;
mod differential;
mod examples;
mod fuzz;
mod guards;
mod javascript;
mod mutants;
mod package;
mod rust;
mod supply;
mod www;

use std::fmt::Write as _;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::Result;

use crate::browser::{Browser, CHROMIUM, FIREFOX};
use crate::debian::Program;
use crate::step::Outcome;
use crate::supply::Skips;
use crate::tally::{Tally, skip_reasons};
use crate::workspace::Workspace;
use crate::{Ending, npm, step};
use guards::Detail;

pub(crate) fn run(workspace: &Workspace) -> Result<Ending> {
    let start = Instant::now();
    let (mut native, mut packaged) = (Run::default(), Run::default());
    thread::scope(|both| {
        both.spawn(|| of_crate(workspace, &mut native));
        of_package(workspace, &mut packaged);
    });
    Ok(native.and(packaged).finish(start))
}

/// What needs no package: most of it compiles, or keeps one processor busy.
fn of_crate(workspace: &Workspace, run: &mut Run) {
    rust::run(workspace, run);
    supply::run(workspace, run);
    guards::run(workspace, run, Detail::Failures);
    fuzz::run(workspace, run);
    differential::run(workspace, run);
    mutants::run(workspace, run);
}

/// The package, and what is done with it: most of it waits for one program in JavaScript.
fn of_package(workspace: &Workspace, run: &mut Run) {
    let tarball = package::run(workspace, run);
    javascript::run(workspace, run, tarball.as_deref());
    attacks::run(workspace, run, tarball.as_deref());
    examples::run(workspace, run, tarball.is_some());
    www::run(workspace, run, tarball.is_some());
    command_line::run(workspace, run, tarball.is_some());
}

/// What ships, and what outsiders say of it.
pub(crate) fn run_supply(workspace: &Workspace, skips: Skips) -> Result<Ending> {
    let start = Instant::now();
    let mut run = Run::default();
    supply::run(workspace, &mut run);
    if package::build(workspace, &mut run) {
        supply::run_for_package(workspace, &mut run);
    }
    supply::run_outside(workspace, &mut run);
    let is_incomplete = skips == Skips::Refused && run.sum.skipped > 0;
    let ending = run.finish(start);
    if is_incomplete {
        eprintln!("error: something was skipped, and --complete allows no skips");
        return Ok(Ending::Failure);
    }
    Ok(ending)
}

/// What goes wrong around a login: each fault ends in a refusal or a login, and the next login works.
pub(crate) fn run_faults(workspace: &Workspace) -> Result<Ending> {
    let start = Instant::now();
    let mut run = Run::default();
    rust::run_faults(workspace, &mut run);
    guards::run_oracles(workspace, &mut run);
    let tarball = package::pack(workspace, &mut run);
    javascript::run_faults(workspace, &mut run, tarball.as_deref());
    Ok(run.finish(start))
}

/// The guards alone, with what they counted.
pub(crate) fn run_guards(workspace: &Workspace) -> Result<Ending> {
    let start = Instant::now();
    let mut run = Run::default();
    guards::run(workspace, &mut run, Detail::Figures);
    Ok(run.finish(start))
}

/// What a suite found, and what a reader must know about it: failures and the reasons of skips.
struct Verdict {
    tally: Tally,
    notes: Vec<String>,
}

impl Verdict {
    fn passed() -> Self {
        Self { tally: Tally::ONE_PASSED, notes: Vec::new() }
    }

    fn failed(note: impl Into<String>) -> Self {
        Self { tally: Tally::ONE_FAILED, notes: vec![note.into()] }
    }

    fn skipped(reason: impl Into<String>) -> Self {
        Self { tally: Tally::ONE_SKIPPED, notes: vec![format!("skipped: {}", reason.into())] }
    }

    /// What is wrong, as sentences: each a failure, and none a success.
    fn of_complaints(notes: Vec<String>) -> Self {
        match u64::try_from(notes.len()) {
            Ok(0) => Self::passed(),
            failed => Self { tally: Tally { passed: 0, failed: failed.unwrap_or(u64::MAX), skipped: 0 }, notes },
        }
    }

    /// A command whose exit code is the whole verdict.
    fn of_check(outcome: &Outcome) -> Self {
        if outcome.success { Self::passed() } else { Self::failed(outcome.complaint()) }
    }

    /// A runner that counts: believed only where its numbers, its exit code and its skip lines agree.
    fn of_runner(outcome: &Outcome, counted: Option<Tally>) -> Self {
        let reasons = skip_reasons(&outcome.text);
        let mut notes: Vec<String> = reasons.iter().map(|reason| format!("skipped: {reason}")).collect();
        let Some(mut tally) = counted else {
            notes.push(format!("no test count in the output; {}", outcome.complaint()));
            return Self { tally: Tally::ONE_FAILED, notes };
        };
        if tally.total() == 0 {
            notes.push(format!("ran no test; {}", outcome.complaint()));
            tally.failed += 1;
        } else if !outcome.success || tally.failed > 0 {
            notes.push(outcome.complaint());
            tally.failed = tally.failed.max(1);
        } else if tally.skipped > 0 && reasons.is_empty() {
            notes.push("skipped without a reason".to_owned());
            tally.failed += 1;
        }
        Self { tally, notes }
    }
}

#[derive(Default)]
struct Run {
    sum: Tally,
    /// Suites, named again at the end: what failed may have scrolled away.
    failed: Vec<String>,
}

impl Run {
    fn suite(&mut self, name: &str, suite: impl FnOnce() -> Result<Verdict>) {
        let start = Instant::now();
        let verdict = suite().unwrap_or_else(|error| Verdict::failed(format!("{error:#}")));
        self.sum += verdict.tally;
        if verdict.tally.failed > 0 {
            self.failed.push(name.to_owned());
        }
        let word = if verdict.tally.failed > 0 { "FAIL" } else { "ok" };
        let seconds = start.elapsed().as_secs_f32();
        let mut shown = format!("{word:4}  {name}: {} ({seconds:.1} s)", verdict.tally);
        for note in &verdict.notes {
            // Text takes whatever is written.
            let _ = write!(shown, "\n      {}", note.replace('\n', "\n      "));
        }
        // At once: another row prints as well.
        println!("{shown}");
    }

    /// Both, as one.
    fn and(mut self, other: Self) -> Self {
        self.sum += other.sum;
        self.failed.extend(other.failed);
        self
    }

    /// A check that makes what later suites need.
    fn produce<T>(&mut self, name: &str, make: impl FnOnce() -> Result<T>) -> Option<T> {
        let mut made = None;
        self.suite(name, || {
            made = Some(make()?);
            Ok(Verdict::passed())
        });
        made
    }

    /// The last lines, of which the last is the sum.
    fn finish(self, start: Instant) -> Ending {
        println!("\n{:.0} s in all", start.elapsed().as_secs_f32());
        for name in &self.failed {
            println!("FAIL  {name}");
        }
        println!("{}", self.sum);
        if self.sum.failed == 0 { Ending::Success } else { Ending::Failure }
    }

    /// Suites that cannot run because an earlier one failed have failed too.
    fn blocked(&mut self, name: &str, cause: &str) {
        self.suite(name, || Ok(Verdict::failed(format!("not run: {cause}"))));
    }
}

/// A runner in JavaScript that counts, by its path from the root.
fn script(workspace: &Workspace, name: &str, script: &str) -> Result<Verdict> {
    count(workspace, name, npm::node(&workspace.root).arg(script))
}

/// The same with the browser in its environment.
fn script_with_chromium(workspace: &Workspace, name: &str, script: &str) -> Result<Verdict> {
    match CHROMIUM.find(workspace)? {
        Program::Found(path) => count(workspace, name, npm::node(&workspace.root).arg(script).env("CHROME_PATH", path)),
        Program::Missing(reason) => Ok(Verdict::skipped(reason)),
    }
}

/// The same with all browsers. The script skips what needs one that is missing, and the reason stands beside that.
fn script_with_browsers(workspace: &Workspace, name: &str, script: &str) -> Result<Verdict> {
    let mut node = npm::node(&workspace.root);
    node.arg(script);
    let mut missing = Vec::new();
    for (variable, browser) in BROWSERS {
        match browser.find(workspace)? {
            Program::Found(path) => {
                node.env(variable, path);
            }
            Program::Missing(reason) => {
                node.env(variable, "");
                missing.push(reason);
            }
        }
    }
    let mut verdict = count(workspace, name, &mut node)?;
    verdict.notes.extend(missing);
    Ok(verdict)
}

fn count(workspace: &Workspace, name: &str, node: &mut Command) -> Result<Verdict> {
    let outcome = step::run(workspace, name, node)?;
    Ok(Verdict::of_runner(&outcome, Tally::from_last_line(&outcome.text)))
}

/// The variable that tells a script where it is.
const BROWSERS: [(&str, &Browser); 2] = [("CHROME_PATH", &CHROMIUM), ("FIREFOX_PATH", &FIREFOX)];

#[cfg(test)]
mod tests {
    use super::Verdict;
    use crate::step::Outcome;
    use crate::tally::Tally;

    fn judged(success: bool, text: &str) -> (u64, u64, u64) {
        let outcome = Outcome::sample(success, text);
        let Tally { passed, failed, skipped } = Verdict::of_runner(&outcome, Tally::from_last_line(text)).tally;
        (passed, failed, skipped)
    }

    #[test]
    fn a_runner_that_agrees_with_itself_is_believed() {
        assert_eq!(judged(true, "3 passed, 0 failed, 0 skipped"), (3, 0, 0));
        assert_eq!(judged(true, "skipped: no Bun\n0 passed, 0 failed, 1 skipped"), (0, 0, 1));
        assert_eq!(judged(false, "3 passed, 2 failed, 0 skipped"), (3, 2, 0));
    }

    #[test]
    fn a_runner_that_does_not_has_failed() {
        assert_eq!(judged(false, "3 passed, 0 failed, 0 skipped"), (3, 1, 0));
        assert_eq!(judged(true, "0 passed, 0 failed, 0 skipped"), (0, 1, 0));
        assert_eq!(judged(true, "0 passed, 0 failed, 1 skipped"), (0, 1, 1));
        assert_eq!(judged(true, "all is well"), (0, 1, 0));
    }
}
