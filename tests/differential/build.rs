//! Compiles the C side. `cargo xtask differential` has seen to it that what it needs is there.

fn main() {
    println!("cargo::rerun-if-changed=src/peer.c");
    let library = pkg_config::Config::new()
        .atleast_version("1.2")
        .cargo_metadata(false)
        .probe("xmlsec1-openssl")
        .expect("pkg-config does not find xmlsec1-openssl: apt-get install libxmlsec1-dev pkg-config");
    let mut build = cc::Build::new();
    build.file("src/peer.c").includes(&library.include_paths).opt_level(2).warnings_into_errors(true);
    for (name, value) in &library.defines {
        build.define(name, value.as_deref());
    }
    build.compile("differential_peer");
    for path in &library.link_paths {
        println!("cargo::rustc-link-search=native={}", path.display());
    }
    // After the file that needs them.
    for name in &library.libs {
        println!("cargo::rustc-link-lib={name}");
    }
}
