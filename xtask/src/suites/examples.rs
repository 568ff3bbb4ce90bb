//! What people copy: the development IdP and the SSO console, as Workers.

use anyhow::Result;

use super::{Run, Verdict, script, script_with_chromium};
use crate::workspace::Workspace;
use crate::{npm, step};

/// After the JavaScript suites, whose packages and tarball these use.
pub(super) fn run(workspace: &Workspace, run: &mut Run, has_package: bool) {
    let installed = has_package
        .then(|| {
            run.produce("install of the development IdP", || {
                npm::install_without_tools(workspace, &workspace.root.join("examples/dev-idp"))
            })
        })
        .flatten();
    for (name, test) in SUITES {
        match installed {
            Some(()) => run.suite(name, || test(workspace, name)),
            None => run.blocked(name, "there is no package, or what the examples need"),
        }
    }
}

type Suite = fn(&Workspace, &str) -> Result<Verdict>;

const SUITES: &[(&str, Suite)] = &[
    ("types of the examples", types),
    ("development IdP", |workspace, name| script(workspace, name, "examples/dev-idp/test/run.mjs")),
    ("SSO console: what stays closed", |workspace, name| script(workspace, name, "examples/sso-worker/test/doors.mjs")),
    ("SSO console: the guide in Chromium", |workspace, name| script_with_chromium(workspace, name, "examples/sso-worker/test/walk.mjs")),
];

fn types(workspace: &Workspace, name: &str) -> Result<Verdict> {
    for project in ["examples/dev-idp/test/tsconfig.json", "examples/sso-worker/test/tsconfig.json"] {
        let mut node = npm::node(&workspace.root);
        node.args(["pkg/node_modules/typescript/bin/tsc", "--project", project]);
        let outcome = step::run(workspace, &format!("{name}: {project}"), &mut node)?;
        if !outcome.success {
            return Ok(Verdict::of_check(&outcome));
        }
    }
    Ok(Verdict::passed())
}
