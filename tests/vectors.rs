//! Every vector is judged as its file says, and explained to the same verdict. One trial for each.
//!
//! `UPDATE_VECTORS=1 cargo test --test vectors` writes the code and the place of refusals whose rule is the expected one, and the
//! sentences of all refusals (`sentences.tsv`).
//! The rule itself is written by hand, from the rule book.

mod support;

use std::collections::HashMap;

use libtest_mimic::{Arguments, Failed, Trial};
use saml_edge::{Outcome, Report};
use serde_json::Value;
use support::vector::{self, Said, Vector};

fn main() {
    let arguments = Arguments::from_args();
    let update = std::env::var_os("UPDATE_VECTORS").is_some();
    let vectors = vector::all();
    let accepted: HashMap<String, bool> = vectors.iter().map(|vector| (vector.name.clone(), vector.is_accepted())).collect();
    let mut trials = vec![Trial::test("there_are_vectors", {
        let count = vectors.len();
        move || if count >= 200 { Ok(()) } else { Err(format!("{count} vectors").into()) }
    })];
    for vector in mixed(vectors) {
        let twin = vector.get("twin").map(|twin| (twin.to_owned(), accepted.get(twin).copied()));
        trials.push(Trial::test(vector.name.clone(), move || {
            has_twin(&vector, twin)?;
            is_judged_as_it_says(&vector, update)?;
            if vector.is_logout() { Ok(()) } else { is_explained_alike(&vector) }
        }));
    }
    trials.push(Trial::test("refusals_say_what_they_said", move || say_what_they_said(update)));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Those of one class test much the same: whatever is wrong shows sooner where they do not stand together.
fn mixed(vectors: Vec<Vector>) -> Vec<Vector> {
    const STRIDE: usize = 61;
    let mut numbered: Vec<(usize, Vector)> = vectors.into_iter().enumerate().collect();
    numbered.sort_by_key(|(number, _)| (number % STRIDE, *number));
    numbered.into_iter().map(|(_, vector)| vector).collect()
}

/// A refusal only means something beside the same message without the defect, accepted.
fn has_twin(vector: &Vector, twin: Option<(String, Option<bool>)>) -> Result<(), Failed> {
    match (vector.is_accepted(), twin) {
        (true, _) | (false, Some((_, Some(true)))) => Ok(()),
        (false, Some((twin, _))) => Err(format!("its twin {twin} is not there, or not accepted").into()),
        (false, None) => Err("it has no twin".into()),
    }
}

/// Every sentence of every refusal, in the one file that holds JavaScript to the same.
fn say_what_they_said(update: bool) -> Result<(), Failed> {
    let mut said = String::new();
    for vector in vector::all() {
        let Err(error) = vector.verdict() else { continue };
        said += &format!("{}\t{}\t{}\n", vector.name, error.message(), error.hint());
    }
    let file = vector::folder().join("sentences.tsv");
    if update {
        std::fs::write(file, said)?;
        return Ok(());
    }
    let expected = std::fs::read_to_string(file)?;
    match said.lines().zip(expected.lines()).find(|(said, expected)| said != expected) {
        Some((said, expected)) => Err(format!("expected {expected}\nfound {said}").into()),
        None if said == expected => Ok(()),
        None => Err("there are more or fewer refusals than in the file".into()),
    }
}

fn is_judged_as_it_says(vector: &Vector, update: bool) -> Result<(), Failed> {
    match vector.verdict() {
        Ok(found) => {
            if !vector.is_accepted() {
                return Err("accepted".into());
            }
            let Some(expected) = vector.get("identity") else { return Ok(()) };
            holds(&serde_json::from_str(expected)?, &found)
        }
        Err(error) => {
            let said = Said::of(&error);
            if let Said::Refuse { rule, code, at } = &said
                && update
                && vector.get("rule") == Some(rule)
            {
                vector.bless(code, at.as_deref());
                return Ok(());
            }
            if vector.is_accepted() || vector.expected() != said { Err(format!("{error}\n{said:?}").into()) } else { Ok(()) }
        }
    }
}

/// Every member that is expected is there; attributes may be more.
fn holds(expected: &Value, found: &Value) -> Result<(), Failed> {
    for (member, value) in expected.as_object().ok_or("identity is no object")? {
        let same = match (member.as_str(), value) {
            ("attributes", Value::Object(attributes)) => {
                attributes.iter().all(|(name, values)| found["attributes"].get(name) == Some(values))
            }
            _ => found.get(member) == Some(value),
        };
        if !same {
            return Err(format!("{member}: expected {value}, found {}", found[member]).into());
        }
    }
    Ok(())
}

/// `explain` accepts exactly what `verify` accepts, and its first failure is the refusal.
fn is_explained_alike(vector: &Vector) -> Result<(), Failed> {
    let connection = vector.connection();
    let report = match vector.explain() {
        Ok(report) => report,
        // What is no form has no message that could be explained.
        Err(error) => return if Said::of(&error) == vector.expected() { Ok(()) } else { Err(format!("{error}").into()) },
    };
    let verdict = vector.with_post(|post| saml_edge::verify(post, &connection, vector.in_response_to(), vector.now()).map(drop));
    let verdict = verdict.map_err(|error| format!("{error}"))?;
    match (&verdict, first_failure(&report)) {
        (Ok(()), None) if report.accepted && report.authenticated => Ok(()),
        (Err(error), Some(failure)) if !report.accepted && failure == error => Ok(()),
        (verdict, failure) => {
            Err(format!("verify: {verdict:?}\nexplain: accepted {}, authenticated {}, {failure:?}", report.accepted, report.authenticated)
                .into())
        }
    }
}

fn first_failure(report: &Report) -> Option<&saml_edge::Error> {
    report.checks.iter().find_map(|check| match &check.outcome {
        Outcome::Fail(error) => Some(error),
        _ => None,
    })
}
