//! The debugger page: what it reads, and the page itself in the browser.

use anyhow::Result;

use super::{Run, Verdict, script, script_with_browsers, script_with_chromium};
use crate::workspace::Workspace;
use crate::{npm, step};

/// After the JavaScript suites, whose packages these use.
pub(super) fn run(workspace: &Workspace, run: &mut Run, has_package: bool) {
    for (name, test) in SUITES {
        if has_package {
            run.suite(name, || test(workspace, name));
        } else {
            run.blocked(name, "there is no package");
        }
    }
}

type Suite = fn(&Workspace, &str) -> Result<Verdict>;

const SUITES: &[(&str, Suite)] = &[
    ("types of the debugger page", types),
    ("debugger page: what is pasted", |workspace, name| script(workspace, name, "www/test/recognise.mjs")),
    ("debugger page: what it works out", |workspace, name| script(workspace, name, "www/test/logic.mjs")),
    ("debugger page in Chromium", |workspace, name| script_with_chromium(workspace, name, "www/test/page.mjs")),
    ("every vector in Chromium and in Firefox", |workspace, name| script_with_browsers(workspace, name, "www/test/selfcheck.mjs")),
];

fn types(workspace: &Workspace, name: &str) -> Result<Verdict> {
    let mut node = npm::node(&workspace.root);
    node.args(["pkg/node_modules/typescript/bin/tsc", "--project", "www"]);
    Ok(Verdict::of_check(&step::run(workspace, name, &mut node)?))
}
