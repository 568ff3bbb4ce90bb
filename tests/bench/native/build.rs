//! Makes the messages, and compiles the C side of the comparison where libxmlsec1 is installed. Where it is not, the reason is in the table.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let out: PathBuf = env::var_os("OUT_DIR").expect("cargo sets it").into();
    make_messages(&out);
    compile_xmlsec();
}

/// By a run of its own: bergshamra pins a release candidate of `rsa`, and what signs the messages depends on the release.
fn make_messages(out: &Path) {
    println!("cargo::rerun-if-changed=../../messages");
    println!("cargo::rerun-if-changed=../../vectors/keys");
    for (name, arguments) in [
        ("assertion-6k", ["assertion", "0"]),
        ("both-6k", ["both", "0"]),
        ("20k", ["assertion", "20000"]),
        ("154k", ["assertion", "154000"]),
    ] {
        let mut maker = Command::new(env::var_os("CARGO").expect("cargo sets it"));
        maker.args(["run", "--quiet", "--locked", "--manifest-path", "../../messages/Cargo.toml", "--bin", "login"]);
        // Not the folder that the build which waits for this holds.
        maker.arg("--target-dir").arg(out.join("target")).arg("--").args(arguments);
        let made = maker.output().expect("cargo starts");
        assert!(made.status.success(), "{name}: {}", String::from_utf8_lossy(&made.stderr));
        fs::write(out.join(name).with_extension("xml"), made.stdout).expect("a file in OUT_DIR");
    }
}

fn compile_xmlsec() {
    println!("cargo::rerun-if-changed=src/subjects/xmlsec.c");
    println!("cargo::rustc-check-cfg=cfg(xmlsec)");
    match pkg_config::Config::new().atleast_version("1.2").cargo_metadata(false).env_metadata(true).probe("xmlsec1-openssl") {
        Ok(library) => compile(&library),
        Err(_) => {
            println!(
                "cargo::rustc-env=XMLSEC_MISSING=pkg-config does not find xmlsec1-openssl: apt-get install libxmlsec1-dev libclang-dev pkg-config"
            );
            // A file that is not there: look again each time, until it is installed.
            println!("cargo::rerun-if-changed=xmlsec1-is-missing");
        }
    }
}

fn compile(library: &pkg_config::Library) {
    let mut build = cc::Build::new();
    build.file("src/subjects/xmlsec.c").includes(&library.include_paths).opt_level(3);
    for (name, value) in &library.defines {
        build.define(name, value.as_deref());
    }
    build.compile("bench_xmlsec");
    for path in &library.link_paths {
        println!("cargo::rustc-link-search=native={}", path.display());
    }
    // After the file that needs them.
    for name in &library.libs {
        println!("cargo::rustc-link-lib={name}");
    }
    println!("cargo::rustc-cfg=xmlsec");
}
