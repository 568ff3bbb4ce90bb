//! The workflows of the repository: what they may do, and that what they call exists.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::workspace::{Workspace, files_under};

/// Everything that is wrong with them, as sentences.
pub(crate) fn faults(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.root.join(".github/workflows");
    let mut found = Vec::new();
    for file in files_under(&folder, &[])? {
        let text = fs::read_to_string(folder.join(&file))?;
        found.extend(
            faults_of(&text).with_context(|| file.display().to_string())?.into_iter().map(|fault| format!("{}: {fault}", file.display())),
        );
    }
    Ok(found)
}

fn faults_of(text: &str) -> Result<Vec<String>> {
    let workflow: Value = serde_saphyr::from_str(text)?;
    let mut found = Vec::new();
    if text.contains("secrets.") {
        found.push("uses a secret: publishing is trusted by who runs it, not by a token".to_owned());
    }
    if workflow.get("permissions") != Some(&serde_json::json!({})) {
        found.push("gives every job permissions: each job names its own".to_owned());
    }
    for (name, job) in workflow.get("jobs").and_then(Value::as_object).context("no jobs")? {
        let permissions = job.get("permissions").and_then(Value::as_object).with_context(|| format!("job {name} names no permissions"))?;
        for (scope, level) in permissions {
            if level != "read" && !WRITTEN.contains(&scope.as_str()) {
                found.push(format!("job {name} may write {scope}"));
            }
        }
        for step in job.get("steps").and_then(Value::as_array).context("no steps")? {
            if let Some(action) = step.get("uses").and_then(Value::as_str)
                && !TRUSTED.iter().any(|owner| action.starts_with(owner))
            {
                found.push(format!("job {name} runs {action}, whose owner is not trusted"));
            }
            if let Some(script) = step.get("run").and_then(Value::as_str) {
                if script.contains("${{ github.event") || script.contains("${{ github.ref_name") {
                    found.push(format!("job {name} writes what strangers may choose into a script"));
                }
                let commands = script.split("cargo xtask ").skip(1).filter_map(|rest| rest.split_whitespace().next());
                found.extend(
                    commands
                        .filter(|word| !crate::COMMANDS.contains(word))
                        .map(|word| format!("job {name}: there is no cargo xtask {word}")),
                );
                let files = script.split_whitespace().filter(|word| word.starts_with(".ci/"));
                found.extend(
                    files
                        .filter(|file| !Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file).is_file())
                        .map(|file| format!("job {name}: there is no {file}")),
                );
            }
        }
    }
    Ok(found)
}

/// For provenance, attestations and the release's page.
const WRITTEN: &[&str] = &["id-token", "attestations", "contents"];

const TRUSTED: &[&str] = &["actions/", "rust-lang/crates-io-auth-action@"];

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "on: push\npermissions: {}\njobs:\n  a:\n    permissions: { contents: read }\n    steps:\n      - uses: actions/checkout@v5\n      - run: cargo xtask test\n";

    #[test]
    fn a_modest_workflow_passes() {
        assert_eq!(faults_of(GOOD).expect("a workflow"), Vec::<String>::new());
    }

    #[test]
    fn each_rule_refuses() {
        for (from, to, fault) in [
            ("permissions: {}", "permissions: write-all", "gives every job permissions: each job names its own"),
            ("contents: read", "packages: write", "job a may write packages"),
            ("actions/checkout@v5", "someone/checkout@v5", "job a runs someone/checkout@v5, whose owner is not trusted"),
            ("cargo xtask test", "cargo xtask tests", "job a: there is no cargo xtask tests"),
            ("cargo xtask test", "bash .ci/walk", "job a: there is no .ci/walk"),
            ("cargo xtask test", "echo ${{ github.event.head_commit.message }}", "job a writes what strangers may choose into a script"),
            ("cargo xtask test", "npm publish # ${{ secrets.NPM }}", "uses a secret: publishing is trusted by who runs it, not by a token"),
        ] {
            assert_eq!(faults_of(&GOOD.replace(from, to)).expect("a workflow"), [fault]);
        }
    }
}
