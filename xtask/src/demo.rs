//! `cargo xtask demo`: reads the flags, makes everything ready, and lets demo/demo.mjs show it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{Ending, dist, npm, read_flags, step};

const USAGE: &str = "\
Usage: cargo xtask demo [--once]
       cargo xtask demo --file FILE --cert PEM --entity-id ID --acs URL --idp ID
                        [--in-response-to ID|none] [--now TIME]

Without flags: a signed Response in the shape of Okta's, three attacks on it, and then an SSO console with an identity provider on this machine, to sign in at
until Ctrl-C; with --once they end after one sign-in.
With flags, a message of your own:
  --file FILE             the SAMLResponse value (base64), the posted form, or the XML
  --cert PEM              a signing certificate of the IdP; may be given several times
  --key PEM               a private key to decrypt by, where it is encrypted; may be given several times
  --entity-id ID          the entity ID of this service provider
  --acs URL               the address the message was posted to
  --idp ID                the entity ID of the IdP
  --in-response-to ID     the request it must answer; `none` for a login that the IdP began;
                          without the flag, the request that the message itself names
  --now TIME              the moment to judge at, such as 2026-11-24T10:00:00Z; without it, now";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Ending> {
    let flags = match read_flags(arguments, USAGE, Flags::read) {
        Ok(flags) => flags,
        Err(ending) => return Ok(ending),
    };
    dist::build(workspace)?;
    npm::install(workspace, &workspace.javascript_tests())?;
    if flags.has_site() {
        let tarball = npm::pack(workspace)?;
        npm::install_tarball(workspace, &workspace.javascript_tests(), &tarball)?;
        npm::install_without_tools(workspace, &workspace.root.join("examples/dev-idp"))?;
        step::run(workspace, "debugger page", npm::node(&workspace.root).arg("www/build.mjs"))?.require()?;
    }
    show(workspace, &flags)
}

fn show(workspace: &Workspace, flags: &Flags) -> Result<Ending> {
    let here = std::env::current_dir()?;
    let mut node = npm::node(&here);
    node.arg(workspace.root.join("xtask/demo/demo.mjs"));
    node.arg("--root").arg(&workspace.root);
    for (name, value) in &flags.given {
        node.arg(name).arg(value);
    }
    if flags.once {
        node.arg("--once");
    }
    let status = node.status().context("cannot start node; is it installed?")?;
    Ok(if status.success() { Ending::Success } else { Ending::Failure })
}

/// Flags that are known, complete, and whose files can be read.
struct Flags {
    given: Vec<(String, String)>,
    once: bool,
}

impl Flags {
    fn read(arguments: &[String]) -> Result<Self, String> {
        if arguments == ["--once"] {
            return Ok(Self { given: Vec::new(), once: true });
        }
        let mut given: Vec<(String, String)> = Vec::new();
        let mut words = arguments.iter();
        while let Some(name) = words.next() {
            if !REQUIRED.contains(&name.as_str()) && !OPTIONAL.contains(&name.as_str()) {
                return Err(format!("unknown flag: {name}"));
            }
            let value = words.next().filter(|value| !value.starts_with("--"));
            let Some(value) = value else {
                return Err(format!("{name} needs a value"));
            };
            if !REPEATABLE.contains(&name.as_str()) && given.iter().any(|(other, _)| other == name) {
                return Err(format!("{name} is given twice"));
            }
            given.push((name.clone(), value.clone()));
        }
        let flags = Self { given, once: false };
        flags.require_complete()?;
        flags.require_files()?;
        Ok(flags)
    }

    /// A message of one's own is judged by itself.
    fn has_site(&self) -> bool {
        self.given.is_empty()
    }

    fn require_complete(&self) -> Result<(), String> {
        if self.given.is_empty() {
            return Ok(());
        }
        let has = |flag: &&&str| self.given.iter().any(|(name, _)| name == **flag);
        let missing: Vec<&str> = REQUIRED.iter().filter(|flag| !has(flag)).copied().collect();
        if missing.is_empty() { Ok(()) } else { Err(format!("a message of your own also needs {}", missing.join(", "))) }
    }

    fn require_files(&self) -> Result<(), String> {
        for (name, value) in &self.given {
            if READ.contains(&name.as_str()) {
                fs::read(PathBuf::from(value)).map_err(|error| format!("{name}: cannot read {value}: {error}"))?;
            }
        }
        Ok(())
    }
}

const REQUIRED: &[&str] = &["--file", "--cert", "--entity-id", "--acs", "--idp"];
const OPTIONAL: &[&str] = &["--key", "--in-response-to", "--now"];
const REPEATABLE: &[&str] = &["--cert", "--key"];
/// Those that name a file.
const READ: &[&str] = &["--file", "--cert", "--key"];

#[cfg(test)]
mod tests {
    use super::Flags;

    fn complaint(arguments: &[&str]) -> String {
        let words: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        Flags::read(&words).err().unwrap_or_default()
    }

    #[test]
    fn no_flags_are_the_built_in_message() {
        assert_eq!(complaint(&[]), "");
    }

    #[test]
    fn once_stands_alone() {
        let read = |arguments: &[&str]| Flags::read(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert!(read(&["--once"]).is_ok_and(|flags| flags.once && flags.has_site()));
        assert!(read(&[]).is_ok_and(|flags| !flags.once && flags.has_site()));
        assert_eq!(complaint(&["--once", "--file", "x"]), "unknown flag: --once");
    }

    #[test]
    fn wrong_flags_are_named() {
        assert_eq!(complaint(&["--fiel", "x"]), "unknown flag: --fiel");
        assert_eq!(complaint(&["--file"]), "--file needs a value");
        assert_eq!(complaint(&["--file", "--cert"]), "--file needs a value");
        assert_eq!(complaint(&["--acs", "a", "--acs", "b"]), "--acs is given twice");
        assert_eq!(complaint(&["--file", "x", "--acs", "y"]), "a message of your own also needs --cert, --entity-id, --idp");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let all = ["--file", "/no/such", "--cert", "x", "--entity-id", "y", "--acs", "z", "--idp", "w"];
        assert!(complaint(&all).starts_with("--file: cannot read /no/such: "));
    }
}
