//! What the fuzzers need around them: seeds, the known attacks, and trees for another judge.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

// Instrumented code needs the counters of libFuzzer, also where nothing is fuzzed.
use libfuzzer_sys as _;
use saml_edge::fuzzing::{self, Event};
use saml_edge_fuzz::{c14n, mutation, seeds};
use serde_json::{Value, json};

const USAGE: &str = "\
Usage: tools seeds FOLDER     writes seeds for each target
       tools attacks          does every known attack, and has each refused
       tools trees FOLDER...  prints the tree of each document in these folders that is accepted, a line of JSON for each
       tools altered INPUT    prints the message that an input of the target `mutation` makes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["seeds", folder] => seeds::write(Path::new(folder)),
        ["attacks"] => {
            println!("{} attacks, all refused", mutation::shapes::hold_all());
            Ok(())
        }
        ["trees", folders @ ..] => folders.iter().try_for_each(|folder| trees(Path::new(folder))),
        ["altered", input] => fs::read(input).and_then(|input| io::stdout().write_all(mutation::written(&input).as_bytes())),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn trees(folder: &Path) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let octets = fs::read(&path)?;
        let Ok((_, events)) = fuzzing::parse(&octets) else { continue };
        let canonical =
            c14n::METHODS.map(|method| fuzzing::canonical(&octets, 0, None, method, "").map(|canonical| text(&canonical.octets)));
        let events: Vec<Value> = events.iter().map(shown).collect();
        let methods: serde_json::Map<_, _> =
            c14n::METHODS.iter().map(|method| (*method).to_owned()).zip(canonical.map(Value::from)).collect();
        writeln!(out, "{}", json!({ "file": path, "events": events, "canonical": methods }))?;
    }
    out.flush()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

fn shown(event: &Event) -> Value {
    match event {
        Event::Element { depth, name, attributes, namespaces, .. } => {
            let mut attributes: Vec<_> = attributes.iter().map(|(namespace, local, value, _)| [namespace, local, value]).collect();
            attributes.sort();
            json!(["element", depth, name.0, name.1, attributes, namespaces])
        }
        Event::Text { depth, text } => json!(["text", depth, text]),
        Event::Comment { depth, text } => json!(["comment", depth, text]),
        Event::Instruction { depth, target, data } => json!(["instruction", depth, target, data]),
    }
}
