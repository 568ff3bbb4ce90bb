//! From the crate `saml-edge-wasm` to `core.wasm` and its glue.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::step;
use crate::toolchain;
use crate::workspace::{Workspace, copy_file, fresh_folder};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Build {
    /// What is published.
    Shipped,
    /// With an export that traps on purpose, to test the recovery. Never published.
    TestTrap,
}

impl Build {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::TestTrap => "test-trap",
        }
    }
}

pub(crate) struct Compiled {
    pub(crate) build: Build,
    pub(crate) file: PathBuf,
}

/// Compiles the crate and keeps a copy, because the other build writes to the same place.
pub(crate) fn compile(workspace: &Workspace, build: Build) -> Result<Compiled> {
    toolchain::require_target(workspace, TARGET)?;
    fetch(workspace)?;
    let mut cargo = toolchain::cargo(workspace);
    cargo
        .args(["build", "--locked", "--package", "saml-edge-wasm"])
        .args(["--target", TARGET, "--profile", "wasm"])
        .env("CARGO_ENCODED_RUSTFLAGS", toolchain::wasm_flags(workspace)?);
    if build == Build::TestTrap {
        cargo.args(["--features", "test-trap"]);
    }
    step::run(workspace, &format!("WebAssembly build ({})", build.name()), &mut cargo)?.require()?;
    let built = workspace.target.join(TARGET).join("wasm/saml_edge_wasm.wasm");
    let kept = workspace.work().join(format!("saml_edge_wasm-{}.wasm", build.name()));
    copy_file(&built, &kept)?;
    Ok(Compiled { build, file: kept })
}

/// Writes `core.wasm` and `glue.js` into a folder.
pub(crate) fn bind_and_optimise(workspace: &Workspace, compiled: &Compiled, folder: &Path) -> Result<()> {
    let bound = workspace.work().join("bound");
    fresh_folder(&bound)?;
    bind(&compiled.file, &bound).context("wasm-bindgen failed")?;
    fs::create_dir_all(folder)?;
    copy_file(&bound.join("core.js"), &folder.join("glue.js"))?;
    let wasm = folder.join("core.wasm");
    optimise(workspace, &bound.join("core_bg.wasm"), &wasm)?;
    let octets = fs::read(&wasm)?;
    refuse_machine_paths(workspace, &octets)?;
    if contains(&octets, TRAP_EXPORT) != (compiled.build == Build::TestTrap) {
        bail!("{TRAP_EXPORT} belongs into the test-trap build, and nowhere else");
    }
    Ok(())
}

/// The crates must be unpacked before their folders can be named in the compiler's flags.
fn fetch(workspace: &Workspace) -> Result<()> {
    let mut cargo = toolchain::cargo(workspace);
    cargo.args(["fetch", "--locked", "--target", TARGET]);
    step::run(workspace, "cargo fetch", &mut cargo)?.require()?;
    Ok(())
}

fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name("core")
        .web(true)?
        .omit_default_module_path(true)
        // A trap must not poison the instance: the wrapper resets it through this function.
        .reset_state_function(true)
        .typescript(false);
    bindgen.generate(folder)
}

fn optimise(workspace: &Workspace, input: &Path, output: &Path) -> Result<()> {
    let mut node = npm::node(&workspace.root);
    node.arg(workspace.package().join("node_modules/binaryen/bin/wasm-opt")).arg(input).args(OPTIMISER_FLAGS).arg("-o").arg(output);
    step::run(workspace, "wasm-opt", &mut node)?.require()?;
    Ok(())
}

fn refuse_machine_paths(workspace: &Workspace, octets: &[u8]) -> Result<()> {
    for (folder, _) in toolchain::path_names(workspace)? {
        let folder = folder.to_string_lossy();
        if contains(octets, &folder) {
            bail!("core.wasm contains the path {folder}: two builds would differ");
        }
    }
    Ok(())
}

fn contains(octets: &[u8], text: &str) -> bool {
    octets.windows(text.len()).any(|window| window == text.as_bytes())
}

const TRAP_EXPORT: &str = "force_trap";

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The bill of materials in the package.
pub(crate) const BILL: &str = "sbom.cdx.json";

/// The features are those that every runtime of the package's table has. The strips come last.
const OPTIMISER_FLAGS: &[&str] = &[
    // Measured: flattened and rebuilt control flow, and a second round, are 0.6 KB less after brotli at the same speed.
    "-O3",
    "--flatten",
    "--rereloop",
    "-O3",
    "-O3",
    // What has one caller goes into it where it is short alone: first logins run what the engine's fast compiler makes of a function, as a whole.
    "--one-caller-inline-max-function-size=50",
    // Alignment is a hint that engines ignore; without it like instructions are the same octets.
    "--dealign",
    // Nothing is addressed below 1024, where the end of the stack lies, so that an offset can move into the instruction.
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-simd",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];
