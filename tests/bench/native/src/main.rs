//! `cargo run --release`: the comparison in interleaved rounds.

use std::process::ExitCode;

use saml_edge_bench::report::Report;

const USAGE: &str = "\
Usage: cargo run --release --manifest-path tests/bench/native/Cargo.toml -- [--json] [--quick]

Times this crate beside its native peers. Exit code 1 where a message is not verified as it should be, and, without --json, where the bar is not kept.
  --json     prints the figures alone
  --quick    fewer rounds";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if let Some(unknown) = arguments.iter().find(|word| !matches!(word.as_str(), "--json" | "--quick")) {
        eprintln!("unknown flag: {unknown}\n{USAGE}");
        return ExitCode::from(2);
    }
    let has = |flag: &str| arguments.iter().any(|word| word == flag);
    let report = match Report::make(if has("--quick") { 5 } else { 21 }) {
        Ok(report) => report,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::FAILURE;
        }
    };
    if has("--json") {
        println!("{:#}", report.json());
        return ExitCode::SUCCESS;
    }
    print!("{}", report.table());
    if report.bar_is_kept() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
