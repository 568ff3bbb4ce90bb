//! `cargo xtask bench`: this package beside a JavaScript peer, on one message, in one run; or a whole service under load.

use std::num::NonZeroU32;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm, read_flags};

const USAGE: &str = "\
Usage: cargo xtask bench [--json]
       cargo xtask bench --load [--logins N] [--concurrency N] [--json]

Times this package beside @node-saml/node-saml, and hostile messages. Exit code 1 where a bound is not kept.
With --load: signs in at the console of examples/sso-worker, in workerd, as fast as it goes, with replays among the logins. Exit code 1 where an assertion
was accepted more than once, or a good one not at all.
  --logins N              how many, after those that warm up; 2000
  --concurrency N         how many browsers at once; 16
  --json                  prints the figures alone";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let flags = match read_flags(arguments, USAGE, Flags::read) {
        Ok(flags) => flags,
        Err(ending) => return Ok(ending),
    };
    dist::build(workspace)?;
    let folder = workspace.root.join("tests/bench");
    npm::install(workspace, &folder)?;
    let script = match flags.subject {
        Subject::Package => "bench.mjs",
        Subject::Service => {
            let tests = workspace.javascript_tests();
            npm::install(workspace, &tests)?;
            npm::install_tarball(workspace, &tests, &npm::pack(workspace)?)?;
            "load.mjs"
        }
    };
    let status = npm::node(&folder).arg(script).args(&flags.passed_on).status().context("cannot start node; is it installed?")?;
    Ok(if status.success() { Ending::Success } else { Ending::Failure })
}

/// What is measured.
#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Package,
    Service,
}

struct Flags {
    subject: Subject,
    passed_on: Vec<String>,
}

impl Flags {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let subject = if arguments.iter().any(|word| word == "--load") { Subject::Service } else { Subject::Package };
        let mut passed_on = Vec::new();
        let mut words = arguments.iter();
        while let Some(name) = words.next() {
            match (name.as_str(), subject) {
                ("--load", _) => {}
                ("--json", _) => passed_on.push(name.clone()),
                ("--logins" | "--concurrency", Subject::Service) => {
                    let count: Option<NonZeroU32> = words.next().and_then(|word| word.parse().ok());
                    let count = count.ok_or_else(|| format!("{name} needs a whole number above 0"))?;
                    passed_on.extend([name.clone(), count.to_string()]);
                }
                ("--logins" | "--concurrency", Subject::Package) => return Err(format!("{name} goes with --load")),
                _ => return Err(format!("unknown flag: {name}")),
            }
        }
        Ok(Self { subject, passed_on })
    }
}

#[cfg(test)]
mod tests {
    use super::{Flags, Subject};

    fn read(arguments: &[&str]) -> Result<Flags, String> {
        Flags::read(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    fn complaint(arguments: &[&str]) -> String {
        read(arguments).err().unwrap_or_default()
    }

    #[test]
    fn load_is_asked_for() {
        assert!(read(&["--json"]).is_ok_and(|flags| flags.subject == Subject::Package && flags.passed_on == ["--json"]));
        let load = read(&["--concurrency", "4", "--load", "--logins", "50", "--json"]);
        let passed_on = ["--concurrency", "4", "--logins", "50", "--json"];
        assert!(load.is_ok_and(|flags| flags.subject == Subject::Service && flags.passed_on == passed_on));
    }

    #[test]
    fn wrong_flags_are_named() {
        assert_eq!(complaint(&["--jsom"]), "unknown flag: --jsom");
        assert_eq!(complaint(&["--logins", "50"]), "--logins goes with --load");
        assert_eq!(complaint(&["--load", "--logins"]), "--logins needs a whole number above 0");
        assert_eq!(complaint(&["--load", "--concurrency", "0"]), "--concurrency needs a whole number above 0");
    }
}
