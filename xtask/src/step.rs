//! One outside command: its output goes to a file, its progress to the terminal.

use std::fs::{self, File};
use std::io::{IsTerminal as _, Write as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) text: String,
    name: String,
    command: String,
    log: String,
}

impl Outcome {
    /// The output, or an error that says which step failed, with what command, and how its output ended.
    pub(crate) fn require(self) -> Result<String> {
        if !self.success {
            bail!("{}", self.complaint());
        }
        Ok(self.text)
    }

    #[cfg(test)]
    pub(crate) fn sample(success: bool, text: &str) -> Self {
        Self { success, text: text.to_owned(), name: "sample".to_owned(), command: "true".to_owned(), log: "sample.txt".to_owned() }
    }

    pub(crate) fn complaint(&self) -> String {
        format!("{} failed\n  command: {}\n  output:  {}\n{}", self.name, self.command, self.log, tail(&self.text, TAIL_LINES))
    }
}

pub(crate) fn run(workspace: &Workspace, name: &str, command: &mut Command) -> Result<Outcome> {
    let log = log_path(workspace, name)?;
    let file = File::create(&log).with_context(|| format!("creating {}", log.display()))?;
    let shown = shown_command(command);
    let child = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .spawn()
        .with_context(|| format!("{name}: cannot start `{shown}`; is it installed?"))?;
    let status = watch(name, child, &log)?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    Ok(Outcome { success: status.success(), text, name: name.to_owned(), command: shown, log: workspace.shown(&log) })
}

/// The output of a short question to a tool, such as `rustc --print sysroot`.
pub(crate) fn ask(command: &mut Command) -> Result<String> {
    let shown = shown_command(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{shown}`; is it installed?"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn watch(name: &str, mut child: Child, log: &Path) -> Result<ExitStatus> {
    let mut progress = Progress::start(name);
    loop {
        if let Some(status) = child.try_wait()? {
            progress.finish(if status.success() { "done" } else { "FAILED" });
            return Ok(status);
        }
        progress.tick(log);
        sleep(POLL);
    }
}

struct Progress<'a> {
    name: &'a str,
    start: Instant,
    shown: Duration,
    every: Duration,
    rewrites: bool,
}

impl<'a> Progress<'a> {
    fn start(name: &'a str) -> Self {
        let rewrites = stderr().is_terminal();
        let every = if rewrites { Duration::from_secs(1) } else { Duration::from_secs(15) };
        let progress = Self { name, start: Instant::now(), shown: Duration::ZERO, every, rewrites };
        if rewrites {
            progress.rewrite("");
        } else {
            eprintln!("  {name} ...");
        }
        progress
    }

    fn tick(&mut self, log: &Path) {
        let elapsed = self.start.elapsed();
        if elapsed < self.shown + self.every {
            return;
        }
        self.shown = elapsed;
        let latest = last_line_of(log);
        if self.rewrites {
            self.rewrite(&latest);
        } else {
            eprintln!("  {} ... {} s  {latest}", self.name, elapsed.as_secs());
        }
    }

    fn finish(&self, word: &str) {
        let seconds = self.start.elapsed().as_secs_f32();
        let back = if self.rewrites { "\r\x1b[2K" } else { "" };
        eprintln!("{back}  {}: {word} in {seconds:.1} s", self.name);
    }

    fn rewrite(&self, latest: &str) {
        let seconds = self.start.elapsed().as_secs();
        let line = format!("  {} ... {seconds} s  {latest}", self.name);
        // A line that wraps cannot be rewritten, and no terminal is narrower than this.
        let fitting: String = line.chars().take(NARROWEST).collect();
        eprint!("\r\x1b[2K{fitting}");
        // Progress is a courtesy: a closed terminal must not fail the build.
        let _ = stderr().flush();
    }
}

fn last_line_of(log: &Path) -> String {
    let octets = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&octets);
    // JSON is for another program.
    let line = text.lines().rev().find(|line| !line.trim().is_empty() && !line.starts_with('{')).unwrap_or_default();
    shown_line(line)
}

/// On one line: a tab parts columns, and without anything in its place they would be one word.
fn shown_line(line: &str) -> String {
    let spaced = line.trim().replace('\t', "  ");
    spaced.chars().filter(|character| !character.is_control()).collect()
}

const NARROWEST: usize = 79;

fn log_path(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let folder = workspace.work().join("logs");
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let stem: String = name.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect();
    Ok(folder.join(format!("{stem}.txt")))
}

fn shown_command(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.trim_end().lines().collect();
    let kept = all.iter().skip(all.len().saturating_sub(lines));
    kept.map(|line| format!("  | {line}")).collect::<Vec<_>>().join("\n")
}

const POLL: Duration = Duration::from_millis(50);
const TAIL_LINES: usize = 40;

#[cfg(test)]
mod tests {
    use super::{shown_line, tail};

    #[test]
    fn columns_stay_apart() {
        assert_eq!(shown_line("octets, both signed\t1048576\t1048577\r"), "octets, both signed  1048576  1048577");
        assert_eq!(shown_line("\u{1b}[1mbold"), "[1mbold");
    }

    #[test]
    fn tail_keeps_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "  | b\n  | c");
        assert_eq!(tail("a\n", 2), "  | a");
    }
}
