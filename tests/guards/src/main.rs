//! Calls doors of saml-edge, each once, for `cargo xtask guard` to count the instructions and the memory.
//!
//! The messages are made beforehand, so that the run under valgrind does little but read them and call. There is a line for each call, in order.

mod allocator;
mod cost;
mod door;
mod hostile;
mod measured;
mod oracles;
mod scaling;
mod scenario;

use std::path::Path;
use std::process::ExitCode;

use scenario::Group;

const USAGE: &str = "\
Usage: saml-edge-guards make FOLDER           write the messages (all but those of hostile, which hostile.mjs writes)
       saml-edge-guards call FOLDER GROUP     call each door once, for callgrind
       saml-edge-guards memory FOLDER GROUP   call each door once, and say how many octets it took at its peak
GROUP is cost, scaling, oracles or hostile. What is printed: name, parameter, octets of XML, and the peak, with tabs between them.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["make", folder] => [Group::Cost, Group::Scaling, Group::Oracles].iter().try_for_each(|group| group.make(Path::new(folder))),
        [command @ ("call" | "memory"), folder, group] => {
            Group::named(group).and_then(|group| run(&group, Path::new(folder), if command == "call" { count } else { measure }))
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::FAILURE
        }
    }
}

/// Octets of the largest message: each lies where the one before lay, because what copying takes depends on where it copies from.
const ROOM: usize = 16 << 20;

/// What is said of one call.
type Measure = fn(&mut dyn FnMut()) -> String;

fn count(call: &mut dyn FnMut()) -> String {
    measured::instructions(call);
    String::new()
}

fn measure(call: &mut dyn FnMut()) -> String {
    format!("\t{}", measured::peak(call))
}

fn run(group: &Group, folder: &Path, measure: Measure) -> Result<(), String> {
    let mut place = Vec::with_capacity(ROOM);
    for (number, scenario) in group.scenarios(folder)?.iter().enumerate() {
        let input = group.input(folder, number)?;
        place.clear();
        place.extend_from_slice(&input.octets);
        let (mut said, mut verdict) = (String::new(), None);
        let mut open = || verdict = Some(scenario.door.open(&place, &mut |call| said = measure(call)));
        if matches!(group, Group::Oracles) {
            allocator::in_same_places(open)
        } else {
            open()
        }
        let verdict = verdict.ok_or("nothing was called")?;
        if !scenario.expects.allow(verdict) {
            return Err(format!("{}, {}: {verdict:?}", scenario.name, scenario.parameter));
        }
        println!("{}\t{}\t{}{said}", scenario.name, scenario.parameter, input.xml_octets);
    }
    Ok(())
}
