//! `cargo xtask`: builds, tests and shows the project with nothing but rustup, Node and a C compiler.

mod attacks;
mod bench;
mod browser;
mod debian;
mod demo;
mod differential;
mod dist;
mod faults;
mod fuzz;
mod guard;
mod interop;
mod mutants;
mod npm;
mod servers;
mod size;
mod stamp;
mod step;
mod suites;
mod supply;
mod tally;
mod toolchain;
mod wasm;
mod words;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--once | flags]  verify a signed Response, watch three attacks refused, and sign in at a whole service
  test                   run every suite; the last line is `N passed, N failed, N skipped`
  interop                sign in and out at identity providers that nobody here wrote
  dist [--out DIR]       build the npm package into pkg/dist (and copy it to DIR)
  bench [flags]          compare with other libraries, and time hostile messages
  bench --load           sign in at a whole service as fast as it goes, with replays among the logins
  fuzz [TARGET]          fuzz each target for its part of a minute (or --seconds N each), and have libxml2 judge what was accepted
  mutants [FILE…]        change the rules and the signature code in a thousand small ways, and have the tests kill each
  differential [flags]   hold canonical forms and verdicts on signatures against libxml2 and libxmlsec1, over generated documents
  attacks [flags]        run the corpus of attacks through this package and its peers
  faults                 what goes wrong around a login: traps, memory, stores, clocks, rotated keys, restarts, oracles
  guard [--renew]        count instructions and memory, and hold them against what is committed
  supply [flags]         what ships and what it is made of: licences, advisories, interfaces, bills of materials

`cargo xtask demo --help` lists the flags for a message of your own.";

/// The first words that `run` knows.
pub(crate) const COMMANDS: &[&str] =
    &["demo", "test", "dist", "fuzz", "differential", "faults", "mutants", "guard", "interop", "bench", "attacks", "supply"];

/// How a command ended when it did not break: what the shell sees.
pub(crate) enum Ending {
    Success,
    Failure,
    WrongUsage,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(Ending::Success) => ExitCode::SUCCESS,
        Ok(Ending::Failure) => ExitCode::FAILURE,
        Ok(Ending::WrongUsage) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<Ending> {
    let Some((command, rest)) = arguments.split_first() else {
        return Ok(usage());
    };
    let workspace = Workspace::locate()?;
    match command.as_str() {
        "demo" => demo::run(&workspace, rest),
        "test" if rest.is_empty() => suites::run(&workspace),
        "dist" => dist::run(&workspace, rest),
        "fuzz" => fuzz::run(&workspace, rest),
        "differential" => differential::run(&workspace, rest),
        "faults" => faults::run(&workspace, rest),
        "mutants" => mutants::run(&workspace, rest),
        "guard" => guard::run(&workspace, rest),
        "interop" => interop::run(&workspace, rest),
        "bench" => bench::run(&workspace, rest),
        "attacks" => attacks::run(&workspace, rest),
        "supply" => supply::run(&workspace, rest),
        "test" if rest == ["--help"] => Ok(usage()),
        "help" | "--help" | "-h" => Ok(usage()),
        _ => Ok(wrong_usage(&format!("unknown command: {}", arguments.join(" ")), USAGE)),
    }
}

fn usage() -> Ending {
    println!("{USAGE}");
    Ending::Success
}

/// What a command makes of its arguments; where that is nothing to go on with, how it ends.
pub(crate) fn read_flags<Flags>(
    arguments: &[String],
    usage: &str,
    read: impl FnOnce(&[String]) -> Result<Flags, String>,
) -> Result<Flags, Ending> {
    if let [flag] = arguments
        && (flag == "--help" || flag == "-h")
    {
        println!("{usage}");
        return Err(Ending::Success);
    }
    read(arguments).map_err(|complaint| wrong_usage(&complaint, usage))
}

/// A path as it is from any folder: what starts elsewhere is told of one from where it was typed.
pub(crate) fn absolute(path: &str) -> Result<String, String> {
    let absolute = std::path::absolute(path).map_err(|error| format!("{path}: {error}"))?;
    absolute.into_os_string().into_string().map_err(|_| format!("{path} is not UTF-8"))
}

pub(crate) fn wrong_usage(complaint: &str, usage: &str) -> Ending {
    eprintln!("error: {complaint}\n\n{usage}");
    Ending::WrongUsage
}
